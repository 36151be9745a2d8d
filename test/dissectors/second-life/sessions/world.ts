import { RELIABLE, RESENT, writePacket } from '../../../../bench/encode/lludp-packet.js'
import { type Frame, LinkType, newFrame } from '../../../../src/ingest/frame.js'
import { PcapWriter } from '../../../../src/ingest/write/pcap.js'
import type { Endpoint, Side } from '../../../../src/network/conversation.js'
import { HeaderMaker } from '../../../../src/network/headers.js'
import { cutIn, http } from '../web/encode.js'
import type { Holding } from './holdings.js'
import type { Blocks, Leaf, MessageWriter } from './write-message.js'

/** A message as it was made, and what dissecting must say about it. */
export interface Made {
  /** 1-based, over all messages. */
  readonly number: number
  /** Seconds since 1970, and microseconds. */
  readonly seconds: number
  readonly microseconds: number
  /** `http` or the era. */
  readonly kind: 'http' | 'classic' | 'modern'
  readonly type: string
  readonly ends: readonly [client: Endpoint, server: Endpoint]
  readonly side: Side
  /** Of the payload. */
  readonly length: number
  readonly leaves: readonly Leaf[]
  /** Of an HTTP message's body. */
  readonly holdings: readonly Holding[]
  /** Of an LLUDP packet. */
  readonly packet: Sent | undefined
  readonly flags: number
  readonly appended: readonly Sent[]
  /** Numbers of other messages by the path of the link without `sl.`. */
  readonly links: Map<string, number[]>
  readonly findings: readonly string[]
}

/** An LLUDP packet, which may be sent more than once, or never reach the capture. */
export interface Sent {
  readonly side: Side
  readonly sequence: number
  readonly type: string
  readonly message: Buffer
  readonly zeroCoded: boolean
  readonly leaves: readonly Leaf[]
  readonly reliable: boolean
  /** Where the capture has it, first to last. */
  readonly made: Made[]
  acked: boolean
}

export interface SendOptions {
  readonly reliable?: boolean
  /** Packets whose acks go with it. */
  readonly acks?: readonly Sent[]
  /** It never reaches the capture, or not yet. */
  readonly lost?: boolean
  /** Codes of what is to be found wrong with it. */
  readonly findings?: readonly string[]
}

/** A capture in the making, at the viewer's end. Everything in it happens when the script says so. */
export class World {
  readonly made: Made[] = []
  readonly #frames: Frame[] = []
  #microseconds = 0
  readonly #start: number

  /** `start` in seconds since 1970. */
  constructor(start: number) {
    this.#start = start
  }

  wait(milliseconds: number): void {
    this.#microseconds += Math.round(milliseconds * 1000)
  }

  /** The frames that carry a datagram. */
  udp(
    headers: HeaderMaker,
    _ends: readonly [Endpoint, Endpoint],
    side: Side,
    payload: Uint8Array,
  ): Uint8Array[] {
    return headers.frames(side, payload)
  }

  /** Adds a message that takes one frame or more. */
  add(
    frames: readonly Uint8Array[],
    about: Omit<Made, 'number' | 'seconds' | 'microseconds' | 'links'>,
  ): Made {
    const seconds = this.#start + Math.floor(this.#microseconds / 1e6)
    const microseconds = this.#microseconds % 1e6
    for (const bytes of frames) {
      const frame = newFrame()
      Object.assign(frame, { number: this.#frames.length + 1, linkType: LinkType.ETHERNET, bytes })
      Object.assign(frame, { seconds, nanoseconds: microseconds * 1000 })
      Object.assign(frame, { end: bytes.length, originalLength: bytes.length })
      this.#frames.push(frame)
    }
    const made = { ...about, number: this.made.length + 1, seconds, microseconds, links: new Map() }
    this.made.push(made)
    return made
  }

  /** The capture. */
  pcap(): Buffer {
    const parts: Buffer[] = []
    const writer = new PcapWriter((bytes) => parts.push(Buffer.from(bytes)))
    for (const frame of this.#frames) writer.frame(frame)
    writer.end()
    return Buffer.concat(parts)
  }
}

/** Notes a link on both messages. */
export function link(later: Made, back: string, earlier: Made, forth: string): void {
  note(later, back, earlier.number)
  note(earlier, forth, later.number)
}

function note({ links }: Made, path: string, number: number): void {
  links.set(path, [...(links.get(path) ?? []), number])
}

/** HTTP messages over one connection. */
export class HttpScript {
  readonly #world: World
  readonly #ends: readonly [Endpoint, Endpoint]
  readonly #headers: HeaderMaker

  constructor(world: World, client: Endpoint, server: Endpoint) {
    this.#world = world
    this.#ends = [client, server]
    this.#headers = new HeaderMaker('tcp', this.#ends)
  }

  /** One message, in segments of at most 1400 bytes. */
  send(
    side: Side,
    startLine: string,
    fields: readonly string[],
    body: Uint8Array,
    held: readonly Holding[],
  ): Made {
    const bytes = http(startLine, fields, body)
    const frames = cutIn(bytes, [SEGMENT]).flatMap((part) => this.#headers.frames(side, part))
    return this.#world.add(frames, {
      kind: 'http',
      type: startLine,
      ends: this.#ends,
      side,
      length: bytes.length,
      leaves: [],
      holdings: held,
      packet: undefined,
      flags: 0,
      appended: [],
      findings: [],
    })
  }
}

const SEGMENT = 1400

/** A circuit whose packets a script sends, loses and repeats. */
export class CircuitScript {
  readonly ends: readonly [Endpoint, Endpoint]
  readonly #world: World
  readonly #era: 'classic' | 'modern'
  readonly #writer: MessageWriter
  readonly #headers: HeaderMaker
  readonly #sequences: [number, number] = [0, 0]
  readonly #pings: [number, number] = [0, 0]
  #announcedBy: Made | undefined

  constructor(
    world: World,
    era: 'classic' | 'modern',
    writer: MessageWriter,
    ends: readonly [Endpoint, Endpoint],
    announcedBy?: Made,
  ) {
    this.#world = world
    this.#era = era
    this.#writer = writer
    this.ends = ends
    this.#headers = new HeaderMaker('udp', ends)
    this.#announcedBy = announcedBy
  }

  send(side: Side, type: string, blocks: Blocks, options: SendOptions = {}): Sent {
    const { bytes, leaves, zeroCoded } = this.#writer.write(type, blocks)
    const reliable = options.reliable ?? false
    const sequence = ++this.#sequences[side]
    const sent: Sent = {
      side,
      sequence,
      type,
      message: bytes,
      zeroCoded,
      leaves,
      reliable,
      made: [],
      acked: false,
    }
    if (!options.lost) this.deliver(sent, options)
    return sent
  }

  /** Sends a packet that the capture has seen, or not, again. */
  resend(sent: Sent, options: SendOptions = {}): void {
    this.#capture(sent, RESENT, options)
    const [first] = sent.made
    if (first !== sent.made.at(-1)) link(sent.made.at(-1)!, 'Resend-of', first!, 'Resent-in')
  }

  /** Lets a packet reach the capture: late, or as a copy. */
  deliver(sent: Sent, options: SendOptions = {}): void {
    this.#capture(sent, 0, options)
  }

  /** A PacketAck. */
  ack(side: Side, acked: readonly Sent[]): void {
    const ack = this.send(side, 'PacketAck', { Packets: acked.map(({ sequence }) => ({ ID: sequence })) })
    for (const sent of acked) linkAck(ack.made[0]!, sent)
  }

  ping(side: Side, oldest: number, options: SendOptions = {}): Sent {
    const id = this.#pings[side]++
    return this.send(side, 'StartPingCheck', { PingID: { PingID: id, OldestUnacked: oldest } }, options)
  }

  pong(ping: Sent, options: SendOptions = {}): void {
    const side = ping.side === 0 ? 1 : 0
    const id = ping.leaves.find(({ path }) => path.endsWith('PingID.PingID'))!.value
    const pong = this.send(side, 'CompletePingCheck', { PingID: { PingID: id } }, options)
    link(pong.made[0]!, 'Ping-reply-to', ping.made[0]!, 'Ping-reply-in')
  }

  #capture(sent: Sent, again: number, { acks = [], findings = [] }: SendOptions): void {
    const flags = (sent.reliable ? RELIABLE : 0) | again
    const payload = writePacket({
      era: this.#era,
      flags,
      sequence: sent.sequence,
      message: sent.message,
      zeroCoded: sent.zeroCoded,
      acks: acks.map(({ sequence }) => sequence),
    })
    const frames = this.#world.udp(this.#headers, this.ends, sent.side, payload)
    const made = this.#world.add(frames, {
      kind: this.#era,
      type: sent.type,
      ends: this.ends,
      side: sent.side,
      length: payload.length,
      leaves: sent.leaves,
      holdings: [],
      packet: sent,
      flags: payload[0]!,
      appended: acks,
      findings,
    })
    sent.made.push(made)
    for (const acked of acks) linkAck(made, acked)
    if (this.#announcedBy) link(made, 'Announced-in', this.#announcedBy, 'Circuit-begins-in')
    this.#announcedBy = undefined
  }
}

/** The first ack of a packet is told on both messages, another only on the one that has it. */
function linkAck(made: Made, sent: Sent): void {
  const [first] = sent.made
  if (!first) return
  note(made, 'Ack-of', first.number)
  if (!sent.acked) note(first, 'Acked-in', made.number)
  sent.acked = true
}
