import { names, u8, u16, u32, u64 } from '../../../src/fields/index.js'
import { buffer, layout, list, narrow, number, unixTime, wide } from '../layout.js'
import { known, WEAK } from './known.js'

/** Kinds of chat, in the order one source gives them. */
const CHAT_KINDS = names({
  0: 'shout',
  1: 'normal',
  2: 'party',
  3: 'whisper',
  4: 'notice',
  5: 'forced whisper',
  6: 'coloured',
  7: 'couple',
  8: 'GM',
  9: 'team',
  10: 'team, coloured',
  11: 'guild',
})

const unknown = (name: string, label: string) => number(name, u32({ label, doc: 'Meaning unknown' }))

const chat = [
  number('kind', u8({ label: 'Kind', names: CHAT_KINDS })),
  number('sender_id', u32({ label: 'Sender ID', role: 'id' })),
  wide('sender', 'Sender'),
  number('receiver_id', u32({ label: 'Receiver ID', role: 'id' })),
  wide('receiver', 'Receiver'),
  number('colour', u32({ label: 'Colour', base: 'hex' })),
  wide('text', 'Text'),
  unknown('unknown_1', 'Unknown 1'),
  unknown('unknown_2', 'Unknown 2'),
]

/** Messages of game servers whose contents are known. */
export const GAME_CONTENTS = [
  known('EVENT_VERIFY_ACCOUNT_REQ', (path) => [
    layout(path, [
      narrow('login', 'Login', { least: 1 }),
      narrow('password', 'Password', { role: 'secret' }),
      wide('client_ip', 'Client IP'),
      number('sex', u8({ label: 'Sex' })),
      number('protocol_version', u32({ label: 'Protocol version', doc: '323 in Eternal, 327 in Season 5' })),
      number('p2p_version', u32({ label: 'P2P version' })),
      number('main_checksum', u32({ label: 'Main checksum', base: 'hex' })),
      number('connect_type', u32({ label: 'Connect type' })),
      number('age', u32({ label: 'Age' })),
      number('auth_type', u32({ label: 'Authentication type' })),
      number('auth_tick', u32({ label: 'Authentication tick', role: 'secret' })),
      number('trial', u8({ label: 'Trial' })),
      wide('country', 'Country'),
      unknown('unknown_1', 'Unknown 1'),
      unknown('unknown_2', 'Unknown 2'),
      number('channelling_type', u32({ label: 'Channelling type' })),
      unknown('unknown_3', 'Unknown 3'),
      number('unique_key', u64({ label: 'Unique key', role: 'secret' })),
      number('language', u32({ label: 'Language' })),
    ]),
  ]),

  known(
    'EVENT_ENTER_CHANNEL_ACK',
    (path) => [
      layout(path, [
        number('result', u32({ label: 'Result' })),
        number('channel_type', u8({ label: 'Channel type' })),
        unixTime('open_time', 'Open time'),
        unixTime('close_time', 'Close time'),
      ]),
    ],
    WEAK,
  ),

  known('EVENT_CHANNEL_LIST_ACK', (path) => [
    layout(path, [
      number('zero', u32({ label: 'Zero' })),
      buffer([
        list('channels', 'Channel', 'Channel', [
          number('id', u32({ label: 'ID', role: 'id' })),
          wide('name', 'Name'),
          number('max_users', u16({ label: 'Max users' })),
          number('users', u16({ label: 'Users' })),
          number('type', u8({ label: 'Type' })),
          number('unknown', u8({ label: 'Unknown', doc: 'Meaning unknown' })),
        ]),
      ]),
    ]),
  ]),

  known(
    'EVENT_ROOM_LIST_REQ',
    (path) => [
      layout(path, [
        number('waiting_only', u8({ label: 'Waiting rooms only' })),
        number('type', u32({ label: 'Type' })),
        number('page', u32({ label: 'Page' })),
        number('difficulty', u32({ label: 'Difficulty' })),
      ]),
    ],
    WEAK,
  ),

  known('EVENT_ROOM_LIST_ACK', (path) => [
    layout(path, [
      unknown('zero_1', 'Zero 1'),
      unknown('zero_2', 'Zero 2'),
      unknown('one', 'One'),
      buffer(undefined),
    ]),
  ]),

  known('EVENT_CHAT_REQ', (path) => [layout(path, chat)]),
  known('EVENT_CHAT_NOT', (path) => [layout(path, chat)]),

  known('EVENT_REGISTER_NICKNAME_ACK', (path) => [
    layout(path, [
      number('result', u32({ label: 'Result', names: names({ 0: 'ok' }) })),
      wide('nickname', 'Nickname'),
    ]),
  ]),

  known(
    'EVENT_SERVER_TIME_NOT',
    (path) => [
      layout(path, [
        unixTime('time', 'Time'),
        number('year', u32({ label: 'Year' })),
        number('month', u32({ label: 'Month' })),
        number('day', u32({ label: 'Day' })),
        number('hour', u32({ label: 'Hour' })),
        number('minute', u32({ label: 'Minute' })),
        number('second', u32({ label: 'Second' })),
      ]),
    ],
    WEAK,
  ),
]
