import { readdirSync, readFileSync } from 'node:fs'
import { MESSAGE_SOURCE } from '../src/dissect/message.js'
import { ByteWriter } from '../src/output/byte-writer.js'
import { CollectingSink } from '../src/output/sink.js'
import type { Secret } from '../src/secrets/secrets.js'
import { createView } from '../src/views/index.js'
import { dissectOptions } from '../test/support/options.js'
import { runAll } from '../test/support/run.js'
import type { Part } from './case.js'
import { FUZZ_ROOT } from './root.js'

/** The good inputs that cases are made of. */
export interface Seeds {
  /** Messages of each conversation in the samples, in order, by protocol. */
  readonly talks: ReadonlyMap<string, readonly (readonly Part[])[]>
  /** Samples that are captures. */
  readonly captures: readonly string[]
  /** Texts with dumps, and pages of the documentation, which hold every kind of dump. */
  readonly texts: readonly string[]
  /** Expressions that docs/filter.md explains. */
  readonly filters: readonly string[]
  /** Messages of the samples as lines of JSON, with positions. */
  readonly saved: readonly string[]
  /** What the samples give away. */
  readonly keys: readonly Secret[]
}

/** Reads the samples and the documentation. */
export async function readSeeds(): Promise<Seeds> {
  const samples = readdirSync(`${FUZZ_ROOT}samples`)
    .filter((name) => !name.endsWith('.md'))
    .toSorted()
    .map((name) => `${FUZZ_ROOT}samples/${name}`)
  const options = dissectOptions()
  const talks = new Map<string, Part[][]>()
  const saved = new CollectingSink()
  const writer = new ByteWriter(saved)
  const view = await createView('json', writer, {
    width: 80,
    colour: false,
    showSecrets: true,
    positions: true,
  })
  for (const sample of samples) {
    const open = new Map<string, Part[]>()
    await runAll(
      [sample],
      (message) => {
        view.message(message)
        const { protocol, conversation, side, sources } = message
        const { bytes, start, end } = sources[MESSAGE_SOURCE]!
        const key = `${protocol} ${conversation.id}`
        if (!open.has(key)) {
          const talk: Part[] = []
          open.set(key, talk)
          talks.set(protocol, [...(talks.get(protocol) ?? []), talk])
        }
        open.get(key)!.push({ bytes: bytes.slice(start, end), side })
      },
      { options: { ...dissectOptions(), secrets: options.secrets } },
    )
  }
  writer.flush()
  return {
    talks,
    saved: saved.text.trimEnd().split('\n'),
    captures: samples.filter((path) => path.endsWith('.pcap')),
    texts: [
      ...samples.filter((path) => path.endsWith('.txt')).map((path) => readFileSync(path, 'utf8')),
      ...sections('dumps.md'),
    ],
    filters: [...page('filter.md').matchAll(/^\| (`.+?) \| [^|]+ \|$/gm)].flatMap(([, cell]) =>
      [...cell!.matchAll(/`([^`]+)`/g)].map(([, filter]) => filter!),
    ),
    keys: options.secrets.learned,
  }
}

function sections(name: string): string[] {
  return page(name)
    .split(/^(?=##)/m)
    .filter((text) => text.length > 100)
}

function page(name: string): string {
  return readFileSync(`${FUZZ_ROOT}docs/${name}`, 'utf8')
}
