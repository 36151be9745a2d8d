import type { Group } from './groups.js'
import { chooseOrder, type Order } from './order.js'
import type { Page } from './page.js'
import { chooseSteps, type Steps } from './steps.js'
import { findRest, fullRowEnd, measureWidths } from './widths.js'

/**
 * The decisions about a block of rows with offsets, all taken over the whole block: the radix of the offsets, the
 * notation of the cells, how many bytes a full row has, where the text column is, and the byte order of words.
 *
 * The measure is the step: where one offset minus the one before is exactly the bytes of that row, in one radix and one
 * notation, that radix and notation are right.
 */
export interface ColumnPlan extends Steps, Order {
  /** Bytes of most rows; 0 when no two offsets follow each other. */
  readonly width: number
  /** Columns count from the end of the offset. Where whatever follows full rows begins; -1 when nothing does. */
  readonly restAt: number
  /** Where the text column begins; -1 without one. */
  readonly gutterAt: number
}

/** As many rows of a block are looked at to decide about all. */
const SAMPLE_ROWS = 256

export function planColumns(page: Page, group: Group): ColumnPlan {
  const items = group.items.length <= SAMPLE_ROWS ? group.items : group.items.slice(0, SAMPLE_ROWS)
  const steps = chooseSteps(page, items)
  const widths = measureWidths(page, items, steps)
  const order = chooseOrder(page, items, steps, widths)
  const full = fullRowEnd(page, widths, steps.kind)
  const gutterAt = order.gutter === undefined || full < 0 ? -1 : full + order.gutter.delta
  const restAt = findRest(page, widths, steps.kind)
  return {
    ...steps,
    ...order,
    width: widths.width,
    gutterAt,
    restAt: gutterAt < 0 ? restAt : Math.min(restAt, gutterAt),
  }
}
