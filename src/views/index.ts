import type { ByteWriter } from '../output/byte-writer.js'
import type { ViewKind } from './kinds.js'
import type { View, ViewOptions } from './view.js'

/** Makes a view that writes to `out`; only the code of that kind is loaded. */
export async function createView(kind: ViewKind, out: ByteWriter, options: ViewOptions): Promise<View> {
  const view = await pruned(kind, await viewOfKind(kind, out, options), options)
  if (!options.dump || kind === 'hex') return view
  return new (await import('./hex.js')).WithDumps(view, out, options)
}

/** Views that show dumps pick fields themselves: they must see every row, to cover secrets. */
async function pruned(kind: ViewKind, view: View, { only }: ViewOptions): Promise<View> {
  if (!only || kind === 'colours' || kind === 'diagram' || kind === 'hex') return view
  return new (await import('./selection.js')).PrunedView(view, only)
}

async function viewOfKind(kind: ViewKind, out: ByteWriter, options: ViewOptions): Promise<View> {
  switch (kind) {
    case 'tree':
      return new (await import('./tree.js')).TreeView(out, options)
    case 'summary':
      return new (await import('./summary.js')).SummaryView(out, options)
    case 'fields':
      return new (await import('./fields.js')).FieldsView(out, options)
    case 'csv':
      return new (await import('./csv.js')).CsvView(out, options)
    case 'diagram':
      return new (await import('./diagram.js')).DiagramView(out, options)
    case 'table':
      return new (await import('./table.js')).TableView(out, options)
    case 'colours':
      return new (await import('./colours.js')).ColoursView(out, options)
    case 'hex':
      return new (await import('./hex.js')).HexView(out, options)
    case 'json': {
      const { JsonView } = await import('./json.js')
      if (!options.positions) return new JsonView(out, options)
      const { JsonPositions } = await import('./json-positions.js')
      return new JsonView(out, options, new JsonPositions(out, options.showSecrets))
    }
  }
}
