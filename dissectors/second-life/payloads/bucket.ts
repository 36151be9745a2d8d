import type { Cursor } from '../../../src/dissect/cursor.js'
import { group, layer } from '../../../src/fields/index.js'
import { isTerminatedText } from '../values/guess.js'
import { ASSET_TYPES } from '../values/inventory.js'
import type { Payload } from './payload.js'
import { takeString } from './payload.js'
import { BOOL, BYTES, LLUUID, S32, STRING, U8 } from './specs.js'

/* ImprovedInstantMessage.BinaryBucket: what comes with a message, of the kind in Dialog. */

const BUCKET = layer('sl.im-bucket', {
  AssetType: U8({ names: ASSET_TYPES }),
  ItemID: LLUUID({ role: 'id' }),
  Child: group({ repeated: true, doc: 'What lies in an offered folder' }),
  HasInventory: BOOL(),
  GroupID: LLUUID({ role: 'id' }),
  ItemName: STRING(),
  JoinCost: S32({ unit: 'L$' }),
  RoleID: LLUUID({ role: 'id' }),
  CategoryID: LLUUID({ role: 'id', doc: 'Folder it is put into' }),
  Text: STRING(),
  Data: BYTES(),
})

const GROUP_INVITATION = 3
const INVENTORY_OFFERED = 4
const TASK_INVENTORY_OFFERED = 9
const GROUP_NOTICES = [32, 37]
const ACCEPTED = [5, 10, 33]

const UUID = 16

const READERS: ReadonlyMap<number, (at: Cursor) => void> = new Map([
  [GROUP_INVITATION, readInvitation],
  [INVENTORY_OFFERED, readOffer],
  [TASK_INVENTORY_OFFERED, readTaskOffer],
  ...GROUP_NOTICES.map((dialog) => [dialog, readNotice] as const),
  ...ACCEPTED.map((dialog) => [dialog, readAccepted] as const),
])

export const IM_BUCKET: Payload = {
  doc: 'What comes with the message, of the kind in Dialog',
  by: 'Dialog',
  read: (at, dialog) => (READERS.get(dialog) ?? readOther)(at),
}

function readInvitation(at: Cursor): void {
  if (at.remaining !== 4 + UUID) {
    readOther(at)
    return
  }
  at.read(BUCKET.JoinCost)
  at.read(BUCKET.RoleID)
}

function readOffer(at: Cursor): void {
  if (at.remaining % (1 + UUID) !== 0) {
    readOther(at)
    return
  }
  at.read(BUCKET.AssetType)
  at.read(BUCKET.ItemID)
  while (at.more) {
    at.open(BUCKET.Child)
    at.read(BUCKET.AssetType)
    at.read(BUCKET.ItemID)
    at.close()
  }
}

/** Of one that waited for its reader it is text. */
function readTaskOffer(at: Cursor): void {
  if (at.remaining === 1) at.read(BUCKET.AssetType)
  else readOther(at)
}

function readNotice(at: Cursor): void {
  if (at.remaining < 2 + UUID) {
    readOther(at)
    return
  }
  at.read(BUCKET.HasInventory)
  at.read(BUCKET.AssetType)
  at.read(BUCKET.GroupID)
  if (at.more) takeString(at, BUCKET.ItemName)
}

function readAccepted(at: Cursor): void {
  if (at.remaining === UUID) at.read(BUCKET.CategoryID)
  else readOther(at)
}

/** Text where it reads as such: names of sessions and objects, places of teleport offers. */
function readOther(at: Cursor): void {
  at.rest(isTerminatedText(at.bytes, at.pos, at.remaining) ? BUCKET.Text : BUCKET.Data)
}
