import {
  bytes,
  defineField,
  derived,
  group,
  layer,
  names,
  text,
  u8,
  u16,
  u32,
} from '../../../src/fields/index.js'
import { ERROR } from '../blocks/errors.js'
import { BUDDY_PREFS, CLASSES, PD_MODES, RESULTS } from '../blocks/feedbag-names.js'
import { NAME } from '../blocks/names.js'
import { foodgroup } from '../layout/foodgroup.js'
import { counted, type Layout, optional, type Reader, repeat, s16 } from '../layout/parts.js'
import { type ReadValue, tlvs, tlvsSized, tlvTable } from '../layout/tlv.js'
import { blob, entry, mark, string, time, uint, words } from '../layout/values.js'

/** 0013 FEEDBAG on the protocol page. */

const B = layer('oscar.feedbag.bart', {
  flags: u8({ label: 'BART flags', base: 'hex' }),
  length: u8({ label: 'Hash length', role: 'length' }),
  hash: bytes({ label: 'Hash' }),
  other: bytes({ label: 'Roasted password?', role: 'secret' }),
})
const LINKED_ACCOUNT = 0x18

/** Flags and hash of a picture; in items of linked accounts, and where it does not fit, perhaps a password. */
const bartInfo: ReadValue = (at, talk, length) => {
  const fits = length >= 2 && at.peek(B.length.wire, 1, 1) === length - 2
  if (talk.itemClass === LINKED_ACCOUNT || !fits) {
    if (length > 0) at.take(B.other, length)
    return
  }
  at.read(B.flags)
  const size = at.read(B.length)
  if (size > 0) at.take(B.hash, size)
}

const ATTRIBUTES = tlvTable('oscar.feedbag.item', {
  100: blob('shared', 'Shared'),
  101: blob('invited', 'Invited'),
  102: mark('Pending authorization'),
  103: time('time', 'Time'),
  104: blob('denied', 'Denied'),
  105: blob('swim', 'SWIM index'),
  106: blob('recent', 'Recent buddy'),
  107: blob('bot', 'Bot'),
  109: blob('interaction', 'Interaction'),
  111: blob('mega_bot', 'Mega bot'),
  200: words('order', 'Order'),
  201: uint('prefs', 'Buddy prefs', { base: 'hex', flags: BUDDY_PREFS }),
  202: uint('pd_mode', 'PD mode', { names: PD_MODES }),
  203: uint('pd_mask', 'PD mask', { base: 'hex' }),
  204: uint('pd_flags', 'PD flags', { base: 'hex' }),
  205: uint('client_prefs', 'Client prefs', { base: 'hex' }),
  206: string('language', 'Language'),
  207: string('fish_uri', 'Fish URI'),
  208: uint('wireless_pd', 'Wireless PD mode', { names: PD_MODES }),
  209: uint('wireless_ignore', 'Wireless ignore'),
  210: uint('fish_pd', 'Fish PD mode', { names: PD_MODES }),
  211: uint('fish_ignore', 'Fish ignore'),
  212: time('created', 'Created or imported'),
  213: entry('BART info', () => bartInfo),
  214: uint('prefs_valid', 'Valid buddy prefs', { base: 'hex', flags: BUDDY_PREFS }),
  215: blob('prefs2', 'Buddy prefs 2'),
  216: blob('prefs2_valid', 'Valid buddy prefs 2'),
  217: blob('bart_list', 'BART list'),
  300: string('arrive_sound', 'Arrive sound'),
  301: string('leave_sound', 'Leave sound'),
  302: blob('image', 'Image'),
  303: blob('background', 'Background colour'),
  304: blob('foreground', 'Foreground colour'),
  305: string('alias', 'Alias'),
  306: blob('password', 'Password', { role: 'secret' }),
  307: blob('disabled', 'Disabled'),
  308: blob('collapsed', 'Collapsed'),
  309: string('url', 'URL'),
  310: blob('active', 'Active list'),
  311: string('email', 'E-mail address'),
  312: string('phone', 'Phone'),
  313: string('cell', 'Cell phone'),
  314: string('sms', 'SMS'),
  315: uint('wireless', 'Wireless'),
  316: string('note', 'Note'),
  317: uint('alerts', 'Alert prefs', { base: 'hex' }),
  318: string('alert_sound', 'Alert sound'),
  319: string('stock', 'Stock value'),
  320: string('edit_url', 'TPA edit URL'),
  321: string('delete_url', 'TPA delete URL'),
  322: string('alerts_url', 'More alerts URL'),
  323: blob('fish', 'Fish'),
  325: time('last_access', 'Last access or first message'),
  336: uint('sent', 'IMs sent'),
  337: uint('online', 'Online time', { unit: 's' }),
  338: uint('away', 'Away count'),
  339: uint('received', 'IMs received'),
  340: time('feed', 'Feed viewed'),
  344: string('work_phone', 'Work phone'),
  345: string('other_phone', 'Other phone'),
  351: uint('web_pd', 'Web PD mode', { names: PD_MODES }),
  359: time('first_created', 'First created'),
  366: uint('xc_pd', 'PD mode (XC)', { names: PD_MODES }),
})

const F = layer('oscar.feedbag', {
  item: group({ label: 'Item', repeated: true }),
  name: text({ label: 'Name', summary: '' }),
  group: u16({ label: 'Group ID' }),
  id: u16({ label: 'Item ID' }),
  class: u16({ label: 'Class', base: 'hex', names: CLASSES }),
  version: u8({ label: 'Version' }),
  count: u16({ label: 'Items' }),
  time: u32({ label: 'Changed', role: 'volatile', shown: 'date' }),
  result: u16({ label: 'Result', base: 'hex', names: RESULTS, repeated: true, summary: '' }),
  import: u32({ label: 'Cluster flags', base: 'hex' }),
  reason: text({ label: 'Reason' }),
  flags: u16({ label: 'Flags', base: 'hex' }),
  accepted: u8({ label: 'Accepted', names: names({ 0: 'no', 1: 'yes' }) }),
})

const itemClass: Reader = (at, talk) => {
  talk.itemClass = at.read(F.class)
}
const ITEM: Layout = [s16(F.name), F.group, F.id, itemClass, tlvsSized(ATTRIBUTES)]
const ITEMS: Layout = [repeat(F.item, ITEM)]

const QUERY = tlvTable('oscar.feedbag.query', { 11: uint('flags', 'Flags', { base: 'hex' }) })
/** So many items there may be of class 0, 1, 2 and so on. */
function classLimits(path: string): ReadValue {
  const limit = defineField(`${path}.class_limit`, u16({ label: 'Max items', repeated: true }))
  const of = defineField(`${path}.class`, derived({ label: 'Class', inline: true, unit: 'items' }))
  return (at) => {
    for (let i = 0; at.more; i++) {
      at.read(limit)
      if (!at.failed) at.derive(of, CLASSES.get(i) ?? `class ${i}`)
    }
  }
}
const RIGHTS = tlvTable('oscar.feedbag.rights', {
  2: uint('class_attributes', 'Max class attributes'),
  3: uint('attribute_bytes', 'Max attribute bytes'),
  4: entry('Max items by class', ({ path }) => classLimits(path)),
  5: uint('client_items', 'Max client items'),
  6: uint('name_length', 'Max name length'),
  7: uint('recent', 'Max recent buddies'),
  8: uint('interaction', 'Interaction buddies'),
  9: uint('half_life', 'Half life', { unit: 's' }),
  10: uint('max_score', 'Max score'),
  11: uint('unknown_b', 'Unknown'),
  12: uint('per_group', 'Max buddies per group'),
  13: uint('bots', 'Max bots'),
  14: uint('smart_groups', 'Max smart groups'),
})

const SHORT_COUNT = defineField('oscar.feedbag.count', u8({ label: 'Items' }))
/** Two bytes; one server reads one. */
const itemCount: Reader = (at) => void at.read(at.remaining === 1 ? SHORT_COUNT : F.count)

const REASON: Layout = [...NAME, s16(F.reason), optional([F.flags])]
const ANSWER: Layout = [...NAME, F.accepted, s16(F.reason), optional([F.flags])]
const BODY = defineField('oscar.feedbag.added', u16({ label: 'Unknown', base: 'hex' }))

export const FEEDBAG = foodgroup(0x0013, 'FEEDBAG', {
  1: ERROR,
  2: ['RIGHTS_QUERY', 'C?', [tlvs(QUERY)]],
  3: ['RIGHTS_REPLY', 'S', [tlvs(RIGHTS)]],
  4: ['QUERY', 'C?', []],
  5: ['QUERY_IF_MODIFIED', 'C?', [F.time, itemCount]],
  6: ['REPLY', 'S', [F.version, counted(F.count, F.item, ITEM), optional([F.time])]],
  7: ['USE', 'C', []],
  8: ['INSERT_ITEM', 'C?S', ITEMS],
  9: ['UPDATE_ITEM', 'C?S', ITEMS],
  10: ['DELETE_ITEM', 'C?S', ITEMS],
  11: ['INSERT_CLASS', 'C'],
  12: ['UPDATE_CLASS', 'C'],
  13: ['DELETE_CLASS', 'C'],
  14: ['STATUS', 'S', [repeat(F.result)]],
  15: ['REPLY_NOT_MODIFIED', 'S', [F.time, F.count]],
  16: ['DELETE_USER', 'CS'],
  17: ['START_CLUSTER', 'CS', [optional([F.import])]],
  18: ['END_CLUSTER', 'CS', []],
  19: ['AUTHORIZE_BUDDY', 'CS'],
  20: ['PRE_AUTHORIZE_BUDDY', 'C', REASON],
  21: ['PRE_AUTHORIZED_BUDDY', 'S', REASON],
  22: ['REMOVE_ME', 'C', NAME],
  23: ['REMOVE_ME2', 'C'],
  24: ['REQUEST_AUTHORIZE_TO_HOST', 'C', REASON],
  25: ['REQUEST_AUTHORIZE_TO_CLIENT', 'S', REASON],
  26: ['RESPOND_AUTHORIZE_TO_HOST', 'C', ANSWER],
  27: ['RESPOND_AUTHORIZE_TO_CLIENT', 'S', ANSWER],
  28: ['BUDDY_ADDED', 'S', [...NAME, optional([BODY])]],
  29: ['REQUEST_AUTHORIZE_TO_BADOG', 'CS'],
  30: ['RESPOND_AUTHORIZE_TO_BADOG', 'CS'],
  31: ['BUDDY_ADDED_TO_BADOG', 'CS'],
  33: ['TEST_SNAC', 'CS'],
  34: ['FORWARD_MSG', 'CS'],
  35: ['IS_AUTH_REQUIRED_QUERY', 'C?'],
  36: ['IS_AUTH_REQUIRED_REPLY', 'S'],
  37: ['RECENT_BUDDY_UPDATE', 'CS'],
})
