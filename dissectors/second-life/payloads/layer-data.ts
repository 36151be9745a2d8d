import type { Cursor } from '../../../src/dissect/cursor.js'
import { derived, group, layer } from '../../../src/fields/index.js'
import { LAYER_TYPES } from '../values/region.js'
import type { Payload } from './payload.js'
import { BYTES, F32, U8, U16 } from './specs.js'

/*
 * LayerData.Data: the height of land, wind, clouds, compressed patch by patch. Patches are streams of bits
 * without byte borders between them, so only the first one's header is read field by field:
 *
 *   stride:2 size of a patch:1 type:1 | quantisation:1 offset:4 range:2 place:10 or 32 bits, coefficients ... |
 *   the next patch ... | 0x61 in place of a quantisation ends it
 */

/** In place of the first byte of a patch: there are no more. */
const END = 0x61

const LAYER = layer('sl.layer', {
  Stride: U16({ doc: 'Numbers in a row of the layer' }),
  PatchSize: U8({ doc: 'Numbers along one side of a patch' }),
  Type: U8({ names: LAYER_TYPES }),
  First: group({ label: 'FirstPatch' }),
  Quantisation: U8({
    label: 'QuantWBits',
    base: 'hex',
    doc: 'How coefficients are rounded, and how many bits they take',
  }),
  Offset: F32({ label: 'DCOffset', doc: 'Least number of the patch' }),
  Range: U16({ doc: 'Greatest less least number' }),
  X: derived({ doc: 'Patch counted from the west' }),
  Y: derived({ doc: 'Patch counted from the south' }),
  Patches: BYTES({
    opaque: 'raw',
    doc: 'The place and coefficients of the first patch, and the patches behind it',
  }),
})

/** Bits of a patch's place: five for x, five for y; the layers of large regions have sixteen each. */
const LARGE = new Set([0x4d, 0x58, 0x39, 0x3a])

export const LAYER_BITS: Payload = {
  doc: 'Compressed patches of a layer; decoded as far as the first patch’s header',
  read(at) {
    at.read(LAYER.Stride)
    at.read(LAYER.PatchSize)
    const type = at.read(LAYER.Type)
    if (at.more && at.bytes[at.pos] !== END) readFirst(at, LARGE.has(type))
    at.rest(LAYER.Patches)
  },
}

function readFirst(at: Cursor, large: boolean): void {
  at.open(LAYER.First)
  at.read(LAYER.Quantisation)
  at.read(LAYER.Offset)
  at.read(LAYER.Range)
  if (!large && at.remaining >= 2) {
    // Ten bits: the lower eight, and the upper two at the top of the next byte.
    const place = at.bytes[at.pos]! | ((at.bytes[at.pos + 1]! >> 6) << 8)
    at.derive(LAYER.X, place >> 5)
    at.derive(LAYER.Y, place & 0x1f)
  }
  at.close()
}
