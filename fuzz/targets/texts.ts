import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Random } from '../../bench/random.js'
import { OPCODE_TABLES } from '../../dissectors/opcodes.js'
import { TEMPLATES, TemplateLibrary } from '../../dissectors/second-life/template/library.js'
import { loadTemplate } from '../../dissectors/second-life/template/load.js'
import { SECRET_LABELS } from '../../dissectors/secrets.js'
import { readConfiguration } from '../../src/cli/config/read.js'
import { vocabularyOf } from '../../src/cli/fields.js'
import type { Dissector } from '../../src/dissect/dissector.js'
import { Engine } from '../../src/dissect/engine.js'
import { readOpcodeLines } from '../../src/dissect/opcode-file.js'
import { Registry } from '../../src/dissect/registry.js'
import { compileFilter, type Vocabulary } from '../../src/filter/compile.js'
import { escapeText } from '../../src/output/escape.js'
import { readKeyFile } from '../../src/secrets/key-file.js'
import { Secrets } from '../../src/secrets/secrets.js'
import { fakeConversation, fakePayload } from '../../test/support/fake-payload.js'
import { dissectOptions } from '../../test/support/options.js'
import type { Case, Part } from '../case.js'
import { errorFaults, textFaults, Watched } from '../checks.js'
import { mutateBytes } from '../mutate-bytes.js'
import { mutateText } from '../mutate-text.js'
import { CONFIGURATION, KEYS, OPCODES, TEMPLATE } from '../seed-texts.js'
import type { Seeds } from '../seeds.js'
import type { Tally } from '../tally.js'
import { anySetting, type Target } from '../target.js'

/** What users write: templates, filters, key files, opcode lists, configuration. The text is the first part. */
export function textTargets(all: readonly Dissector[], seeds: Seeds): Target[] {
  const talks = [...seeds.talks.values()].flat()
  const circuits = seeds.talks.get('sl') ?? []
  const messages = (random: Random, from: readonly (readonly Part[])[]) => {
    const talk = from[random.below(from.length)]!
    const at = random.below(talk.length)
    return talk.slice(at, at + 3)
  }
  const target = (
    name: string,
    texts: readonly string[],
    check: Target['check'],
    more: (random: Random) => readonly Part[] = () => [],
  ): Target => ({
    name,
    make: (random) => {
      const pick = () => texts[random.below(texts.length)]!
      const bytes = Buffer.from(mutateText(pick(), random, pick(), true))
      return { target: name, parts: [{ bytes, side: 0 }, ...more(random)], setting: anySetting(random) }
    },
    check,
  })
  let vocabulary: Vocabulary | undefined
  const folder = mkdtempSync(join(tmpdir(), 'slx-fuzz-'))
  return [
    target(
      'filter',
      // Few messages pass a filter, and many what it leaves.
      seeds.filters.flatMap((one, i) => [one, `not (${one})`, `${one} or not (${seeds.filters.at(i - 1)})`]),
      (one, tally) => {
        vocabulary ??= vocabularyOf(all, dissectOptions())
        return filterMessages(one, all, vocabulary, tally)
      },
      (random) => messages(random, talks),
    ),
    target(
      'template',
      TEMPLATE,
      (one, tally) => useTemplate(one, all, join(folder, 'fuzz.msg'), tally),
      (random) =>
        messages(random, circuits).map((part) => ({
          ...part,
          bytes: mutateBytes(part.bytes, random, part.bytes),
        })),
    ),
    target('keys', KEYS, ({ parts }) => {
      const problems = readKeyFile(textOf(parts), 'keys.txt', SECRET_LABELS, new Secrets())
      return problems.flatMap((line) => textFaults(escapeText(line), 'what is told'))
    }),
    target('opcodes', OPCODES, ({ parts }) => {
      readOpcodeLines(textOf(parts), 'opcodes.txt', OPCODE_TABLES, new Map())
      return []
    }),
    target('configuration', CONFIGURATION, ({ parts }) => {
      const path = join(folder, 'config.toml')
      writeFileSync(path, parts[0]!.bytes)
      readConfiguration({ path, own: true, named: true })
      return []
    }),
  ].map(explained)
}

/** The target, with errors taken as the command takes them. */
function explained(target: Target): Target {
  return {
    ...target,
    check: async (one, tally) => {
      try {
        return await target.check(one, tally)
      } catch (error) {
        const told = error instanceof Error ? escapeText(error.message) : ''
        return [...errorFaults(error), ...textFaults(told, 'the error')]
      }
    },
  }
}

function textOf([text]: readonly Part[]): string {
  return Buffer.from(text!.bytes).toString('utf8')
}

async function filterMessages(
  { parts, setting }: Case,
  all: readonly Dissector[],
  vocabulary: Vocabulary,
  tally: Tally,
): Promise<string[]> {
  const watched = new Watched(setting, tally)
  const { test } = await compileFilter(textOf(parts), vocabulary)
  const options = { ...dissectOptions(), layers: 'aside' as const }
  const engine = new Engine(new Registry(all), options, (message) => {
    if (test(message)) watched.message(message)
  })
  feed(engine, parts.slice(1))
  return watched.end()
}

function useTemplate(
  { parts, setting }: Case,
  all: readonly Dissector[],
  path: string,
  tally: Tally,
): string[] {
  writeFileSync(path, parts[0]!.bytes)
  const shelf = { templates: [loadTemplate(path, '--template')], unusable: [] }
  const options = dissectOptions()
  options.settings.of(TEMPLATES).library = new TemplateLibrary([() => shelf])
  const watched = new Watched(setting, tally)
  const sl = all.find(({ name }) => name === 'sl')!
  const engine = new Engine(new Registry(all, [], sl), { ...options, layers: false }, (message) =>
    watched.message(message),
  )
  feed(engine, parts.slice(1))
  const { firstBug } = engine.counters
  if (firstBug) watched.faults.push(...errorFaults(firstBug.error))
  return watched.end()
}

function feed(engine: Engine, parts: readonly Part[]): void {
  const conversation = { ...fakeConversation('none', 0), id: 1 }
  parts.forEach(({ bytes, side }, i) => {
    engine.datagram(fakePayload(conversation, bytes, i + 1, side))
  })
}
