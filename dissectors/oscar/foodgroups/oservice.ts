import type { Cursor } from '../../../src/dissect/cursor.js'
import {
  bytes,
  defineField,
  type FieldDef,
  group,
  layer,
  names,
  text,
  u8,
  u16,
  u32,
} from '../../../src/fields/index.js'
import { u16be, u32be } from '../../../src/fields/read.js'
import { allIds, askedId, BART_CODES, bartIds, sentId } from '../blocks/bart-id.js'
import { ERROR } from '../blocks/errors.js'
import { dcInfo, icqStatus, infoUpdates, TENTHS, USER, USERS } from '../blocks/user-info.js'
import { foodgroup, rateMember } from '../layout/foodgroup.js'
import { counted, fixed, grouped, optional, type Reader, repeat, s8 } from '../layout/parts.js'
import { tlvs, tlvTable } from '../layout/tlv.js'
import { blob, entry, inside, mark, string, uint } from '../layout/values.js'
import { LOGIN_TLVS } from '../signon/tlvs.js'
import { OSCAR_LOG } from '../statistics.js'
import { FOODGROUP_NAMES } from './names.js'

/** 0001 OSERVICE on the protocol page. */

const F = layer('oscar.oservice', {
  group: u16({ label: 'Foodgroup', base: 'hex', names: FOODGROUP_NAMES }),
  groups: u16({ label: 'Foodgroup', base: 'hex', names: FOODGROUP_NAMES, repeated: true }),
  count: u16({ label: 'Foodgroups', role: 'length' }),
  version: group({ label: 'Version', repeated: true }),
  number: u16({ label: 'Version' }),
  tool: u16({ label: 'Tool ID', base: 'hex' }),
  tool_version: u16({ label: 'Tool version', base: 'hex' }),
  class_id: u16({ label: 'Rate class', repeated: true }),
  change: u16({
    label: 'Change',
    names: names({ 1: 'changed', 2: 'warning', 3: 'limit hit', 4: 'cleared' }),
    summary: '',
  }),
  level: u16({ label: 'New warning level', ...TENTHS }),
  idle: u32({ label: 'Idle', unit: 's', doc: '0: active again' }),
  motd: u16({
    label: 'Type',
    names: names({
      1: 'mandatory upgrade',
      2: 'advisory upgrade',
      3: 'system bulletin',
      4: 'normal',
      6: 'news',
    }),
  }),
  privacy: u32({
    label: 'Privacy flags',
    flags: [
      { mask: 1, name: 'show idle' },
      { mask: 2, name: 'show member since' },
    ],
  }),
  offset: u32({ label: 'Offset', base: 'hex' }),
  length: u32({ label: 'Length', base: 'hex', doc: 'In the image of the client program' }),
  code: u8({ label: 'Code', names: BART_CODES }),
  bart: group({ label: 'BART reply', repeated: true }),
  exchange: u16({ label: 'Exchange' }),
  room: text({ label: 'Room cookie' }),
  instance: u16({ label: 'Room instance', base: 'hex' }),
})

const RATE = layer('oscar.rate', {
  $: group({ label: 'Rate class', repeated: true }),
  count: u16({ label: 'Rate classes', role: 'length' }),
  id: u16({ label: 'Class' }),
  window: u32({ label: 'Window size' }),
  clear: u32({ label: 'Clear level', unit: 'ms' }),
  alert: u32({ label: 'Alert level', unit: 'ms' }),
  limit: u32({ label: 'Limit level', unit: 'ms' }),
  disconnect: u32({ label: 'Disconnect level', unit: 'ms' }),
  current: u32({ label: 'Current level', unit: 'ms', role: 'volatile' }),
  max: u32({ label: 'Max level', unit: 'ms' }),
})
const RATE_TAIL = layer('oscar.rate', {
  last: u32({ label: 'Since last', unit: 'ms', role: 'volatile' }),
  dropping: u8({ label: 'Dropping SNACs', names: names({ 0: 'no', 1: 'yes' }) }),
})
const MEMBERS = layer('oscar.rate.members', {
  $: group({ label: 'Members of a class', repeated: true }),
  id: u16({ label: 'Class' }),
  count: u16({ label: 'Members', role: 'length' }),
  member: group({ label: 'Member', repeated: true }),
  foodgroup: u16({ label: 'Foodgroup', base: 'hex', names: FOODGROUP_NAMES }),
})

/** Bytes of a class before OSERVICE version 3, and since. */
const OLD_CLASS = 30
const NEW_CLASS = 35

const OLD_LAYOUT = [
  RATE.id,
  RATE.window,
  RATE.clear,
  RATE.alert,
  RATE.limit,
  RATE.disconnect,
  RATE.current,
  RATE.max,
]
/** Reads a class, and notes its levels where statistics are asked for. */
function noted(layout: readonly FieldDef[]): Reader {
  const read = grouped(RATE.$, layout)
  return (at, talk) => {
    const start = at.pos
    read(at, talk)
    const log = talk.options.state.peek(OSCAR_LOG)
    if (!log || at.failed) return
    // Behind the class' number and the size of its window.
    const level = (i: number) => u32be(at.bytes, start + 6 + 4 * i)
    log.rate({
      message: talk.message.ref(),
      id: u16be(at.bytes, start),
      clear: level(0),
      alert: level(1),
      limit: level(2),
      disconnect: level(3),
      current: level(4),
    })
  }
}
const oldClass = noted(OLD_LAYOUT)
const newClass = noted([...OLD_LAYOUT, RATE_TAIL.last, RATE_TAIL.dropping])
const member: Reader = (at) => {
  const foodgroup = at.read(MEMBERS.foodgroup)
  at.read(rateMember(foodgroup))
}
const readMembers = grouped(MEMBERS.$, [MEMBERS.id, counted(MEMBERS.count, MEMBERS.member, [member])])

/** Which size classes have is not said: only one makes the lists of members end where the body does. */
const rateParams: Reader = (at, talk) => {
  const count = at.peek(RATE.count.wire, 2)
  talk.rateClassSize =
    membersEnd(at, count, NEW_CLASS) || !membersEnd(at, count, OLD_CLASS) ? NEW_CLASS : OLD_CLASS
  const one = talk.rateClassSize === NEW_CLASS ? newClass : oldClass
  at.read(RATE.count)
  for (let i = 0; i < count && !at.failed; i++) one(at, talk)
  while (at.more) readMembers(at, talk)
}

const rateChange: Reader = (at, talk) => {
  const size =
    at.remaining % NEW_CLASS === 0 && at.remaining % OLD_CLASS === 0
      ? talk.rateClassSize || NEW_CLASS
      : at.remaining % OLD_CLASS === 0
        ? OLD_CLASS
        : NEW_CLASS
  while (at.more) (size === OLD_CLASS ? oldClass : newClass)(at, talk)
}

function membersEnd(at: Cursor, count: number, size: number): boolean {
  let pos = at.pos + 2 + count * size
  while (pos + 4 <= at.end) pos += 4 + 4 * u16be(at.bytes, pos + 2)
  return pos === at.end
}

const ROOM: readonly FieldDef[] = [F.exchange]
const REQUEST_TLVS = tlvTable('oscar.service_request', {
  1: inside('Room', [...ROOM, s8(F.room), F.instance]),
  40: blob('key', 'Key', { role: 'secret' }),
  140: mark('Use SSL'),
})
const MOTD_TLVS = tlvTable('oscar.motd', {
  11: string('text', 'Text'),
  2: uint('two', 'Unknown'),
  3: uint('three', 'Unknown'),
})
const NICK_TLVS = tlvTable('oscar.nick_info', {
  6: icqStatus,
  8: uint('client_type', 'Client type?', { base: 'hex' }),
  12: dcInfo,
  17: infoUpdates,
  18: uint('unknown_12', 'Unknown', { base: 'hex' }),
  29: entry('BART', bartIds),
})
const URL_TLVS = tlvTable('oscar.urls', {})
const handsOut: Reader = (at, talk) => talk.signOn.serverAnswers(at)
const MD5 = defineField('oscar.oservice.image_md5', bytes({ label: 'MD5 of the image' }))

export const OSERVICE = foodgroup(0x0001, 'OSERVICE', {
  1: ERROR,
  2: ['CLIENT_ONLINE', 'C', [repeat(F.version, [F.group, F.number, F.tool, F.tool_version])]],
  3: ['HOST_ONLINE', 'S', [repeat(F.groups)]],
  4: ['SERVICE_REQUEST', 'C?', [F.group, tlvs(REQUEST_TLVS)]],
  5: ['SERVICE_RESPONSE', 'S', [tlvs(LOGIN_TLVS)], handsOut],
  6: ['RATE_PARAMS_QUERY', 'C?', []],
  7: ['RATE_PARAMS_REPLY', 'S', [rateParams]],
  8: ['RATE_ADD_PARAM_SUB', 'C', [repeat(F.class_id)]],
  9: ['RATE_DEL_PARAM_SUB', 'C', [repeat(F.class_id)]],
  10: ['RATE_PARAM_CHANGE', 'S', [F.change, rateChange]],
  11: ['PAUSE_REQ', 'S', [repeat(F.groups)]],
  12: ['PAUSE_ACK', 'C', [repeat(F.groups)]],
  13: ['RESUME', 'S', [repeat(F.groups)]],
  14: ['NICK_INFO_QUERY', 'C?', []],
  15: ['NICK_INFO_UPDATE', 'S', USERS],
  16: ['EVIL_NOTIFICATION', 'S', [F.level, optional(USER)]],
  17: ['IDLE_NOTIFICATION', 'C', [F.idle]],
  18: ['MIGRATE_GROUPS', 'S', [counted(F.count, F.groups), tlvs(LOGIN_TLVS)], handsOut],
  19: ['MOTD', 'S', [F.motd, tlvs(MOTD_TLVS)]],
  20: ['SET_PRIVACY_FLAGS', 'C', [F.privacy]],
  21: ['WELL_KNOWN_URLS', 'S', [tlvs(URL_TLVS)]],
  22: ['NOOP', 'CS', []],
  23: ['CLIENT_VERSIONS', 'C?', [repeat(F.version, [F.group, F.number])]],
  24: ['HOST_VERSIONS', 'S', [repeat(F.version, [F.group, F.number])]],
  25: ['MAX_CONFIG_QUERY', 'C?'],
  26: ['MAX_CONFIG_REPLY', 'S'],
  27: ['STORE_CONFIG', 'C'],
  28: ['CONFIG_QUERY', 'C?'],
  29: ['CONFIG_REPLY', 'S'],
  30: ['SET_NICKINFO_FIELDS', 'C', [tlvs(NICK_TLVS)]],
  31: ['PROBE_REQ', 'S', [F.offset, F.length]],
  32: ['PROBE_ACK', 'C', [fixed(MD5, 16)]],
  33: ['BART_REPLY', 'S', [allIds]],
  34: ['BART_QUERY2', 'C?'],
  35: ['BART_REPLY2', 'S', [repeat(F.bart, [askedId, F.code, sentId])]],
})
