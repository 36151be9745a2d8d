import { createHash } from 'node:crypto'
import { BOS, Capture, Connection, le16, le32, lz, s8, s16, snac, tlv, u8, u16, u32, user } from './encode.js'
import { directIm, fileTransfer, getFile } from './make-peer-samples.js'

/** The samples by file name, each made from nothing but the protocol page. Names, passwords and cookies are made up. */
export const SAMPLES: Readonly<Record<string, () => Buffer>> = {
  'oscar-flap-sign-on.pcap': flapSignOn,
  'oscar-bucp-sign-on.pcap': bucpSignOn,
  'oscar-icq-session.pcap': icqSession,
  'oscar-chat-room.pcap': chatRoom,
  'oscar-feedbag.pcap': feedbag,
  'oscar-awkward-segments.pcap': awkward,
  'oscar-file-transfer.pcap': fileTransfer,
  'oscar-direct-im.pcap': directIm,
  'oscar-get-file.pcap': getFile,
  'toc-sign-on.pcap': tocSignOn,
  'xsnac-sign-on.txt': kerberosSignOn,
  'xsnac-over-http.pcap': kerberosOverHttp,
  'oscar-snac.txt': () =>
    Buffer.from(`${snac(0x09, 0x03, 7, [tlv(2, u16(1000)), tlv(1, u16(1000))]).toString('hex')}\n`),
}

const COOKIE = Buffer.from('a made-up cookie of 32 bytes....')
const VERSION = u32(1)
const md5 = (...parts: readonly (string | Uint8Array)[]) => {
  const hash = createHash('md5')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

function roasted(password: string): Buffer {
  const key = Buffer.from('f32681c43986db9271a3b9e6537a957c', 'hex')
  return Buffer.from(Buffer.from(password).map((byte, i) => byte ^ key[i % 16]!))
}

function bos(capture: Capture): Connection {
  const to = new Connection(capture, 5190, BOS)
  to.send(1, [to.flap(1, 1, VERSION)])
  to.send(0, [to.flap(0, 1, Buffer.concat([VERSION, tlv(6, COOKIE)]))])
  to.snac(1, 1, 3, 0x8000_0001, [u16(1, 2, 3, 4, 9, 0x13, 0x15)])
  to.snac(0, 1, 0x17, 1, [u16(1, 3, 2, 1, 3, 1, 4, 1)])
  to.snac(1, 1, 0x18, 0x8000_0002, [u16(1, 4, 2, 1, 3, 1, 4, 1)])
  return to
}

function flapSignOn(): Buffer {
  const capture = new Capture(100)
  const login = new Connection(capture, 5190, '192.0.2.19')
  login.send(1, [login.flap(1, 1, VERSION)])
  const client = [tlv(1, 'DemoUser'), tlv(2, roasted('swordfish')), tlv(3, 'AIM 2.0'), tlv(0x16, u16(0x0102))]
  login.send(0, [login.flap(0, 1, Buffer.concat([VERSION, ...client]))])
  login.send(1, [
    login.flap(1, 4, Buffer.concat([tlv(1, 'DemoUser'), tlv(5, `${BOS}:5190`), tlv(6, COOKIE)])),
  ])
  const to = bos(capture)
  to.snac(0, 1, 0x0e, 2)
  to.snac(1, 1, 0x0f, 2, [user('DemoUser', tlv(1, u16(0x10)), tlv(3, u32(1_000_000_000)))])
  to.send(1, [to.flap(1, 4, Buffer.concat([tlv(9, u16(1)), tlv(0x0b, 'http://www.example.com/')]))])
  return capture.bytes()
}

function bucpSignOn(): Buffer {
  const capture = new Capture(200)
  const salt = 'AOL Instant Messenger (SM)'
  for (const isNew of [false, true]) {
    const to = new Connection(capture, 5190, '192.0.2.19')
    to.send(1, [to.flap(1, 1, VERSION)])
    to.send(0, [to.flap(0, 1, VERSION)])
    to.snac(0, 0x17, 6, 0, [tlv(1, 'DemoUser'), tlv(0x4b), tlv(0x5a)])
    const key = isNew ? '2222222222' : '1111111111'
    to.snac(1, 0x17, 7, 0, [s16(key)])
    const password = isNew ? md5('swordfish') : 'swordfish'
    const hash = tlv(0x25, md5(key, password, salt))
    to.snac(0, 0x17, 2, 0, [tlv(1, 'demo user'), hash, ...(isNew ? [tlv(0x4c)] : []), tlv(0x4a, u8(1))])
    to.snac(1, 0x17, 3, 0, [tlv(1, 'DemoUser'), tlv(5, `${BOS}:5190`), tlv(6, COOKIE)])
  }
  const refused = new Connection(capture, 5190, '192.0.2.19')
  refused.send(1, [refused.flap(1, 1, VERSION)])
  refused.snac(1, 0x17, 3, 0, [tlv(1, 'DemoUser'), tlv(8, u16(5)), tlv(4, 'http://www.example.com/')])
  bos(capture)
  return capture.bytes()
}

function icqSession(): Buffer {
  const capture = new Capture(300)
  const to = bos(capture)
  const meta = (type: number, sequence: number, ...rest: readonly Uint8Array[]) => {
    const body = Buffer.concat([le32(12345678), le16(type), le16(sequence), ...rest])
    return tlv(1, Buffer.concat([le16(body.length), body]))
  }
  to.snac(0, 0x15, 2, 0x10002, [meta(0x7d0, 2, le16(0x4ba), le32(87654321))])
  const short = ['Nick', 'First', 'Last', 'nick@example.com'].map(lz)
  to.snac(1, 0x15, 3, 0x10002, [meta(0x7da, 2, le16(0x104), u8(0x0a), ...short, u8(1, 0, 2))])
  to.snac(0, 0x15, 2, 0x20002, [meta(0x3c, 3)])
  const sent = [le32(87654321), le16(2001), u8(9, 9, 1, 46, 1, 0), lz('Hello offline')]
  to.snac(1, 0x15, 3, 0x20002, [meta(0x41, 3, ...sent)], 1)
  to.snac(1, 0x15, 3, 0x20002, [meta(0x42, 3, u8(0))])
  const cookie = Buffer.from('12345678')
  const text = Buffer.from('hey', 'utf16le').swap16()
  const wide = Buffer.concat([u8(5, 1, 0, 1, 1), u8(1, 1), u16(4 + text.length, 2, 0), text])
  to.snac(0, 4, 6, 5, [cookie, u16(1), s8('87654321'), tlv(2, wide), tlv(3)])
  to.snac(1, 4, 0x0c, 5, [cookie, u16(1), s8('87654321')])
  return capture.bytes()
}

function chatRoom(): Buffer {
  const capture = new Capture(400)
  const nav = new Connection(capture, 5190, BOS)
  const room = [u16(4), s8('create'), u16(0xffff), u8(1)]
  nav.snac(0, 0x0d, 8, 1, [...room, u16(1), tlv(0xd3, 'demo room')])
  const made = Buffer.concat([
    u16(4),
    s8('!room'),
    u16(0),
    u8(2),
    u16(2),
    tlv(0xd3, 'demo room'),
    tlv(0xd1, u16(1024)),
  ])
  nav.snac(1, 0x0d, 9, 1, [tlv(4, made)])
  const chat = new Connection(capture, 5190, '192.0.2.21')
  chat.snac(1, 0x0e, 3, 0x8000_0001, [user('DemoUser', tlv(1, u16(0x10))), user('Other', tlv(1, u16(0x10)))])
  const text = tlv(5, Buffer.concat([tlv(2, 'us-ascii'), tlv(1, '<b>hi</b>')]))
  const cookie = Buffer.from('87654321')
  chat.snac(0, 0x0e, 5, 2, [cookie, u16(3), tlv(1), tlv(6), text])
  chat.snac(1, 0x0e, 6, 0x8000_0002, [
    cookie,
    u16(3),
    tlv(3, user('DemoUser', tlv(1, u16(0x10)))),
    tlv(1),
    text,
  ])
  return capture.bytes()
}

function feedbag(): Buffer {
  const capture = new Capture(500)
  const to = bos(capture)
  const item = (name: string, group: number, id: number, kind: number, ...attributes: readonly Buffer[]) => {
    const all = Buffer.concat(attributes)
    return Buffer.concat([s16(name), u16(group, id, kind, all.length), all])
  }
  to.snac(0, 0x13, 4, 3)
  to.snac(1, 0x13, 6, 3, [u8(0), u16(1), item('', 0, 0, 1, tlv(0xc8, u16(7))), u32(0)], 1)
  to.snac(1, 0x13, 6, 3, [u8(0), u16(1), item('Buddies', 7, 0, 1, tlv(0xc8, u16(21))), u32(1_000_000_000)])
  to.snac(0, 0x13, 0x11, 4)
  to.snac(0, 0x13, 8, 5, [
    item('Other', 7, 21, 0, tlv(0x131, 'A friend')),
    item('Third', 7, 22, 0, tlv(0x66)),
  ])
  to.snac(1, 0x13, 0x0e, 5, [u16(0, 0x0e)])
  to.snac(0, 0x13, 0x0a, 6, [item('Third', 7, 22, 0)])
  to.snac(1, 0x13, 0x0e, 6, [u16(0)])
  to.snac(0, 0x13, 0x12, 7)
  return capture.bytes()
}

/** Five frames in one segment, one over seven, one cut inside the marker's header, a keep-alive in between. */
function awkward(): Buffer {
  const capture = new Capture(600)
  const to = bos(capture)
  const queries = [0x02, 0x03, 0x09].map((group, i) => to.flap(0, 2, snac(group, 2, 10 + i)))
  to.send(0, [...queries, to.flap(0, 5), to.flap(0, 2, snac(4, 4, 13))])
  const long = to.flap(0, 2, snac(2, 4, 14, [tlv(2, 'x'.repeat(600))]))
  to.send(0, [long, to.flap(0, 5)], [1, 2, 5, 6, 7, 500])
  to.send(1, [to.flap(1, 2, snac(2, 3, 10, [tlv(1, u16(1024))]))], [5])
  return capture.bytes()
}

/** TOC opens with a line, then looks like OSCAR. */
function tocSignOn(): Buffer {
  const capture = new Capture(900)
  const to = new Connection(capture, 9898, '192.0.2.22')
  to.send(0, [Buffer.from('FLAPON\r\n\r\n')])
  to.send(1, [to.flap(1, 1, VERSION)])
  to.send(0, [to.flap(0, 1, Buffer.concat([VERSION, tlv(1, 'demouser')]))])
  const signOn = 'toc_signon login.example.com 5190 demouser 0x2408105c23001130 english "Demo"\0'
  to.send(0, [to.flap(0, 2, Buffer.from(signOn))])
  to.send(1, [to.flap(1, 2, Buffer.from('SIGN_ON:TOC1.0')), to.flap(1, 5)])
  return capture.bytes()
}

/** A request, its reply and an error of the Kerberos sign-on, as bare bodies. */
function kerberosBodies(): Buffer[] {
  const key = Buffer.from('7691c5e7d0d995dd9e2fead86b21c2bc', 'hex')
  const password = Buffer.from(Buffer.from('swordfish').map((byte, i) => byte ^ key[i % 16]!))
  const secret = Buffer.concat([u32(0), u16(0), u32(0), u16(0, password.length), password, u16(0)])
  const request = [
    ...[u16(0x050c, 2), u32(1), u8(192, 0, 2, 10), u32(1), u32(0), u32(0), u16(0), u32(0), u32(0)],
    ...[s16('us'), s16('en'), u16(0), u32(0), u8(0), s16('DemoUser'), s16('im/boss'), u32(0)],
    ...[u16(1), u16(1), tlv(2, secret)],
  ]
  const service = [u16(0, 2), tlv(5, `${BOS}:5190`), tlv(6, COOKIE)]
  const times = Array.from({ length: 9 }, () => u32(1_000_000_000))
  const reply = [
    ...[u16(0x050c, 3), u32(1), u32(1_000_000_000), u32(0), s16('DemoUser'), s16('AOL'), u16(1)],
    ...[u16(5), s16('a made-up ticket'), s16('AOL'), s16('im/boss'), s16('AOL'), s16('DemoUser')],
    ...[u8(0), s16('a made-up session key'), ...times, u16(1), tlv(3, Buffer.concat(service)), u16(0)],
  ]
  const error = [u16(0x050c, 4), u32(1), s16('DemoUser'), u16(0x0401), s16('Wrong'), u32(0), u16(0)]
  return [request, reply, error].map((parts) => Buffer.concat(parts))
}

function kerberosSignOn(): Buffer {
  return Buffer.from(
    `${kerberosBodies()
      .map((body) => body.toString('hex'))
      .join('\n\n')}\n`,
  )
}

/** The same behind a proxy that took off TLS, and the cookie taken to BOS. */
function kerberosOverHttp(): Buffer {
  const capture = new Capture(1100)
  const web = new Connection(capture, 8080, '192.0.2.23')
  const [request, reply] = kerberosBodies() as [Buffer, Buffer]
  const fields = (body: Buffer) =>
    `Content-Type: application/x-snac\r\nContent-Length: ${body.length}\r\n\r\n`
  const post = 'POST / HTTP/1.1\r\nHost: kdc.example.com\r\n'
  web.send(0, [Buffer.from(post + fields(request)), request])
  web.send(1, [Buffer.from(`HTTP/1.1 200 OK\r\n${fields(reply)}`), reply])
  bos(capture)
  return capture.bytes()
}
