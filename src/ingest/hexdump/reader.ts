import type { Begins, Frame, FrameNote, FrameSink } from '../frame.js'
import { LinkType, newFrame } from '../frame.js'
import { plainBytes } from '../plain-bytes.js'
import type { FrameCounter } from '../reader-context.js'
import { type DumpLayer, guessBegins } from './layers.js'
import { decodeText } from './normalise.js'
import { readDumps } from './read-dumps.js'
import type { DumpOptions, DumpPacket, DumpReading, Sender } from './types.js'

/** How a text becomes frames: what the dumps leave open, and where the report goes. */
export interface TextOptions extends DumpOptions {
  /** The layer every dump begins at, instead of a guess for each. */
  readonly beginsAt?: DumpLayer
  /** Who sent the dumps that do not say it; where they name two peers only, the first of them. */
  readonly from?: 'client' | 'server'
  /** Ports that dumps of bare payload had. */
  readonly ports?: { readonly server: number; readonly client: number }
  /** Takes the one line that says what was read: `3 packets, Wireshark dialect, offsets hex; begins at Ethernet`. */
  readonly report: (line: string) => void
  /** Numbers the frames, over all inputs; from 1 unless given. */
  readonly counter?: FrameCounter
}

/**
 * Reads the dumps in a text and hands each on as a frame. A text without any gives no frame and a report that says why.
 * Returns the reading, for who wants to know more than the report says.
 */
export function readText(
  text: Uint8Array,
  inputName: string,
  sink: FrameSink,
  options: TextOptions,
): DumpReading {
  const reading = readDumps(decodeText(text), options)
  const layers = reading.packets.map((packet) => layerOf(packet, options))
  options.report(reading.summary + describeLayers(layers))
  for (const { code, message } of reading.problems)
    sink.problem({ code, message, input: inputName, offset: -1 })
  const frame = newFrame()
  const counter = options.counter ?? { count: 0 }
  for (let i = 0; i < reading.packets.length; i++) {
    fillFrame(frame, reading.packets[i]!, layers[i]!, options)
    frame.number = counter.count += 1
    if (!sink.frame(frame)) break
  }
  return reading
}

function layerOf(packet: DumpPacket, options: TextOptions): DumpLayer {
  if (packet.isText === true) return 'payload'
  return options.beginsAt ?? guessBegins(packet.bytes)
}

const BEGINS: Record<
  DumpLayer,
  { readonly begins: Begins; readonly linkType: number; readonly title: string }
> = {
  ethernet: { begins: 'link', linkType: LinkType.ETHERNET, title: 'Ethernet' },
  ip: { begins: 'link', linkType: LinkType.RAW, title: 'IP' },
  udp: { begins: 'udp', linkType: 0, title: 'UDP' },
  tcp: { begins: 'tcp', linkType: 0, title: 'TCP' },
  payload: { begins: 'payload', linkType: 0, title: 'payload' },
}

function fillFrame(frame: Frame, packet: DumpPacket, layer: DumpLayer, options: TextOptions): void {
  const { begins, linkType } = BEGINS[layer]
  frame.seconds = packet.seconds
  frame.nanoseconds = packet.nanoseconds
  frame.begins = begins
  frame.linkType = linkType
  frame.bytes = plainBytes(packet.bytes)
  frame.start = 0
  frame.end = packet.bytes.length
  frame.originalLength = packet.bytes.length
  frame.note = noteOf(packet, layer, options)
}

function noteOf(packet: DumpPacket, layer: DumpLayer, options: TextOptions): FrameNote {
  const sender = roleOf(packet.sender, options.from)
  const place =
    packet.line === packet.endLine ? `line ${packet.line}` : `lines ${packet.line}-${packet.endLine}`
  return {
    place,
    ...(sender === undefined ? {} : { sender }),
    ...(packet.heading === undefined ? {} : { comment: packet.heading }),
    ...(packet.isText === true ? { transport: 'tcp' as const } : {}),
    ...(layer === 'payload' && options.ports !== undefined ? { ports: options.ports } : {}),
  }
}

/** `--from` fills in what the dump leaves open: everything, or which role the first of two peers has. */
function roleOf(sender: Sender | undefined, from: 'client' | 'server' | undefined): Sender | undefined {
  if (from === undefined || sender === 'client' || sender === 'server') return sender
  if (sender !== 'b') return from
  return from === 'client' ? 'server' : 'client'
}

/** `; begins at Ethernet`, or `; 7 begin at Ethernet, 10 at payload`. */
function describeLayers(layers: readonly DumpLayer[]): string {
  const counts = new Map<DumpLayer, number>()
  for (const layer of layers) counts.set(layer, (counts.get(layer) ?? 0) + 1)
  const groups = [...counts].map(([layer, count]) => ({ title: BEGINS[layer].title, count }))
  if (groups.length === 0) return ''
  if (groups.length === 1) return `; ${layers.length === 1 ? 'begins' : 'all begin'} at ${groups[0]!.title}`
  return `; ${groups.map(({ title, count }, i) => `${count} ${i === 0 ? 'begin ' : ''}at ${title}`).join(', ')}`
}
