import { group, layer, names, text, u8, u16, u32 } from '../../../src/fields/index.js'
import { capabilities } from '../blocks/capabilities.js'
import { ERROR } from '../blocks/errors.js'
import { NAME, SCREEN_NAME } from '../blocks/names.js'
import { NICK_FLAGS } from '../blocks/status.js'
import { USER, USERS } from '../blocks/user-info.js'
import { foodgroup } from '../layout/foodgroup.js'
import { counted, type Layout, optional, repeat, s8, s16 } from '../layout/parts.js'
import { tlvs, tlvsCounted, tlvTable } from '../layout/tlv.js'
import { blob, mark, string, time, uint } from '../layout/values.js'

/** 0002 LOCATE, 0003 BUDDY, 0009 PD and 000F ODIR on the protocol page. */

const F = layer('oscar.presence', {
  user: group({ label: 'User', repeated: true }),
  query: u16({ label: 'Query', base: 'hex' }),
  query2: u32({
    label: 'Query',
    base: 'hex',
    flags: [
      { mask: 1, name: 'profile' },
      { mask: 2, name: 'away text' },
      { mask: 4, name: 'capabilities' },
      { mask: 8, name: 'certificates' },
      { mask: 0x400, name: 'HTML info' },
    ],
  }),
  result: u16({ label: 'Result' }),
  status: u16({ label: 'Status', names: names({ 1: 'ok', 2: 'unavailable' }) }),
  unknown: u16({ label: 'Unknown', base: 'hex' }),
  mask: u32({ label: 'Nick-flag mask', base: 'hex', flags: NICK_FLAGS }),
  pd_error: u16({ label: 'Error', names: names({ 1: 'wrong mode' }) }),
})

/** Names up to the end. */
export const NAMES: Layout = [repeat(F.user, [s8(SCREEN_NAME)])]

const LOCATE_RIGHTS = tlvTable('oscar.locate.rights', {
  1: uint('profile', 'Max profile length'),
  2: uint('capabilities', 'Max capabilities'),
  3: uint('lookups', 'Max e-mail lookups'),
  4: uint('certificate', 'Max certificate length'),
  5: uint('short', 'Max short capabilities'),
})
const INFO = tlvTable('oscar.locate', {
  1: string('profile_type', 'Profile MIME type'),
  2: string('profile', 'Profile'),
  3: string('away_type', 'Away MIME type'),
  4: string('away', 'Away text'),
  5: capabilities('Capabilities'),
  6: blob('certificates', 'Certificates'),
  10: time('profile_time', 'Profile set'),
  11: time('away_time', 'Away set'),
  12: uint('keeps', 'Server keeps profile'),
  13: string('html_type', 'HTML info MIME type'),
  14: string('html', 'HTML info'),
})
/** "Directory tags" on the protocol page. */
export const DIRECTORY = tlvTable('oscar.directory', {
  1: string('first', 'First name'),
  2: string('last', 'Last name'),
  3: string('middle', 'Middle name'),
  4: string('maiden', 'Maiden name'),
  5: string('email', 'E-mail address'),
  6: string('country', 'Country'),
  7: string('state', 'State'),
  8: string('city', 'City'),
  9: string('screen_name', 'Screen name'),
  10: uint('search', 'Search type or permission'),
  11: string('interest', 'Interest'),
  12: string('nick', 'Nick name'),
  13: string('zip', 'ZIP'),
  27: mark('Unknown'),
  28: string('charset', 'Charset'),
  33: string('street', 'Street'),
})

export const LOCATE = foodgroup(0x0002, 'LOCATE', {
  1: ERROR,
  2: ['RIGHTS_QUERY', 'C?', []],
  3: ['RIGHTS_REPLY', 'S', [tlvs(LOCATE_RIGHTS)]],
  4: ['SET_INFO', 'C', [tlvs(INFO)]],
  5: ['USER_INFO_QUERY', 'C?', [F.query, ...NAME]],
  6: ['USER_INFO_REPLY', 'S', [...USER, tlvs(INFO)]],
  7: ['WATCHER_SUB_REQUEST', 'C', [F.unknown]],
  8: ['WATCHER_NOTIFICATION', 'S', NAMES],
  9: ['SET_DIR_INFO', 'C?', [tlvs(DIRECTORY)]],
  10: ['SET_DIR_REPLY', 'S', [F.result]],
  11: ['GET_DIR_INFO', 'C?', NAME],
  12: ['GET_DIR_REPLY', 'S', [F.status, tlvsCounted(DIRECTORY)]],
  13: ['GROUP_CAPABILITY_QUERY', 'C?'],
  14: ['GROUP_CAPABILITY_REPLY', 'S'],
  15: ['SET_KEYWORD_INFO', 'C?', [tlvs(DIRECTORY)]],
  16: ['SET_KEYWORD_REPLY', 'S', [F.result]],
  17: ['GET_KEYWORD_INFO', 'C?'],
  18: ['GET_KEYWORD_REPLY', 'S'],
  19: ['FIND_LIST_BY_EMAIL', 'C?'],
  20: ['FIND_LIST_REPLY', 'S'],
  21: ['USER_INFO_QUERY2', 'C?', [F.query2, ...NAME]],
})

const BUDDY_QUERY = tlvTable('oscar.buddy.query', {
  5: uint('flags', 'Flags', {
    flags: [
      { mask: 1, name: 'BART' },
      { mask: 2, name: 'initial departs' },
      { mask: 4, name: 'offline BART' },
      { mask: 8, name: 'reject pending buddies' },
    ],
  }),
})
const BUDDY_RIGHTS = tlvTable('oscar.buddy.rights', {
  1: uint('buddies', 'Max buddies'),
  2: uint('watchers', 'Max watchers'),
  3: uint('broadcasts', 'Max ICQ broadcasts'),
  4: uint('temporary', 'Max temporary buddies'),
})

export const BUDDY = foodgroup(0x0003, 'BUDDY', {
  1: ERROR,
  2: ['RIGHTS_QUERY', 'C?', [tlvs(BUDDY_QUERY)]],
  3: ['RIGHTS_REPLY', 'S', [tlvs(BUDDY_RIGHTS)]],
  4: ['ADD_BUDDIES', 'C', NAMES],
  5: ['DEL_BUDDIES', 'C', NAMES],
  6: ['WATCHER_LIST_QUERY', 'C?', []],
  7: ['WATCHER_LIST_RESPONSE', 'S', NAMES],
  8: ['WATCHER_SUB_REQUEST', 'C', [F.unknown]],
  9: ['WATCHER_NOTIFICATION', 'S', [repeat(F.user, [...NAME, F.unknown])]],
  10: ['REJECT_NOTIFICATION', 'S', NAMES],
  11: ['ARRIVED', 'S', USERS],
  12: ['DEPARTED', 'S', USERS],
  15: ['ADD_TEMP_BUDDIES', 'C', NAMES],
  16: ['DEL_TEMP_BUDDIES', 'C', NAMES],
})

const PD_RIGHTS = tlvTable('oscar.pd.rights', {
  1: uint('permits', 'Max permits'),
  2: uint('denies', 'Max denies'),
  3: uint('temporary', 'Max temporary permits'),
})
const PD_ERROR = tlvTable('oscar.pd.error', { 4: string('url', 'URL'), 8: uint('subcode', 'Sub-code') })

export const PD = foodgroup(0x0009, 'PD', {
  1: ERROR,
  2: ['RIGHTS_QUERY', 'C?', []],
  3: ['RIGHTS_REPLY', 'S', [tlvs(PD_RIGHTS)]],
  4: ['SET_GROUP_PERMIT_MASK', 'C', [F.mask]],
  5: ['ADD_PERMIT', 'C', NAMES],
  6: ['DEL_PERMIT', 'C', NAMES],
  7: ['ADD_DENY', 'C', NAMES],
  8: ['DEL_DENY', 'C', NAMES],
  9: ['BOS_ERROR', 'S', [F.pd_error, tlvs(PD_ERROR)]],
  10: ['ADD_TEMP_PERMIT', 'C', NAMES],
  11: ['DEL_TEMP_PERMIT', 'C', NAMES],
})

const ODIR_F = layer('oscar.odir', {
  status: u16({
    label: 'Status',
    names: names({ 1: 'unavailable', 2: 'unavailable', 3: 'too many', 4: 'name missing', 5: 'ok' }),
  }),
  subcode: u16({ label: 'Sub-code' }),
  count: u16({ label: 'Results', role: 'length' }),
  result: group({ label: 'Result', repeated: true }),
  keyword: group({ label: 'Keyword', repeated: true }),
  kind: u8({ label: 'Kind', names: names({ 1: 'category', 2: 'keyword' }) }),
  id: u8({ label: 'ID' }),
  name: text({ label: 'Name' }),
})

export const ODIR = foodgroup(0x000f, 'ODIR', {
  1: ERROR,
  2: ['INFO_QUERY', 'C?', [tlvs(DIRECTORY)]],
  3: [
    'INFO_REPLY',
    'S',
    [
      ODIR_F.status,
      ODIR_F.subcode,
      optional([counted(ODIR_F.count, ODIR_F.result, [tlvsCounted(DIRECTORY)])]),
    ],
  ],
  4: ['KEYWORD_LIST_QUERY', 'C?', []],
  5: [
    'KEYWORD_LIST_REPLY',
    'S',
    [F.result, counted(ODIR_F.count, ODIR_F.keyword, [ODIR_F.kind, ODIR_F.id, s16(ODIR_F.name)])],
  ],
})
