import type { Cursor } from '../../../src/dissect/cursor.js'
import { type FieldDef, group, layer } from '../../../src/fields/index.js'
import { INVERTED_OPACITY } from '../values/colour.js'
import { CLICK_ACTIONS, COMPRESSED_FLAGS, MATERIALS, PCODES, SOUND_FLAGS } from '../values/objects.js'
import { SHAPE } from '../values/shape.js'
import { readExtraParams } from './extra-params.js'
import { NAME_VALUES } from './name-values.js'
import { readOldParticles, readParticles, readSizedAnimation } from './particles.js'
import { indexOfByte, type Payload, readAll, takeString } from './payload.js'
import { BYTES, F32, LLQuaternion, LLUUID, LLVector3, RGBA, S8, STRING, U8, U16, U32 } from './specs.js'
import { SIZED_TEXTURE_ENTRY } from './texture-entry.js'

/*
 * ObjectUpdateCompressed.Data: one object whole. A part that all have, then what the flags say, the
 * shape, the faces, and again what the flags say.
 */

const enum Has {
  ScratchPad = 0x1,
  Tree = 0x2,
  Text = 0x4,
  Particles = 0x8,
  Sound = 0x10,
  Parent = 0x20,
  TextureAnimation = 0x40,
  AngularVelocity = 0x80,
  NameValues = 0x100,
  MediaUrl = 0x200,
  ParticlesNew = 0x400,
}

const PATH = 'sl.compressed'

const HEAD = Object.values(
  layer(PATH, {
    FullID: LLUUID({ role: 'id' }),
    LocalID: U32(),
    PCode: U8({ names: PCODES }),
    State: U8(),
    CRC: U32({ base: 'hex', role: 'volatile' }),
    Material: U8({ names: MATERIALS }),
    ClickAction: U8({ names: CLICK_ACTIONS }),
    Scale: LLVector3({ unit: 'm' }),
    Position: LLVector3({ unit: 'm' }),
    Rotation: LLQuaternion(),
  }),
)

const OBJECT = layer(PATH, {
  Flags: U32({ flags: COMPRESSED_FLAGS, doc: 'What follows' }),
  OwnerID: LLUUID({ role: 'id', doc: 'Null unless the object makes a sound' }),
  AngularVelocity: LLVector3({ unit: 'rad/s' }),
  ParentID: U32(),
  TreeSpecies: U8(),
  ScratchPadLength: U32({ role: 'length' }),
  ScratchPad: BYTES(),
  Text: STRING({ doc: 'Text hovering above the object' }),
  TextColor: RGBA({ ranges: INVERTED_OPACITY }),
  MediaURL: STRING(),
})

/** Parts that have a structure of their own. */
const PART = layer(PATH, {
  PSBlock: group({ doc: 'A particle system, in the older form' }),
  ExtraParams: group(),
  NameValue: group(),
  TextureEntry: group(),
  TextureAnim: group(),
  PSBlockNew: group({ doc: 'A particle system' }),
})

const SOUND = Object.values(
  layer(PATH, {
    SoundID: LLUUID({ role: 'id' }),
    SoundGain: F32(),
    SoundFlags: U8({ flags: SOUND_FLAGS }),
    SoundRadius: F32({ unit: 'm' }),
  }),
)

/** The path first, then the profile: another order than in ObjectUpdate. */
const SHAPE_FIELDS = Object.values(
  layer(PATH, {
    PathCurve: U8(SHAPE.PathCurve),
    PathBegin: U16(SHAPE['PathBegin U16']),
    PathEnd: U16(SHAPE['PathEnd U16']),
    PathScaleX: U8(SHAPE.PathScaleX),
    PathScaleY: U8(SHAPE.PathScaleY),
    PathShearX: S8(SHAPE.PathShearX),
    PathShearY: S8(SHAPE.PathShearY),
    PathTwist: S8(SHAPE.PathTwist),
    PathTwistBegin: S8(SHAPE.PathTwistBegin),
    PathRadiusOffset: S8(SHAPE.PathRadiusOffset),
    PathTaperX: S8(SHAPE.PathTaperX),
    PathTaperY: S8(SHAPE.PathTaperY),
    PathRevolutions: U8(SHAPE.PathRevolutions),
    PathSkew: S8(SHAPE.PathSkew),
    ProfileCurve: U8(SHAPE.ProfileCurve),
    ProfileBegin: U16(SHAPE['ProfileBegin U16']),
    ProfileEnd: U16(SHAPE['ProfileEnd U16']),
    ProfileHollow: U16(SHAPE['ProfileHollow U16']),
  }),
)

export const COMPRESSED_OBJECT: Payload = { doc: 'One object whole', read: readObject }

function readObject(at: Cursor): void {
  readAll(at, HEAD)
  const flags = at.read(OBJECT.Flags)
  at.read(OBJECT.OwnerID)
  if (flags & Has.AngularVelocity) at.read(OBJECT.AngularVelocity)
  if (flags & Has.Parent) at.read(OBJECT.ParentID)
  if (flags & Has.Tree) at.read(OBJECT.TreeSpecies)
  else if (flags & Has.ScratchPad) readScratchPad(at)
  if (flags & Has.Text) {
    takeString(at, OBJECT.Text)
    at.read(OBJECT.TextColor)
  }
  if (flags & Has.MediaUrl) takeString(at, OBJECT.MediaURL)
  if (flags & Has.Particles) readPart(at, PART.PSBlock, readOldParticles)
  readPart(at, PART.ExtraParams, readExtraParams)
  if (flags & Has.Sound) readAll(at, SOUND)
  if (flags & Has.NameValues) readPart(at, PART.NameValue, readNameValues)
  readAll(at, SHAPE_FIELDS)
  readPart(at, PART.TextureEntry, SIZED_TEXTURE_ENTRY.read)
  if (flags & Has.TextureAnimation) readPart(at, PART.TextureAnim, readSizedAnimation)
  if (flags & Has.ParticlesNew) readPart(at, PART.PSBlockNew, readParticles)
}

function readPart(at: Cursor, part: FieldDef, read: (at: Cursor, by: number) => void): void {
  at.open(part)
  if (!at.failed) read(at, Number.NaN)
  at.close()
}

function readScratchPad(at: Cursor): void {
  const length = at.read(OBJECT.ScratchPadLength)
  if (length > 0) at.take(OBJECT.ScratchPad, length)
}

/** They end with a NUL. */
function readNameValues(at: Cursor): void {
  const nul = indexOfByte(at.bytes, 0, at.pos, at.end)
  at.enter((nul < 0 ? at.end : nul + 1) - at.pos, PART.NameValue)
  if (at.more) NAME_VALUES.read(at, Number.NaN)
  at.leave()
}
