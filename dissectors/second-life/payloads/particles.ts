import type { Cursor } from '../../../src/dissect/cursor.js'
import { layer } from '../../../src/fields/index.js'
import {
  ANIMATION_MODE,
  BLEND_FUNCTIONS,
  PARTICLE_FLAGS,
  PARTICLE_PATTERNS,
  PARTICLE_SYSTEM_FLAGS,
} from '../values/objects.js'
import { type Payload, readAll } from './payload.js'
import { F32, LLUUID, RGBA, S8, S32, U8, U16, U32, VECTOR3_U16 } from './specs.js'

/*
 * Particle systems and moving textures.
 *
 *   86 bytes             system:68 particles:18
 *   any other length     length:4 system   length:4 particles, which may have glow and blending behind them
 */

/** Bytes of the older form. */
const OLD_PARTICLES = 86

const DATA_GLOW = 0x1_0000
const DATA_BLEND = 0x2_0000

/** Fixed-point numbers: so many bits before and behind the point. */
const FIXED_8_8 = { by: 1 / 0x100 }
const FIXED_3_5 = { by: 1 / 0x20 }
/** Signed, seven bits behind the point, counted from -256. */
const FIXED_SIGNED = [[-256, 0xffff / 0x80 - 256]] as const

const LENGTH = layer('sl.particles', {
  SystemLength: S32({ role: 'length' }),
  ParticlesLength: S32({ role: 'length' }),
})

const SYSTEM = Object.values(
  layer('sl.particles', {
    CRC: U32({ base: 'hex', role: 'volatile' }),
    SystemFlags: U32({ flags: PARTICLE_SYSTEM_FLAGS }),
    Pattern: U8({ flags: PARTICLE_PATTERNS }),
    SystemMaxAge: U16({ scale: FIXED_8_8, unit: 's' }),
    StartAge: U16({ scale: FIXED_8_8, unit: 's' }),
    InnerAngle: U8({ scale: FIXED_3_5, unit: 'rad' }),
    OuterAngle: U8({ scale: FIXED_3_5, unit: 'rad' }),
    BurstRate: U16({ scale: FIXED_8_8, unit: 's' }),
    BurstRadius: U16({ scale: FIXED_8_8, unit: 'm' }),
    BurstSpeedMin: U16({ scale: FIXED_8_8 }),
    BurstSpeedMax: U16({ scale: FIXED_8_8 }),
    BurstPartCount: U8(),
    AngularVelocity: VECTOR3_U16({ ranges: FIXED_SIGNED }),
    Acceleration: VECTOR3_U16({ ranges: FIXED_SIGNED }),
    TextureID: LLUUID({ role: 'id' }),
    TargetID: LLUUID({ role: 'id' }),
  }),
)

const { Flags } = layer('sl.particles', { Flags: U32({ flags: PARTICLE_FLAGS }) })

const PARTICLES = Object.values(
  layer('sl.particles', {
    MaxAge: U16({ scale: FIXED_8_8, unit: 's' }),
    StartColor: RGBA(),
    EndColor: RGBA(),
    StartScaleX: U8({ scale: FIXED_3_5, unit: 'm' }),
    StartScaleY: U8({ scale: FIXED_3_5, unit: 'm' }),
    EndScaleX: U8({ scale: FIXED_3_5, unit: 'm' }),
    EndScaleY: U8({ scale: FIXED_3_5, unit: 'm' }),
  }),
)

const GLOW = Object.values(
  layer('sl.particles', {
    StartGlow: U8({ scale: { by: 1 / 0xff } }),
    EndGlow: U8({ scale: { by: 1 / 0xff } }),
  }),
)

const BLEND = Object.values(
  layer('sl.particles', {
    BlendSource: U8({ names: BLEND_FUNCTIONS }),
    BlendDestination: U8({ names: BLEND_FUNCTIONS }),
  }),
)

/** ObjectUpdate.PSBlock */
export const PARTICLE_SYSTEM: Payload = {
  doc: 'A particle system',
  read(at) {
    if (at.remaining === OLD_PARTICLES) readOldParticles(at)
    else readParticles(at)
  },
}

/** The form without lengths. */
export function readOldParticles(at: Cursor): void {
  readAll(at, SYSTEM)
  readParticleData(at)
}

/** The form with lengths; more may follow behind it. */
export function readParticles(at: Cursor): void {
  at.enter(at.read(LENGTH.SystemLength), LENGTH.SystemLength)
  if (at.more) readAll(at, SYSTEM)
  at.leave()
  at.enter(at.read(LENGTH.ParticlesLength), LENGTH.ParticlesLength)
  if (at.more) readParticleData(at)
  at.leave()
}

function readParticleData(at: Cursor): void {
  const flags = at.read(Flags)
  readAll(at, PARTICLES)
  if (flags & DATA_GLOW) readAll(at, GLOW)
  if (flags & DATA_BLEND) readAll(at, BLEND)
}

const ANIMATION = layer('sl.texture-animation', {
  Length: U32({ label: 'TextureAnim length', role: 'length' }),
})

const ANIMATION_FIELDS = Object.values(
  layer('sl.texture-animation', {
    Mode: U8({ flags: ANIMATION_MODE }),
    Face: S8({ doc: '-1 for all faces' }),
    SizeX: U8({ doc: 'Frames across' }),
    SizeY: U8({ doc: 'Frames down' }),
    Start: F32(),
    FrameCount: F32({ label: 'Length', doc: 'Frames to show' }),
    Rate: F32(),
  }),
)

/** ObjectUpdate.TextureAnim */
export const TEXTURE_ANIMATION: Payload = {
  doc: 'How the texture moves',
  read: (at) => readAll(at, ANIMATION_FIELDS),
}

/** With its length in front, as in ObjectUpdateCompressed. */
export function readSizedAnimation(at: Cursor): void {
  at.enter(at.read(ANIMATION.Length), ANIMATION.Length)
  if (at.more) readAll(at, ANIMATION_FIELDS)
  at.leave()
}
