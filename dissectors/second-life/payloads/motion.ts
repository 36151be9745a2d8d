import { type FieldDef, layer } from '../../../src/fields/index.js'
import { type Payload, readAll, takeUnknown } from './payload.js'
import {
  BOOL,
  LLQuaternion,
  LLVector3,
  LLVector4,
  U8,
  U32,
  VECTOR3_U8,
  VECTOR3_U16,
  VECTOR4_U8,
  VECTOR4_U16,
} from './specs.js'

/*
 * Where an object is and how it moves.
 *
 * ObjectUpdate.ObjectData, told apart by its length; an avatar has the plane it stands on in front:
 *
 *   60  Position Velocity Acceleration Rotation AngularVelocity, three floats each
 *   76  plane of four floats, and the same
 *   32  the same in 16-bit steps, the rotation in four parts
 *   48  plane of four floats, and the 32 bytes
 *   16  the same in 8-bit steps
 *
 * ImprovedTerseObjectUpdate.Data: 44 bytes, or 60 with the plane.
 */

/** Steps reach half a region beyond the borders, and up to where building ends. Regions have 256 m. */
const ACROSS = [-128, 384] as const
const WHERE = [ACROSS, ACROSS, [-256, 4096]] as const
const SPEED = [[-256, 256]] as const
const TERSE_SPEED = [[-128, 128]] as const
const TERSE_TURN = [[-64, 64]] as const

const MOTION = 'sl.motion'

const { FootCollisionPlane } = layer(MOTION, {
  FootCollisionPlane: LLVector4({ doc: 'The plane an avatar stands on' }),
})

const FLOATS = fieldsOf({
  Position: LLVector3({ unit: 'm' }),
  Velocity: LLVector3({ unit: 'm/s' }),
  Acceleration: LLVector3({ unit: 'm/s²' }),
  Rotation: LLQuaternion(),
  AngularVelocity: LLVector3({ unit: 'rad/s' }),
})

const WORDS = fieldsOf({
  Position: VECTOR3_U16({ ranges: WHERE, unit: 'm' }),
  Velocity: VECTOR3_U16({ ranges: SPEED, unit: 'm/s' }),
  Acceleration: VECTOR3_U16({ ranges: SPEED, unit: 'm/s²' }),
  Rotation: VECTOR4_U16(),
  AngularVelocity: VECTOR3_U16({ ranges: SPEED, unit: 'rad/s' }),
})

const BYTES = fieldsOf({
  Position: VECTOR3_U8({ ranges: WHERE, unit: 'm' }),
  Velocity: VECTOR3_U8({ ranges: SPEED, unit: 'm/s' }),
  Acceleration: VECTOR3_U8({ ranges: SPEED, unit: 'm/s²' }),
  Rotation: VECTOR4_U8(),
  AngularVelocity: VECTOR3_U8({ ranges: SPEED, unit: 'rad/s' }),
})

const FORMS: ReadonlyMap<number, readonly FieldDef[]> = new Map([
  [76, [FootCollisionPlane, ...FLOATS]],
  [60, FLOATS],
  [48, [FootCollisionPlane, ...WORDS]],
  [32, WORDS],
  [16, BYTES],
])

export const OBJECT_DATA: Payload = {
  doc: 'Position and motion; of 16, 32, 48, 60 or 76 bytes',
  read(at) {
    const form = FORMS.get(at.remaining)
    if (form) readAll(at, form)
    else takeUnknown(at, 'of 16, 32, 48, 60 or 76 bytes')
  },
}

const TERSE = layer(MOTION, {
  LocalID: U32({ doc: 'The object, as in ObjectUpdate.ObjectData.ID' }),
  State: U8(),
  IsAvatar: BOOL({ doc: 'Whether the plane an avatar stands on follows' }),
})

const TERSE_MOTION = fieldsOf({
  Position: LLVector3({ unit: 'm' }),
  Velocity: VECTOR3_U16({ ranges: TERSE_SPEED, unit: 'm/s' }),
  Acceleration: VECTOR3_U16({ ranges: TERSE_TURN, unit: 'm/s²' }),
  Rotation: VECTOR4_U16(),
  AngularVelocity: VECTOR3_U16({ ranges: TERSE_TURN, unit: 'rad/s' }),
})

export const TERSE_DATA: Payload = {
  doc: 'Position and motion of one object: 44 bytes, or 60 of an avatar',
  read(at) {
    at.read(TERSE.LocalID)
    at.read(TERSE.State)
    if (at.read(TERSE.IsAvatar) !== 0) at.read(FootCollisionPlane)
    readAll(at, TERSE_MOTION)
  },
}

function fieldsOf(specs: Parameters<typeof layer>[1]): readonly FieldDef[] {
  return Object.values(layer(MOTION, specs))
}
