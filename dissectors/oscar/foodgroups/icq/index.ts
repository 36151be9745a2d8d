import { layer, names, u8 } from '../../../../src/fields/index.js'
import { u16le, u32le } from '../../../../src/fields/specs.js'
import { errorWith } from '../../blocks/errors.js'
import { ICQ_MESSAGE } from '../../blocks/icq-message.js'
import { foodgroup } from '../../layout/foodgroup.js'
import { type Layout, lz, type Reader, readLayout } from '../../layout/parts.js'
import { tlvs, tlvTable } from '../../layout/tlv.js'
import { blob, entry, inside, string, uint } from '../../layout/values.js'
import { L } from './fields.js'
import { META_REPLIES, META_REQUESTS, REST, type Row } from './meta.js'

/** 0015 ICQ on the protocol page: little-endian inside TLV 0001. */

const TYPES = names({
  60: 'get offline messages',
  62: 'delete offline messages',
  65: 'offline message',
  66: 'end of offline messages',
  2000: 'meta request',
  2010: 'meta reply',
})

const F = layer('oscar.icq', {
  size: u16le({ label: 'Size', role: 'length' }),
  uin: u32le({ label: 'Own UIN' }),
  type: u16le({ label: 'ICQ type', base: 'hex', names: TYPES, summary: '' }),
  sequence: u16le({ label: 'ICQ sequence', role: 'sequence' }),
  result: u8({ label: 'Result', base: 'hex', names: names({ 10: 'ok', 20: 'error', 50: 'failed' }) }),
  dropped: u8({ label: 'Dropped messages' }),
  sender: u32le({ label: 'Sender UIN' }),
  year: u16le({ label: 'Year' }),
  month: u8({ label: 'Month' }),
  day: u8({ label: 'Day' }),
  hour: u8({ label: 'Hour' }),
  minute: u8({ label: 'Minute' }),
})

const rowNames = (rows: Readonly<Record<number, Row>>) =>
  names(Object.fromEntries(Object.entries(rows).map(([id, [name]]) => [Number(id), name])))
const SUB = layer('oscar.icq', {
  request: u16le({ label: 'Request', base: 'hex', names: rowNames(META_REQUESTS), summary: '' }),
  reply: u16le({ label: 'Reply', base: 'hex', names: rowNames(META_REPLIES), summary: '' }),
})

/** The one request that gets no reply. */
const DELETE_OFFLINE = 62
const OK = 10
/** The one reply whose data come with any result. */
const REFUSED = 1
const body: Reader = (at, talk) => {
  at.read(F.uin)
  const type = at.read(F.type)
  at.read(F.sequence)
  if (type === DELETE_OFFLINE) talk.awaitsReply = false
  if (type === 2000) readLayout(META_REQUESTS[at.read(SUB.request)]?.[1] ?? REST, at, talk)
  else if (type === 2010) {
    const reply = at.read(SUB.reply)
    const result = at.read(F.result)
    readLayout(result === OK || reply === REFUSED ? (META_REPLIES[reply]?.[1] ?? REST) : REST, at, talk)
  } else if (type === 65) readLayout(OFFLINE, at, talk)
  else if (type === 66) at.read(F.dropped)
  at.rest(L.data)
}
const OFFLINE: Layout = [
  F.sender,
  F.year,
  F.month,
  F.day,
  F.hour,
  F.minute,
  ICQ_MESSAGE.message_type,
  ICQ_MESSAGE.message_flags,
  lz(ICQ_MESSAGE.text),
]

const wrapped: Reader = (at, talk) => {
  const size = at.read(F.size)
  at.enter(size, F.size)
  body(at, talk)
  at.leave()
}
const DB_TLVS = tlvTable('oscar.icq', { 1: entry('ICQ data', () => wrapped) })
const ERROR_TLVS = tlvTable('oscar.icq.error', {
  4: string('url', 'Error URL'),
  8: uint('subcode', 'Sub-code'),
  33: inside('Echo of the request', [wrapped]),
  27: string('text', 'Error text'),
  42: blob('data', 'Data'),
})

export const ICQ = foodgroup(0x0015, 'ICQ', {
  1: errorWith(ERROR_TLVS),
  2: ['DB_QUERY', 'C?', [tlvs(DB_TLVS)]],
  3: ['DB_REPLY', 'S', [tlvs(DB_TLVS)]],
})
