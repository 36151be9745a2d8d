import type { Cursor } from '../../../src/dissect/cursor.js'
import { bytes, group, layer, text } from '../../../src/fields/index.js'

/**
 * The list of files that a client shares ("OFT2" on the protocol page): text, a file a line. Two old clients write
 * date and time, the size in eight places and the name; lines that are otherwise are shown as they are.
 */
const F = layer('oft.listing', {
  $: group({ label: 'File', repeated: true }),
  date: text({ label: 'Changed', role: 'volatile' }),
  blank1: bytes({ label: 'Blank', role: 'padding' }),
  size: text({ label: 'Size', doc: 'In bytes, as digits' }),
  blank2: bytes({ label: 'Blank', role: 'padding' }),
  name: text({ label: 'Name' }),
  end: bytes({ label: 'Line end', role: 'padding' }),
  line: text({ label: 'Line' }),
})

const LINE = /^(\d\d\/\d\d\/\d{4} \d\d:\d\d)( +)(\d+)( +)([^\r\n]+)(\r?\n)?$/
/** In the order of the groups of LINE. */
const PARTS = [F.date, F.blank1, F.size, F.blank2, F.name, F.end]
const LF = 0x0a
/** A longer line is none. */
const MAX_LINE = 1024
/** A longer listing is read line by line. */
const MAX_WHOLE = 65_536

/**
 * How many of the `left` bytes of a listing to read as one message, however they come: all, or the first line of one that is too
 * long for that; 0 to wait for more.
 */
export function linesIn(bytes: Uint8Array, start: number, end: number, left: number): number {
  const stop = Math.min(end, start + left)
  if (left <= MAX_WHOLE) return stop - start === left ? left : 0
  const first = bytes.subarray(start, stop).indexOf(LF)
  if (first >= 0) return first + 1
  return stop - start > MAX_LINE ? MAX_LINE : 0
}

/** Records lines to the end of the region. */
export function readListing(at: Cursor): void {
  while (at.more) {
    const end = at.bytes.subarray(0, at.end).indexOf(LF, at.pos)
    const length = (end < 0 ? at.end : end + 1) - at.pos
    at.open(F.$)
    readLine(at, length)
    at.close()
  }
}

function readLine(at: Cursor, length: number): void {
  const found =
    length <= MAX_LINE
      ? LINE.exec(Buffer.from(at.bytes.buffer, at.bytes.byteOffset + at.pos, length).toString('latin1'))
      : null
  if (!found) at.take(F.line, length)
  else PARTS.forEach((def, i) => void (found[i + 1] && at.take(def, found[i + 1]!.length)))
}
