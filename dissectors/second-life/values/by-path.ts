import { names } from '../../../src/fields/index.js'
import * as agent from './agent.js'
import { COLOUR, INVERTED_OPACITY } from './colour.js'
import * as inventory from './inventory.js'
import type { Meaning } from './meaning.js'
import * as objects from './objects.js'
import * as region from './region.js'

/* Fields that mean something of their own in their message, by `Message.Block.Field`. */

const ID: Meaning = { role: 'id' }
const SEQUENCE: Meaning = { role: 'sequence' }
const METRES: Meaning = { unit: 'm' }
const NOBODY = names({ [-1]: 'NONE' })
const FOLDER: Meaning = { names: inventory.FOLDER_TYPES }
const ITEM_FLAGS: Meaning = { flags: inventory.ITEM_FLAGS }
const MAP_FLAGS: Meaning = { flags: region.MAP_FLAGS }
const STATUS: Meaning = { names: inventory.TRANSFER_STATUS }
const ACCESS_LISTS: Meaning = { flags: region.ACCESS_LISTS }
const SCRIPT_PERMISSIONS: Meaning = { flags: agent.SCRIPT_PERMISSIONS }
const SOUND: Meaning = { flags: objects.SOUND_FLAGS }

const CIRCUIT: readonly (readonly [string, Meaning])[] = [
  [
    'SecuredTemplateChecksumRequest.TokenBlock.Token',
    { ...ID, doc: 'Chosen at random by the viewer; the reply repeats it' },
  ],
  [
    'TemplateChecksumReply.DataBlock.Checksum',
    { base: 'hex', doc: 'Checksum of the message template the server speaks' },
  ],
  ['TemplateChecksumReply.TokenBlock.Token', { ...ID, doc: 'The token of the request' }],
  ['PacketAck.Packets.ID', { ...SEQUENCE, doc: 'Sequence of a reliable packet that arrived' }],
  ['StartPingCheck.PingID.PingID', { ...SEQUENCE, doc: 'The reply repeats it' }],
  [
    'StartPingCheck.PingID.OldestUnacked',
    { ...SEQUENCE, doc: 'Sequence of the oldest reliable packet the sender has no ack for' },
  ],
  ['CompletePingCheck.PingID.PingID', { ...SEQUENCE, doc: 'The PingID of the StartPingCheck' }],
  ['UseCircuitCode.CircuitCode.Code', { ...ID, doc: 'circuit_code of the login reply' }],
  ['UseCircuitCode.CircuitCode.SessionID', { ...ID, doc: 'session_id of the login reply' }],
  ['UseCircuitCode.CircuitCode.ID', { ...ID, doc: 'agent_id of the login reply' }],
  ['AddCircuitCode.CircuitCode.Code', ID],
  ['AgentThrottle.Throttle.GenCounter', SEQUENCE],
]

const AGENT: readonly (readonly [string, Meaning])[] = [
  ['AgentUpdate.AgentData.State', { flags: agent.AGENT_STATE }],
  ['AgentUpdate.AgentData.Flags', { flags: agent.AGENT_UPDATE_FLAGS }],
  ['AgentUpdate.AgentData.Far', { ...METRES, doc: 'Draw distance' }],
  ['AgentMovementComplete.Data.Timestamp', { role: 'volatile' }],
  ['ChatFromViewer.ChatData.Type', { names: agent.CHAT_TYPES }],
  ['ChatFromSimulator.ChatData.ChatType', { names: agent.CHAT_TYPES }],
  ['ChatFromSimulator.ChatData.SourceType', { names: agent.CHAT_SOURCES }],
  ['ChatFromSimulator.ChatData.Audible', { names: agent.AUDIBLE_LEVELS }],
  ['ChatPass.ChatData.Type', { names: agent.CHAT_TYPES }],
  ['ChatPass.ChatData.SourceType', { names: agent.CHAT_SOURCES }],
  ['ImprovedInstantMessage.MessageBlock.Offline', { names: agent.IM_OFFLINE }],
  ['AvatarPropertiesReply.PropertiesData.Flags', { flags: agent.AVATAR_FLAGS }],
  ['MeanCollisionAlert.MeanCollision.Type', { names: agent.MEAN_COLLISIONS }],
  ['ScriptControlChange.Data.Controls', { flags: agent.CONTROL_FLAGS }],
  ['ScriptQuestion.Data.Questions', SCRIPT_PERMISSIONS],
  ['ScriptAnswerYes.Data.Questions', SCRIPT_PERMISSIONS],
  ['RevokePermissions.Data.ObjectPermissions', SCRIPT_PERMISSIONS],
  ['SetFollowCamProperties.CameraProperty.Type', { names: agent.CAMERA_PROPERTIES }],
  ['ViewerEffect.Effect.Type', { names: agent.EFFECT_TYPES }],
]

const OBJECTS: readonly (readonly [string, Meaning])[] = [
  [
    'ObjectUpdate.ObjectData.State',
    { doc: 'Of an attachment its point, with the halves of the byte exchanged; of a tree its species' },
  ],
  [
    'ObjectUpdate.ObjectData.TextColor',
    { ranges: INVERTED_OPACITY, doc: 'Red, green, blue and opacity, which is sent from 255 down' },
  ],
  ['ViewerEffect.Effect.Color', { ranges: COLOUR, doc: 'Red, green, blue and opacity' }],
  ['ObjectUpdate.ObjectData.Flags', SOUND],
  ['AttachedSound.DataBlock.Flags', SOUND],
  ['MultipleObjectUpdate.ObjectData.Type', { flags: objects.MULTIPLE_UPDATE }],
  ['RequestMultipleObjects.ObjectData.CacheMissType', { names: objects.CACHE_MISSES }],
  ['ObjectPermissions.ObjectData.Field', { flags: inventory.PERMISSION_FIELDS }],
  ['ObjectPermissions.ObjectData.Mask', { flags: inventory.PERMISSIONS }],
  ['RequestObjectPropertiesFamily.ObjectData.RequestFlags', { flags: objects.PROPERTIES_REQUEST }],
  ['ObjectPropertiesFamily.ObjectData.RequestFlags', { flags: objects.PROPERTIES_REQUEST }],
  ['DeRezObject.AgentBlock.Destination', { names: objects.DEREZ_DESTINATIONS }],
]

const INVENTORY: readonly (readonly [string, Meaning])[] = [
  ['CreateInventoryFolder.FolderData.Type', FOLDER],
  ['UpdateInventoryFolder.FolderData.Type', FOLDER],
  ['InventoryDescendents.FolderData.Type', FOLDER],
  ['BulkUpdateInventory.FolderData.Type', FOLDER],
  ['RezObject.InventoryData.Flags', ITEM_FLAGS],
  ['RezScript.InventoryBlock.Flags', ITEM_FLAGS],
  ['UpdateInventoryItem.InventoryData.Flags', ITEM_FLAGS],
  ['UpdateCreateInventoryItem.InventoryData.Flags', ITEM_FLAGS],
  ['UpdateTaskInventory.InventoryData.Flags', ITEM_FLAGS],
  ['ChangeInventoryItemFlags.InventoryData.Flags', ITEM_FLAGS],
  ['InventoryDescendents.ItemData.Flags', ITEM_FLAGS],
  ['FetchInventoryReply.InventoryData.Flags', ITEM_FLAGS],
  ['BulkUpdateInventory.ItemData.Flags', ITEM_FLAGS],
  ['MoneyTransferRequest.MoneyData.Flags', { flags: inventory.TRANSACTION_FLAGS }],
  ['TransferRequest.TransferInfo.SourceType', { names: inventory.TRANSFER_SOURCES }],
  ['TransferInfo.TransferInfo.TargetType', { names: inventory.TRANSFER_TARGETS }],
  ['TransferInfo.TransferInfo.Status', STATUS],
  ['TransferPacket.TransferData.Status', STATUS],
  ['RequestXfer.XferID.VFileType', { names: inventory.ASSET_TYPES }],
  ['AbortXfer.XferID.Result', { names: inventory.XFER_RESULTS }],
  ['SendXferPacket.XferID.Packet', { flags: inventory.XFER_PACKET }],
  ['RequestImage.RequestImage.Type', { names: inventory.IMAGE_REQUESTS }],
]

const REGION: readonly (readonly [string, Meaning])[] = [
  ['CoarseLocationUpdate.Location.X', METRES],
  ['CoarseLocationUpdate.Location.Y', METRES],
  ['CoarseLocationUpdate.Location.Z', { ...METRES, scale: { by: 4 } }],
  ['CoarseLocationUpdate.Index.You', { names: NOBODY, doc: 'Which of the places is the agent’s' }],
  [
    'CoarseLocationUpdate.Index.Prey',
    { names: NOBODY, doc: 'Which of the places is that of whom the agent tracks' },
  ],
  ['SimStats.Stat.StatID', { names: region.SIM_STATS }],
  ['RegionHandshake.RegionInfo.WaterHeight', METRES],
  ['RegionHandshakeReply.RegionInfo.Flags', { flags: region.HANDSHAKE_REPLY_FLAGS }],
  ['LayerData.LayerID.Type', { names: region.LAYER_TYPES }],
  ['ModifyLand.ModifyBlock.Action', { names: region.LAND_ACTIONS }],
  ['ParcelProperties.ParcelData.Category', { names: region.PARCEL_CATEGORIES }],
  ['ParcelPropertiesUpdate.ParcelData.Category', { names: region.PARCEL_CATEGORIES }],
  ['DirPlacesQuery.QueryData.Category', { names: region.PARCEL_CATEGORIES }],
  ['PlacesQuery.QueryData.Category', { names: region.PARCEL_CATEGORIES }],
  ['ParcelProperties.ParcelData.Status', { names: region.PARCEL_STATUS }],
  ['ParcelInfoReply.Data.Flags', { flags: region.PARCEL_INFO_FLAGS }],
  ['ParcelAccessListRequest.Data.Flags', ACCESS_LISTS],
  ['ParcelAccessListReply.Data.Flags', ACCESS_LISTS],
  ['ParcelAccessListReply.List.Flags', ACCESS_LISTS],
  ['ParcelAccessListUpdate.Data.Flags', ACCESS_LISTS],
  ['ParcelAccessListUpdate.List.Flags', ACCESS_LISTS],
  ['ParcelReturnObjects.ParcelData.ReturnType', { flags: region.RETURN_TYPES }],
  ['ParcelDisableObjects.ParcelData.ReturnType', { flags: region.RETURN_TYPES }],
  ['ParcelSelectObjects.ParcelData.ReturnType', { flags: region.RETURN_TYPES }],
  ['ParcelMediaCommandMessage.CommandBlock.Command', { names: region.MEDIA_COMMANDS }],
  ['LandStatRequest.RequestData.ReportType', { names: region.LAND_REPORTS }],
  ['LandStatReply.RequestData.ReportType', { names: region.LAND_REPORTS }],
  ['MapBlockReply.Data.Access', { names: region.SIM_ACCESS }],
  ['MapItemRequest.RequestData.ItemType', { names: region.MAP_ITEMS }],
  ['MapItemReply.RequestData.ItemType', { names: region.MAP_ITEMS }],
  ['MapBlockRequest.AgentData.Flags', MAP_FLAGS],
  ['MapBlockReply.AgentData.Flags', MAP_FLAGS],
  ['MapNameRequest.AgentData.Flags', MAP_FLAGS],
  ['MapItemRequest.AgentData.Flags', MAP_FLAGS],
  ['MapItemReply.AgentData.Flags', MAP_FLAGS],
  ['GroupRoleUpdate.RoleData.UpdateType', { names: region.ROLE_UPDATES }],
]

export const BY_PATH: ReadonlyMap<string, Meaning> = new Map([
  ...CIRCUIT,
  ...AGENT,
  ...OBJECTS,
  ...INVENTORY,
  ...REGION,
])
