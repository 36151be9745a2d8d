import type { Endpoint } from '../../../../src/network/conversation.js'
import { CLIENT, SERVER, type Side } from '../../../../src/network/conversation.js'
import type { Fields } from './write-message.js'

/** Everyone and everything in the sessions is made up; addresses are those kept for documentation (RFC 5737). */

export const VIEWER: Side = CLIENT
export const SIMULATOR: Side = SERVER

export const viewerAt = (port: number): Endpoint => ({ address: '192.0.2.10', port })
export const LOGIN_SERVER: Endpoint = { address: '198.51.100.5', port: 80 }
export const USER_SERVER: Endpoint = { address: '198.51.100.7', port: 12036 }
export const HARBOUR: Endpoint = { address: '203.0.113.20', port: 13005 }
export const HILLS: Endpoint = { address: '203.0.113.21', port: 13002 }
export const MEADOW: Endpoint = { address: '203.0.113.22', port: 13017 }
export const CAPABILITIES: Endpoint = { address: '203.0.113.20', port: 80 }

export const AGENT = '5c1f4e0a-93d7-4b62-8a3e-0d2f6b7c9e11'
export const SESSION = '0b8d6f32-71ce-4a95-b0c4-5e9a1d3f7a22'
export const SECURE_SESSION = 'e4a97c10-2b5d-4f38-9d61-7c0b8e5f2a33'
export const FRIEND = '9a3d2c71-0e48-4c1b-b7f5-6d8e4a2f1b44'
export const REGION_OWNER = '4d6e8f90-1a2b-4c3d-8e5f-607182930a55'
export const PRIM = 'c7b6a594-8372-4615-a0f1-e2d3c4b5a666'
export const FOLDER = '71625344-3526-4178-9a8b-bcadbecfd077'
export const ITEM = '1e2d3c4b-5a69-4788-8796-a5b4c3d2e188'
export const ASSET = 'f0e1d2c3-b4a5-4697-8879-6a5b4c3d2e99'
export const MESSAGE_ID = 'a1b2c3d4-e5f6-4071-8293-a4b5c6d7e8aa'
export const TEXTURE = '89556747-24cb-43ed-920b-47caed15465f'

export const CIRCUIT_CODE = 52_308_708

export const HANDLES = {
  harbour: handle(256_000, 257_024),
  hills: handle(257_024, 257_024),
  meadow: handle(256_000, 258_048),
}

/** A region's handle: its corner in metres. */
function handle(x: number, y: number): bigint {
  return (BigInt(x) << 32n) | BigInt(y)
}

/** What most messages from a viewer begin with. */
export const AGENT_DATA: Fields = { AgentID: AGENT, SessionID: SESSION }
export const AGENT_AND_CODE: Fields = { ...AGENT_DATA, CircuitCode: CIRCUIT_CODE }

/** AgentUpdate's block. */
export function agentUpdate(step: number, controls: number): Fields {
  return {
    ...AGENT_DATA,
    BodyRotation: [0, 0, 0.5],
    HeadRotation: [0, 0, 0.25],
    State: 0,
    CameraCenter: [125 + step, 128, 24.5],
    CameraAtAxis: [1, 0, 0],
    CameraLeftAxis: [0, 1, 0],
    CameraUpAxis: [0, 0, 1],
    Far: 128,
    ControlFlags: controls,
    Flags: 0,
  }
}

/** RegionHandshake's first block. */
export function region(name: string): Fields {
  return {
    RegionFlags: 0x0001_0004,
    SimAccess: 13,
    SimName: name,
    SimOwner: REGION_OWNER,
    IsEstateManager: false,
    WaterHeight: 20,
    BillableFactor: 1,
    CacheID: MESSAGE_ID,
    TerrainBase0: TEXTURE,
    TerrainDetail0: TEXTURE,
    TerrainStartHeight00: 10,
    TerrainHeightRange00: 60,
  }
}

/** An avatar's ObjectData: its place and movement in 60 bytes: position, velocity, acceleration, rotation, spin. */
export function avatarPlace(x: number, y: number, z: number): Uint8Array {
  const bytes = Buffer.alloc(60)
  for (const [i, value] of [x, y, z].entries()) bytes.writeFloatLE(value, i * 4)
  return bytes
}

/** A box and an avatar, for ObjectUpdate. */
export function objects(): Fields[] {
  const avatar: Fields = {
    ID: 1001,
    FullID: AGENT,
    CRC: 0,
    PCode: 47,
    Material: 4,
    Scale: [0.45, 0.6, 1.9],
    ObjectData: avatarPlace(128, 128, 23.5),
    NameValue: 'FirstName STRING RW SV Ada\nLastName STRING RW SV Example\nTitle STRING RW SV ',
    PathCurve: 16,
    ProfileCurve: 1,
    PathScaleX: 100,
    PathScaleY: 100,
  }
  const box: Fields = {
    ID: 1002,
    FullID: PRIM,
    CRC: 77,
    PCode: 9,
    Material: 3,
    Scale: [0.5, 0.5, 0.5],
    ObjectData: avatarPlace(130, 126, 22.25),
    PathCurve: 16,
    ProfileCurve: 1,
    PathScaleX: 100,
    PathScaleY: 100,
    OwnerID: FRIEND,
    Text: 'Touch me',
    TextColor: Uint8Array.of(0, 0, 0, 255),
  }
  return [avatar, box]
}

/** An item of a folder, for InventoryDescendents. */
export const NOTECARD: Fields = {
  ItemID: ITEM,
  FolderID: FOLDER,
  CreatorID: FRIEND,
  OwnerID: AGENT,
  BaseMask: 0x7fff_ffff,
  OwnerMask: 0x7fff_ffff,
  NextOwnerMask: 0x0008_2000,
  AssetID: ASSET,
  Type: 7,
  InvType: 7,
  SalePrice: 10,
  Name: 'Shopping list',
  Description: '(No Description)',
  CreationDate: 1_169_632_800,
  CRC: 0x1234_5678,
}

export function instantMessage(id: string, to: string, name: string, text: string): Fields {
  return {
    ToAgentID: to,
    RegionID: REGION_OWNER,
    Position: [128, 128, 23.5],
    Dialog: 0,
    ID: id,
    Timestamp: 0,
    FromAgentName: name,
    Message: text,
    BinaryBucket: Uint8Array.of(0),
  }
}
