import {
  defineField,
  derived,
  type FieldDef,
  type FieldSpec,
  group,
  layer,
  text,
  u8,
  Wire,
} from '../../src/fields/index.js'
import { isSecretKey } from './secret.js'
import type { Document, ValueType } from './value.js'

/** Keys that get fields of their own in one run; the values of further ones are shown as entries. */
export const MAX_KEYS = 2000

/** A key that can be the last part of a field's path. */
const PLAIN_KEY = /^[A-Za-z_][\w-]{0,62}$/

/** A key that is known beforehand, with its type as XML has it and what it stands for. */
export type Known = readonly [key: string, spelled: string, doc: string]

/**
 * The fields of one kind of document: `llsd.circuit_code`, `xmlrpc.sim_port`. A field's path is the document's and the
 * key its value stands under, however deep. Keys come from the traffic, so their number is bounded, and a key that
 * is no plain name has none.
 */
export class Definitions {
  readonly #path: string
  readonly #known: readonly Known[]
  readonly #docs: ReadonlyMap<string, string>
  readonly #keys = new Set<string>()
  readonly #made = new Map<string, FieldDef>()
  /** The document. */
  readonly document: FieldDef
  /** What stands between values. */
  readonly markup: FieldDef
  /** What follows behind the place where a document cannot be read on. */
  readonly unread: FieldDef
  /** A value whose key has no field, with its key. */
  readonly entry: FieldDef
  readonly entryKey: FieldDef

  constructor(path: string, label: string, known: readonly Known[] = []) {
    this.#path = path
    this.#known = known
    this.#docs = new Map(known.map(([key, , doc]) => [key, doc]))
    const own = layer(path, {
      $: group({ label, doc: `A document in ${label}` }),
      markup: text({ label: 'Markup', hidden: true, doc: 'What stands between the values' }),
      unread: text({
        label: 'Not read',
        role: 'secret',
        doc: 'What cannot be read on; it may hold secrets',
      }),
      entry: group({ label: 'Entry', repeated: true, doc: 'A value whose key is no plain name' }),
    })
    this.document = own.$
    this.markup = own.markup
    this.unread = own.unread
    this.entry = own.entry
    this.entryKey = defineField(`${path}.entry.key`, text({ label: 'Key' }))
  }

  /** Makes the fields of the keys that are known, as XML has them. */
  declare(): void {
    for (const [key, spelled] of this.#known)
      this.value(key, typeOf(spelled), spelled, 'xml', false, isSecretKey(key))
  }

  /** Whether the values under a key have a field of their own. */
  has(key: string): boolean {
    if (this.#keys.has(key)) return true
    if (!PLAIN_KEY.test(key) || RESERVED.has(key) || this.#keys.size >= MAX_KEYS) return false
    this.#keys.add(key)
    return true
  }

  /** The field of a value; `syntax` says how it is written. */
  value(
    key: string,
    type: ValueType,
    spelled: string,
    syntax: Document['syntax'],
    repeated: boolean,
    secret: boolean,
  ): FieldDef {
    const shown = SPELLINGS.has(spelled) ? spelled : 'undef'
    return this.#define(key, `${shown} ${syntax === 'binary'} ${repeated} ${secret}`, () => ({
      ...(syntax === 'binary' ? BINARY[type] : TEXT[type]),
      type: shown,
      repeated,
      ...(secret ? { role: 'secret' } : {}),
    }))
  }

  /** A map or array. */
  group(key: string, type: 'map' | 'array', repeated: boolean): FieldDef {
    return this.#define(key, `${type} ${repeated}`, () => group({ type, repeated }))
  }

  /** An array without items. */
  emptyArray(key: string): FieldDef {
    return this.#define(key, 'empty', () => text({ type: 'array', literal: true }))
  }

  /** What the bytes of a value say, shown beside them; `quoted`: a text. */
  said(key: string, secret: boolean, quoted: boolean): FieldDef {
    return this.#define(`${key}-said`, `${secret} ${quoted}`, () =>
      derived({ label: 'Says', inline: true, quoted, ...(secret ? { role: 'secret' } : {}) }),
    )
  }

  #define(key: string, kind: string, spec: () => FieldSpec): FieldDef {
    const name = `${key} ${kind}`
    let def = this.#made.get(name)
    if (!def) {
      def = defineField(`${this.#path}.${key}`, { label: key, doc: this.#docs.get(key) ?? '', ...spec() })
      this.#made.set(name, def)
    }
    return def
  }
}

/** The type that XML spells like this: `i4` is XML-RPC's integer. */
function typeOf(spelled: string): ValueType {
  return spelled === 'i4' ? 'integer' : (spelled as ValueType)
}

/** Names this file uses itself. */
const RESERVED = new Set(['markup', 'unread', 'entry'])

/** All spellings of types there are; anything else is an element nobody knows. */
const SPELLINGS = new Set([
  ...['undef', '!', 'boolean', 'integer', 'real', 'uuid', 'string', 'date', 'uri', 'binary', 'b64', 'b16'],
  ...['i4', 'int', 'double', 'dateTime.iso8601', 'base64', 'nil'],
])

const BOOLEAN = new Map([
  [0x30, 'false'],
  [0x31, 'true'],
])

const LITERAL: FieldSpec = { wire: Wire.Text, literal: true }
const PLAIN: FieldSpec = { wire: Wire.Text }
const NOTHING: FieldSpec = { wire: Wire.Group }

/** How a value is read where it is written as text. */
const TEXT: Readonly<Record<ValueType, FieldSpec>> = {
  undef: LITERAL,
  boolean: LITERAL,
  integer: LITERAL,
  real: LITERAL,
  uuid: PLAIN,
  string: PLAIN,
  date: PLAIN,
  uri: PLAIN,
  binary: PLAIN,
  map: NOTHING,
  array: NOTHING,
}

/** And where it is binary. */
const BINARY: Readonly<Record<ValueType, FieldSpec>> = {
  ...TEXT,
  boolean: u8({ names: BOOLEAN }),
  integer: { wire: Wire.S32BE },
  real: { wire: Wire.F64BE },
  uuid: { wire: Wire.Uuid },
  date: { wire: Wire.F64LE, unit: 's' },
  binary: { wire: Wire.Bytes },
}
