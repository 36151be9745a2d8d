import { MAX_LAYERS_COUNTED } from '../limits.js'
import type { Party } from './party.js'

/** Frames, with their lengths on the wire. */
export class FrameCounts {
  frames = 0
  bytes = 0

  add(length: number): void {
    this.frames++
    this.bytes += length
  }
}

/** Frames that carried a protocol's messages, and those messages with their captured lengths. */
export class ProtocolCounts extends FrameCounts {
  readonly protocol: string
  messages = 0
  messageBytes = 0

  constructor(protocol: string) {
    super()
    this.protocol = protocol
  }
}

/** What stands above IP (or on the link): UDP, TCP, ARP, ... */
export class Layer extends FrameCounts {
  readonly name: string
  readonly protocols = new Map<string, ProtocolCounts>()
  /** All conversations that are not counted one by one. */
  rest: Party | undefined

  constructor(name: string) {
    super()
    this.name = name
  }

  /** Counts of a protocol by name; the empty name is that of frames without messages. */
  of(protocol: string): ProtocolCounts {
    let counts = this.protocols.get(protocol)
    if (!counts) this.protocols.set(protocol, (counts = new ProtocolCounts(protocol)))
    return counts
  }
}

/** One version of IP, or frames without it. */
export class Family extends FrameCounts {
  readonly name: string
  readonly layers = new Map<string, Layer>()

  constructor(name: string) {
    super()
    this.name = name
  }

  of(name: string): Layer {
    const known = this.layers.get(name)
    if (known) return known
    if (this.layers.size >= MAX_LAYERS_COUNTED && name !== OTHERS) return this.of(OTHERS)
    const layer = new Layer(name)
    this.layers.set(name, layer)
    return layer
  }
}

const OTHERS = 'others'
