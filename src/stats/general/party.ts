import type { Message } from '../../dissect/message.js'
import type { Conversation, Side } from '../../network/conversation.js'
import type { Layer, ProtocolCounts } from './layers.js'

type BySide = [client: number, server: number]

/** What one conversation had, by the sending side; beyond the cap, what all those of a layer had together. */
export class Party {
  /** That of the last frame: without UDP and TCP it may change. */
  #layer: Layer
  readonly transport: Conversation['transport']
  ends: Conversation['ends']
  roles: Conversation['roles']
  /** Names of the protocols spoken, in order of appearance. */
  readonly protocols: string[] = []
  readonly frames: BySide = [0, 0]
  /** Lengths of the frames on the wire. */
  readonly bytes: BySide = [0, 0]
  readonly messages: BySide = [0, 0]
  readonly messageBytes: BySide = [0, 0]
  /** Seconds since the first frame of the input, NaN where unknown. */
  begin = Number.NaN
  end = Number.NaN
  #counts: ProtocolCounts | undefined
  /** Frames since the last message: whose they are, the next one tells. */
  #frames = 0
  #bytes = 0

  constructor(conversation: Conversation, layer: Layer) {
    this.#layer = layer
    this.transport = conversation.transport
    this.ends = conversation.ends
    this.roles = conversation.roles
  }

  /** The layer of the next frame, where it is always the same. */
  get layer(): Layer | undefined {
    return this.transport === 'none' ? undefined : this.#layer
  }

  frame(layer: Layer, side: Side, length: number, time: number): void {
    if (layer !== this.#layer) {
      this.settle()
      this.#layer = layer
      this.#counts = undefined
    }
    this.frames[side]++
    this.bytes[side] += length
    this.#frames++
    this.#bytes += length
    if (!(time >= this.begin)) this.begin = Number.isNaN(time) ? this.begin : time
    if (!(time <= this.end)) this.end = Number.isNaN(time) ? this.end : time
  }

  /** Keeps to who is client and who server, which may change before a conversation's first payload. */
  follow({ ends, roles }: Conversation): void {
    if (ends[0] === this.ends[0]) return
    this.ends = ends
    this.roles = roles
    this.frames.reverse()
    this.bytes.reverse()
  }

  message({ conversation, protocol, side }: Message, length: number): void {
    this.messages[side]++
    this.messageBytes[side] += length
    this.roles = conversation.roles
    if (this.#counts?.protocol !== protocol) this.#speaks(protocol)
    const counts = this.#counts!
    counts.messages++
    counts.messageBytes += length
    this.#handOver(counts)
  }

  /** Gives frames that no message followed to the last protocol spoken, or to none. */
  settle(): void {
    if (this.#frames > 0) this.#handOver(this.#counts ?? this.#layer.of(''))
  }

  #speaks(protocol: string): void {
    this.#counts = this.#layer.of(protocol)
    if (!this.protocols.includes(protocol)) this.protocols.push(protocol)
  }

  #handOver(counts: ProtocolCounts): void {
    counts.frames += this.#frames
    counts.bytes += this.#bytes
    this.#frames = 0
    this.#bytes = 0
  }
}
