import { Message } from '../../src/dissect/message.js'
import type { Frame } from '../../src/ingest/frame.js'
import type { Conversation, Side } from '../../src/network/conversation.js'
import { recordLayers } from '../../src/network/layers.js'
import { Network, type NetworkOptions } from '../../src/network/network.js'
import type { Payload, PayloadSink } from '../../src/network/payload.js'
import { coverageFaults } from '../support/coverage.js'
import { frameOf } from './packets.js'

export type EventKind = 'datagram' | 'segment' | 'gap' | 'closed' | 'other' | 'control' | 'forgotten'

/** One call of the sink, with copies of what it got. */
export interface SinkEvent {
  readonly kind: EventKind
  readonly conversation: Conversation
  readonly side: Side
  readonly text: string
  readonly bytes: Uint8Array
  readonly frame: number
  readonly earlierFrames: readonly number[]
  readonly cut: number
  /** Codes of the findings. */
  readonly findings: readonly string[]
  readonly sentences: readonly string[]
  /** Of a gap. */
  readonly lost: number
  /** Of a close, or the name of something other. */
  readonly what: string
}

/** Writes down what the network stage hands on, and checks that the layers of every payload cover its frame. */
export class Recorder implements PayloadSink {
  readonly events: SinkEvent[] = []
  readonly #message = new Message()

  datagram(payload: Payload): void {
    this.#add('datagram', payload)
  }

  segment(payload: Payload): void {
    this.#add('segment', payload)
  }

  other(payload: Payload, what: string): void {
    this.#add('other', payload, what)
  }

  control(payload: Payload): void {
    this.#add('control', payload)
  }

  gap(conversation: Conversation, side: Side, bytes: number): void {
    this.events.push({ ...NOTHING, kind: 'gap', conversation, side, lost: bytes })
  }

  closed(conversation: Conversation, side: Side, how: string): void {
    this.events.push({ ...NOTHING, kind: 'closed', conversation, side, what: how })
  }

  forgotten(conversation: Conversation): void {
    this.events.push({ ...NOTHING, kind: 'forgotten', conversation, side: 0 })
  }

  of(...kinds: EventKind[]): SinkEvent[] {
    return this.events.filter((event) => kinds.includes(event.kind))
  }

  /** What one direction carried, gaps as `[n]`. */
  stream(side: Side, id = 1): string {
    return this.of('segment', 'gap')
      .filter((event) => event.side === side && event.conversation.id === id)
      .map((event) => (event.kind === 'gap' ? `[${event.lost}]` : event.text))
      .join('')
  }

  #add(kind: EventKind, payload: Payload, what = ''): void {
    const { conversation, side, frame, cut, earlierFrames } = payload
    const bytes = payload.bytes.slice(payload.start, payload.end)
    this.events.push({
      kind,
      conversation,
      side,
      bytes,
      text: String.fromCharCode(...bytes.subarray(0, 10_000)),
      frame: frame.number,
      earlierFrames: [...earlierFrames],
      cut,
      findings: payload.findings.map((found) => found.kind.code),
      sentences: payload.findings.map((found) => found.text),
      lost: 0,
      what,
    })
    this.#checkRanges(payload)
    this.#checkLayers(payload)
  }

  #checkRanges(payload: Payload): void {
    for (const { text, start, length } of payload.findings) {
      const { frame } = payload
      if (length < 0 || start < frame.start || start + length > frame.end)
        throw new Error(`range ${start}+${length} of "${text}" is not within ${frame.start}..${frame.end}`)
    }
  }

  #checkLayers(payload: Payload): void {
    const message = this.#message
    message.clear()
    recordLayers(payload, message)
    const faults = [...coverageFaults(message), ...message.findings.map((found) => found.text)]
    if (faults.length > 0) throw new Error(faults.join('; '))
  }
}

const NOTHING = {
  text: '',
  bytes: new Uint8Array(0),
  frame: 0,
  earlierFrames: [],
  cut: 0,
  findings: [],
  sentences: [],
  lost: 0,
  what: '',
}

const OPTIONS: NetworkOptions = { isServerPort: (_, port) => port === 12036, socks5: false }

/** Runs frames (or bare Ethernet frames) through the network stage. */
export function run(
  frames: readonly (Frame | Uint8Array)[],
  options: Partial<NetworkOptions> = {},
): Recorder {
  const recorder = new Recorder()
  const network = new Network(recorder, { ...OPTIONS, ...options })
  frames.forEach((frame, index) => {
    network.frame({ ...(frame instanceof Uint8Array ? frameOf(frame) : frame), number: index + 1 })
  })
  network.end()
  return recorder
}
