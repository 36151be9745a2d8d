import { defineField, type FieldDef, type FieldOptions } from '../fields/definition.js'
import { derived } from '../fields/specs.js'
import { MAX_LINKS } from './limits.js'
import type { MessageRef } from './message.js'

/** How two messages belong together; declared once by the dissector that finds it. */
export interface LinkKind {
  /** On the later message: number of the earlier one, and seconds between them. */
  readonly back: FieldDef
  readonly backTime: FieldDef
  /** On the earlier message: number of the later one, and seconds between them. */
  readonly forth: FieldDef
  readonly forthTime: FieldDef
}

export interface LinkOptions {
  /** The earlier message is shown on the line of the field that names it: `ID  5 = #3 = 35.2 ms`. */
  readonly beside?: boolean
  /** Several later messages may belong to one earlier one: an array in JSON. */
  readonly many?: boolean
}

const FORWARD = new Set<FieldDef>()

/** Whether a field tells of a later message: only a run that looks ahead has such. */
export function isForwardLink(def: FieldDef): boolean {
  return FORWARD.has(def)
}

/** Declares `PATH.Reply-to`, `PATH.Reply-in` and their times, each on the line of its message, from the labels `Reply to` and `Reply in`. */
export function linkKind(path: string, back: string, forth: string, options: LinkOptions = {}): LinkKind {
  const { beside = false, many = false } = options
  const message = (label: string, more: FieldOptions) =>
    defineField(`${path}.${keyOf(label)}`, derived({ label, shown: 'message', ...more }))
  const time = (label: string, doc: string, unit = '') =>
    defineField(
      `${path}.${keyOf(label)}-time`,
      derived({ label: 'Time', shown: 'duration', role: 'volatile', doc, inline: true, unit }),
    )
  const kind = {
    back: message(back, { inline: beside }),
    backTime: time(back, 'Since that message'),
    forth: message(forth, { repeated: many }),
    forthTime: time(forth, 'Until that message', 'later'),
  }
  FORWARD.add(kind.forth).add(kind.forthTime)
  return kind
}

function keyOf(label: string): string {
  return label.replaceAll(' ', '-')
}

/** A link seen from its earlier message. */
export interface ForwardLink {
  readonly kind: LinkKind
  /** Number of the later message. */
  readonly message: number
  /** Between the two; undefined where a time is not known. */
  readonly seconds: number | undefined
}

/**
 * Links by their earlier message. A run that looks ahead fills the table in a first pass and reads it in a second,
 * in which the messages have the same numbers.
 */
export class LinkTable {
  recording = true
  /** Links beyond MAX_LINKS, only counted. */
  dropped = 0
  readonly #links = new Map<number, ForwardLink[]>()
  #count = 0

  record(kind: LinkKind, from: number, message: number, seconds: number | undefined): void {
    if (!this.recording) return
    if (this.#count === MAX_LINKS) {
      this.dropped++
      return
    }
    this.#count++
    const links = this.#links.get(from)
    if (links) links.push({ kind, message, seconds })
    else this.#links.set(from, [{ kind, message, seconds }])
  }

  /** The links that lead from a message to later ones; none while they are still being recorded. */
  from(message: number): readonly ForwardLink[] | undefined {
    return this.recording ? undefined : this.#links.get(message)
  }

  clear(): void {
    this.#links.clear()
    this.#count = 0
    this.dropped = 0
  }
}

/** Seconds from the earlier to the later message; undefined when a time is not known. */
export function secondsBetween(earlier: MessageRef, later: MessageRef): number | undefined {
  if (earlier.seconds < 0 || later.seconds < 0) return undefined
  // Whole nanoseconds first: the difference of two small numbers is exact.
  return ((later.seconds - earlier.seconds) * 1e9 + (later.nanoseconds - earlier.nanoseconds)) / 1e9
}
