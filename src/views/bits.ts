import type { FieldDef } from '../fields/definition.js'
import { readNumber } from '../fields/read.js'
import type { ByteWriter } from '../output/byte-writer.js'

/** Widest integer whose bits are shown one by one; that of wider ones is a pattern of hex digits. */
const MAX_BITWISE_WIDTH = 2

/**
 * Writes which bits of an integer a masked field takes, the others as dots, the highest first:
 * `.1.. ....`; for 24 and 32 bits, and where that is wider than `columns`, in hex digits: `..3f....`.
 */
export function writeBitPattern(
  out: ByteWriter,
  def: FieldDef,
  bytes: Uint8Array,
  start: number,
  columns: number,
): void {
  const value = readNumber(bytes, start, def.wire)
  const nibbles = 2 * def.width
  const bitwise = def.width <= MAX_BITWISE_WIDTH && 5 * nibbles - 1 <= columns
  for (let nibble = nibbles - 1; nibble >= 0; nibble--) {
    const mask = (def.mask >>> (4 * nibble)) & 15
    const bits = (value >>> (4 * nibble)) & mask
    if (bitwise) {
      for (let bit = 8; bit > 0; bit >>= 1)
        out.byte((mask & bit) === 0 ? DOT : (bits & bit) === 0 ? ZERO : ONE)
      if (nibble > 0) out.byte(SPACE)
    } else if (mask === 0) out.byte(DOT)
    else out.hex(bits, 1)
  }
}

const SPACE = 0x20
const DOT = 0x2e
const ZERO = 0x30
const ONE = 0x31
