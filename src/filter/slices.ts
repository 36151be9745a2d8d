import { FilterError } from './error.js'
import type { Slice } from './syntax.js'

const FORMS = 'write [OFFSET:LENGTH], [FIRST-LAST], [OFFSET], [:LENGTH] or [OFFSET:], several with commas'

/** Longest offset and length. */
const MAX = 0x7fff_ffff

/** `0:4`, `0-3`, `2`, `:4`, `4:`, `-4:2`, and several with commas, as Wireshark writes them. */
export function parseSlices(text: string, at: number, length: number): Slice[] {
  return text.split(',').map((part) => {
    const slice = parseSlice(part.trim())
    if (!slice) throw new FilterError(`this is no slice: ${FORMS}.`, at, length)
    return slice
  })
}

function parseSlice(text: string): Slice | undefined {
  const found = /^(-?\d{1,10})?(?:(:)(\d{1,10})?|-(\d{1,10}))?$/.exec(text)
  if (!found) return undefined
  const [, first, colon, size, last] = found
  if (first === undefined && (colon === undefined || size === undefined)) return undefined
  const offset = Number(first ?? 0)
  const length = last !== undefined ? Number(last) - offset + 1 : colon ? numberOr(size) : 1
  const sound = Math.abs(offset) <= MAX && (length === undefined || (length > 0 && length <= MAX))
  return sound ? { offset, length } : undefined
}

function numberOr(size: string | undefined): number | undefined {
  return size === undefined ? undefined : Number(size)
}

/** The bytes that slices name, one behind the other; undefined where some are not there. */
export function sliced(
  bytes: Uint8Array,
  start: number,
  length: number,
  slices: readonly Slice[],
): Uint8Array | undefined {
  const parts: Uint8Array[] = []
  for (const { offset, length: size } of slices) {
    const from = offset < 0 ? length + offset : offset
    const to = size === undefined ? length : from + size
    if (from < 0 || to > length || from >= to) return undefined
    parts.push(bytes.subarray(start + from, start + to))
  }
  return parts.length === 1 ? parts[0] : Buffer.concat(parts)
}
