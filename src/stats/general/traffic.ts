import type { Message } from '../../dissect/message.js'
import type { Slot } from '../../dissect/slots.js'
import type { Frame } from '../../ingest/frame.js'
import type { Conversation, Side } from '../../network/conversation.js'
import { messageLength, transportName } from '../../views/heading.js'
import { MAX_CONVERSATIONS_COUNTED } from '../limits.js'
import type { Collector } from '../statistic.js'
import { Family, FrameCounts, type Layer } from './layers.js'
import { Party } from './party.js'
import { Span } from './span.js'

/** The layer of fragments that wait for others of their datagram. */
const FRAGMENTS = 'fragments'

/** Frames and messages by conversation and by layer. */
export class Traffic implements Collector {
  readonly span = new Span()
  readonly all = new FrameCounts()
  readonly families: Readonly<Record<0 | 4 | 6, Family>> = {
    4: new Family('IPv4'),
    6: new Family('IPv6'),
    0: new Family('no IP'),
  }
  /** Conversations that are counted together. */
  uncounted = 0
  /** Conversations that are counted one by one. */
  readonly max: number
  /** By the conversation's number, which counts from 1. */
  readonly #parties: Party[] = []
  /** Where the last frame of a conversation that is not counted by itself went: there its messages go, too. */
  #rest: Party | undefined

  constructor(max = MAX_CONVERSATIONS_COUNTED) {
    this.max = max
  }

  frame(
    frame: Frame,
    conversation: Conversation | undefined,
    side: Side,
    version: 0 | 4 | 6,
    what: string,
  ): void {
    const { originalLength } = frame
    const time = this.span.add(frame.seconds, frame.nanoseconds)
    const family = this.families[version]
    this.all.add(originalLength)
    family.add(originalLength)
    if (!conversation) {
      family.of(FRAGMENTS).add(originalLength)
      return
    }
    const layer = this.#parties[conversation.id]?.layer ?? family.of(layerName(conversation, what))
    layer.add(originalLength)
    this.#party(conversation, layer).frame(layer, side, originalLength, time)
  }

  message(message: Message): void {
    const party = this.#parties[message.conversation.id] ?? this.#rest
    party?.message(message, messageLength(message))
  }

  /** Every conversation counted by itself, in order of appearance. */
  get parties(): readonly Party[] {
    return this.#parties.filter((party) => party !== undefined)
  }

  /** Those of all layers that are counted together. */
  get rests(): readonly Party[] {
    return Object.values(this.families).flatMap(({ layers }) =>
      [...layers.values()].flatMap(({ rest }) => rest ?? []),
    )
  }

  /** Ends the counting, before it is reported. */
  settle(): void {
    for (const party of this.parties) party.settle()
    for (const party of this.rests) party.settle()
  }

  #party(conversation: Conversation, layer: Layer): Party {
    const { id } = conversation
    if (id <= this.max) {
      const party = (this.#parties[id] ??= new Party(conversation, layer))
      party.follow(conversation)
      return party
    }
    this.uncounted = Math.max(this.uncounted, id - this.max)
    return (this.#rest = layer.rest ??= new Party(conversation, layer))
  }
}

/** `UDP`, `TCP`, what a frame holds that is neither, or that there are no headers at all: `payload`. */
function layerName(conversation: Conversation, what: string): string {
  return conversation.transport === 'none' && what !== '' ? what : transportName(conversation)
}

export const TRAFFIC: Slot<Traffic> = { name: 'traffic', make: () => new Traffic() }
