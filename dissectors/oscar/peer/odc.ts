import type { Cursor } from '../../../src/dissect/cursor.js'
import type { DissectOptions, Dissector, Session } from '../../../src/dissect/dissector.js'
import type { Message } from '../../../src/dissect/message.js'
import { bytes, derived, group, layer, text, u16, u32, Wire } from '../../../src/fields/index.js'
import { u16be, u32be } from '../../../src/fields/read.js'
import type { Conversation } from '../../../src/network/conversation.js'
import { CHARSETS, UTF16 } from '../blocks/charsets.js'
import { behindOf, takeZ } from '../layout/parts.js'
import { PeerLinks } from './proposals.js'

const enum Flag {
  TypingPacket = 0x02,
  Typed = 0x04,
  Typing = 0x08,
}

/** "ODC2" on the protocol page, in order; one source knows it. */
const F = layer('odc', {
  magic: text({ label: 'Magic' }),
  header_length: u16({ label: 'Header length', role: 'length' }),
  type: u16({ label: 'Type', base: 'hex' }),
  subtype: u16({ label: 'Subtype', base: 'hex' }),
  unknown1: u16({ label: 'Unknown', base: 'hex' }),
  cookie: bytes({ label: 'Cookie', role: 'id' }),
  unknown2: bytes({ label: 'Unknown' }),
  length: u32({ label: 'Payload length', role: 'length' }),
  charset: u16({ label: 'Charset', names: CHARSETS }),
  unknown3: bytes({ label: 'Unknown' }),
  flags: u16({
    label: 'Flags',
    base: 'hex',
    flags: [
      { mask: 0x01, name: 'automatic reply' },
      { mask: Flag.TypingPacket, name: 'typing packet' },
      { mask: Flag.Typed, name: 'typed' },
      { mask: Flag.Typing, name: 'typing' },
      { mask: 0x20, name: 'confirm (0x20)' },
      { mask: 0x40, name: 'confirm (0x40)' },
    ],
  }),
  unknown4: bytes({ label: 'Unknown' }),
  name: text({ label: 'Screen name', ends: 0, summary: '' }),
})
const WIDTHS = new Map([
  [F.magic, 4],
  [F.cookie, 8],
  [F.unknown2, 8],
  [F.unknown3, 4],
  [F.unknown4, 4],
])
const NAME = 32
const HEADER = 76
const LENGTH_AT = 28

const BODY = layer('odc', {
  more: bytes({ label: 'Rest of the header' }),
  text: text({ label: 'Text', summary: '' }),
  images: derived({ label: 'Images', doc: 'How many files stand in the message' }),
})
const BEHIND_NAME = behindOf(F.name)
/** What stands behind the text: a tag, and the image that it announces. */
const PART = layer('odc.part', {
  $: group({ label: 'Part', repeated: true }),
  markup: text({ label: 'Markup' }),
  image: bytes({ label: 'Image' }),
})
const WIDE = layer('odc', {
  text: { wire: Wire.TextUtf16BE, label: 'Text', summary: '' },
})

/** Messages with images that clients send each other directly. */
export const odc: Dissector = {
  name: 'odc',
  title: 'OSCAR direct IM (ODC2)',
  transport: 'tcp',
  ports: [],
  detect: (bytes, start, end) => (end - start >= 8 && startsMagic(bytes, start, end) ? 98 : 0),
  open: (conversation, options) => new OdcSession(conversation, options),
}

class OdcSession implements Session {
  readonly dissector = odc
  readonly #links: PeerLinks

  constructor(conversation: Conversation, options: DissectOptions) {
    this.#links = new PeerLinks(conversation, options.state)
  }

  cut(bytes: Uint8Array, start: number, end: number): number {
    if (!startsMagic(bytes, start, end)) return -toNext(bytes, start, end)
    if (end - start < LENGTH_AT + 4) return 0
    return Math.max(HEADER, u16be(bytes, start + 4)) + u32be(bytes, start + LENGTH_AT)
  }

  dissect(at: Cursor, message: Message): void {
    const start = at.pos
    let headerLength = HEADER
    let length = 0
    let charset = 0
    let flags = 0
    let cookie = -1
    for (const def of Object.values(F)) {
      if (def === F.name) break
      const width = WIDTHS.get(def)
      if (width !== undefined) {
        const place = at.take(def, width)
        if (def === F.cookie) cookie = place
        continue
      }
      const value = at.read(def)
      if (def === F.header_length) headerLength = value
      else if (def === F.length) length = value
      else if (def === F.charset) charset = value
      else if (def === F.flags) flags = value
    }
    takeZ(at, F.name, BEHIND_NAME, NAME)
    message.type = typeOf(length, flags)
    if (at.failed) return
    this.#links.link(at, cookie)
    if (headerLength > HEADER) at.take(BODY.more, headerLength - (at.pos - start))
    at.enter(length, F.length)
    readPayload(at, charset)
    at.leave()
  }
}

function typeOf(length: number, flags: number): string {
  if (length > 0) return 'message'
  if ((flags & Flag.TypingPacket) === 0) return 'header only'
  if ((flags & Flag.Typing) !== 0) return 'typing'
  return (flags & Flag.Typed) !== 0 ? 'typed' : 'typing finished'
}

/** HTML; behind it may stand `<BINARY>` with `<DATA ID="1" SIZE="n">`, so many bytes, `</DATA>` for each image. */
function readPayload(at: Cursor, charset: number): void {
  const { bytes, end } = at
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, end)
  const binary = indexIn(all, '<BINARY>', at.pos)
  const textEnd = binary < 0 ? end : binary
  const def = charset === UTF16 ? WIDE.text : BODY.text
  if (textEnd > at.pos) at.take(def, textEnd - at.pos)
  let images = 0
  while (at.more) {
    const tag = indexIn(all, '<DATA', at.pos)
    const close = tag < 0 ? -1 : indexIn(all, '>', tag)
    const size = close < 0 ? -1 : sizeIn(all, tag, close)
    if (size < 0) break
    at.open(PART.$)
    at.take(PART.markup, close + 1 - at.pos)
    if (size > 0) at.take(PART.image, size)
    at.close()
    images++
  }
  if (at.more) {
    at.open(PART.$)
    at.rest(PART.markup)
    at.close()
  }
  if (images > 0) at.derive(BODY.images, images)
}

/** Characters of a tag that are looked at. */
const MAX_TAG = 256

function sizeIn(all: Buffer, tag: number, close: number): number {
  const found = /\bSIZE="?(\d{1,10})/i.exec(all.toString('latin1', tag, Math.min(close, tag + MAX_TAG)))
  return found ? Number(found[1]) : -1
}

function indexIn(all: Buffer, text: string, from: number): number {
  return all.indexOf(text, from, 'latin1')
}

/** Bytes up to where a header may begin. */
function toNext(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) if (startsMagic(bytes, at, end)) return at - start
  return end - start
}

/** Whether the bytes, as far as they are there, begin with ODC2. */
function startsMagic(bytes: Uint8Array, start: number, end: number): boolean {
  const stop = Math.min(end, start + 4)
  for (let at = start; at < stop; at++) if (bytes[at] !== MAGIC[at - start]) return false
  return stop > start
}

const MAGIC = Buffer.from('ODC2')
