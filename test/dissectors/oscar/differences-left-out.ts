import { COOKIE, type Difference, made, SMALL } from './difference.js'
import { le16, le32, lz, s8, tlv, u8, u16, u32 } from './encode.js'

const OFFLINE = Buffer.concat([
  le32(1234567),
  le16(0x41),
  le16(2),
  le32(7654321),
  le16(2001),
  u8(9, 9, 1, 46, 1, 0),
  lz('Hello offline'),
])

/** What tshark leaves raw or out. */
export const LEFT_OUT: readonly Difference[] = [
  {
    where: 'roasted password',
    side: 0,
    channel: 1,
    payload: Buffer.concat([u32(1), tlv(1, 'DemoUser'), tlv(2, Buffer.from('8347f2b74ee9a9f6', 'hex'))]),
    theirs: /Roasted password array/,
    lacks: /Value: (?!DemoUser)\S/,
    ours: { 'oscar.login.password': ['password'] },
  },
  {
    where: 'error codes above 18',
    ...made(1, 4, 1, u16(0x1c)),
    theirs: /SNAC Error: Unknown \(0x001c\)/,
    ours: { 'oscar.error.code': [0x1c] },
  },
  {
    where: 'typing events',
    ...made(1, 4, 0x14, COOKIE, u16(1), s8('Other'), u16(2)),
    theirs: /Notification Type: 2$/m,
    ours: { 'oscar.icbm.event': [2] },
  },
  {
    where: '04/0A missed calls',
    ...made(1, 4, 0x0a, u16(1), SMALL('Other'), u16(3, 2)),
    theirs: /Missed Call\n/,
    lacks: /Other/,
    ours: { 'oscar.screen_name': ['Other'], 'oscar.icbm.count': [3], 'oscar.icbm.missed_reason': [2] },
  },
  {
    where: 'ICQ messages of channel 4',
    ...made(
      0,
      4,
      6,
      COOKIE,
      u16(4),
      s8('7654321'),
      tlv(5, Buffer.concat([le32(1234567), u8(1, 0), lz('Hello old ICQ')])),
    ),
    theirs: /Message Channel ID: 0x0004/,
    lacks: /Hello old ICQ/,
    ours: { 'oscar.icq_message.uin': [1234567], 'oscar.icq_message.text': ['Hello old ICQ'] },
  },
  {
    where: 'ICQ offline messages',
    ...made(1, 0x15, 3, tlv(1, Buffer.concat([le16(OFFLINE.length), OFFLINE]))),
    theirs: /Request Type: Offline Messages Reply \(65\)/,
    lacks: /Hello offline/,
    ours: { 'oscar.icq.sender': [7654321], 'oscar.icq_message.text': ['Hello offline'] },
  },
  {
    where: '01/15 well-known URLs',
    ...made(1, 1, 0x15, tlv(3, 'http://a.example/')),
    theirs: /Well Known URL\n/,
    lacks: /a\.example/,
    ours: { 'oscar.urls.tlv.text': ['http://a.example/'] },
  },
  {
    where: '0D/09 chat rooms',
    ...made(
      1,
      0x0d,
      9,
      tlv(4, Buffer.concat([u16(4), s8('!room'), u16(0), u8(2), u16(1), tlv(0xd3, 'demo')])),
    ),
    theirs: /AIM Chat Navigation, Info/,
    lacks: /demo/,
    ours: { 'oscar.chat.room.tlv.name': ['demo'] },
  },
]
