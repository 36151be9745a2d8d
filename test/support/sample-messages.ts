import { Cursor } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import { MESSAGE_SOURCE, Message } from '../../src/dissect/message.js'
import {
  bytes,
  derived,
  type FieldSpec,
  group,
  ipv4,
  ipv6,
  layer,
  mac,
  names,
  padding,
  text,
  u8,
  u16,
  u24,
  u32,
  u32le,
  u64,
  u64le,
  uuid,
  Wire,
} from '../../src/fields/index.js'
import type { Conversation, Side } from '../../src/network/conversation.js'

/** Messages made by hand, for tests of the views. */

const HANDSHAKE: Conversation = {
  id: 1,
  transport: 'udp',
  ends: [
    { address: '192.168.1.3', port: 37998 },
    { address: '66.150.244.151', port: 12036 },
  ],
  roles: 'port',
  state: undefined,
}

export const PASTED: Conversation = {
  id: 7,
  transport: 'none',
  ends: [
    { address: '', port: 0 },
    { address: '', port: 0 },
  ],
  roles: 'unknown',
  state: undefined,
}

/** A message of the given bytes, with a cursor at its beginning. */
export function startMessage(
  content: Uint8Array,
  number = 1,
  conversation = HANDSHAKE,
  side: Side = 1,
): { message: Message; at: Cursor } {
  const message = new Message()
  message.number = number
  message.frames.push(number)
  message.conversation = conversation
  message.side = side
  message.protocol = 'sample'
  message.title = 'Sample protocol'
  message.addSource('message', content, 0, content.length)
  const at = new Cursor()
  at.begin(message, MESSAGE_SOURCE)
  return { message, at }
}

export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'))
}

const REPLY = layer('sample.reply', {
  flags: u8({
    label: 'Flags',
    type: 'flags',
    flags: [
      { mask: 0x80, name: 'zero-coded' },
      { mask: 0x40, name: 'reliable' },
      { mask: 0x20, name: 'resent' },
      { mask: 0x10, name: 'acks' },
    ],
  }),
  sequence: u24({ label: 'Sequence', role: 'sequence', summary: 'seq' }),
  message: u32({
    label: 'Message',
    type: 'fixed',
    base: 'hex',
    names: names({ 4294967290: 'SecuredTemplateChecksumRequest', 4294967291: 'TemplateChecksumReply' }),
  }),
  DataBlock: group(),
  ServerVersion: u8({ type: 'U8' }),
  PatchVersion: u8({ type: 'U8' }),
  Checksum: u32le({ type: 'U32', base: 'hex', role: 'volatile' }),
  known: derived({ inline: true }),
  Flags: u32le({ type: 'U32' }),
  MajorVersion: u8({ type: 'U8' }),
  MinorVersion: u8({ type: 'U8' }),
  Token: uuid({ type: 'LLUUID', role: 'id' }),
})

/** The reply on the wiki page that slx began with. */
export function checksumReply(): Message {
  const content = fromHex('00000001fffffffb0002c4e4959d00000000010d16892b03f29c4d3eb5a1b8e31e0f6a52')
  const { message, at } = startMessage(content, 2)
  message.setTime(1169632800, 104_332_000)
  message.title = 'Second Life (classic)'
  message.type = 'TemplateChecksumReply'
  message.protocol = 'sl'
  at.read(REPLY.flags)
  at.read(REPLY.sequence)
  at.read(REPLY.message)
  at.open(REPLY.DataBlock)
  at.read(REPLY.ServerVersion)
  at.read(REPLY.PatchVersion)
  at.read(REPLY.Checksum)
  at.derive(REPLY.known, 'template of viewer 1.13.2')
  at.read(REPLY.Flags)
  at.read(REPLY.MajorVersion)
  at.read(REPLY.MinorVersion)
  at.read(REPLY.Token)
  at.close()
  at.finish()
  return message
}

const wire = (type: Wire): FieldSpec => ({ wire: type })

const ALL = layer('sample.all', {
  version: u8({ type: 'byte' }),
  high: u8({ mask: 0xf0, label: 'high', names: names({ 4: 'four' }) }),
  low: u8({ mask: 0x0f, label: 'low' }),
  options: u16({
    label: 'Options',
    base: 'hex',
    flags: [
      { mask: 0x4000, name: 'urgent' },
      { mask: 7, name: 'kind' },
    ],
  }),
  urgent: u16({ mask: 0x4000, label: 'urgent' }),
  wide: u32({ label: 'Wide', base: 'hex' }),
  middle: u32({ mask: 0x00ff_0000, label: 'middle' }),
  channel: u8({ label: 'Channel', names: names({ 1: 'Sign-on', 2: 'Data' }) }),
  family: u16({ label: 'Family', base: 'hex', names: names({ 4: 'ICBM' }) }),
  delay: u32le({ label: 'Delay', unit: 'ms' }),
  handle: u64({ label: 'Handle' }),
  region: u64le({ label: 'Region', base: 'hex' }),
  balance: { ...wire(Wire.S64BE), label: 'Balance' },
  change: { ...wire(Wire.S16BE), label: 'Change' },
  height: { ...wire(Wire.F32LE), label: 'Height', unit: 'm' },
  exact: { ...wire(Wire.F64BE), label: 'Exact' },
  alive: { ...wire(Wire.Bool), label: 'Alive' },
  address: ipv4({ label: 'Address' }),
  address6: ipv6({ label: 'Address 6' }),
  hardware: mac({ label: 'Hardware' }),
  id: uuid({ label: 'ID', role: 'id' }),
  position: { ...wire(Wire.Vector3), label: 'Position' },
  global: { ...wire(Wire.Vector3d), label: 'Global position' },
  plane: { ...wire(Wire.Vector4), label: 'Plane' },
  rotation: { ...wire(Wire.Quaternion), label: 'Rotation' },
  name: text({ label: 'Name', type: 'Variable 1' }),
  wideName: { ...wire(Wire.TextUtf16LE), label: 'Wide name' },
  cookie: bytes({ label: 'Cookie', role: 'random' }),
  password: text({ label: 'Password', role: 'secret' }),
  key: bytes({ label: 'Key', role: 'secret' }),
  proof: derived({ label: 'Proof', role: 'secret' }),
  filler: padding({ label: 'Padding' }),
  answered: derived({ label: 'Answered in' }),
  ok: derived({ label: 'Checksum good' }),
  Items: group({ label: 'Items', repeated: true }),
  size: u8({ label: 'Size', role: 'length' }),
  acks: u32({ label: 'Acknowledges', repeated: true }),
  meaning: derived({ inline: true }),
})

/** One field of every wire type and every way of showing one. */
export function everyType(): Message {
  const content = fromHex(`
    45 4001 1234abcd 02 0004 e8030000
    ffffffffffffffff 00000000e8030000 ffffffffffffffff fff6
    cdcc4441 3fb999999999999a 02
    c0a80103 20010db8000000000000ff0000428329 001122aabbcc
    ad655eb65ff64b67afee6fdaf1f8f165
    0000803f0000c0bfcdcccc3d
    000000000000f03f 9a9999999999b9bf 000000000000e041
    0000803f00000000000000000000807f
    00000000 00000000 0000003f
    48656c6c6f2c20c3bc6265722022776f726c64225c0a 4800690022d83cdf
    000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021222324252627
    68756e746572 0001020304050607 0000
    01 02 05 00000001 00000002 00000003`)
  const { message, at } = startMessage(content, 3)
  message.type = 'Everything'
  const version = at.read(ALL.version)
  at.bits(ALL.high, version)
  at.bits(ALL.low, version)
  at.bits(ALL.urgent, at.read(ALL.options))
  at.bits(ALL.middle, at.read(ALL.wide))
  for (const def of [ALL.channel, ALL.family, ALL.delay, ALL.handle, ALL.region, ALL.balance, ALL.change])
    at.read(def)
  for (const def of [ALL.height, ALL.exact, ALL.alive, ALL.address, ALL.address6, ALL.hardware, ALL.id])
    at.read(def)
  for (const def of [ALL.position, ALL.global, ALL.plane, ALL.rotation]) at.read(def)
  at.take(ALL.name, 22)
  at.take(ALL.wideName, 8)
  at.take(ALL.cookie, 40)
  at.take(ALL.password, 6)
  at.take(ALL.key, 8)
  at.derive(ALL.proof, 'hunter')
  at.take(ALL.filler, 2)
  at.derive(ALL.answered, 5)
  at.derive(ALL.ok, true)
  for (let i = 0; i < 3; i++) {
    at.open(ALL.Items)
    at.read(ALL.size)
    at.close()
  }
  at.read(ALL.acks)
  at.read(ALL.acks)
  at.derive(ALL.meaning, 'message #1')
  at.read(ALL.acks)
  at.finish()
  return message
}

const BROKEN = layer('sample.broken', {
  length: u16({ label: 'Length', role: 'length' }),
  body: group({ label: 'Body' }),
  zeroCoded: bytes({ label: 'Zero-coded', role: 'volatile' }),
  count: u8({ label: 'Count', role: 'length' }),
  x: u32({ label: 'X' }),
  rest: bytes({ label: 'Rest' }),
})

const UNKNOWN_TYPE = findingKind('sample.unknown-type', 'note')

/** A pasted dump that is damaged: a length that says too much, and bytes decoded elsewhere that end too early. */
export function damaged(): Message {
  const content = fromHex('ffff 0102000300 48656c6c6f2c20776f726c642100ff7f')
  const { message, at } = startMessage(content, 12, PASTED, 0)
  message.place = 'line 12'
  message.comment = 'seen on the wiki'
  message.title = ''
  message.protocol = ''
  message.find(UNKNOWN_TYPE, 'Nothing says which protocol this is, so it was read as a sample.', -1, 0, 0)
  at.enter(at.read(BROKEN.length), BROKEN.length)
  at.open(BROKEN.body)
  at.take(BROKEN.zeroCoded, 5)
  at.close()
  const expanded = fromHex('0102000000')
  const source = message.addSource('zero-expanded', expanded, 0, expanded.length)
  const inner = new Cursor()
  inner.begin(message, source, 1)
  inner.read(BROKEN.count)
  inner.read(BROKEN.x)
  inner.read(BROKEN.x)
  inner.finish()
  at.finish()
  return message
}

/** A long byte field, a long text and a label that is longer than its column. */
export function longFields(): Message {
  const content = new Uint8Array(1400).map((_, i) => (i < 300 ? i : 0x61 + (i % 26)))
  const { message, at } = startMessage(content, 4)
  message.frames.splice(0, 1, 3, 4, 5, 9)
  at.take(LONG.data, 300)
  at.take(LONG.text, 1100)
  at.finish()
  return message
}

const LONG = layer('sample.long', {
  data: bytes({ label: 'A label that is longer than its column' }),
  text: text({ label: 'Text' }),
})

/** A message whose every text is `text`: of fields, names, flags, labels, findings, comments. */
export function hostile(text: string): Message {
  const encoded = new TextEncoder().encode(text)
  const utf16 = new Uint8Array(Buffer.from(text, 'utf16le'))
  const content = new Uint8Array([1, 1, ...encoded, ...utf16])
  const conversation = {
    ...HANDSHAKE,
    ends: [
      { address: text, port: 1 },
      { address: '', port: 2 },
    ] as const,
  }
  const { message, at } = startMessage(content, 1, conversation, 0)
  const defs = layer(`sample.${text}`, {
    [text]: u8({ label: text, type: text, summary: text, names: names({ 1: text }), unit: text }),
    flags: u8({ label: text, flags: [{ mask: 1, name: text }] }),
    group: group({ label: text }),
    text: { wire: Wire.Text, label: text, summary: '' },
    wide: { wire: Wire.TextUtf16LE, unit: text },
    derived: derived({ label: text, inline: true, summary: text }),
  })
  message.protocol = message.title = message.type = message.place = message.comment = text
  message.addSource(text, content, 0, content.length)
  at.read(defs[text]!)
  at.read(defs.flags!)
  at.open(defs.group!)
  at.take(defs.text!, encoded.length)
  at.derive(defs.derived!, text)
  at.take(defs.wide!, utf16.length)
  at.close()
  message.find(findingKind(text, 'error'), text, 0, 0, 1)
  const again = new Cursor()
  again.begin(message, 1)
  again.finish()
  return message
}
