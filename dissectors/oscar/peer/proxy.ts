import type { Cursor } from '../../../src/dissect/cursor.js'
import type { DissectOptions, Dissector, Session } from '../../../src/dissect/dissector.js'
import { findingKind } from '../../../src/dissect/finding.js'
import type { Message } from '../../../src/dissect/message.js'
import { bytes, ipv4, layer, names, text, u16, u32 } from '../../../src/fields/index.js'
import { u16be, u32be } from '../../../src/fields/read.js'
import type { Conversation, Side } from '../../../src/network/conversation.js'
import { capabilities } from '../blocks/capabilities.js'
import { type Layout, type Reader, readLayout, s8 } from '../layout/parts.js'
import { tlvs, tlvTable } from '../layout/tlv.js'
import { Talk } from '../talk.js'
import { odc } from './odc.js'
import { oft } from './oft.js'
import { PeerLinks } from './proposals.js'

const enum Type {
  Error = 1,
  Create = 2,
  Created = 3,
  Join = 4,
  Ready = 5,
}
const TYPES = names({ 1: 'error', 2: 'create', 3: 'created', 4: 'join', 5: 'ready' })
const VERSION = 0x044a
/** Length, version, type, unknown, flags. */
const HEADER = 12
/** No frame is much longer: a name, a port, a cookie and one TLV. */
const MAX_FRAME = 1024

/** "ARS proxy" on the protocol page; one source knows it. */
const F = layer('ars', {
  length: u16({ label: 'Length', role: 'length', doc: 'Of what follows it' }),
  version: u16({ label: 'Version', base: 'hex' }),
  type: u16({ label: 'Type', names: TYPES }),
  unknown: u32({ label: 'Unknown', base: 'hex' }),
  flags: u16({ label: 'Flags', base: 'hex', names: names({ 0: 'client', 544: 'server' }) }),
  name: text({ label: 'Screen name', summary: '' }),
  port: u16({
    label: 'Port',
    doc: 'Which meeting at the proxy; connections go to its own port',
    summary: 'port',
  }),
  address: ipv4({ label: 'Proxy address' }),
  cookie: bytes({ label: 'Cookie', role: 'id' }),
  code: u16({
    label: 'Error',
    base: 'hex',
    names: names({ 13: 'bad request', 16: 'first request timed out', 26: 'accept period timed out' }),
    summary: '',
  }),
  body: bytes({ label: 'Body' }),
})
const NOT_ARS = findingKind('ars.header', 'error')

const readTlvs = tlvs(tlvTable('ars', { 1: capabilities('Capability') }))
const cookie: Reader = (at, talk) => {
  talk.cookieAt = at.take(F.cookie, 8)
}
const BODIES: ReadonlyMap<number, Layout> = new Map<number, Layout>([
  [Type.Error, [F.code]],
  [Type.Create, [s8(F.name), cookie, readTlvs]],
  [Type.Created, [F.port, F.address]],
  [Type.Join, [s8(F.name), F.port, cookie, readTlvs]],
  [Type.Ready, []],
])

/** The proxy where two clients meet that cannot reach each other. */
export const ars: Dissector = {
  name: 'ars',
  title: 'OSCAR rendezvous proxy (ARS)',
  transport: 'tcp',
  ports: [],
  detect: (bytes, start, end) => (end - start >= HEADER && frameAt(bytes, start, end) > 0 ? 90 : 0),
  open: (conversation, options) => new ArsSession(conversation, options),
}

/** Once both clients are there the proxy hands bytes through, and the connection speaks as peers do. */
class ArsSession implements Session {
  readonly #conversation: Conversation
  readonly #options: DissectOptions
  readonly #talk: Talk
  readonly #links: PeerLinks
  #peer: Session | undefined

  constructor(conversation: Conversation, options: DissectOptions) {
    this.#conversation = conversation
    this.#options = options
    this.#talk = new Talk(conversation, options)
    this.#links = new PeerLinks(conversation, options.state)
  }

  get dissector(): Dissector {
    return this.#peer?.dissector ?? ars
  }

  cut(bytes: Uint8Array, start: number, end: number, side: Side): number {
    this.#peer ??= this.#opens(bytes, start, end)
    if (this.#peer) return this.#peer.cut!(bytes, start, end, side)
    const size = frameAt(bytes, start, end)
    if (size >= 0) return size
    for (let at = start + 1; at < end; at++) {
      // What may become a peer's header, or a frame, waits to be told.
      if (mayOpen(bytes, at, end) || frameAt(bytes, at, end) >= 0) return start - at
    }
    return start - end
  }

  dissect(at: Cursor, message: Message): void {
    if (this.#peer) {
      this.#peer.dissect(at, message)
      return
    }
    const talk = this.#talk
    talk.begin(at, message)
    const length = at.read(F.length)
    at.enter(length, F.length)
    const version = at.read(F.version)
    const type = at.read(F.type)
    readLayout([F.unknown, F.flags], at, talk)
    message.type = TYPES.get(type) ?? 'ARS'
    if (version !== VERSION && !at.failed)
      at.find(NOT_ARS, 'Expected version 044a; this is no frame of the rendezvous proxy.', 0)
    readLayout(BODIES.get(type) ?? [F.body], at, talk)
    if (!at.failed) this.#links.link(at, talk.cookieAt)
    at.leave()
  }

  gap(side: Side, lost: number): void {
    this.#peer?.gap?.(side, lost)
  }

  wholeAtClose(side: Side): boolean {
    return this.#peer?.wholeAtClose?.(side) ?? false
  }

  /** The session of the peers' protocol, where these bytes begin with its magic word. */
  #opens(bytes: Uint8Array, start: number, end: number): Session | undefined {
    const peer = [oft, odc].find(({ detect }) => detect(bytes, start, end) > 0)
    return peer?.open(this.#conversation, this.#options)
  }
}

const PEER_MARKS = ['OFT2', 'ODC2']
/** Bytes from which peers' protocols are told. */
const PEER_TELLS = 8

/** Whether a peer's header begins here, as far as its bytes are there. */
function mayOpen(bytes: Uint8Array, at: number, end: number): boolean {
  if (bytes[at] !== 0x4f) return false
  const word = Buffer.from(bytes.subarray(at, Math.min(end, at + 4))).toString('latin1')
  return PEER_MARKS.some((mark) => mark.startsWith(word))
}

/** The size of the frame at `at`, 0 when more bytes are needed to tell, -1 when there is none. */
function frameAt(bytes: Uint8Array, at: number, end: number): number {
  if (end - at < PEER_TELLS && mayOpen(bytes, at, end)) return 0
  if (bytes[at]! > MAX_FRAME >> 8 || (at + 4 <= end && u16be(bytes, at + 2) !== VERSION)) return -1
  if (end - at < HEADER) return 0
  const length = u16be(bytes, at)
  const type = u16be(bytes, at + 4)
  const flags = u16be(bytes, at + 10)
  const isHeader = type >= Type.Error && type <= Type.Ready && u32be(bytes, at + 6) === 0
  if (!isHeader || (flags !== 0 && flags !== 0x0220)) return -1
  return length >= HEADER - 2 && length <= MAX_FRAME ? 2 + length : -1
}
