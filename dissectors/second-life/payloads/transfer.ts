import type { Cursor } from '../../../src/dissect/cursor.js'
import { type FieldDef, layer } from '../../../src/fields/index.js'
import { ASSET_TYPES, ESTATE_ASSETS } from '../values/inventory.js'
import { type Payload, readAll, takeString, takeUnknown } from './payload.js'
import { BOOL, LLUUID, S32, STRING } from './specs.js'

/* TransferRequest.Params, of the kind in SourceType: what is wanted. TransferInfo.Params repeats it. */

const FILE = 1
const ASSET = 2
const ITEM = 3
const ESTATE = 4
const VFILE = 2

const ID = LLUUID({ role: 'id' })

const PARAMS = layer('sl.transfer', {
  FileName: STRING(),
  Delete: BOOL(),
  AgentID: ID,
  SessionID: ID,
  OwnerID: ID,
  TaskID: ID,
  ItemID: ID,
  AssetID: ID,
  AssetType: S32({ names: ASSET_TYPES }),
  EstateAssetType: S32({ names: ESTATE_ASSETS }),
})

const { AgentID, SessionID, OwnerID, TaskID, ItemID, AssetID, AssetType, EstateAssetType } = PARAMS

const ASSET_PARAMS = [AssetID, AssetType]
const ITEM_PARAMS = [AgentID, SessionID, OwnerID, TaskID, ItemID, AssetID, AssetType]
const ESTATE_PARAMS = [AgentID, SessionID, EstateAssetType]

/** Bytes of those, by which a reply that does not say its kind is told. */
const BY_LENGTH: ReadonlyMap<number, readonly FieldDef[]> = new Map([
  [20, ASSET_PARAMS],
  [100, ITEM_PARAMS],
  [36, ESTATE_PARAMS],
])

const REQUESTS: ReadonlyMap<number, (at: Cursor) => void> = new Map([
  [FILE, readFile],
  [ASSET, (at: Cursor) => readAll(at, ASSET_PARAMS)],
  [ITEM, (at: Cursor) => readAll(at, ITEM_PARAMS)],
  [ESTATE, (at: Cursor) => readAll(at, ESTATE_PARAMS)],
])

export const TRANSFER_REQUEST: Payload = {
  doc: 'What is wanted, of the kind in SourceType',
  by: 'SourceType',
  read(at, source) {
    const read = REQUESTS.get(source)
    if (read) read(at)
    else takeUnknown(at, 'sources 1 to 4')
  },
}

export const TRANSFER_INFO: Payload = {
  doc: 'What was wanted, told by its length where TargetType does not say',
  by: 'TargetType',
  read(at, target) {
    const params = target === VFILE ? ITEM_PARAMS : BY_LENGTH.get(at.remaining)
    if (target === FILE) readFile(at)
    else if (params) readAll(at, params)
    else takeUnknown(at, 'of 20, 36 or 100 bytes')
  },
}

function readFile(at: Cursor): void {
  takeString(at, PARAMS.FileName)
  at.read(PARAMS.Delete)
}
