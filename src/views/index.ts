import type { ByteWriter } from '../output/byte-writer.js'
import type { ViewKind } from './kinds.js'
import type { View, ViewOptions } from './view.js'

/** Makes a view that writes to `out`; only the code of that kind is loaded. */
export async function createView(kind: ViewKind, out: ByteWriter, options: ViewOptions): Promise<View> {
  switch (kind) {
    case 'tree':
      return new (await import('./tree.js')).TreeView(out, options)
    case 'colours':
      return new (await import('./colours.js')).ColoursView(out, options)
    case 'summary':
      return new (await import('./summary.js')).SummaryView(out, options)
    case 'fields':
      return new (await import('./fields.js')).FieldsView(out, options)
    case 'csv':
      return new (await import('./csv.js')).CsvView(out, options)
    case 'json':
      return new (await import('./json.js')).JsonView(out, options)
  }
}
