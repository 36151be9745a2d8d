import { ByteWriter } from '../../src/output/byte-writer.js'
import { CollectingSink } from '../../src/output/sink.js'
import { ColoursView } from '../../src/views/colours.js'
import { JsonView } from '../../src/views/json.js'
import type { ViewKind } from '../../src/views/kinds.js'
import { SummaryView } from '../../src/views/summary.js'
import { TreeView } from '../../src/views/tree.js'
import type { View, ViewOptions } from '../../src/views/view.js'

const VIEWS = { tree: TreeView, colours: ColoursView, summary: SummaryView, json: JsonView } satisfies Record<
  ViewKind,
  unknown
>

/** A view of a kind that collects what it prints. */
export class Printer {
  readonly #sink = new CollectingSink()
  readonly #writer = new ByteWriter(this.#sink)
  readonly view: View

  constructor(kind: ViewKind, options: Partial<ViewOptions> = {}) {
    this.view = new VIEWS[kind](this.#writer, { width: 80, colour: false, showSecrets: false, ...options })
  }

  /** Ends the view and gives all it printed. */
  text(): string {
    this.view.end()
    this.#writer.flush()
    return this.#sink.text
  }
}
