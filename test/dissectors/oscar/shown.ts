import type { Message } from '../../../src/dissect/message.js'
import { Wire } from '../../../src/fields/index.js'
import { fromHex } from '../../support/dissect.js'
import { readTree } from '../../support/read-tree.js'
import { le32, u32 } from './encode.js'

/** Compares a decoded value of the reference parser, whatever its shape, with what slx shows. */

/** Every number and text in a decoded value; what is true or false are remarks of the reference's parser. */
export function leaves(value: unknown): (string | number)[] {
  if (value === null || value === '' || typeof value === 'boolean') return []
  if (typeof value === 'object') return Object.values(value).flatMap(leaves)
  return [value as string | number]
}

/** Whether a value is that of a field, or its bytes are those of fields that follow each other. */
export function shownIn(message: Message): (value: string | number) => boolean {
  const rows = readTree(message).filter(({ def, source }) => def.wire !== Wire.Group && source === 'message')
  const values = new Set(rows.map(({ value }) => String(value).replace(/\0$/, '')))
  const starts = new Set(rows.map(({ offset }) => offset))
  const ends = new Set(rows.map(({ offset, hex }) => offset + hex.length / 2))
  const from = message.sources[0]!
  const bytes = from.bytes.subarray(from.start, from.end)
  const isThere = (wanted: Uint8Array) => {
    for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
      const end = at + wanted.length
      const same = Buffer.compare(bytes.subarray(at, end), wanted) === 0
      // The reference leaves the NUL behind a text out.
      if (same && starts.has(at) && (ends.has(end) || (bytes[end] === 0 && ends.has(end + 1)))) return true
    }
    return false
  }
  return (value) => {
    if (values.has(String(value))) return true
    if (typeof value === 'number') return isThere(u32(value)) || isThere(le32(value))
    if (isThere(Buffer.from(value, 'latin1'))) return true
    // Types of ICQ's TLVs are little-endian.
    const isHex = /^([0-9a-f]{2})+$/.test(value)
    return isHex && (isThere(fromHex(value)) || (value.length === 4 && isThere(fromHex(value).reverse())))
  }
}
