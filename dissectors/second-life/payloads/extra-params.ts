import type { Cursor } from '../../../src/dissect/cursor.js'
import { type FieldDef, group, layer } from '../../../src/fields/index.js'
import { EXTRA_PARAMS, SCULPT_TYPES } from '../values/objects.js'
import { bits } from '../values/tables.js'
import { type Payload, readAll, takeUnknown } from './payload.js'
import { F32, LLUUID, LLVector3, RGBA, U8, U16, U32 } from './specs.js'

/*
 * What only some objects have: being flexible, a light, sculpted, and so on.
 *
 *   number of parameters:1 | type:2 length:4 data | type:2 length:4 data | ...
 */

const LIST = layer('sl.extra-params', {
  Count: U8({ label: 'Parameters', role: 'length' }),
  Parameter: group({ repeated: true }),
  Type: U16({ names: EXTRA_PARAMS }),
  Length: U32({ role: 'length' }),
})

/** Softness takes the highest bits of the first two bytes. */
const TENTHS = { by: 0.1 }

const FLEXIBLE = layer('sl.extra-params.flexible', {
  TensionByte: U8({ label: 'Tension, softness', base: 'hex' }),
  SoftnessHigh: U8({ mask: 0x80, label: 'Softness, high bit' }),
  Tension: U8({ mask: 0x7f, scale: TENTHS }),
  DragByte: U8({ label: 'Drag, softness', base: 'hex' }),
  SoftnessLow: U8({ mask: 0x80, label: 'Softness, low bit' }),
  Drag: U8({ mask: 0x7f, scale: TENTHS }),
  Gravity: U8({ scale: { by: 0.1, plus: -10 } }),
  Wind: U8({ scale: TENTHS }),
  UserForce: LLVector3(),
})

const LIGHT = layer('sl.extra-params.light', {
  Color: RGBA({ doc: 'Red, green, blue and intensity' }),
  Radius: F32({ unit: 'm' }),
  Cutoff: F32(),
  Falloff: F32(),
})

const SCULPT = layer('sl.extra-params.sculpt', {
  TextureID: LLUUID({ role: 'id', doc: 'A texture; of a mesh its asset' }),
  TypeByte: U8({ label: 'Type', base: 'hex' }),
  Type: U8({ mask: 0x3f, names: SCULPT_TYPES }),
  Invert: U8({ mask: 0x40 }),
  Mirror: U8({ mask: 0x80 }),
})

const LIGHT_IMAGE = layer('sl.extra-params.light-image', {
  TextureID: LLUUID({ role: 'id' }),
  FOV: F32(),
  Focus: F32(),
  Ambiance: F32(),
})

const EXTENDED_MESH = layer('sl.extra-params.extended-mesh', {
  Flags: U32({ flags: bits('ANIMATED_MESH') }),
})

const RENDER_MATERIAL = layer('sl.extra-params.render-material', {
  Count: U8({ role: 'length' }),
  Face: group({ repeated: true }),
  Index: U8({ doc: 'Number of the face' }),
  MaterialID: LLUUID({ role: 'id' }),
})

const REFLECTION_PROBE = layer('sl.extra-params.reflection-probe', {
  Ambiance: F32(),
  ClipDistance: F32({ unit: 'm' }),
  Flags: U8({ flags: bits('BOX_VOLUME DYNAMIC MIRROR') }),
})

const READERS: ReadonlyMap<number, (at: Cursor) => void> = new Map([
  [0x10, readFlexible],
  [0x20, fields(LIGHT)],
  [0x30, readSculpt],
  [0x40, fields(LIGHT_IMAGE)],
  [0x60, readSculpt],
  [0x70, fields(EXTENDED_MESH)],
  [0x80, readMaterials],
  [0x90, fields(REFLECTION_PROBE)],
])

/** ObjectUpdate.ExtraParams */
export const EXTRA_PARAMS_LIST: Payload = {
  doc: 'Flexible, light, sculpt and other parameters',
  read: readExtraParams,
}

/** ObjectExtraParams.ParamData, of the type in ParamType. */
export const EXTRA_PARAM: Payload = {
  doc: 'One parameter, of the type in ParamType',
  by: 'ParamType',
  read: readParameter,
}

/** Reads a list of parameters; more may follow behind it. */
export function readExtraParams(at: Cursor): void {
  const count = at.read(LIST.Count)
  for (let i = 0; i < count && !at.failed; i++) {
    at.open(LIST.Parameter)
    const type = at.read(LIST.Type)
    const length = at.read(LIST.Length)
    at.enter(length, LIST.Length)
    if (at.more) readParameter(at, type)
    at.leave()
    at.close()
  }
}

function readParameter(at: Cursor, type: number): void {
  const read = READERS.get(type)
  if (read) read(at)
  else takeUnknown(at, 'types 0x10 to 0x90')
}

function fields(defs: Readonly<Record<string, FieldDef>>): (at: Cursor) => void {
  const list = Object.values(defs)
  return (at) => readAll(at, list)
}

/** Senders without a force of their own leave it out. */
function readFlexible(at: Cursor): void {
  const tension = at.read(FLEXIBLE.TensionByte)
  at.bits(FLEXIBLE.SoftnessHigh, tension)
  at.bits(FLEXIBLE.Tension, tension)
  const drag = at.read(FLEXIBLE.DragByte)
  at.bits(FLEXIBLE.SoftnessLow, drag)
  at.bits(FLEXIBLE.Drag, drag)
  at.read(FLEXIBLE.Gravity)
  at.read(FLEXIBLE.Wind)
  if (at.more) at.read(FLEXIBLE.UserForce)
}

function readSculpt(at: Cursor): void {
  at.read(SCULPT.TextureID)
  const type = at.read(SCULPT.TypeByte)
  at.bits(SCULPT.Type, type)
  at.bits(SCULPT.Invert, type)
  at.bits(SCULPT.Mirror, type)
}

function readMaterials(at: Cursor): void {
  const count = at.read(RENDER_MATERIAL.Count)
  for (let i = 0; i < count && at.more; i++) {
    at.open(RENDER_MATERIAL.Face)
    at.read(RENDER_MATERIAL.Index)
    at.read(RENDER_MATERIAL.MaterialID)
    at.close()
  }
}
