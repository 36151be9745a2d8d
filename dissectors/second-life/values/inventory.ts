import { type Flag, names } from '../../../src/fields/index.js'
import { bits, numbered } from './tables.js'

/* Inventory, permissions, money and the ways files travel. Names are those of the viewer's sources. */

export const ASSET_TYPES = names({
  [-1]: 'NONE',
  0: 'TEXTURE',
  1: 'SOUND',
  2: 'CALLINGCARD',
  3: 'LANDMARK',
  4: 'SCRIPT',
  5: 'CLOTHING',
  6: 'OBJECT',
  7: 'NOTECARD',
  8: 'CATEGORY',
  10: 'LSL_TEXT',
  11: 'LSL_BYTECODE',
  12: 'TEXTURE_TGA',
  13: 'BODYPART',
  17: 'SOUND_WAV',
  18: 'IMAGE_TGA',
  19: 'IMAGE_JPEG',
  20: 'ANIMATION',
  21: 'GESTURE',
  22: 'SIMSTATE',
  24: 'LINK',
  25: 'LINK_FOLDER',
  26: 'MARKETPLACE_FOLDER',
  40: 'WIDGET',
  45: 'PERSON',
  49: 'MESH',
  56: 'SETTINGS',
  57: 'MATERIAL',
  255: 'UNKNOWN',
})

export const INVENTORY_TYPES = names({
  [-1]: 'NONE',
  0: 'TEXTURE',
  1: 'SOUND',
  2: 'CALLINGCARD',
  3: 'LANDMARK',
  6: 'OBJECT',
  7: 'NOTECARD',
  8: 'CATEGORY',
  9: 'ROOT_CATEGORY',
  10: 'LSL',
  15: 'SNAPSHOT',
  17: 'ATTACHMENT',
  18: 'WEARABLE',
  19: 'ANIMATION',
  20: 'GESTURE',
  22: 'MESH',
  23: 'WIDGET',
  24: 'PERSON',
  25: 'SETTINGS',
  26: 'MATERIAL',
})

export const FOLDER_TYPES = names({
  [-1]: 'NONE',
  0: 'TEXTURE',
  1: 'SOUND',
  2: 'CALLINGCARD',
  3: 'LANDMARK',
  5: 'CLOTHING',
  6: 'OBJECT',
  7: 'NOTECARD',
  8: 'ROOT_INVENTORY',
  10: 'LSL_TEXT',
  13: 'BODYPART',
  14: 'TRASH',
  15: 'SNAPSHOT_CATEGORY',
  16: 'LOST_AND_FOUND',
  20: 'ANIMATION',
  21: 'GESTURE',
  23: 'FAVORITE',
  46: 'CURRENT_OUTFIT',
  47: 'OUTFIT',
  48: 'MY_OUTFITS',
  49: 'MESH',
  50: 'INBOX',
  51: 'OUTBOX',
  52: 'BASIC_ROOT',
  53: 'MARKETPLACE_LISTINGS',
  54: 'MARKETPLACE_STOCK',
  56: 'SETTINGS',
  100: 'SUITCASE',
})

export const WEARABLE_TYPES = numbered(
  0,
  `SHAPE SKIN HAIR EYES SHIRT PANTS SHOES SOCKS JACKET GLOVES UNDERSHIRT UNDERPANTS SKIRT ALPHA TATTOO
  PHYSICS UNIVERSAL`,
)

export const SALE_TYPES = numbered(0, 'NOT ORIGINAL COPY CONTENTS')

/** BaseMask, OwnerMask, GroupMask, EveryoneMask, NextOwnerMask */
export const PERMISSIONS: readonly Flag[] = [
  { mask: 0x2000, name: 'TRANSFER' },
  { mask: 0x4000, name: 'MODIFY' },
  { mask: 0x8000, name: 'COPY' },
  { mask: 0x1_0000, name: 'EXPORT' },
  { mask: 0x2_0000, name: 'TERRAFORM' },
  { mask: 0x4_0000, name: 'OWNER_DEBIT' },
  { mask: 0x8_0000, name: 'MOVE' },
  { mask: 0x10_0000, name: 'DAMAGE' },
]

/** ObjectPermissions.Field: which mask is meant. */
export const PERMISSION_FIELDS = bits('BASE OWNER GROUP EVERYONE NEXT_OWNER')

/** Flags of an item; the lowest byte is the attachment point or the kind of wearable. */
export const ITEM_FLAGS: readonly Flag[] = [
  { mask: 0xff, name: 'SUBTYPE' },
  { mask: 0x100, name: 'OBJECT_SLAM_PERM' },
  { mask: 0x1000, name: 'OBJECT_SLAM_SALE' },
  { mask: 0x1_0000, name: 'OBJECT_PERM_OVERWRITE_BASE' },
  { mask: 0x2_0000, name: 'OBJECT_PERM_OVERWRITE_OWNER' },
  { mask: 0x4_0000, name: 'OBJECT_PERM_OVERWRITE_GROUP' },
  { mask: 0x8_0000, name: 'OBJECT_PERM_OVERWRITE_EVERYONE' },
  { mask: 0x10_0000, name: 'OBJECT_PERM_OVERWRITE_NEXT_OWNER' },
  { mask: 0x20_0000, name: 'OBJECT_HAS_MULTIPLE_ITEMS' },
  { mask: 0x4000_0000, name: 'SHARED_SINGLE_REFERENCE' },
]

/** Below 1000 why it failed, from there on what was paid for. */
export const TRANSACTION_TYPES = names({
  0: 'NULL',
  1: 'FAIL_SIMULATOR_TIMEOUT',
  2: 'FAIL_DATASERVER_TIMEOUT',
  3: 'FAIL_APPLICATION',
  1000: 'OBJECT_CLAIM',
  1001: 'LAND_CLAIM',
  1002: 'GROUP_CREATE',
  1003: 'OBJECT_PUBLIC_CLAIM',
  1004: 'GROUP_JOIN',
  1100: 'TELEPORT_CHARGE',
  1101: 'UPLOAD_CHARGE',
  1102: 'LAND_AUCTION',
  1103: 'CLASSIFIED_CHARGE',
  2000: 'OBJECT_TAX',
  2001: 'LAND_TAX',
  2002: 'LIGHT_TAX',
  2003: 'PARCEL_DIR_FEE',
  2004: 'GROUP_TAX',
  2005: 'CLASSIFIED_RENEW',
  3000: 'GIVE_INVENTORY',
  5000: 'OBJECT_SALE',
  5001: 'GIFT',
  5002: 'LAND_SALE',
  5003: 'REFER_BONUS',
  5004: 'INVENTORY_SALE',
  5005: 'REFUND_PURCHASE',
  5006: 'LAND_PASS_SALE',
  5007: 'DWELL_BONUS',
  5008: 'PAY_OBJECT',
  5009: 'OBJECT_PAYS',
  6001: 'GROUP_LAND_DEED',
  6002: 'GROUP_OBJECT_DEED',
  6003: 'GROUP_LIABILITY',
  6004: 'GROUP_DIVIDEND',
  6005: 'MEMBERSHIP_DUES',
  8000: 'OBJECT_RELEASE',
  8001: 'LAND_RELEASE',
  8002: 'OBJECT_DELETE',
  8003: 'OBJECT_PUBLIC_DECAY',
  8004: 'OBJECT_PUBLIC_DELETE',
  9000: 'LINDEN_ADJUSTMENT',
  9001: 'LINDEN_GRANT',
  9002: 'LINDEN_PENALTY',
  9003: 'EVENT_FEE',
  9004: 'EVENT_PRIZE',
  10000: 'STIPEND_BASIC',
  10001: 'STIPEND_DEVELOPER',
  10002: 'STIPEND_ALWAYS',
  10003: 'STIPEND_DAILY',
  10004: 'STIPEND_RATING',
  10005: 'STIPEND_DELTA',
})

export const TRANSACTION_FLAGS = bits('SOURCE_GROUP DEST_GROUP OWNER_GROUP SIMULTANEOUS_CONTRIBUTION')

export const TRANSFER_CHANNELS = numbered(0, 'UNKNOWN MISC ASSET')

export const TRANSFER_SOURCES = numbered(0, 'UNKNOWN FILE ASSET SIM_INV_ITEM SIM_ESTATE')

export const TRANSFER_TARGETS = numbered(0, 'UNKNOWN FILE VFILE')

export const TRANSFER_STATUS = numbered(
  -3,
  'INSUFFICIENT_PERMISSIONS UNKNOWN_SOURCE ERROR OK DONE SKIP ABORT',
)

export const ESTATE_ASSETS = numbered(-1, 'NONE COVENANT')

export const XFER_RESULTS = names({
  [-44]: 'FILE_EMPTY',
  [-43]: 'FILE_NOT_FOUND',
  [-42]: 'CANNOT_OPEN_FILE',
  [-39]: 'EOF',
})

/** SendXferPacket.Packet: its number, and whether it is the last. */
export const XFER_PACKET: readonly Flag[] = [
  { mask: 0x7fff_ffff, name: 'packet' },
  { mask: 0x8000_0000, name: 'last' },
]

export const IMAGE_CODECS = numbered(0, 'INVALID RGB J2C BMP TGA JPEG DXT PNG')

export const IMAGE_REQUESTS = numbered(0, 'NORMAL AVATAR_BAKE')
