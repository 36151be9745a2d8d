import type { Message } from '../dissect/message.js'
import { NO_SOURCE, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { type FieldDef, fieldById } from '../fields/definition.js'
import { PerField } from '../views/per-field.js'
import type { FieldTest } from './field-test.js'

/** What a filter wants of each field: a test, or nothing. Asked once a field, since protocols declare fields as they meet them. */
export class FieldTests {
  readonly #make: (def: FieldDef) => FieldTest | undefined
  readonly #known = new PerField<FieldTest | null>()

  constructor(make: (def: FieldDef) => FieldTest | undefined) {
    this.#make = make
  }

  of(def: FieldDef): FieldTest | null {
    // What was masked has no value that could be tested.
    return this.#known.get(def) ?? this.#known.set(def, (def.withheld ? undefined : this.#make(def)) ?? null)
  }

  /** Looks for a field of the message whose test comes out as `wanted`; see `Ask`. */
  ask(message: Message, wanted: boolean): boolean | undefined {
    const own = this.#askOne(message, wanted)
    if (own === true || !message.headers) return own
    const headers = this.#askOne(message.headers, wanted)
    return headers ?? own
  }

  #askOne({ tree, sources }: Message, wanted: boolean): boolean | undefined {
    const { rows, count, derived } = tree
    let any = false
    for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
      const test = this.of(fieldById(rows[at]!))
      if (test === null) continue
      const source = rows[at + ROW_SOURCE]!
      const start = rows[at + ROW_START]!
      const answer =
        source === NO_SOURCE
          ? test.derived(derived[start]!)
          : test.bytes(sources[source]!.bytes, start, rows[at + ROW_LENGTH]!)
      if (answer === wanted) return true
      any ||= answer !== undefined
    }
    return any ? false : undefined
  }
}
