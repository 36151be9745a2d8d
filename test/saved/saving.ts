import type { Message } from '../../src/dissect/message.js'
import type { ViewKind } from '../../src/views/kinds.js'
import type { ViewOptions } from '../../src/views/view.js'
import { Printer } from '../support/print.js'
import { type Ran, runAll } from '../support/run.js'

export interface Shown extends Partial<ViewOptions> {
  readonly layers?: boolean
}

/** What a view prints of an input. */
export async function printAll(
  kind: ViewKind,
  path: string,
  { layers = false, ...options }: Shown,
): Promise<string> {
  const printer = new Printer(kind, options)
  await runAll([path], (message) => printer.view.message(message), { layers })
  return printer.text()
}

/** An input as `-T json` prints it. */
export function saved(path: string, options: Shown): Promise<string> {
  return printAll('json', path, options)
}

/** Reads saved messages, in chunks, as standard input. */
export function readSaved(
  chunks: readonly (string | Uint8Array)[],
  look: (message: Message) => void,
): Promise<Ran> {
  return runAll(['-'], look, { standardInput: chunks.map((chunk) => Buffer.from(chunk)) })
}

/** What a view prints of saved messages. Throws where some cannot be read. */
export async function printSaved(
  kind: ViewKind,
  chunks: readonly (string | Uint8Array)[],
  { layers: _, ...options }: Shown,
): Promise<string> {
  const printer = new Printer(kind, options)
  const { problems } = await readSaved(chunks, (message) => printer.view.message(message))
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join(' '))
  return printer.text()
}
