import type { Message } from '../dissect/message.js'
import type { Names } from '../fields/definition.js'

/**
 * What a fact's values are. `address`: text of an IP address, or whatever else names an end. `time`: seconds since 1970 UTC.
 * `epoch` is the same to be printed as a number, `elapsed` seconds since the first message.
 */
export type FactKind = 'number' | 'text' | 'address' | 'time' | 'epoch' | 'elapsed'

/**
 * Something known of a message as a whole, beside its fields: its number, who sent it, its type. Filters and
 * field lists know it by name. It may have no value (the time of a pasted dump) or several (the frames of a message).
 */
export interface Fact {
  readonly name: string
  /** One line for `slx fields`. */
  readonly doc: string
  readonly kind: FactKind
  /** Of a number that stands for a word, which is what is printed. */
  readonly names?: Names
  /** How many values a message has. */
  count(message: Message): number
  /** One of them. */
  value(message: Message, index: number): number | string
}

/** A fact that every message has once. */
export function always(
  name: string,
  doc: string,
  kind: FactKind,
  value: (message: Message) => number | string,
): Fact {
  return { name, doc, kind, count: () => 1, value }
}

/** A text that is empty where it is not known. */
export function textFact(name: string, doc: string, value: (message: Message) => string | undefined): Fact {
  return {
    name,
    doc,
    kind: 'text',
    count: (message) => (value(message) ? 1 : 0),
    value: (message) => value(message) ?? '',
  }
}
