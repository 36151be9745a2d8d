import type { FieldOptions, FieldSpec } from '../../../src/fields/index.js'
import { Wire } from '../../../src/fields/index.js'
import { COLOUR } from '../values/colour.js'

/** Declares fields of payloads as templates would: little-endian, with the template's names of types. */
const spec =
  (wire: Wire, type: string) =>
  (options: FieldOptions = {}): FieldSpec => ({ type, ...options, wire })

export const U8 = spec(Wire.U8, 'U8')
export const U16 = spec(Wire.U16LE, 'U16')
export const U32 = spec(Wire.U32LE, 'U32')
export const S8 = spec(Wire.S8, 'S8')
export const S16 = spec(Wire.S16LE, 'S16')
export const S32 = spec(Wire.S32LE, 'S32')
export const F32 = spec(Wire.F32LE, 'F32')
export const BOOL = spec(Wire.Bool, 'BOOL')
export const LLUUID = spec(Wire.Uuid, 'LLUUID')
export const LLVector3 = spec(Wire.Vector3, 'LLVector3')
export const LLVector3d = spec(Wire.Vector3d, 'LLVector3d')
export const LLVector4 = spec(Wire.Vector4, 'LLVector4')
export const LLQuaternion = spec(Wire.Quaternion, 'LLQuaternion')
export const BYTES = spec(Wire.Bytes, 'bytes')

/** Text with a NUL at its end. */
export const STRING = (options: FieldOptions = {}): FieldSpec => ({
  type: 'string',
  ends: 0,
  ...options,
  wire: Wire.Text,
})

/** Red, green, blue and opacity. */
export const RGBA = (options: FieldOptions = {}): FieldSpec => ({
  type: '4 x U8',
  ranges: COLOUR,
  ...options,
  wire: Wire.Vector4U8,
})

/** Vectors packed into steps of a range. */
export const VECTOR3_U8 = spec(Wire.Vector3U8, '3 x U8')
export const VECTOR3_U16 = spec(Wire.Vector3U16, '3 x U16')
export const VECTOR4_U8 = spec(Wire.Vector4U8, '4 x U8')
export const VECTOR4_U16 = spec(Wire.Vector4U16, '4 x U16')
