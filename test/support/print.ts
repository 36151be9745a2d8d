import { ByteWriter } from '../../src/output/byte-writer.js'
import { CollectingSink } from '../../src/output/sink.js'
import { ColoursView } from '../../src/views/colours.js'
import { CsvView } from '../../src/views/csv.js'
import { DiagramView } from '../../src/views/diagram.js'
import { FieldsView } from '../../src/views/fields.js'
import { HexView } from '../../src/views/hex.js'
import { JsonView } from '../../src/views/json.js'
import { JsonPositions } from '../../src/views/json-positions.js'
import type { ViewKind } from '../../src/views/kinds.js'
import { SummaryView } from '../../src/views/summary.js'
import { TableView } from '../../src/views/table.js'
import { TreeView } from '../../src/views/tree.js'
import type { ColumnOptions, View, ViewOptions } from '../../src/views/view.js'

const VIEWS = {
  tree: TreeView,
  summary: SummaryView,
  diagram: DiagramView,
  table: TableView,
  colours: ColoursView,
  hex: HexView,
  json: JsonView,
  fields: FieldsView,
  csv: CsvView,
} satisfies Record<ViewKind, unknown>

/** Every field and what a message says in texts: the columns of views that show chosen ones. Tabs would look like something from input. */
export const COLUMNS: ColumnOptions = {
  paths: ['number', 'protocol', 'title', 'type', 'place', 'comment', 'addr', 'finding.text', 'info', '**'],
  header: false,
  separator: '|',
  occurrence: 'a',
  aggregator: ',',
  quote: 'n',
  names: true,
}

/** What ends the lines of a view. */
export function lineEnd(kind: ViewKind): string {
  return kind === 'csv' ? '\r\n' : '\n'
}

/** The options of a command that print a view of this kind with every field in it. */
export function viewArgs(kind: ViewKind): string[] {
  return [
    '-T',
    kind,
    ...(kind === 'fields' || kind === 'csv' ? ['-e', 'type', '-e', '**', '-e', 'info'] : []),
  ]
}

/** A view of a kind that collects what it prints. */
export class Printer {
  readonly #sink = new CollectingSink()
  readonly #writer = new ByteWriter(this.#sink)
  readonly view: View

  constructor(kind: ViewKind, options: Partial<ViewOptions> = {}) {
    // As where the command prints into a pipe.
    const width = kind === 'summary' ? Number.POSITIVE_INFINITY : 80
    const all = { width, colour: false, showSecrets: false, columns: COLUMNS, ...options }
    this.view =
      kind === 'json' && all.positions
        ? new JsonView(this.#writer, all, new JsonPositions(this.#writer, all.showSecrets))
        : new VIEWS[kind](this.#writer, all)
  }

  /** Ends the view and gives all it printed. */
  text(): string {
    this.view.end()
    this.#writer.flush()
    return this.#sink.text
  }
}
