import * as agent from './agent.js'
import * as inventory from './inventory.js'
import type { Meaning } from './meaning.js'
import * as objects from './objects.js'
import * as region from './region.js'
import { SHAPE } from './shape.js'

/*
 * Fields that mean the same in every message that has them, by name, or by name and type where a template
 * of another age has another type with other steps.
 */

const ID: Meaning = { role: 'id' }
const DATE: Meaning = { shown: 'date', doc: 'Seconds since 1970 UTC' }
const PERMISSIONS: Meaning = { flags: inventory.PERMISSIONS }

/** The same for what has changed since the classic era. */
export const CLASSIC: ReadonlyMap<string, Meaning> = new Map([
  ['RegionFlags', { flags: region.CLASSIC_REGION_FLAGS }],
])

export const BY_NAME: ReadonlyMap<string, Meaning> = new Map([
  ...Object.entries(SHAPE),
  ['CircuitCode', ID],
  ['ViewerCircuitCode', ID],
  ['Timestamp U32', DATE],
  ['CreationDate S32', DATE],
  ['ClaimDate S32', DATE],
  ['PCode', { names: objects.PCODES }],
  ['Material', { names: objects.MATERIALS }],
  ['ClickAction', { names: objects.CLICK_ACTIONS }],
  ['UpdateFlags U32', { flags: objects.OBJECT_FLAGS }],
  ['AddFlags', { flags: objects.OBJECT_FLAGS }],
  ['DuplicateFlags', { flags: objects.OBJECT_FLAGS }],
  ['JointType U8', { names: objects.JOINT_TYPES }],
  ['PhysicsShapeType', { names: objects.PHYSICS_SHAPES }],
  ['AttachmentPoint', { names: objects.ATTACHMENT_POINTS }],
  ['AttachmentPt', { names: objects.ATTACHMENT_POINTS }],
  ['ParamType', { names: objects.EXTRA_PARAMS }],
  ['TimeDilation U16', { scale: { by: 1 / 0xffff }, doc: 'How much of real time physics gets' }],
  ['BaseMask', PERMISSIONS],
  ['OwnerMask', PERMISSIONS],
  ['GroupMask', PERMISSIONS],
  ['EveryoneMask', PERMISSIONS],
  ['NextOwnerMask', PERMISSIONS],
  ['SaleType', { names: inventory.SALE_TYPES }],
  ['InvType', { names: inventory.INVENTORY_TYPES }],
  ['AssetType', { names: inventory.ASSET_TYPES }],
  // In the messages of 2025 every S8 of this name is an asset's type; folders have theirs by path.
  ['Type S8', { names: inventory.ASSET_TYPES }],
  ['WearableType', { names: inventory.WEARABLE_TYPES }],
  ['ItemFlags', { flags: inventory.ITEM_FLAGS }],
  ['TransactionType', { names: inventory.TRANSACTION_TYPES }],
  ['ChannelType', { names: inventory.TRANSFER_CHANNELS }],
  ['Codec U8', { names: inventory.IMAGE_CODECS }],
  ['Dialog', { names: agent.IM_DIALOGS }],
  ['ControlFlags', { flags: agent.CONTROL_FLAGS }],
  ['TeleportFlags', { flags: agent.TELEPORT_FLAGS }],
  ['MuteType', { names: agent.MUTE_TYPES }],
  ['MuteFlags', { flags: agent.MUTE_FLAGS }],
  ['RelatedRights', { flags: agent.USER_RIGHTS }],
  ['SimAccess', { names: region.SIM_ACCESS }],
  ['AgentAccess', { names: region.SIM_ACCESS }],
  ['AgentLegacyAccess', { names: region.SIM_ACCESS }],
  ['AgentMaxAccess', { names: region.SIM_ACCESS }],
  ['TravelAccess', { names: region.SIM_ACCESS }],
  ['RegionFlags', { flags: region.REGION_FLAGS }],
  ['RegionFlagsExtended', { base: 'hex' }],
  ['RegionProtocols', { base: 'hex' }],
  ['GroupPowers', { base: 'hex' }],
  ['AgentPowers', { base: 'hex' }],
  ['PowersMask', { base: 'hex' }],
  ['Powers', { base: 'hex' }],
  ['ParcelFlags', { flags: region.PARCEL_FLAGS }],
  ['LandingType', { names: region.LANDING_TYPES }],
  ['QueryFlags', { flags: region.SEARCH_FLAGS }],
  ['CRC U32', { base: 'hex', role: 'volatile' }],
])
