import { type Flag, names } from '../../../src/fields/index.js'
import { bits, numbered } from './tables.js'

/* Objects in the world. Names are those of the viewer's sources (without LL_PCODE_, FLAGS_ and so on). */

export const PCODES = names({
  9: 'VOLUME',
  47: 'AVATAR',
  95: 'GRASS',
  111: 'TREE_NEW',
  143: 'PART_SYS',
  255: 'TREE',
})

export const MATERIALS = numbered(0, 'STONE METAL GLASS WOOD FLESH PLASTIC RUBBER LIGHT')

/** What a click on an object does. */
export const CLICK_ACTIONS = numbered(0, 'TOUCH SIT BUY PAY OPEN PLAY OPEN_MEDIA ZOOM DISABLED IGNORE')

/** ObjectUpdate.UpdateFlags, ObjectAdd.AddFlags, ObjectDuplicate.DuplicateFlags */
export const OBJECT_FLAGS = bits(`
  USE_PHYSICS CREATE_SELECTED OBJECT_MODIFY OBJECT_COPY OBJECT_ANY_OWNER OBJECT_YOU_OWNER SCRIPTED
  HANDLE_TOUCH OBJECT_MOVE TAKES_MONEY PHANTOM INVENTORY_EMPTY AFFECTS_NAVMESH CHARACTER
  VOLUME_DETECT INCLUDE_IN_SEARCH ALLOW_INVENTORY_DROP OBJECT_TRANSFER OBJECT_GROUP_OWNED
  OBJECT_YOU_OFFICER CAMERA_DECOUPLED ANIM_SOURCE CAMERA_SOURCE CAST_SHADOWS - - - -
  OBJECT_OWNER_MODIFY TEMPORARY_ON_REZ TEMPORARY ZLIB_COMPRESSED`)

export const PATH_CURVES = names({
  16: 'LINE',
  32: 'CIRCLE',
  48: 'CIRCLE2',
  64: 'TEST',
  128: 'FLEXIBLE',
})

const PROFILES = ['CIRCLE', 'SQUARE', 'ISOTRI', 'EQUALTRI', 'RIGHTTRI', 'CIRCLE_HALF']
const HOLES = ['', ', hole CIRCLE', ', hole SQUARE', ', hole TRIANGLE']

/** The outline in the low half of the byte, the shape of the hole in the high one. */
export const PROFILE_CURVES = new Map(
  HOLES.flatMap((hole, high) => PROFILES.map((profile, low) => [high * 16 + low, profile + hole] as const)),
)

export const JOINT_TYPES = numbered(0, 'INVALID HINGE POINT')

export const PHYSICS_SHAPES = numbered(0, 'PRIM NONE CONVEX_HULL')

export const SOUND_FLAGS = bits('LOOP SYNC_MASTER SYNC_SLAVE SYNC_PENDING QUEUE STOP')

/** MultipleObjectUpdate.Type: what the data holds, and whom it moves. */
export const MULTIPLE_UPDATE = bits('POSITION ROTATION SCALE LINKED_SETS UNIFORM')

export const EXTRA_PARAMS = names({
  16: 'FLEXIBLE',
  32: 'LIGHT',
  48: 'SCULPT',
  64: 'LIGHT_IMAGE',
  80: 'RESERVED',
  96: 'MESH',
  112: 'EXTENDED_MESH',
  128: 'RENDER_MATERIAL',
  144: 'REFLECTION_PROBE',
})

export const SCULPT_TYPES = numbered(0, 'NONE SPHERE TORUS PLANE CYLINDER MESH GLTF')

export const CACHE_MISSES = numbered(0, 'FULL CRC')

/** DeRezObject.Destination */
export const DEREZ_DESTINATIONS = numbered(
  0,
  `SAVE_INTO_AGENT_INVENTORY ACQUIRE_TO_AGENT_INVENTORY SAVE_INTO_TASK_INVENTORY ATTACHMENT
  TAKE_INTO_AGENT_INVENTORY FORCE_TO_GOD_INVENTORY TRASH ATTACHMENT_TO_INV ATTACHMENT_EXISTS
  RETURN_TO_OWNER RETURN_TO_LAST_OWNER`,
)

export const PROPERTIES_REQUEST = bits('BUG_REPORT COMPLAINT_REPORT OBJECT_PAY')

/** Where on an avatar an object hangs; the highest bit adds it to what hangs there already. */
export const ATTACHMENT_POINTS = new Map(
  [
    'Default, Chest, Skull, Left Shoulder, Right Shoulder, Left Hand, Right Hand, Left Foot, Right Foot',
    'Spine, Pelvis, Mouth, Chin, Left Ear, Right Ear, Left Eyeball, Right Eyeball, Nose, R Upper Arm',
    'R Forearm, L Upper Arm, L Forearm, Right Hip, R Upper Leg, R Lower Leg, Left Hip, L Upper Leg',
    'L Lower Leg, Stomach, Left Pec, Right Pec, Center 2, Top Right, Top, Top Left, Center, Bottom Left',
    'Bottom, Bottom Right, Neck, Avatar Center, Left Ring Finger, Right Ring Finger, Tail Base, Tail Tip',
    'Left Wing, Right Wing, Jaw, Alt Left Ear, Alt Right Ear, Alt Left Eye, Alt Right Eye, Tongue, Groin',
    'Left Hind Foot, Right Hind Foot',
  ]
    .flatMap((line) => line.split(', '))
    .flatMap((name, point) => [[point, name] as const, [point + 0x80, `${name}, added`] as const]),
)

/** A face's bump map, brightness and shine in one byte. */
export const FACE_MATERIAL: readonly Flag[] = [
  { mask: 0x1f, name: 'BUMP' },
  { mask: 0x20, name: 'FULLBRIGHT' },
  { mask: 0xc0, name: 'SHINY' },
]

export const FACE_MEDIA: readonly Flag[] = [
  { mask: 0x01, name: 'WEB_PAGE' },
  { mask: 0x06, name: 'TEX_GEN' },
]

export const ANIMATION_MODE = bits('ON LOOP REVERSE PING_PONG SMOOTH ROTATE SCALE')

/** ObjectUpdateCompressed.Data: what follows the fixed part. */
export const COMPRESSED_FLAGS = bits(`
  SCRATCHPAD TREE TEXT PARTICLES SOUND PARENT_ID TEXTURE_ANIM ANGULAR_VELOCITY NAME_VALUES MEDIA_URL
  PARTICLES_NEW`)

export const PARTICLE_SYSTEM_FLAGS = bits('OBJECT_RELATIVE USE_NEW_ANGLE')

export const PARTICLE_PATTERNS = bits('DROP EXPLODE ANGLE ANGLE_CONE ANGLE_CONE_EMPTY')

export const PARTICLE_FLAGS = bits(`
  INTERP_COLOR INTERP_SCALE BOUNCE WIND FOLLOW_SRC FOLLOW_VELOCITY TARGET_POS TARGET_LINEAR EMISSIVE
  BEAM RIBBON - - - - - DATA_GLOW DATA_BLEND`)

export const BLEND_FUNCTIONS = numbered(
  0,
  `ONE ZERO DEST_COLOR SOURCE_COLOR ONE_MINUS_DEST_COLOR ONE_MINUS_SOURCE_COLOR DEST_ALPHA
  SOURCE_ALPHA ONE_MINUS_DEST_ALPHA ONE_MINUS_SOURCE_ALPHA`,
)
