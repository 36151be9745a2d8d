import type { Cursor } from '../../../src/dissect/cursor.js'
import type { Dissector, Session } from '../../../src/dissect/dissector.js'
import type { Message } from '../../../src/dissect/message.js'
import { bytes, derived, layer, names, text, u8, u16, u32 } from '../../../src/fields/index.js'
import { u16be } from '../../../src/fields/read.js'
import type { Side } from '../../../src/network/conversation.js'
import { OftChecksum } from './checksum.js'

const TYPES = names({
  257: 'prompt',
  262: 'resume accepted',
  514: 'ack',
  516: 'done',
  517: 'resume',
  519: 'resume ack',
  4360: 'list request',
  4617: 'list reply',
  4618: 'list ack',
  4619: 'list done',
  4620: 'list file request',
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
  modified: u32({ label: 'Modified', role: 'volatile', unit: 's since 1970' }),
  checksum: u32({ label: 'Checksum', base: 'hex' }),
  resource_checksum: u32({ label: 'Resource checksum', base: 'hex' }),
  resource_size: u32({ label: 'Resource size' }),
  created: u32({ label: 'Created', role: 'volatile' }),
  resource_checksum2: u32({ label: 'Resource checksum again', base: 'hex' }),
  received: u32({ label: 'Received', unit: 'bytes' }),
  received_checksum: u32({ label: 'Received checksum', base: 'hex' }),
  id: text({ label: 'ID', ends: 0 }),
  flags: u8({ label: 'Flags', base: 'hex' }),
  name_offset: u8({ label: 'Name offset' }),
  size_offset: u8({ label: 'Size offset' }),
  dummy: bytes({ label: 'Unused' }),
  mac_info: bytes({ label: 'Mac info' }),
  charset: u16({ label: 'Charset' }),
  language: u16({ label: 'Language' }),
  name: text({ label: 'Name', ends: 0, summary: '', doc: '01 stands between folders' }),
  behind: bytes({ label: 'Behind the name' }),
})
const DATA = layer('oft', {
  data: bytes({ label: 'File data' }),
  progress: derived({ label: 'Bytes so far' }),
  check: derived({ label: 'File checksum' }),
})

const PROMPT = 0x0101
const MIN_HEADER = 192
const WIDTHS = new Map([
  [F.magic, 4],
  [F.cookie, 8],
  [F.id, 32],
  [F.dummy, 69],
  [F.mac_info, 16],
])

/** A file that one side has announced. */
interface Transfer {
  readonly size: number
  readonly expected: number
  readonly sum: OftChecksum
  done: number
  whole: boolean
}

/** File transfers between clients. */
export const oft: Dissector = {
  name: 'oft',
  title: 'OSCAR file transfer (OFT2)',
  transport: 'tcp',
  ports: [],
  detect: (bytes, start, end) => (isHeader(bytes, start, end) && end - start >= 8 ? 98 : 0),
  open: () => new OftSession(),
}

class OftSession implements Session {
  readonly dissector = oft
  readonly #sending: [Transfer | undefined, Transfer | undefined] = [undefined, undefined]

  cut(bytes: Uint8Array, start: number, end: number, side: Side): number {
    const transfer = this.#sending[side]
    if (end - start < 4 && startsMagic(bytes, start, end)) return 0
    if (isHeader(bytes, start, end)) {
      if (end - start < 6) return 0
      return Math.max(MIN_HEADER, u16be(bytes, start + 4))
    }
    const left = transfer ? transfer.size - transfer.done : 0
    if (left > 0) return Math.min(left, end - start)
    return -(end - start)
  }

  dissect(at: Cursor, message: Message): void {
    if (startsMagic(at.bytes, at.pos, at.end)) this.#header(at, message)
    else this.#data(at, message)
  }

  gap(side: Side, lost: number): void {
    const transfer = this.#sending[side]
    if (!transfer) return
    transfer.whole = false
    transfer.done = lost < 0 ? transfer.size : Math.min(transfer.size, transfer.done + lost)
  }

  #header(at: Cursor, message: Message): void {
    const start = at.pos
    let type = 0
    let size = 0
    let expected = 0
    for (const def of Object.values(F)) {
      if (def === F.name) break
      const width = WIDTHS.get(def)
      if (width !== undefined) at.take(def, width)
      else {
        const value = at.read(def)
        if (def === F.type) type = value
        if (def === F.size) size = value
        if (def === F.checksum) expected = value
      }
    }
    message.type = TYPES.get(type) ?? 'OFT2'
    const nul = at.bytes.indexOf(0, at.pos)
    const end = nul < 0 || nul >= at.end ? at.end : nul + 1
    if (at.more) at.take(F.name, end - at.pos)
    at.rest(F.behind)
    if (at.failed || at.pos - start < MIN_HEADER || type !== PROMPT) return
    this.#sending[message.side] = { size, expected, sum: new OftChecksum(), done: 0, whole: true }
  }

  #data(at: Cursor, message: Message): void {
    message.type = 'file data'
    const transfer = this.#sending[message.side]
    const { pos, end } = at
    at.rest(DATA.data)
    if (!transfer) return
    transfer.sum.add(at.bytes, pos, end)
    transfer.done += end - pos
    at.derive(DATA.progress, `${transfer.done} of ${transfer.size}`)
    if (transfer.done >= transfer.size) at.derive(DATA.check, verdict(transfer))
  }
}

function verdict({ whole, sum, expected }: Transfer): string {
  if (!whole) return 'not checkable, because bytes of the file are missing in the capture'
  if (sum.value === expected) return 'verified: it is the one of the prompt'
  return `failed: it is 0x${sum.value.toString(16)}, the prompt says 0x${expected.toString(16)}`
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
