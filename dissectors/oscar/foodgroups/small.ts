import { bytes, defineField, group, layer, names, text, u8, u16, u32 } from '../../../src/fields/index.js'
import { askedId, BART_CODES, BART_TYPES, bartId, sentId } from '../blocks/bart-id.js'
import { ERROR } from '../blocks/errors.js'
import { NAME } from '../blocks/names.js'
import { foodgroup, type SnacRow } from '../layout/foodgroup.js'
import { counted, fixed, type Layout, type Reader, repeat, s8, s16 } from '../layout/parts.js'
import { tlvs, tlvsCounted, tlvTable } from '../layout/tlv.js'
import { inside, string, uint } from '../layout/values.js'
import { LOGIN_TLVS } from '../signon/tlvs.js'

/** The foodgroups of few SNACs: 0005 to 0008, 000A to 000C, 0010, 0018, 0022 to 0025 and 0085 on the protocol page. */

export const ADVERT = foodgroup(0x0005, 'ADVERT', { 1: ERROR, 2: ['ADS_QUERY', 'C?'], 3: ['ADS_REPLY', 'S'] })

const INVITE_TLVS = tlvTable('oscar.invite', {
  17: string('email', 'E-mail address'),
  21: string('text', 'Text'),
})
export const INVITE = foodgroup(0x0006, 'INVITE', {
  1: ERROR,
  2: ['REQUEST_QUERY', 'C?', [tlvs(INVITE_TLVS)]],
  3: ['REQUEST_REPLY', 'S', []],
})

const A = layer('oscar.admin', {
  permissions: u16({ label: 'Permissions', names: names({ 1: 'read', 2: 'read', 3: 'read and write' }) }),
  info: group({ label: 'Info', repeated: true }),
  status: u16({
    label: 'Status',
    base: 'hex',
    names: names({ 0: 'mail sent', 30: 'confirmed already', 35: 'server error' }),
  }),
})
const ADMIN_INFO: Layout = [repeat(A.info, [A.permissions, tlvsCounted(LOGIN_TLVS)])]
export const ADMIN = foodgroup(0x0007, 'ADMIN', {
  1: ERROR,
  2: ['INFO_QUERY', 'C?', [tlvs(LOGIN_TLVS)]],
  3: ['INFO_REPLY', 'S', ADMIN_INFO],
  4: ['INFO_CHANGE_REQUEST', 'C?', [tlvs(LOGIN_TLVS)]],
  5: ['INFO_CHANGE_REPLY', 'S', ADMIN_INFO],
  6: ['ACCT_CONFIRM_REQUEST', 'C?', []],
  7: ['ACCT_CONFIRM_REPLY', 'S', [A.status, tlvs(LOGIN_TLVS)]],
  8: ['ACCT_DELETE_REQUEST', 'C?', [tlvs(LOGIN_TLVS)]],
  9: ['ACCT_DELETE_REPLY', 'S', [tlvs(LOGIN_TLVS)]],
})

const POPUP_TLVS = tlvTable('oscar.popup', {
  1: string('text', 'Text'),
  2: string('url', 'URL'),
  3: uint('width', 'Width'),
  4: uint('height', 'Height'),
  5: uint('delay', 'Delay', { unit: 's' }),
})
export const POPUP = foodgroup(0x0008, 'POPUP', { 1: ERROR, 2: ['DISPLAY', 'S', [tlvs(POPUP_TLVS)]] })

const EMAIL = defineField('oscar.lookup.email', text({ label: 'E-mail address' }))
const FOUND = tlvTable('oscar.lookup', { 1: string('screen_name', 'Screen name') })
export const USER_LOOKUP = foodgroup(0x000a, 'USER_LOOKUP', {
  1: ERROR,
  2: ['FIND_BY_EMAIL', 'C?', [EMAIL]],
  3: ['FIND_REPLY', 'S', [tlvs(FOUND)]],
})

const HOURS = defineField('oscar.stats.interval', u16({ label: 'Min report interval', unit: 'h' }))
const R = layer('oscar.stats.report', {
  local: u32({ label: 'Local time', role: 'volatile', shown: 'date' }),
  gmt: u32({ label: 'GMT', role: 'volatile', shown: 'date' }),
  name: text({ label: 'Screen name' }),
  unknown: u16({ label: 'Unknown', base: 'hex' }),
  os: text({ label: 'Operating system' }),
  os_version: text({ label: 'Operating system version' }),
  cpu: text({ label: 'CPU' }),
  winsock: text({ label: 'Winsock' }),
  winsock_version: text({ label: 'Winsock version' }),
  number: u16({ label: 'Unknown', repeated: true }),
})
const REPORT: Layout = [
  R.local,
  R.gmt,
  s8(R.name),
  R.unknown,
  ...[R.os, R.os_version, R.cpu, R.winsock, R.winsock_version].map((def) => s16(def)),
  repeat(R.number),
]
const STATS_TLVS = tlvTable('oscar.stats', { 9: inside('Machine and times', REPORT) })
export const STATS = foodgroup(0x000b, 'STATS', {
  1: ERROR,
  2: ['SET_MIN_REPORT_INTERVAL', 'S', [HOURS]],
  3: ['REPORT_EVENTS', 'C?', [tlvs(STATS_TLVS)]],
  4: ['REPORT_ACK', 'S', []],
})

export const TRANSLATE = foodgroup(0x000c, 'TRANSLATE', { 1: ERROR, 2: ['REQUEST', 'C?'], 3: ['REPLY', 'S'] })

const B = layer('oscar.bart_item', {
  type: u16({ label: 'Type', base: 'hex', names: BART_TYPES }),
  length: u16({ label: 'Length', role: 'length' }),
  data: bytes({ label: 'Data' }),
  code: u8({ label: 'Code', names: BART_CODES }),
  command: u8({ label: 'Command' }),
})
const COUNT = defineField('oscar.bart_item.count', u8({ label: 'IDs', role: 'length' }))
const item: Reader = (at) => {
  const length = at.read(B.length)
  if (length > 0) at.take(B.data, length)
}
const ids: Reader = (at, talk) => {
  const count = at.read(COUNT)
  for (let i = 0; i < count && !at.failed; i++) bartId(at, talk)
}
export const BART = foodgroup(0x0010, 'BART', {
  1: ERROR,
  2: ['UPLOAD_QUERY', 'C?', [B.type, item]],
  3: ['UPLOAD_REPLY', 'S', [B.code, sentId]],
  4: ['DOWNLOAD_QUERY', 'C?', [...NAME, B.command, sentId]],
  5: ['DOWNLOAD_REPLY', 'S', [...NAME, sentId, item]],
  6: ['DOWNLOAD2_QUERY', 'C?', [...NAME, ids]],
  7: ['DOWNLOAD2_REPLY', 'S', [...NAME, askedId, B.code, sentId, item]],
})

const L = layer('oscar.alert', {
  count: u16({ label: 'GUIDs', role: 'length' }),
  guid_group: group({ label: 'GUID', repeated: true }),
  guid: bytes({ label: 'GUID' }),
  cookie: bytes({ label: 'Cookie', role: 'id' }),
  settings: bytes({ label: 'Settings' }),
})
const MAIL = tlvTable('oscar.alert', {
  5: string('title', 'Title'),
  7: string('url', 'URL'),
  13: string('url2', 'URL'),
  128: uint('messages', 'Messages'),
  129: uint('unread', 'Unread'),
  130: string('domain', 'Domain'),
  132: uint('flag', 'Flag', { base: 'hex' }),
})
const only = (first: number, all: string) =>
  Object.fromEntries(all.split(' ').map((name, i): [number, SnacRow] => [first + i, [name, 'CS']]))
export const ALERT = foodgroup(0x0018, 'ALERT', {
  1: ERROR,
  ...only(2, 'SET_ALERT_REQUEST SET_ALERT_REPLY GET_SUBS_REQUEST GET_SUBS_RESPONSE'),
  6: ['NOTIFY_CAPABILITIES', 'C', [counted(L.count, L.guid_group, [fixed(L.guid, 16)])]],
  7: ['NOTIFY', 'S', [fixed(L.cookie, 8), fixed(L.guid, 16), tlvsCounted(MAIL)]],
  ...only(8, 'GET_RULE_REQUEST GET_RULE_REPLY GET_FEED_REQUEST GET_FEED_REPLY'),
  ...only(
    13,
    'REFRESH_FEED EVENT QOG_SNAC REFRESH_FEED_STOCK NOTIFY_TRANSPORT SET_ALERT_REQUEST_V2 SET_ALERT_REPLY_V2 TRANSIT_REPLY NOTIFY_ACK',
  ),
  22: ['NOTIFY_DISPLAY_CAPABILITIES', 'C', [L.settings]],
  23: ['USER_ONLINE', 'CS'],
})

export const PLUGIN = foodgroup(0x0022, 'PLUGIN', { 1: ERROR })
export const MDIR = foodgroup(0x0025, 'MDIR', { 1: ERROR })

const BROADCAST_TLVS = tlvTable('oscar.broadcast', {
  256: uint('online', 'Online only'),
  512: string('subject', 'Subject'),
  768: string('text', 'Text'),
})
const RESULT = defineField(
  'oscar.broadcast.result',
  u16({ label: 'Result', base: 'hex', names: names({ 10: 'sent', 50: 'refused' }) }),
)
export const BROADCAST = foodgroup(0x0085, 'BROADCAST', {
  1: ERROR,
  2: ['BROADCAST_MESSAGE', 'C?', [tlvs(BROADCAST_TLVS)]],
  3: ['BROADCAST_REPLY', 'S', [RESULT]],
})
