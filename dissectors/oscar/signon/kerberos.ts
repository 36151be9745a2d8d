import type { Cursor } from '../../../src/dissect/cursor.js'
import type { DissectOptions, Dissector, Session } from '../../../src/dissect/dissector.js'
import type { Message } from '../../../src/dissect/message.js'
import { bytes, derived, group, ipv4, layer, names, text, u8, u16, u32 } from '../../../src/fields/index.js'
import { u16be } from '../../../src/fields/read.js'
import type { Conversation } from '../../../src/network/conversation.js'
import { counted, grouped, type Layout, type Reader, readLayout, s16 } from '../layout/parts.js'
import { tlvsCounted, tlvTable } from '../layout/tlv.js'
import { inside } from '../layout/values.js'
import { Talk } from '../talk.js'
import { KERBEROS_ROAST_KEY, roast } from './roast.js'
import { LOGIN_TLVS } from './tlvs.js'

/** "Kerberos" on the protocol page. One source knows it: what has no name there has none here. */
const F = layer('xsnac', {
  foodgroup: u16({ label: 'Foodgroup', base: 'hex', names: names({ 1292: 'Kerberos' }) }),
  subgroup: u16({
    label: 'Subgroup',
    base: 'hex',
    names: names({ 2: 'LOGIN_REQUEST', 3: 'LOGIN_REPLY', 4: 'LOGIN_ERROR', 5: 'LOGIN_ERROR?' }),
  }),
  request: u32({ label: 'Request ID', base: 'hex', role: 'id' }),
  address: ipv4({ label: 'Client address' }),
  major: u32({ label: 'Major version' }),
  minor: u32({ label: 'Minor version' }),
  unknown1: u32({ label: 'Unknown', base: 'hex' }),
  unknown2: u32({ label: 'Unknown', base: 'hex' }),
  unknown3: u32({ label: 'Unknown', base: 'hex' }),
  unknown4: u32({ label: 'Unknown', base: 'hex' }),
  unknown5: u32({ label: 'Unknown', base: 'hex' }),
  unknown6: u8({ label: 'Unknown', base: 'hex' }),
  first_tlvs: group({ label: 'First TLVs' }),
  second_tlvs: group({ label: 'Second TLVs' }),
  last_tlvs: group({ label: 'Last TLVs' }),
  country: text({ label: 'Country' }),
  language: text({ label: 'Language' }),
  client: text({ label: 'Client principal', summary: '' }),
  service: text({ label: 'Service principal' }),
  realm: text({ label: 'Realm' }),
  count: u16({ label: 'Count?' }),
  time: u32({ label: 'Time', role: 'volatile', shown: 'date' }),
  principal: text({ label: 'Principal', summary: '' }),
  tickets: u16({ label: 'Tickets', role: 'length' }),
  code: u16({
    label: 'Error',
    base: 'hex',
    names: names({ 1025: 'wrong name or password' }),
    summary: 'error',
  }),
  text: text({ label: 'Text', summary: '' }),
  body: bytes({ label: 'Body', opaque: 'raw' }),
})
const PASSWORD = layer('xsnac.password', {
  roasted: bytes({ label: 'Roasted password', role: 'secret' }),
  plain: derived({ label: 'Unroasts to', role: 'secret', inline: true, quoted: true }),
})
const TICKET = layer('xsnac.ticket', {
  $: group({ label: 'Ticket', repeated: true }),
  ticket: bytes({ label: 'Ticket', role: 'secret' }),
  realm: text({ label: 'Realm' }),
  service: text({ label: 'Service' }),
  client_realm: text({ label: 'Client realm' }),
  client: text({ label: 'Client' }),
  key: bytes({ label: 'Session key', role: 'secret' }),
  times: u32({ label: 'Time or flags', repeated: true }),
})

const PASSWORD_MORE = layer('xsnac.password', {
  unknown1: u32({ label: 'Unknown', base: 'hex' }),
  unknown2: u16({ label: 'Unknown', base: 'hex' }),
  unknown3: u32({ label: 'Unknown', base: 'hex' }),
  unknown4: u16({ label: 'Unknown', base: 'hex' }),
})
const TICKET_MORE = layer('xsnac.ticket', {
  version: u16({ label: 'Version?' }),
  unknown: u8({ label: 'Unknown', base: 'hex' }),
})
const UNKNOWN_IN_SERVICE = layer('xsnac.service', { unknown: u16({ label: 'Unknown', base: 'hex' }) }).unknown

const readPassword = s16(PASSWORD.roasted)
const password: Reader = (at, talk) => {
  const start = at.pos + 2
  readPassword(at, talk)
  if (at.failed || at.pos <= start) return
  const plain = roast(at.bytes.subarray(start, at.pos), KERBEROS_ROAST_KEY)
  at.derive(PASSWORD.plain, plain.toString('utf8'))
}
const innerTlvs = tlvsCounted(tlvTable('xsnac.inner', {}))
const plainTlvs = tlvsCounted(tlvTable('xsnac', {}))
const { unknown1: p1, unknown2: p2, unknown3: p3, unknown4: p4 } = PASSWORD_MORE
const passwordTlvs = tlvsCounted(
  tlvTable('xsnac.login', { 2: inside('Password', [p1, p2, p3, p4, password, innerTlvs]) }),
)
const ticketTlvs = tlvsCounted(
  tlvTable('xsnac.ticket', { 3: inside('BOS', [UNKNOWN_IN_SERVICE, tlvsCounted(LOGIN_TLVS)]) }),
)

const T = TICKET
const TICKET_LAYOUT: Layout = [
  TICKET_MORE.version,
  s16(T.ticket),
  ...[T.realm, T.service, T.client_realm, T.client].map(s16),
  TICKET_MORE.unknown,
  s16(T.key),
  ...Array.from({ length: 9 }, () => T.times),
  ticketTlvs,
]

const BODIES: ReadonlyMap<number, Layout> = new Map([
  [
    2,
    [
      ...[F.request, F.address, F.major, F.minor, F.unknown1],
      grouped(F.first_tlvs, [plainTlvs]),
      ...[F.unknown2, F.unknown3],
      ...[s16(F.country), s16(F.language)],
      grouped(F.second_tlvs, [plainTlvs]),
      ...[F.unknown4, F.unknown6, s16(F.client), s16(F.service), F.unknown5, F.count],
      grouped(F.last_tlvs, [passwordTlvs]),
    ],
  ],
  [
    3,
    [
      ...[F.request, F.time, F.unknown1, s16(F.principal), s16(F.realm)],
      counted(F.tickets, T.$, TICKET_LAYOUT),
      grouped(F.last_tlvs, [plainTlvs]),
    ],
  ],
  [4, [F.request, s16(F.principal), F.code, s16(F.text), F.unknown1, grouped(F.last_tlvs, [plainTlvs])]],
])
const FOODGROUP = 0x050c
const TITLES = names({ 2: 'LOGIN_REQUEST', 3: 'LOGIN_REPLY', 4: 'LOGIN_ERROR' })

/** The sign-on of AIM 6 and later: the bodies of HTTPS requests to its key server, laid bare. */
export const xsnac: Dissector = {
  name: 'xsnac',
  title: 'OSCAR Kerberos sign-on',
  transport: 'tcp',
  ports: [],
  detect: (bytes, start, end) =>
    end - start >= 20 && u16be(bytes, start) === FOODGROUP && BODIES.has(u16be(bytes, start + 2)) ? 60 : 0,
  open: (conversation, options) => new XsnacSession(conversation, options),
}

class XsnacSession implements Session {
  readonly dissector = xsnac
  readonly #talk: Talk

  constructor(conversation: Conversation, options: DissectOptions) {
    this.#talk = new Talk(conversation, options)
  }

  dissect(at: Cursor, message: Message): void {
    message.type = readXsnac(at, message, this.#talk)
  }
}

/** Records what is left as a body of the Kerberos sign-on, and returns its name. */
export function readXsnac(at: Cursor, message: Message, talk: Talk): string {
  talk.begin(at, message)
  talk.signOn.beginMessage()
  const foodgroup = at.read(F.foodgroup)
  const subgroup = at.read(F.subgroup)
  const layout = foodgroup === FOODGROUP ? BODIES.get(subgroup) : undefined
  if (layout) readLayout(layout, at, talk)
  if (at.more) at.rest(F.body)
  if (!at.failed) talk.signOn.serverAnswers(at)
  return TITLES.get(subgroup) ?? 'Kerberos'
}
