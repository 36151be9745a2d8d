import { COOKIE, type Difference, made, SMALL } from './difference.js'
import { LEFT_OUT } from './differences-left-out.js'
import { Capture, Connection, s8, s16, tlv, u8, u16, u32, user } from './encode.js'

const DC = Buffer.concat([
  u8(10, 0, 0, 1),
  u32(5000),
  u8(4),
  u16(8),
  u32(0x01020304),
  u32(80),
  u32(3),
  Buffer.alloc(14),
])
const RATE = (id: number) => Buffer.concat([u16(id), ...[80, 2500, 2000, 1500, 800, 6000, 6000].map(u32)])
const RATE35 = (id: number) => Buffer.concat([RATE(id), u32(0), u8(1)])
const ITEM = (name: string, id: number) => Buffer.concat([s16(name), u16(7, id, 0, 0)])
const WIDE = Buffer.from('hey', 'utf16le').swap16()
const FRAGMENT = Buffer.concat([u8(5, 1, 0, 1, 1), u8(1, 1), u16(4 + WIDE.length, 2, 0), WIDE])
const CHAT_TEXT = tlv(5, Buffer.concat([tlv(2, 'us-ascii'), tlv(1, 'hello room')]))
const BART = (type: number) => Buffer.concat([u16(type), u8(1, 5), Buffer.from('0201d20472', 'hex')])
const DIRECTORY = [u16(5, 0, 1, 2), tlv(1, 'Ada'), tlv(2, 'Demo')]

/** What tshark reads otherwise, or leaves out. */
export const DIFFERENCES: readonly Difference[] = [
  {
    where: 'direct-connection info behind the auth cookie',
    ...made(1, 1, 0x0f, user('DemoUser', tlv(0x0c, DC))),
    theirs: /Web Front Port: 50593792/,
    ours: { 'oscar.dc.web_port': [80], 'oscar.dc.features': [3] },
  },
  {
    where: '01/10 warning by somebody',
    ...made(1, 1, 0x10, u16(200), SMALL('Other')),
    theirs: /Buddyname len: 0[\s\S]*Malformed Packet/,
    lacks: /Other/,
    ours: { 'oscar.screen_name': ['Other'], 'oscar.oservice.level': [200] },
  },
  {
    where: '01/11 idle time',
    ...made(0, 1, 0x11, u32(70000)),
    theirs: /Idle time \(seconds\): 1$/m,
    ours: { 'oscar.oservice.idle': [70000] },
  },
  {
    where: '01/13 message of the day',
    ...made(1, 1, 0x13, u16(5), tlv(0x0b, 'news')),
    theirs: /MOTD Type: Unknown \(0x0000\)/,
    ours: { 'oscar.oservice.motd': [5] },
  },
  {
    where: '01/07 rate classes of 30 bytes',
    ...made(1, 1, 7, u16(2), RATE(1), RATE(2), u16(1, 1, 1, 2), u16(2, 1, 4, 6)),
    theirs: /Rate Class 0x5000[\s\S]*Malformed Packet/,
    ours: { 'oscar.rate.id': [1, 2], 'oscar.rate.members.foodgroup': [1, 4] },
  },
  {
    where: '01/0A rate changes',
    ...made(1, 1, 0x0a, u16(2), RATE35(1), RATE35(2)),
    theirs: /Class ID: 0x0001[\s\S]*Current State: Limited \(0x01\)/,
    lacks: /Class ID: 0x0002/,
    ours: { 'oscar.rate.id': [1, 2], 'oscar.rate.dropping': [1, 1] },
  },
  {
    where: '01/0F several user infos',
    ...made(1, 1, 0x0f, SMALL('One'), SMALL('Two')),
    theirs: /Buddy Name: One/,
    lacks: /Two/,
    ours: { 'oscar.screen_name': ['One', 'Two'] },
  },
  {
    where: '01/21 several BART ids',
    ...made(1, 1, 0x21, BART(1), BART(2)),
    theirs: /Extended Status Type: [^\n]*\(1\)/,
    lacks: /Extended Status Type: [^\n]*\(2\)/,
    ours: { 'oscar.bart.type': [1, 2] },
  },
  {
    where: '03/0B several users',
    ...made(1, 3, 0x0b, SMALL('One'), SMALL('Two')),
    theirs: /Buddy Name: One/,
    lacks: /Two/,
    ours: { 'oscar.screen_name': ['One', 'Two'] },
  },
  {
    where: '03/0C several users',
    ...made(1, 3, 0x0c, SMALL('One'), SMALL('Two')),
    theirs: /Buddy Name: One/,
    lacks: /Two/,
    ours: { 'oscar.screen_name': ['One', 'Two'] },
  },
  {
    where: 'capabilities 010A, 010B and 01FF',
    ...made(
      0,
      2,
      4,
      tlv(
        5,
        Buffer.concat(
          [0x10a, 0x10b, 0x1ff].map((short) =>
            Buffer.concat([u16(0x0946, short), Buffer.from('4c7f11d18222444553540000', 'hex')]),
          ),
        ),
      ),
    ),
    theirs: /Unknown \{0946010a[\s\S]*Unknown \{0946010b[\s\S]*Unknown \{094601ff/,
    ours: { 'oscar.capability.name': ['status-text aware', 'see as I type', 'smart capabilities'] },
  },
  {
    where: '04/06 and 04/07 text in UTF-16',
    ...made(0, 4, 6, COOKIE, u16(1), s8('Other'), tlv(2, FRAGMENT)),
    theirs: /Message: \n[\s\S]*Trailing stray characters/,
    lacks: /Message: hey/,
    ours: { 'oscar.fragment.text': ['hey'] },
  },
  {
    where: '0E/05 message to a chat room',
    ...made(0, 0x0e, 5, COOKIE, u16(3), tlv(1), tlv(6), CHAT_TEXT),
    theirs: /Outgoing Message\n[\s\S]*Malformed Packet/,
    lacks: /hello room/,
    ours: { 'oscar.chat.text.tlv.text': ['hello room'] },
  },
  {
    where: '0E/06 message from a chat room',
    ...made(1, 0x0e, 6, COOKIE, u16(3), tlv(3, SMALL('Other')), tlv(1), CHAT_TEXT),
    theirs: /Screen Name: $/m,
    lacks: /hello room/,
    ours: { 'oscar.screen_name': ['Other'], 'oscar.chat.text.tlv.text': ['hello room'] },
  },
  {
    where: '17/06 key request',
    ...made(0, 0x17, 6, tlv(1, 'DemoUser'), tlv(0x4b), tlv(0x5a)),
    theirs: /Infotype: 0x0001/,
    lacks: /0x004b|0x005a/,
    ours: { 'oscar.login.tlv.tlv_type': [1, 0x4b, 0x5a] },
  },
  {
    where: 'idle time of a user info',
    ...made(1, 3, 0x0b, user('Other', tlv(4, u16(7)))),
    theirs: /Idle time \(sec\)/,
    ours: { 'oscar.user.tlv.idle': [7] },
  },
  {
    where: 'TLV 004A of a sign-on',
    ...made(0, 0x17, 2, tlv(1, 'DemoUser'), tlv(0x4a, u8(3))),
    theirs: /Use SSI \(0x004a\)/,
    ours: { 'oscar.login.tlv.multi': [3] },
  },
  {
    where: '13/08 and 13/0A several items',
    ...made(0, 0x13, 8, ITEM('One', 1), ITEM('Two', 2)),
    theirs: /Buddy Name: One/,
    lacks: /Two/,
    ours: { 'oscar.feedbag.name': ['One', 'Two'] },
  },
  {
    where: '13/0E several results',
    ...made(1, 0x13, 0x0e, u16(0, 0x0e)),
    theirs: /result code: Success \(0x0000\)/,
    lacks: /result code[\s\S]*result code/,
    ours: { 'oscar.feedbag.result': [0, 14] },
  },
  {
    where: '10/06 and other subgroups it has no name for',
    ...made(0, 0x10, 6, s8('Other'), u8(1), BART(1)),
    theirs: /AIM Server Side Themes/,
    lacks: /FNAC ID|Other/,
    ours: { 'snac.request': [1], 'oscar.screen_name': ['Other'], 'oscar.bart.type': [1] },
  },
  {
    where: '0F/03 directory results',
    ...made(1, 0x0f, 3, ...DIRECTORY),
    theirs: /BOS server string \(0x0005\)[\s\S]*Malformed Packet/,
    lacks: /Ada/,
    ours: {
      'oscar.odir.status': [5],
      'oscar.directory.tlv.first': ['Ada'],
      'oscar.directory.tlv.last': ['Demo'],
    },
  },
  {
    where: '02/05 user info query',
    ...made(0, 2, 5, u16(1), s8('Other')),
    theirs: /Infotype: Request General Info \(0x0001\)/,
    ours: { 'oscar.presence.query': [1], 'oscar.screen_name': ['Other'] },
  },
  {
    where: '08/02 popup',
    ...made(1, 8, 2, tlv(1, 'Hello'), tlv(2, 'http://a.example/'), tlv(3, u16(300)), tlv(5, u16(9))),
    theirs: /Value: Hello/,
    lacks: /a\.example/,
    ours: { 'oscar.popup.tlv.text': ['Hello'], 'oscar.popup.tlv.width': [300], 'oscar.popup.tlv.delay': [9] },
  },
  ...LEFT_OUT,
]

/** One packet for each row, in order. */
export function differencesCapture(): Buffer {
  const capture = new Capture(1200)
  const to = new Connection(capture, 5190, '192.0.2.20')
  for (const { side, channel = 2, payload } of DIFFERENCES) to.send(side, [to.flap(side, channel, payload)])
  return capture.bytes()
}
