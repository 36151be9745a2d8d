import { type Cursor, UNDECODED } from '../../../src/dissect/cursor.js'
import { findingKind } from '../../../src/dissect/finding.js'
import { derived, type FieldDef, group, layer } from '../../../src/fields/index.js'
import { INVERTED_COLOUR } from '../values/colour.js'
import { FACE_MATERIAL, FACE_MEDIA } from '../values/objects.js'
import type { Payload } from './payload.js'
import { BYTES, F32, LLUUID, RGBA, S16, U8, U32 } from './specs.js'

/*
 * How the faces of an object look: eleven properties one behind the other, the last of which older senders
 * leave out.
 *
 *   value of most faces | faces, their value | faces, their value | ... | 00
 *
 * Faces are bits in bytes of seven, the highest bit of each saying that more follow; face 0 is the lowest bit
 * of the last byte. No faces, 00, end a property; the last one ends with the data. This 00 is shown with the
 * value before it.
 */

/** Bytes that name faces at most: 70 faces, while objects have 9 and meshes 45. */
const MAX_FACE_BYTES = 10

const TOO_MANY_FACES = findingKind('sl.texture-entry-faces', 'error')

const FACE = layer('sl.texture-entry', {
  Exception: group({ repeated: true, doc: 'Faces with another value than most' }),
  Faces: BYTES({ doc: 'Bits of faces, seven to a byte' }),
  List: derived({ label: 'Faces', inline: true, doc: 'Numbers of the faces' }),
  Length: U32({ label: 'Size', role: 'length', doc: 'Bytes that follow: the length once more' }),
})

const OFFSET = { by: 1 / 0x7fff }
const TURN = { by: (2 * Math.PI) / 0x8000 }

/** In the order of the wire. */
const PROPERTIES: readonly FieldDef[] = Object.values(
  layer('sl.texture-entry', {
    TextureID: LLUUID({ role: 'id' }),
    Color: RGBA({ ranges: INVERTED_COLOUR, doc: 'Red, green, blue and opacity, all sent from 255 down' }),
    ScaleS: F32({ doc: 'Repeats across' }),
    ScaleT: F32({ doc: 'Repeats upwards' }),
    OffsetS: S16({ scale: OFFSET }),
    OffsetT: S16({ scale: OFFSET }),
    Rotation: S16({ scale: TURN, unit: 'rad' }),
    Material: U8({ flags: FACE_MATERIAL, doc: 'Bump map, brightness, shine' }),
    Media: U8({ flags: FACE_MEDIA, doc: 'Web page, texture mapping' }),
    Glow: U8({ scale: { by: 1 / 0xff } }),
    MaterialID: LLUUID({ role: 'id', doc: 'Normal and specular maps; absent where senders are older' }),
  }),
)

const MATERIAL_ID = PROPERTIES.at(-1)!

export const TEXTURE_ENTRY: Payload = { doc: 'How the faces look', read: readTextureEntry }

/** With its length in front, as ImprovedTerseObjectUpdate has it. */
export const SIZED_TEXTURE_ENTRY: Payload = {
  doc: 'How the faces look, with a length of its own in front',
  read(at) {
    at.enter(at.read(FACE.Length), FACE.Length)
    if (at.more) readTextureEntry(at)
    at.leave()
  },
}

function readTextureEntry(at: Cursor): void {
  for (const property of PROPERTIES) {
    if (property === MATERIAL_ID && !at.more) return
    let more = readValue(at, property)
    while (more && at.more) {
      at.open(FACE.Exception)
      const known = readFaces(at)
      if (known) more = readValue(at, property)
      at.close()
      if (!known) return
    }
  }
}

/** Reads a value with the 00 behind it that ends the property. False when there is one, or nothing is. */
function readValue(at: Cursor, property: FieldDef): boolean {
  const behind = at.pos + property.width
  const ends = behind < at.end && at.bytes[behind] === 0
  at.take(property, property.width + (ends ? 1 : 0))
  return !ends && !at.failed
}

/** False when the list is no list. */
function readFaces(at: Cursor): boolean {
  const { bytes, pos, end } = at
  let length = 1
  while (pos + length < end && bytes[pos + length - 1]! >= 0x80 && length <= MAX_FACE_BYTES) length++
  if (length > MAX_FACE_BYTES) {
    at.rest(UNDECODED)
    at.find(
      TOO_MANY_FACES,
      `The list of faces goes on beyond ${MAX_FACE_BYTES} bytes; no object has so many faces.`,
      end - pos,
    )
    return false
  }
  at.take(FACE.Faces, length)
  at.derive(FACE.List, faceList(bytes, pos, length))
  return true
}

/** The numbers of the faces whose bits are set. */
function faceList(bytes: Uint8Array, start: number, length: number): string {
  const faces: number[] = []
  for (let face = 0; face < 7 * length; face++) {
    const byte = bytes[start + length - 1 - Math.floor(face / 7)]!
    if (byte & (1 << (face % 7))) faces.push(face)
  }
  return faces.join(', ')
}
