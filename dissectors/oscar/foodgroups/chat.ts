import { bytes, group, layer, text, u8, u16 } from '../../../src/fields/index.js'
import { CHANNELS } from '../blocks/channels.js'
import { ERROR } from '../blocks/errors.js'
import { NAME } from '../blocks/names.js'
import { TENTHS, USER, USERS } from '../blocks/user-info.js'
import { foodgroup, type SnacRow } from '../layout/foodgroup.js'
import { fixed, type Layout, repeat, s8 } from '../layout/parts.js'
import { tlvs, tlvsCounted, tlvTable } from '../layout/tlv.js'
import { blob, inside, mark, string, time, uint, words } from '../layout/values.js'

/** 000D CHAT_NAV and 000E CHAT on the protocol page. */

const F = layer('oscar.chat', {
  exchange: u16({ label: 'Exchange' }),
  room: text({ label: 'Room cookie' }),
  instance: u16({ label: 'Instance' }),
  detail: u8({
    label: 'Detail',
    base: 'hex',
    flags: [
      { mask: 1, name: 'short' },
      { mask: 2, name: 'full' },
      { mask: 4, name: 'instance' },
      { mask: 8, name: 'nav short' },
      { mask: 16, name: 'nav instance' },
    ],
  }),
  class: u16({ label: 'Search class' }),
  cookie: bytes({ label: 'Cookie', role: 'id' }),
  channel: u16({ label: 'Channel', names: CHANNELS }),
  anonymous: u16({ label: 'Anonymous' }),
  unknown: u16({ label: 'Unknown', base: 'hex' }),
  added: u16({ label: 'Added', ...TENTHS }),
  level: u16({ label: 'New level', ...TENTHS }),
  reason: u16({ label: 'Reason' }),
  data: bytes({ label: 'Data' }),
  listed: group({ label: 'Room', repeated: true }),
  user: group({ label: 'User' }),
})

const tag = (label: string) => blob(label.toLowerCase().replaceAll(' ', '_'), label)
const ROOM_TLVS = tlvTable('oscar.chat.room', {
  1: tag('Browsable tree'),
  2: uint('class_only', 'For class only'),
  3: uint('max_rooms', 'Max rooms'),
  4: uint('max_name', 'Max name length'),
  5: inside('Root rooms', [repeat(F.listed, [F.exchange, s8(F.room), F.instance])]),
  6: words('search_tags', 'Search tags', { base: 'hex' }),
  101: tag('Child rooms'),
  102: tag('Contains class'),
  103: tag('Contains users'),
  104: tag('Evil generated'),
  105: tag('Evil array'),
  106: string('full_name', 'Full room name'),
  107: string('moderator', 'Moderator'),
  108: tag('More info'),
  109: tag('Children'),
  110: uint('instances', 'Instances'),
  111: uint('occupancy', 'Occupancy'),
  112: tag('Occupancy array'),
  113: tag('Occupant evil'),
  114: tag('Array'),
  115: tag('Occupant list'),
  116: tag('Parent'),
  117: uint('activity', 'Activity'),
  118: tag('Second array'),
  119: uint('gross_evil', 'Gross evil'),
  120: uint('net_evil', 'Net evil'),
  121: string('speaker', 'Speaker'),
  201: uint('flags', 'Flags', {
    flags: [
      { mask: 1, name: 'evilable' },
      { mask: 2, name: 'nav only' },
      { mask: 4, name: 'instancing' },
      { mask: 8, name: 'occupant peek' },
    ],
  }),
  202: time('created', 'Created'),
  203: string('creator', 'Creator'),
  204: string('description', 'Description'),
  205: string('url', 'Description URL'),
  206: uint('closed', 'Closed'),
  207: string('language', 'Language'),
  208: tag('Mandatory channels'),
  209: uint('max_message', 'Max message length'),
  210: uint('max_occupancy', 'Max occupancy'),
  211: string('name', 'Room name', { summary: '' }),
  212: tag('Optional channels'),
  213: uint('create', 'Create permission'),
  214: string('charset1', 'Charset 1'),
  215: string('language1', 'Language 1'),
  216: string('charset2', 'Charset 2'),
  217: string('language2', 'Language 2'),
  218: uint('max_visible', 'Max visible message'),
  219: string('content_type', 'Content type'),
})

const ROOM: Layout = [F.exchange, s8(F.room), F.instance]
const DETAILED: Layout = [...ROOM, F.detail, tlvsCounted(ROOM_TLVS)]
const NAV_TLVS = tlvTable('oscar.chat.nav', {
  1: tag('Redirect'),
  2: uint('max_rooms', 'Max rooms'),
  3: inside('Exchange', [F.exchange, tlvsCounted(ROOM_TLVS)]),
  4: inside('Room', DETAILED),
})

export const CHAT_NAV = foodgroup(0x000d, 'CHAT_NAV', {
  1: ERROR,
  2: ['REQUEST_CHAT_RIGHTS', 'C?', []],
  3: ['REQUEST_EXCHANGE_INFO', 'C?', [F.exchange]],
  4: ['REQUEST_ROOM_INFO', 'C?', [...ROOM, F.detail]],
  5: ['REQUEST_MORE_ROOM_INFO', 'C?', [...ROOM, F.detail]],
  6: ['REQUEST_OCCUPANT_LIST', 'C?', ROOM],
  7: ['SEARCH_FOR_ROOM', 'C?', [F.class, tlvs(ROOM_TLVS)]],
  8: ['CREATE_ROOM', 'C?', DETAILED],
  9: ['NAV_INFO', 'S', [tlvs(NAV_TLVS)]],
})

const TEXT_TLVS = tlvTable('oscar.chat.text', {
  1: string('text', 'Text', { summary: '' }),
  2: string('charset', 'Charset'),
  3: string('language', 'Language'),
  4: string('content_type', 'Content type'),
  5: string('encoding', 'Content encoding'),
})
const MESSAGE_TLVS = tlvTable('oscar.chat.message', {
  1: mark('Public'),
  2: string('whisper_to', 'Whisper to'),
  3: inside('Sender', USER),
  5: inside('Message', [tlvs(TEXT_TLVS)]),
  6: mark('Send me a copy'),
  7: mark('Automatic reply'),
})
const MESSAGE: Layout = [fixed(F.cookie, 8), F.channel, tlvs(MESSAGE_TLVS)]

/** Names that one source gives without layouts, from this subgroup on. */
const named = (first: number, text: string) =>
  Object.fromEntries(text.split(' ').map((name, i): [number, SnacRow] => [first + i, [name, 'CS']]))

export const CHAT = foodgroup(0x000e, 'CHAT', {
  1: ERROR,
  2: ['ROOM_INFO_UPDATE', 'S', DETAILED],
  3: ['USERS_JOINED', 'S', USERS],
  4: ['USERS_LEFT', 'S', USERS],
  5: ['CHANNEL_MSG_TOHOST', 'C', MESSAGE],
  6: ['CHANNEL_MSG_TOCLIENT', 'S', MESSAGE],
  7: ['EVIL_REQUEST', 'C?', [F.anonymous, ...NAME, F.unknown]],
  8: ['EVIL_REPLY', 'S', [F.added, F.level]],
  9: ['CLIENT_ERR', 'C', [fixed(F.cookie, 8), F.channel, ...NAME, F.reason, F.data]],
  ...named(
    0x0a,
    'PAUSE_ROOM_REQ PAUSE_ROOM_ACK RESUME_ROOM SHOW_MY_ROW SHOW_ROW_BY_USERNAME SHOW_ROW_BY_NUMBER SHOW_ROW_BY_NAME ROW_INFO LIST_ROWS ROW_LIST_INFO MORE_ROWS MOVE_TO_ROW TOGGLE_CHAT SEND_QUESTION SEND_COMMENT TALLY_VOTE ACCEPT_BID SEND_INVITE DECLINE_INVITE ACCEPT_INVITE NOTIFY_MESSAGE GOTO_ROW STAGE_USER_JOIN STAGE_USER_LEFT unnamed_22 CLOSE USER_BAN USER_UNBAN JOINED unnamed_27 unnamed_28 unnamed_29',
  ),
  48: ['ROOM_INFO_OWNER', 'CS'],
})
