import type { Cursor } from '../../src/dissect/cursor.js'
import { UNDECODED } from '../../src/dissect/cursor.js'
import type { DissectOptions, Dissector, Session } from '../../src/dissect/dissector.js'
import { findingKind } from '../../src/dissect/finding.js'
import { MESSAGE_SOURCE, type Message } from '../../src/dissect/message.js'
import type { Conversation } from '../../src/network/conversation.js'
import { choiceFor, type DialectChoice } from './choice.js'
import { Circuit } from './circuit.js'
import type { Dialect, Era } from './dialect.js'
import { SPOKEN_TEMPLATE } from './fields.js'
import { PacketReader } from './packet.js'
import { CircuitTemplates } from './spoken.js'

const TITLES: Readonly<Record<Era, string>> = {
  classic: 'Second Life (classic)',
  modern: 'Second Life (modern)',
}

const UNRECOGNISED = findingKind('sl.unrecognised', 'warning')
const UNUSABLE = findingKind('sl.template-unusable', 'warning')

// Shared by all sessions: a message is done with before the next one begins.
const reader = new PacketReader()

/** One circuit, or what looks like one. */
export class SecondLifeSession implements Session {
  readonly dissector: Dissector
  readonly teaches = false
  readonly #choice: DialectChoice
  readonly #templates: CircuitTemplates
  readonly #circuit: Circuit
  /** The dialect of the last message, which is told when it changes. */
  #dialect: Dialect | undefined

  constructor(dissector: Dissector, conversation: Conversation, options: DissectOptions) {
    this.dissector = dissector
    this.#choice = choiceFor(conversation, options)
    this.#templates = new CircuitTemplates(options, conversation.ends[0].address)
    this.#circuit = new Circuit(conversation, options, this.#templates)
  }

  dissect(at: Cursor, message: Message): void {
    this.#circuit.settle(at, this.#read(at, message))
  }

  /** Reads a packet in the dialect it fits best; true when it is exactly as that has it. */
  #read(at: Cursor, message: Message): boolean {
    const { bytes, pos, end } = at
    const cut = message.sources[MESSAGE_SOURCE]!.cut > 0
    const dialect = this.#choice.choose(bytes, pos, end, cut, this.#templates)
    if (!dialect) {
      takeUnrecognised(at)
      return false
    }
    if (dialect !== this.#dialect) this.#tell(at, dialect)
    message.title = TITLES[dialect.era]
    return reader.read(at, dialect, this.#circuit) || this.#choice.readsAfterAll(bytes, pos, end, dialect)
  }

  /** Says which template decides, at a conversation's first message and whenever it changes. */
  #tell(at: Cursor, dialect: Dialect): void {
    this.#dialect = dialect
    at.derive(SPOKEN_TEMPLATE, dialect.description)
    for (const { problem } of this.#templates.unusableOnce())
      at.message.find(
        UNUSABLE,
        `A message template that was found cannot be used: ${problem}.`,
        MESSAGE_SOURCE,
        at.pos,
        0,
      )
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
