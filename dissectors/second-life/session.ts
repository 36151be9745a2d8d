import type { Cursor } from '../../src/dissect/cursor.js'
import { UNDECODED } from '../../src/dissect/cursor.js'
import type { DissectOptions, Dissector, Session } from '../../src/dissect/dissector.js'
import { findingKind } from '../../src/dissect/finding.js'
import type { Message } from '../../src/dissect/message.js'
import type { Conversation } from '../../src/network/conversation.js'
import { Circuit } from './circuit.js'
import { coreDialect, type Era } from './dialect.js'
import { ERAS, EraEvidence, otherEra, readsExactly } from './era.js'
import { Mark } from './mark.js'
import { PacketReader } from './packet.js'

const TITLES: Readonly<Record<Era, string>> = {
  classic: 'Second Life (classic)',
  modern: 'Second Life (modern)',
}

const UNRECOGNISED = findingKind('sl.unrecognised', 'warning')

// Shared by all sessions: a message is done with before the next one begins.
const reader = new PacketReader()
const mark = new Mark()

/** One circuit, or what looks like one. */
export class SecondLifeSession implements Session {
  readonly dissector: Dissector
  readonly #forced: Era | undefined
  readonly #evidence = new EraEvidence()
  readonly #circuit: Circuit

  constructor(dissector: Dissector, conversation: Conversation, options: DissectOptions) {
    this.dissector = dissector
    this.#circuit = new Circuit(conversation, options)
    this.#forced = ERAS.find((era) => era === options.protocolOptions.get('sl-era')?.[0])
  }

  dissect(at: Cursor, message: Message): void {
    this.#circuit.settle(at, this.#choose(at, message))
  }

  /** Reads a packet in the era it fits best; true when it is exactly as that era's template has it. */
  #choose(at: Cursor, message: Message): boolean {
    const { bytes, pos, end } = at
    const expected = this.#forced ?? this.#evidence.expect(bytes, pos, end)
    const era = expected ?? ERAS.find((each) => readsExactly(bytes, pos, end, each))
    if (!era) {
      takeUnrecognised(at)
      return false
    }
    mark.set(at)
    const exact = this.#read(at, message, era)
    if (exact || this.#forced || !expected) return exact
    const other = otherEra(era)
    if (readsExactly(bytes, pos, end, other) === undefined) return false
    if (this.#evidence.isSettled) {
      this.#evidence.count(other)
      return false
    }
    mark.rewind(at)
    return this.#read(at, message, other)
  }

  #read(at: Cursor, message: Message, era: Era): boolean {
    message.title = TITLES[era]
    const exact = reader.read(at, coreDialect(era), this.#circuit)
    if (exact) this.#evidence.count(era)
    return exact
  }
}

function takeUnrecognised(at: Cursor): void {
  const length = at.remaining
  at.rest(UNDECODED)
  at.find(
    UNRECOGNISED,
    `These ${length} bytes read as a message in neither era of Second Life; if they are one, --sl-era says how to read it.`,
    length,
  )
}
