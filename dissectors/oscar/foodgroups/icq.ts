import { bytes, group, layer, names, text, u8, u16 } from '../../../src/fields/index.js'
import { readNumber } from '../../../src/fields/read.js'
import { u16le, u32le } from '../../../src/fields/specs.js'
import { errorWith } from '../blocks/errors.js'
import { foodgroup } from '../layout/foodgroup.js'
import { fixed, type Layout, lz, optional, type Reader, readLayout, s16 } from '../layout/parts.js'
import { type RealLength, type TlvTable, tlvs, tlvTable } from '../layout/tlv.js'
import { blob, entry, inside, lzValue, string, uint } from '../layout/values.js'
import { ICQ_MESSAGE } from './icbm.js'

/** 0015 ICQ on the protocol page: little-endian inside TLV 0001. */

const TYPES = names({
  60: 'get offline messages',
  62: 'delete offline messages',
  65: 'offline message',
  66: 'end of offline messages',
  2000: 'meta request',
  2010: 'meta reply',
})
const GENDERS = names({ 0: 'unknown', 1: 'female', 2: 'male' })

const RANDOM_GROUPS = names({
  1: 'general',
  2: 'romance',
  3: 'games',
  4: 'students',
  6: '20s',
  7: '30s',
  8: '40s',
  9: '50 and older',
  10: 'seeking women',
  11: 'seeking men',
})

const F = layer('oscar.icq', {
  size: u16le({ label: 'Size', role: 'length' }),
  uin: u32le({ label: 'Own UIN' }),
  type: u16le({ label: 'Type', base: 'hex', names: TYPES, summary: '' }),
  sequence: u16le({ label: 'Sequence', role: 'sequence' }),
  result: u8({ label: 'Result', base: 'hex', names: names({ 10: 'ok', 20: 'error', 50: 'failed' }) }),
  dropped: u8({ label: 'Dropped messages' }),
  sender: u32le({ label: 'Sender UIN' }),
  year: u16le({ label: 'Year' }),
  month: u8({ label: 'Month' }),
  day: u8({ label: 'Day' }),
  hour: u8({ label: 'Hour' }),
  minute: u8({ label: 'Minute' }),
  target: u32le({ label: 'UIN' }),
  data: bytes({ label: 'Data' }),
  list: u8({ label: 'Entries', role: 'length' }),
  entry: group({ label: 'Entry', repeated: true }),
  category: u16le({ label: 'Category' }),
  publish: u8({ label: 'Publish' }),
  size2: u16le({ label: 'User size', role: 'length' }),
  left: u32le({ label: 'Users left' }),
})
const P = layer('oscar.icq.person', {
  nick: text({ label: 'Nick name', ends: 0 }),
  first: text({ label: 'First name', ends: 0 }),
  last: text({ label: 'Last name', ends: 0 }),
  email: text({ label: 'E-mail address', ends: 0 }),
  city: text({ label: 'City', ends: 0 }),
  state: text({ label: 'State', ends: 0 }),
  phone: text({ label: 'Phone', ends: 0 }),
  fax: text({ label: 'Fax', ends: 0 }),
  street: text({ label: 'Street', ends: 0 }),
  cell: text({ label: 'Cell phone', ends: 0 }),
  zip: text({ label: 'ZIP', ends: 0 }),
  company: text({ label: 'Company', ends: 0 }),
  department: text({ label: 'Department', ends: 0 }),
  position: text({ label: 'Position', ends: 0 }),
  web: text({ label: 'Homepage', ends: 0 }),
  text: text({ label: 'Text', ends: 0 }),
  password: text({ label: 'Password', ends: 0, role: 'secret' }),
  country: u16le({ label: 'Country' }),
  zone: u8({ label: 'GMT offset' }),
  authorization: u8({ label: 'Authorization needed' }),
  web_aware: u8({ label: 'Web-aware' }),
  direct: u8({ label: 'Direct connections' }),
  publish_email: u8({ label: 'Publish e-mail' }),
  occupation: u16le({ label: 'Occupation' }),
  gender: u8({ label: 'Gender', names: GENDERS }),
  age: u16le({ label: 'Age' }),
  status: u16le({ label: 'Status', names: names({ 0: 'offline', 1: 'online', 2: 'not web-aware' }) }),
  unknown: u8({ label: 'Unknown' }),
})

const M = layer('oscar.icq.meta_data', {
  year: u16le({ label: 'Year of birth' }),
  month: u8({ label: 'Month' }),
  day: u8({ label: 'Day' }),
  language: u8({ label: 'Language', repeated: true }),
  unknown: u16le({ label: 'Unknown', base: 'hex' }),
  on: u8({ label: 'In use', names: names({ 0: 'no', 1: 'yes' }) }),
  min_age: u16le({ label: 'Min age' }),
  max_age: u16le({ label: 'Max age' }),
  past: text({ label: 'Past', ends: 0 }),
  interest: text({ label: 'Interests', ends: 0 }),
  affiliation: text({ label: 'Affiliations', ends: 0 }),
  homepage: text({ label: 'Homepage keywords', ends: 0 }),
  online_only: u8({ label: 'Online only', names: names({ 0: 'no', 1: 'yes' }) }),
  random: u16le({ label: 'Group', names: RANDOM_GROUPS }),
  sms_length: u16({ label: 'XML length', role: 'length' }),
  sms_length_le: u16le({ label: 'XML length', role: 'length', doc: 'Little-endian' }),
  xml: text({ label: 'XML' }),
  code: u8({ label: 'Code' }),
  receipt: u16({ label: 'Unknown', base: 'hex', repeated: true }),
  spammer: text({ label: 'Spammer UIN', ends: 0 }),
  report: bytes({ label: 'Report ID', role: 'id' }),
  unknowns: bytes({ label: 'Unknown' }),
})

const all = (...defs: readonly (typeof P.nick)[]): Layout => defs.map((def) => lz(def))
const BASIC = [
  ...all(P.nick, P.first, P.last, P.email, P.city, P.state, P.phone, P.fax, P.street, P.cell, P.zip),
  P.country,
  P.zone,
]
const WORK = [
  ...all(P.city, P.state, P.phone, P.fax, P.street, P.zip),
  P.country,
  ...all(P.company, P.department, P.position),
  P.occupation,
  lz(P.web),
]
const list = (layout: Layout): Reader => {
  return (at, talk) => {
    const count = at.read(F.list)
    for (let i = 0; i < count && !at.failed; i++) {
      at.open(F.entry)
      readLayout(layout, at, talk)
      at.close()
    }
  }
}
const KEYWORDS = list([F.category, lz(P.text)])
const REST: Layout = [F.data]
const LISTS: Layout = [KEYWORDS, KEYWORDS]
const BIRTH: Layout = [M.year, M.month, M.day, M.language, M.language, M.language]
const MORE: Layout = [P.age, P.gender, lz(P.web), ...BIRTH]
const ORIGIN: Layout = [M.unknown, lz(P.city), lz(P.state), P.country, P.zone]
const HOMEPAGE: Layout = [M.on, F.category, lz(P.text), optional([P.unknown])]
const WHITE_PAGES: Layout = [
  ...all(P.first, P.last, P.nick, P.email),
  M.min_age,
  M.max_age,
  P.gender,
  M.language,
  ...all(P.city, P.state),
  P.country,
  ...all(P.company, P.department, P.position),
  P.occupation,
  ...[M.past, M.interest, M.affiliation, M.homepage].flatMap((text): Layout => [F.category, lz(text)]),
  M.online_only,
]
const UIN: Layout = [F.target]
const TEXT: Layout = [lz(P.text)]
const NAMES: Layout = all(P.first, P.last, P.nick)
const FOUND: Layout = [
  F.size2,
  F.target,
  ...all(P.nick, P.first, P.last, P.email),
  P.authorization,
  P.status,
  P.gender,
  P.age,
]

const number = (key: string, label: string) => uint(key, label)
const keyword = (key: string, label: string) =>
  inside(label, (path) => {
    const defs = layer(path, {
      [`${key}_category`]: u16le({ label: 'Category' }),
      [key]: text({ label, ends: 0 }),
    })
    return [defs[`${key}_category`]!, lz(defs[key]!)]
  })
const emailValue = lzValue('email', 'E-mail address', (path) => [
  optional([layer(path, { publish: u8({ label: 'Publish' }) }).publish]),
])
const EMAIL = 350
const u16leAt = (from: Uint8Array, at: number): number => readNumber(from, at, F.size.wire)
/** ICQ 2003b leaves the byte behind an e-mail address out of the length. The type that follows tells. */
const emailLength: RealLength = (at, type, length) => {
  const next = at.pos + length
  if (type !== EMAIL || length < 2 || next >= at.end || u16leAt(at.bytes, at.pos) + 2 !== length)
    return length
  const isType = (pos: number) => pos + 4 <= at.end && META_TLVS.values.has(u16leAt(at.bytes, pos))
  return !isType(next) && (next + 1 === at.end || isType(next + 1)) ? length + 1 : length
}
/** TLVs of requests 055F, 0569, 0573 and 0C3A. Two pairs (01D6 and 01FE, 02F8 and 030C) are named the other way round by one source. */
const META_TLVS: TlvTable = tlvTable(
  'oscar.icq.meta',
  {
    310: number('uin', 'UIN'),
    320: lzValue('first', 'First name'),
    330: lzValue('last', 'Last name'),
    340: lzValue('nick', 'Nick name'),
    [EMAIL]: emailValue,
    360: inside('Age range', (path) =>
      Object.values(
        layer(path, { min_age: u16le({ label: 'Min age' }), max_age: u16le({ label: 'Max age' }) }),
      ),
    ),
    370: number('age', 'Age'),
    380: uint('gender', 'Gender', { names: GENDERS }),
    390: number('language', 'Language'),
    400: lzValue('city', 'City'),
    410: lzValue('state', 'State'),
    420: number('country', 'Country'),
    430: lzValue('company', 'Company'),
    440: lzValue('department', 'Department'),
    450: lzValue('position', 'Position'),
    460: number('occupation', 'Occupation'),
    470: keyword('affiliation', 'Affiliations?'),
    490: keyword('interest', 'Interests'),
    510: keyword('past', 'Past?'),
    530: keyword('homepage_category', 'Homepage category'),
    550: lzValue('keywords', 'Keywords'),
    560: number('online_only', 'Online only'),
    600: lzValue('notes', 'Notes'),
    610: lzValue('street', 'Street'),
    620: number('zip', 'ZIP'),
    630: lzValue('phone', 'Phone'),
    640: lzValue('fax', 'Fax'),
    650: lzValue('cell', 'Cell phone'),
    660: lzValue('work_street', 'Work street'),
    670: lzValue('work_city', 'Work city'),
    680: lzValue('work_state', 'Work state'),
    690: number('work_country', 'Work country'),
    700: number('work_zip', 'Work ZIP'),
    710: lzValue('work_phone', 'Work phone'),
    720: lzValue('work_fax', 'Work fax'),
    730: lzValue('work_web', 'Work homepage'),
    760: number('web_status', 'Web status?'),
    780: number('authorization', 'Authorization?'),
    790: number('zone', 'GMT offset'),
    800: lzValue('from_city', 'From city'),
    810: lzValue('from_state', 'From state'),
    820: number('from_country', 'From country'),
  },
  { little: true, realLength: emailLength },
)

/** Its length is said to be in network order; the order in which it fits is taken. */
const sms: Reader = (at) => {
  const isLittle = at.peek(M.sms_length_le.wire, 2) === at.remaining - 2
  const length = at.read(isLittle ? M.sms_length_le : M.sms_length)
  if (length > 0) at.take(M.xml, length)
}
/** Statistics of clients: the page knows that they are, and of two what they are about. */
const STATISTICS: Readonly<Record<number, Row>> = Object.fromEntries(
  [0x0758, 0x0a8c, 0x0a96, 0x0aaa, 0x0ab4, 0x0ab9, 0x0abe, 0x0ac8, 0x0acd, 0x0ad2, 0x0ad7]
    .map((id): [number, Row] => [id, ['statistics', REST]])
    .concat([
      [0x0aa5, ['registration statistics', REST]],
      [0x0aaf, ['shortcut statistics', REST]],
    ]),
)

type Row = readonly [name: string, layout: Layout]
const META_REQUESTS: Readonly<Record<number, Row>> = {
  1002: ['set basic', [...BASIC, optional([P.publish_email])]],
  1011: ['set work', WORK],
  1021: ['set more', MORE],
  1030: ['set notes', TEXT],
  1035: ['set e-mails', [list([F.publish, lz(P.email)])]],
  1040: ['set interests', [KEYWORDS]],
  1050: ['set affiliations', LISTS],
  1060: ['set permissions', [P.authorization, P.web_aware, P.direct, P.unknown]],
  1070: ['set password', [lz(P.password)]],
  1090: ['set homepage category', HOMEPAGE],
  1202: ['full info', UIN],
  1210: ['short info', UIN],
  1220: ['unregister', [F.target, optional([lz(P.password)])]],
  1232: ['own full info', UIN],
  1301: ['search by details', NAMES],
  1311: ['search by UIN', UIN],
  1321: ['search by e-mail', TEXT],
  1331: ['white pages', WHITE_PAGES],
  1341: ['search by details, wildcard', NAMES],
  1351: ['search by e-mail, wildcard', TEXT],
  1361: ['white pages, wildcard', WHITE_PAGES],
  1375: ['white pages by TLV', [tlvs(META_TLVS)]],
  1385: ['search by UIN, TLV', [tlvs(META_TLVS)]],
  1395: ['search by e-mail, TLV', [tlvs(META_TLVS)]],
  1620: ['set ICQphone', REST],
  1870: ['random user', [M.random]],
  ...STATISTICS,
  2200: ['XML value', TEXT],
  3130: ['set full info', [tlvs(META_TLVS)]],
  5250: ['send SMS', [sms]],
  8200: ['spam report', [lz(M.spammer), fixed(M.report, 8), fixed(M.unknowns, 17), lz(P.text)]],
}
const META_REPLIES: Readonly<Record<number, Row>> = {
  1: ['SMS refused', [M.code, P.text]],
  100: ['basic set', []],
  110: ['work set', []],
  120: ['more set', []],
  130: ['notes set', []],
  135: ['e-mails set', []],
  140: ['interests set', []],
  150: ['affiliations set, or SMS receipt', [optional([M.receipt, M.receipt, M.receipt, s16(M.xml)])]],
  160: ['permissions set', []],
  170: ['password set', []],
  180: ['unregistered', []],
  190: ['homepage category set', []],
  200: ['basic info', [...BASIC, P.authorization, P.web_aware, P.direct, P.publish_email]],
  210: ['work info', WORK],
  220: ['more info', [...MORE, optional(ORIGIN)]],
  230: ['notes', TEXT],
  235: ['e-mails', [list([F.publish, lz(P.email)])]],
  240: ['interests', [KEYWORDS]],
  250: ['affiliations', LISTS],
  260: ['short info', [...all(P.nick, P.first, P.last, P.email), P.authorization, P.unknown, P.gender]],
  270: ['homepage category', HOMEPAGE],
  420: ['user found', FOUND],
  430: ['last user found', [...FOUND, F.left]],
  770: ['registration statistics', REST],
  798: ['ICQphone set', REST],
  870: ['random user', [F.target, F.data]],
  2210: ['XML value', TEXT],
  3135: ['full info set', []],
  8210: ['spam reported', REST],
}
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
  at.rest(F.data)
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
