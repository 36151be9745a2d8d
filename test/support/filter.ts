import { vocabularyOf } from '../../src/cli/fields.js'
import type { Message } from '../../src/dissect/message.js'
import { Registry } from '../../src/dissect/registry.js'
import { compileFilter, type Vocabulary } from '../../src/filter/compile.js'
import { dissectOptions } from './options.js'
import { allDissectors, runAll } from './run.js'

/** What filters may name, with the built-in tables. */
export async function vocabulary(): Promise<Vocabulary> {
  return vocabularyOf(await allDissectors(), dissectOptions())
}

/** What `tell` makes of the messages of inputs that pass a filter. */
export async function passing<T>(
  inputs: readonly string[],
  source: string,
  tell: (message: Message) => T,
): Promise<T[]> {
  const { test } = await compileFilter(source, await vocabulary())
  const told: T[] = []
  const look = (message: Message) => {
    if (test(message)) told.push(tell(message))
  }
  await runAll(inputs, look, { layers: 'aside', registry: new Registry(await allDissectors()) })
  return told
}
