import type { Cursor } from '../../../src/dissect/cursor.js'
import type { DissectOptions, Dissector, Session } from '../../../src/dissect/dissector.js'
import type { Message } from '../../../src/dissect/message.js'
import {
  bytes,
  derived,
  type FieldDef,
  layer,
  names,
  text,
  u8,
  u16,
  u32,
  Wire,
} from '../../../src/fields/index.js'
import { u16be } from '../../../src/fields/read.js'
import type { Conversation, Side } from '../../../src/network/conversation.js'
import { CHARSETS, UTF16 } from '../blocks/charsets.js'
import { behindOf, takeZ } from '../layout/parts.js'
import { fileName } from './file-name.js'
import { linesIn, readListing } from './listing.js'
import { PeerLinks } from './proposals.js'
import { Transfer } from './transfer.js'

const TYPES = names({
  257: 'prompt',
  262: 'resume accepted',
  514: 'ack',
  516: 'done',
  517: 'resume',
  519: 'resume ack',
  4360: 'listing prompt',
  4617: 'listing ack',
  4618: 'listing broken?',
  4619: 'listing done',
  4620: 'file request',
})

/** "OFT2" on the protocol page, in order. */
const F = layer('oft', {
  magic: text({ label: 'Magic' }),
  header_length: u16({ label: 'Header length', role: 'length' }),
  type: u16({ label: 'Type', base: 'hex', names: TYPES }),
  cookie: bytes({ label: 'Cookie', role: 'id' }),
  encrypt: u16({ label: 'Encryption' }),
  compress: u16({ label: 'Compression' }),
  files: u16({ label: 'Files' }),
  files_left: u16({ label: 'Files left' }),
  parts: u16({ label: 'Parts' }),
  parts_left: u16({ label: 'Parts left' }),
  total_size: u32({ label: 'Total size', unit: 'bytes' }),
  size: u32({ label: 'Size', unit: 'bytes', summary: 'size' }),
  modified: u32({ label: 'Modified', role: 'volatile', shown: 'date' }),
  checksum: u32({ label: 'Checksum', base: 'hex' }),
  resource_checksum: u32({ label: 'Resource checksum', base: 'hex' }),
  resource_size: u32({ label: 'Resource size', unit: 'bytes' }),
  created: u32({ label: 'Created', role: 'volatile', shown: 'date' }),
  resource_checksum2: u32({ label: 'Resource checksum again', base: 'hex' }),
  received: u32({ label: 'Received', unit: 'bytes' }),
  received_checksum: u32({ label: 'Received checksum', base: 'hex' }),
  id: text({ label: 'ID', ends: 0 }),
  flags: u8({ label: 'Flags', base: 'hex' }),
  name_offset: u8({ label: 'Name offset' }),
  size_offset: u8({ label: 'Size offset' }),
  dummy: bytes({ label: 'Unused' }),
  mac_info: bytes({ label: 'Mac info' }),
  charset: u16({ label: 'Charset', names: CHARSETS }),
  language: u16({ label: 'Language', base: 'hex' }),
  name: text({ label: 'Name', ends: 0, summary: '', doc: '01 stands between folders' }),
  behind: bytes({ label: 'After the name' }),
})
const DATA = layer('oft', {
  data: bytes({ label: 'File data' }),
  progress: derived({ label: 'Bytes so far' }),
  check: derived({ label: 'File checksum' }),
})

const BEHIND_ID = behindOf(F.id)
const WIDE = layer('oft', { name: { wire: Wire.TextUtf16BE, label: 'Name', summary: '' } })

const enum Type {
  Prompt = 0x0101,
  ResumeAccepted = 0x0106,
  Ack = 0x0202,
  ResumeAck = 0x0207,
  ListingPrompt = 0x1108,
  ListingAck = 0x1209,
}
/** After these the file comes. */
const ACKS: ReadonlySet<number> = new Set([Type.Ack, Type.ResumeAck, Type.ListingAck])
const ID = 32
const MIN_HEADER = 192
const WIDTHS = new Map([
  [F.magic, 4],
  [F.cookie, 8],
  [F.dummy, 69],
  [F.mac_info, 16],
])

/** File transfers between clients. */
export const oft: Dissector = {
  name: 'oft',
  title: 'OSCAR file transfer (OFT2)',
  transport: 'tcp',
  ports: [],
  detect: (bytes, start, end) => (isHeader(bytes, start, end) && end - start >= 8 ? 98 : 0),
  open: (conversation, options) => new OftSession(conversation, options),
}

class OftSession implements Session {
  readonly dissector = oft
  readonly #state: DissectOptions['state']
  readonly #links: PeerLinks
  readonly #sending: [Transfer | undefined, Transfer | undefined] = [undefined, undefined]

  constructor(conversation: Conversation, { state }: DissectOptions) {
    this.#state = state
    this.#links = new PeerLinks(conversation, state)
  }

  cut(bytes: Uint8Array, start: number, end: number, side: Side): number {
    const left = this.#sending[side]?.left ?? 0
    if (!this.#isDue(side)) {
      if (end - start < 4 && startsMagic(bytes, start, end)) return 0
      if (isHeader(bytes, start, end)) {
        if (end - start < 6) return 0
        return Math.max(MIN_HEADER, u16be(bytes, start + 4))
      }
    }
    if (left > 0)
      return this.#sending[side]!.isListing ? linesIn(bytes, start, end, left) : Math.min(left, end - start)
    return -(end - start)
  }

  dissect(at: Cursor, message: Message): void {
    if (!this.#isDue(message.side) && startsMagic(at.bytes, at.pos, at.end)) this.#header(at, message)
    else this.#data(at, message)
  }

  gap(side: Side, lost: number): void {
    this.#sending[side]?.lose(lost)
  }

  /** Whether a side owes bytes of a file that the other wants: then they are no header, whatever they look like. */
  #isDue(side: Side): boolean {
    const transfer = this.#sending[side]
    return transfer?.accepted === true && transfer.left > 0
  }

  #header(at: Cursor, message: Message): void {
    const start = at.pos
    const values = new Map<FieldDef, number>()
    for (const def of Object.values(F)) {
      if (def === F.name) break
      if (def === F.id) {
        takeZ(at, F.id, BEHIND_ID, ID)
        continue
      }
      const width = WIDTHS.get(def)
      values.set(def, width === undefined ? at.read(def) : at.take(def, width))
    }
    const value = (def: FieldDef) => values.get(def) ?? 0
    const type = value(F.type)
    message.type = TYPES.get(type) ?? 'OFT2'
    const name = readName(at, value(F.charset))
    at.rest(F.behind)
    if (at.failed || at.pos - start < MIN_HEADER) return
    this.#links.link(at, value(F.cookie))
    const { side, number } = message
    if (type === Type.Prompt || type === Type.ListingPrompt) {
      const prompt = { name, size: value(F.size), expected: value(F.checksum), message: number }
      this.#sending[side] = new Transfer(prompt, this.#state, type === Type.ListingPrompt)
    } else if (type === Type.ResumeAccepted) {
      this.#sending[side]?.resume(value(F.received), value(F.received_checksum))
    } else if (ACKS.has(type)) this.#sending[side === 0 ? 1 : 0]?.accept()
  }

  #data(at: Cursor, message: Message): void {
    const transfer = this.#sending[message.side]
    const { pos, end } = at
    if (transfer?.isListing) {
      message.type = 'listing'
      readListing(at)
    } else {
      message.type = 'file data'
      at.rest(DATA.data)
    }
    if (!transfer || transfer.left < end - pos) return
    transfer.add(at.bytes, pos, end)
    at.derive(DATA.progress, `${transfer.done} of ${transfer.prompt.size}`)
    if (transfer.left === 0) at.derive(DATA.check, transfer.verdict.text)
  }
}

/** Records the name up to its NUL, and returns it with `/` between folders. */
function readName(at: Cursor, charset: number): string {
  if (!at.more) return ''
  const { pos, bytes } = at
  const unit = charset === UTF16 ? 2 : 1
  let end = pos
  while (end + unit <= at.end && (bytes[end] !== 0 || bytes[end + unit - 1] !== 0)) end += unit
  const name = fileName(bytes.subarray(pos, end), charset)
  if (charset === UTF16 && end > pos) at.take(WIDE.name, end - pos)
  else if (charset !== UTF16) at.take(F.name, Math.min(at.end, end + 1) - pos)
  return name
}

function isHeader(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start >= 4 && startsMagic(bytes, start, end)
}

/** Whether the bytes, as far as they are there, begin with OFT2. */
function startsMagic(bytes: Uint8Array, start: number, end: number): boolean {
  const stop = Math.min(end, start + 4)
  for (let at = start; at < stop; at++) if (bytes[at] !== MAGIC[at - start]) return false
  return stop > start
}

const MAGIC = Buffer.from('OFT2')
