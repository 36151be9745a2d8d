import { group, ipv4, layer, u8, u16, u32 } from '../../../src/fields/index.js'
import { grouped, type Layout, repeat } from '../layout/parts.js'
import { tlvsCounted, tlvTable } from '../layout/tlv.js'
import { address, blob, entry, inside, string, time, uint } from '../layout/values.js'
import { bartIds } from './bart-id.js'
import { capabilities, shortCapabilities } from './capabilities.js'
import { NAME } from './names.js'
import { DC_TYPES, DC_VERSIONS, NICK_FLAGS, STATUS, STATUS_FLAGS, UPPER_NICK_FLAGS } from './status.js'

const DC = layer('oscar.dc', {
  address: ipv4({ label: 'Internal address' }),
  port: u32({ label: 'Port' }),
  type: u8({ label: 'Type', names: DC_TYPES }),
  version: u16({ label: 'Version', names: DC_VERSIONS }),
  cookie: u32({ label: 'Auth cookie', base: 'hex', role: 'secret' }),
  web_port: u32({ label: 'Web-front port' }),
  features: u32({ label: 'Client features' }),
  info_time: u32({ label: 'Info time', role: 'volatile', doc: 'Some clients put their version here' }),
  extended_info_time: u32({ label: 'Extended info time', role: 'volatile' }),
  extended_status_time: u32({ label: 'Extended status time', role: 'volatile' }),
  unknown: u16({ label: 'Unknown', base: 'hex' }),
})

const STATUS_FIELDS = layer('oscar.icq_status', {
  flags: u16({ label: 'Status flags', flags: STATUS_FLAGS, base: 'hex' }),
  status: u16({ label: 'Status', names: STATUS, base: 'hex' }),
  update: group({ label: 'Update', repeated: true }),
  update_id: u8({ label: 'Kind' }),
  update_time: u32({ label: 'Time', role: 'volatile', shown: 'date' }),
})

/** ICQ status: flags, then the status itself. */
export const icqStatus = inside('ICQ status', [STATUS_FIELDS.flags, STATUS_FIELDS.status])

/** Where a direct connection to an ICQ client would go. */
export const dcInfo = inside('Direct-connection info', Object.values(DC))

export const infoUpdates = inside('Information updates', [
  repeat(STATUS_FIELDS.update, [STATUS_FIELDS.update_id, STATUS_FIELDS.update_time]),
])

/** "User info block" on the protocol page. */
export const USER_INFO_TLVS = tlvTable('oscar.user', {
  1: uint('nick_flags', 'Nick flags', { flags: NICK_FLAGS, base: 'hex' }),
  2: time('created', 'Account created'),
  3: time('signed_on', 'Signed on'),
  4: uint('idle', 'Idle', { unit: 'min', doc: 'Minutes; two sources say seconds' }),
  5: time('member_since', 'Member since'),
  6: icqStatus,
  8: uint('client_type', 'Client type?', { base: 'hex' }),
  10: address('external_address', 'External address'),
  12: dcInfo,
  13: capabilities('Capabilities'),
  14: capabilities('AOL capabilities'),
  15: uint('session_length', 'Session length', { unit: 's' }),
  16: uint('session_length_aol', 'Session length (AOL)', { unit: 's' }),
  17: infoUpdates,
  18: uint('unknown_12', 'Unknown', { base: 'hex' }),
  20: uint('instance', 'Own instance'),
  24: string('friendly_name', 'Friendly name'),
  25: shortCapabilities('Short capabilities'),
  26: shortCapabilities('AOL short capabilities'),
  27: blob('certificate_md5', 'MD5 of certificate'),
  29: entry('BART', bartIds),
  30: uint('subscriptions', 'Subscriptions', { base: 'hex' }),
  31: uint('upper_nick_flags', 'Upper nick flags', { flags: UPPER_NICK_FLAGS, base: 'hex' }),
  35: time('feed_time', 'Last buddy-feed update'),
  38: time('profile_time', 'Profile set'),
  39: time('away_time', 'Away message set'),
  40: uint('primary_instance', 'Primary instance'),
  42: string('country', 'Country'),
})

/** Warning levels are counted in tenths of a percent. */
export const TENTHS = { scale: { by: 0.1 }, unit: '%' } as const

const F = layer('oscar.user', {
  $: group({ label: 'User' }),
  each: group({ label: 'User', repeated: true }),
  warning: u16({ label: 'Warning level', ...TENTHS, doc: 'Tenths of a percent' }),
})

/** Name, warning level, counted TLVs. */
const BLOCK: Layout = [...NAME, F.warning, tlvsCounted(USER_INFO_TLVS)]

/** One user (`UI` on the page). */
export const USER: Layout = [grouped(F.$, BLOCK)]

/** Users up to the end. */
export const USERS: Layout = [repeat(F.each, BLOCK)]
