import type { DissectOptions } from '../../src/dissect/dissector.js'
import type { Slot } from '../../src/dissect/slots.js'
import type { Conversation } from '../../src/network/conversation.js'
import { type Dialect, ERAS, type Era } from './dialect.js'
import { eraByShape, isTelling, readsExactly } from './era.js'
import { TEMPLATES } from './template/library.js'

/** Packets over which all candidates are compared, from the first that tells anything. */
const COMPARED = 16

/** Faults more than the best candidate's: from then on one packet that reads exactly is taken for chance. */
const SETTLED = 4

/** Faults count no further, so that so many packets turn the choice at any time. */
const MAX_FAULTS = 8

/** Conversations whose choice is remembered from one pass over the input to the next. */
export const MAX_REMEMBERED = 16_384

/** What is known of the viewer beyond the conversation. */
interface Viewer {
  /** Checksum of the template it speaks in the classic era. */
  readonly spoken: number | undefined
}

/** Choices by the number of their conversation. */
const CHOICES: Slot<Map<number, DialectChoice>> = { name: 'sl.choices', make: () => new Map() }

/** The choice for a conversation: a new one, or what an earlier pass over the input knows. `--sl-era` limits it. */
export function choiceFor(
  conversation: Conversation,
  { protocolOptions, settings }: Pick<DissectOptions, 'protocolOptions' | 'settings'>,
): DialectChoice {
  const remembered = settings.of(CHOICES)
  const before = remembered.get(conversation.id)
  if (before) {
    before.resume()
    return before
  }
  const { library } = settings.of(TEMPLATES)
  const forced = ERAS.find((era) => era === protocolOptions.get('sl-era')?.[0])
  const candidates = (forced ? [forced] : ERAS).flatMap((era) => library.dialects(era))
  const choice = new DialectChoice(candidates, forced !== undefined)
  if (remembered.size < MAX_REMEMBERED) remembered.set(conversation.id, choice)
  return choice
}

/**
 * Which era and template a conversation speaks. A packet that reads exactly is next to proof: no packet known reads
 * exactly in both eras, and templates of one era agree on many messages but not on all. So a candidate in which a
 * packet does not read exactly, though it does in another, has a fault; the one with the fewest is chosen, and
 * among equals the one the viewer is known to speak, then the first.
 */
export class DialectChoice {
  readonly #candidates: readonly Dialect[]
  readonly #faults: number[]
  /** Whether a packet read exactly, of the one being compared. */
  readonly #exact: boolean[]
  readonly #forced: boolean
  #compared = 0
  #told = false

  /** `forced`: there is one era only, and every packet is read in it. */
  constructor(candidates: readonly Dialect[], forced: boolean) {
    this.#candidates = candidates
    // Plain arrays: small typed ones take several times as much.
    this.#faults = candidates.map(() => 0)
    this.#exact = candidates.map(() => false)
    this.#forced = forced
  }

  /** Begins another pass over the conversation: what is known breaks ties, but nothing is settled. */
  resume(): void {
    this.#compared = 0
    for (let i = 0; i < this.#faults.length; i++) this.#faults[i] = Math.min(SETTLED - 1, this.#faults[i]!)
  }

  /** The dialect to read a packet in; undefined when nothing says that it is a message. */
  choose(bytes: Uint8Array, start: number, end: number, cut: boolean, viewer: Viewer): Dialect | undefined {
    if (this.#compared >= COMPARED) return this.#best(viewer)
    if (!this.#compare(bytes, start, end)) {
      if (this.#told || this.#forced) return this.#best(viewer)
      const era = eraByShape(bytes, start, end, cut)
      return era && this.#best(viewer, era)
    }
    const best = this.#best(viewer)
    const exact = this.#best(viewer, undefined, true)
    const chance = this.#told && this.#lead(best, exact) >= SETTLED
    this.#count()
    this.#compared++
    return chance ? best : exact
  }

  /**
   * A packet gave cause for findings in the dialect it was read in. True when they are about its values, since it
   * reads exactly; otherwise the other candidates are looked at.
   */
  readsAfterAll(bytes: Uint8Array, start: number, end: number, dialect: Dialect): boolean {
    if (readsExactly(bytes, start, end, dialect) !== undefined) return true
    if (this.#compared < COMPARED || this.#candidates.length === 1) return false
    if (!this.#compare(bytes, start, end)) return false
    this.#count()
    const rival = this.#best(undefined, undefined, true)
    if (this.#lead(dialect, rival) < SETTLED) this.#compared = 0
    return false
  }

  /** Marks the candidates a packet reads exactly in; false when there is none and the packet tells nothing. */
  #compare(bytes: Uint8Array, start: number, end: number): boolean {
    const candidates = this.#candidates
    let any = false
    for (let i = 0; i < candidates.length; i++) {
      const dialect = candidates[i]!
      const exact =
        (this.#told || isTelling(bytes, start, dialect.era)) &&
        readsExactly(bytes, start, end, dialect) !== undefined
      this.#exact[i] = exact
      any ||= exact
    }
    return any
  }

  /** Counts a fault of each candidate that is not marked. */
  #count(): void {
    const faults = this.#faults
    this.#told = true
    let least = MAX_FAULTS
    for (let i = 0; i < faults.length; i++) {
      if (!this.#exact[i]) faults[i]!++
      least = Math.min(least, faults[i]!)
    }
    for (let i = 0; i < faults.length; i++) faults[i] = Math.min(MAX_FAULTS, faults[i]! - least)
  }

  #best(viewer: Viewer | undefined, era?: Era, exactOnly = false): Dialect {
    let best = -1
    for (let i = 0; i < this.#candidates.length; i++) {
      const dialect = this.#candidates[i]!
      if ((era && dialect.era !== era) || (exactOnly && !this.#exact[i])) continue
      if (best < 0 || this.#faults[i]! < this.#faults[best]!) best = i
      else if (this.#faults[i] === this.#faults[best] && speaks(viewer, dialect)) best = i
    }
    return this.#candidates[best]!
  }

  /** Faults that `other` has more than `best`. */
  #lead(best: Dialect, other: Dialect): number {
    const faultsOf = (dialect: Dialect) => this.#faults[this.#candidates.indexOf(dialect)]!
    return faultsOf(other) - faultsOf(best)
  }
}

function speaks(viewer: Viewer | undefined, { checksum }: Dialect): boolean {
  return checksum !== 0 && viewer?.spoken === checksum
}
