import { MESSAGE_SOURCE, type Message } from '../dissect/message.js'
import type { FieldDef } from '../fields/definition.js'
import { Wire, wireName } from '../fields/wire.js'
import { integerOf, isObject, type Json, objectOf } from './checks.js'
import { SavedDefinitions } from './definitions.js'
import { type Known, KnownFields } from './known-fields.js'
import { cutOf } from './positions.js'
import { type Encoded, encodedValue } from './value-bytes.js'
import { isMaskedValue, pathOf, type SavedLeaf, type ValueSink, ValueWalk } from './value-walk.js'
import type { ReadsValues } from './values.js'

/**
 * Reads what was saved without positions to be compared: each value gets bytes that say it, of the field's own type where they
 * can be told, else text. They are not the bytes it had, and lie one behind the other. Captures are compared with it in the
 * same form: equal values get equal bytes, by the fields known when the first of them is read.
 */
export class ComparedValues implements ReadsValues {
  readonly #definitions = new SavedDefinitions()
  #fields: KnownFields | undefined

  read(line: Json, message: Message): void {
    this.make(objectOf(line.fields, 'fields'), message, cutOf(line.cut))
    message.saved = { length: integerOf(line.length, 'length', 0, Number.MAX_SAFE_INTEGER) }
  }

  /** Gives a message the rows of some fields. Those whose keys, joined by dots, are among `secrets` are secret whatever is known of them. */
  make(fields: Json, message: Message, cut: number, secrets: ReadonlySet<string> = NO_SECRETS): void {
    this.#fields ??= new KnownFields()
    const compared = new Compared(this.#definitions, this.#fields, message, Object.keys(fields), secrets)
    new ValueWalk(compared).members(fields)
    compared.end(cut)
  }
}

const NO_SECRETS: ReadonlySet<string> = new Set()

class Compared implements ValueSink {
  readonly #definitions: SavedDefinitions
  readonly #fields: KnownFields
  readonly #message: Message
  readonly #context
  readonly #secrets: ReadonlySet<string>
  readonly #bytes: Uint8Array[] = []
  #length = 0

  constructor(
    definitions: SavedDefinitions,
    fields: KnownFields,
    message: Message,
    top: readonly string[],
    secrets: ReadonlySet<string>,
  ) {
    this.#definitions = definitions
    this.#fields = fields
    this.#message = message
    this.#context = { protocol: message.protocol, type: message.type, top }
    this.#secrets = secrets
  }

  known(keys: readonly string[], isGroup: boolean): Known | undefined {
    return this.#fields.find(this.#context, keys, isGroup)
  }

  group(keys: readonly string[], known: Known | undefined, depth: number): void {
    const def = this.#define(keys, known, { wire: 'group' })
    this.#message.tree.add(def, MESSAGE_SOURCE, this.#length, 0, depth)
  }

  leaf({ keys, known, value, text }: SavedLeaf, depth: number): void {
    if (this.#isSaidElsewhere(keys, known, value)) return
    // Bits are parts of the field before them.
    const own = depth + (known !== undefined && known.def.mask !== 0 ? 1 : 0)
    const { tree } = this.#message
    if (isMaskedValue(value)) tree.derive(this.#define(keys, known, { wire: 'derived' }, true), '', own)
    else if (known?.def.wire === Wire.Derived && !isObject(value)) {
      const { shown } = known.def
      tree.derive(this.#define(keys, known, { wire: 'derived', ...(shown ? { shown } : {}) }), text, own)
    } else this.#encoded(keys, known, encodedValue(value, text, known), own)
  }

  /** Ends the message: all values are there. `cut` as in Source. */
  end(cut: number): void {
    this.#message.addSource('message', Buffer.concat(this.#bytes), 0, this.#length, cut)
  }

  /** Bytes that are decoded elsewhere, and a group's bytes beside its members. */
  #isSaidElsewhere(keys: readonly string[], known: Known | undefined, value: unknown): boolean {
    if (isObject(value) && typeof value.length === 'number' && known?.def.elsewhere) return true
    return keys.at(-1) === 'raw' && keys.length > 1 && (this.known(keys.slice(0, -1), true)?.def.raw ?? false)
  }

  #encoded(
    keys: readonly string[],
    known: Known | undefined,
    { wire, bytes, named, value, name, literal }: Encoded,
    depth: number,
  ): void {
    const { base = 'dec', unit = '' } = known?.def ?? {}
    const saved = {
      wire: wireName(wire),
      ...(named ? { named } : {}),
      ...(base === 'dec' ? {} : { base }),
      ...(unit === '' ? {} : { unit }),
      ...(literal ? { literal } : {}),
    }
    const def = this.#define(keys, known, saved, false, value, name)
    this.#message.tree.add(def, MESSAGE_SOURCE, this.#length, bytes.length, depth)
    this.#bytes.push(bytes)
    this.#length += bytes.length
  }

  #define(
    keys: readonly string[],
    known: Known | undefined,
    saved: Json,
    withheld = false,
    value?: number,
    name?: string,
  ): FieldDef {
    const path = pathOf(this.#message.protocol, keys, known)
    const role = this.#secrets.has(keys.join('.')) ? 'secret' : (known?.role ?? 'data')
    const repeated = known?.def.repeated ? { repeated: true } : {}
    const whole = { path, label: known?.def.label ?? keys.at(-1), role, ...repeated, ...saved }
    return this.#definitions.pick(this.#definitions.entry(whole, withheld), value, name)
  }
}
