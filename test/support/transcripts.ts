import type { Message } from '../../src/dissect/message.js'
import { VIEW_KINDS, type ViewKind } from '../../src/views/kinds.js'
import type { ColumnOptions } from '../../src/views/view.js'
import { COLUMNS, lineEnd, Printer } from './print.js'
import { KEYED_RUNS, readSample, SAMPLE_RUNS } from './sample-runs.js'

/** Views for programs: they have neither colours nor a width. */
export const FOR_PROGRAMS: ReadonlySet<ViewKind> = new Set(['json', 'fields', 'csv'])

/** Views of which every message is kept at 80 columns. */
const WHOLE: ReadonlySet<ViewKind> = new Set(['tree', 'summary', 'fields'])

/** Kinds of messages of a protocol that are kept with their colours, and their bytes at most. */
const COLOURED = 2
const COLOURED_BYTES = 300

const PATHS: Partial<Record<ViewKind, ColumnOptions>> = {
  fields: {
    ...COLUMNS,
    paths: ['number', 'title', 'type', 'place', 'comment', 'finding.text', 'info'],
    separator: '\t',
  },
  csv: { ...COLUMNS, paths: ['number', 'time', 'type', '**'], header: true, separator: ',', quote: 'd' },
}

/** What is known of a message while a sample is read. */
interface Kept {
  /** The first of its protocol in the sample. */
  readonly begins: boolean
  /** The first of its kind in all samples. */
  readonly isNew: boolean
}

/**
 * The transcripts of all views of all samples, by the file each is kept in. To be small they are chosen: at 80
 * columns some views have every message, the others the first of each kind in all samples and of each protocol in a
 * sample; at 120 columns there are only these last. With keys there is what these change. `colours/` has some messages
 * of each protocol with their colours.
 */
export async function transcripts(): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const kinds = new Set<string>()
  const coloured = new Coloured()
  const known = new Map<string, Set<string>>()
  for (const { path, ...run } of [...SAMPLE_RUNS, ...KEYED_RUNS]) {
    const without = known.get(path)
    const trees = new Set<string>()
    known.set(path, trees)
    const sample = new Sample()
    const protocols = new Set<string>()
    await readSample({ path, ...run }, (message) => {
      const tree = treeOf(message)
      trees.add(tree)
      if (without?.has(tree)) return
      const begins = adds(protocols, message.protocol)
      const isNew = adds(kinds, `${message.protocol} ${message.type}`)
      sample.message(message, { begins, isNew })
      if (isNew) coloured.message(message)
    })
    for (const [name, text] of sample.files()) files.set(`${run.name}/${name}`, text)
  }
  for (const [name, text] of coloured.files()) files.set(`colours/${name}`, text)
  return files
}

/** The transcripts of one sample. */
class Sample {
  readonly #at80 = VIEW_KINDS.map((kind) => ({ kind, printer: printerOf(kind, 80) }))
  readonly #at120 = VIEW_KINDS.filter((kind) => !FOR_PROGRAMS.has(kind)).map((kind) => ({
    kind,
    printer: printerOf(kind, 120),
  }))

  message(message: Message, { begins, isNew }: Kept): void {
    for (const { kind, printer } of this.#at80)
      if (WHOLE.has(kind) || begins || isNew) printer.view.message(message)
    if (begins) for (const { printer } of this.#at120) printer.view.message(message)
  }

  *files(): Generator<[name: string, text: string]> {
    for (const { kind, printer } of this.#at80)
      yield [FOR_PROGRAMS.has(kind) ? `${kind}.txt` : `${kind}-80.txt`, lines(printer, kind)]
    for (const { kind, printer } of this.#at120) yield [`${kind}-120.txt`, lines(printer, kind)]
  }
}

/** The transcripts with colours, one for each view of each protocol. */
class Coloured {
  readonly #protocols = new Map<string, { count: number; views: { kind: ViewKind; printer: Printer }[] }>()

  message(message: Message): void {
    let of = this.#protocols.get(message.protocol)
    if (!of) {
      const kinds = VIEW_KINDS.filter((kind) => !FOR_PROGRAMS.has(kind))
      of = { count: 0, views: kinds.map((kind) => ({ kind, printer: printerOf(kind, 80, true) })) }
      this.#protocols.set(message.protocol, of)
    }
    const bytes = message.sources.reduce((sum, { start, end }) => sum + end - start, 0)
    const wanted = of.count === 0 ? bytes > 0 : of.count < COLOURED && bytes <= COLOURED_BYTES
    if (!wanted) return
    of.count++
    for (const { printer } of of.views) printer.view.message(message)
  }

  *files(): Generator<[name: string, text: string]> {
    for (const [protocol, { views }] of this.#protocols)
      for (const { kind, printer } of views)
        yield [`${protocol}-${kind}.txt`, lines(printer, kind).replaceAll('\x1b', '^[')]
  }
}

/** A view as transcripts and the checks beside them print it. */
export function printerOf(kind: ViewKind, width: number, colour = false): Printer {
  const columns = PATHS[kind]
  return new Printer(kind, { width, colour, ...(columns ? { columns } : {}) })
}

function lines(printer: Printer, kind: ViewKind): string {
  return printer.text().replaceAll(lineEnd(kind), '\n')
}

function treeOf(message: Message): string {
  const printer = printerOf('tree', 80)
  printer.view.message(message)
  return printer.text()
}

/** Adds a text to a set; false if it was there. */
function adds(set: Set<string>, text: string): boolean {
  return set.size < set.add(text).size
}
