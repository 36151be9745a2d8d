import { HEX, MAX_CELLS, readCells } from './cells.js'
import { matchGutter, newMatch, PLAIN_LAYOUT } from './gutter.js'
import type { Page } from './page.js'
import type { Row } from './scan.js'

/**
 * Whether a line is the row of characters below a row of bytes: each under its pair, nothing elsewhere.
 *
 *     47 45 54 20 2f
 *     G  E  T     /
 */
export function isCharacterRow(page: Page, above: Row, text: string): boolean {
  if (above.digits !== 2 || above.cells > MAX_CELLS || text.trim() === '') return false
  const list = page.cells
  const bytesText = page.lines[above.line]!
  list.readRow(bytesText, above, HEX)
  const bytes = new Uint8Array(list.bytes)
  readCells(bytesText, list, HEX, false, list.bytes, bytes, 0)
  for (const shift of [0, 1]) if (isUnder(text, list.start, list.count, shift, bytes)) return true
  return false
}

const ESCAPES: Record<string, number> = { '\\0': 0, '\\t': 9, '\\n': 10, '\\r': 13 }

function isUnder(text: string, starts: Int32Array, count: number, shift: number, bytes: Uint8Array): boolean {
  const match = newMatch()
  let seen = 0
  let at = 0
  for (let i = 0; i < count; i++) {
    const column = starts[i]! + shift
    for (; at < column; at++) if (at < text.length && text[at] !== ' ') return false
    const two = text.slice(column, column + 2)
    if (ESCAPES[two] === bytes[i]) {
      seen++
      at = column + 2
      continue
    }
    if (matchGutter(text, column, bytes, i, 1, PLAIN_LAYOUT, match).differ > 0) return false
    if (column < text.length && text[column] !== ' ') seen++
    at = column + 1
  }
  return seen > 0 && text.slice(at).trim() === ''
}
