import { bytes, group, layer, names, text, u16, u32 } from '../../../src/fields/index.js'
import { counted, type Layout, type Reader, readLayout, repeat, s8, s16 } from '../layout/parts.js'
import { entry } from '../layout/values.js'
import { relay } from './icq-message.js'
import { Rendezvous } from './short-capabilities.js'

/** TLV 2711 of a rendezvous: what it holds depends on the capability ("Channel 2" on the protocol page). */

/** Stands for the capability of chat invitations, which has no short form. */
export const CHAT = 0x1_0000

const FILE = layer('oscar.file', {
  multiple: u16({ label: 'Transfer of', names: names({ 1: 'one file', 2: 'more files' }) }),
  count: u16({ label: 'File count' }),
  size: u32({ label: 'Total size', unit: 'bytes' }),
  name: text({ label: 'Name', ends: 0 }),
  exchange: u16({ label: 'Exchange' }),
  room: text({ label: 'Room cookie' }),
  instance: u16({ label: 'Room instance' }),
  data: bytes({ label: 'Service data' }),
})
const ICON = layer('oscar.rendezvous.icon', {
  unknown: u16({ label: 'Unknown', base: 'hex' }),
  checksum: u16({ label: 'Checksum', base: 'hex' }),
  length: u32({ label: 'Icon length', role: 'length' }),
  time: u32({ label: 'Time', role: 'volatile', shown: 'date' }),
  icon: bytes({ label: 'Icon' }),
  name: text({ label: 'Icon name' }),
})
const LIST = layer('oscar.rendezvous.list', {
  $: group({ label: 'Group', repeated: true }),
  name: text({ label: 'Group name' }),
  count: u16({ label: 'Buddies', role: 'length' }),
  buddy: group({ label: 'Buddy', repeated: true }),
  screen_name: text({ label: 'Screen name' }),
})
const FILES: Layout = [FILE.multiple, FILE.count, FILE.size, FILE.name]
const CHAT_ROOM: Layout = [FILE.exchange, s8(FILE.room), FILE.instance]
const BUDDY_LIST: Layout = [
  repeat(LIST.$, [s16(LIST.name), counted(LIST.count, LIST.buddy, [s16(LIST.screen_name)])]),
]

const icon: Reader = (at) => {
  at.read(ICON.unknown)
  at.read(ICON.checksum)
  const length = at.read(ICON.length)
  at.read(ICON.time)
  if (length > 0) at.take(ICON.icon, length)
  at.rest(ICON.name)
}

const SERVICES: ReadonlyMap<number, Layout> = new Map([
  [Rendezvous.ServerRelay, [relay]],
  [Rendezvous.SendFile, FILES],
  [Rendezvous.BuddyIcon, [icon]],
  [Rendezvous.BuddyList, BUDDY_LIST],
  [CHAT, CHAT_ROOM],
])
const OTHER: Layout = [FILE.data]

export const serviceData = entry('Service data', () => (at, talk) => {
  readLayout(SERVICES.get(talk.capability) ?? OTHER, at, talk)
})
