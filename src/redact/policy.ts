import type { FieldDef } from '../fields/definition.js'
import { fieldSelector } from '../fields/path-pattern.js'
import { Wire } from '../fields/wire.js'
import type { Carrier, Redacting } from './redacting.js'

/** What becomes of a field. */
export type Fate = 'kept' | 'secret' | 'name' | 'text' | 'address' | 'unknown'

export interface PolicyOptions {
  readonly names: boolean
  readonly texts: boolean
  readonly addresses: boolean
  readonly keepUnknown: boolean
}

/** Decides, once for each definition, what becomes of its fields. */
export class Policy {
  readonly options: PolicyOptions
  readonly carriers: readonly Carrier[]
  readonly #fates: (Fate | undefined)[] = []
  readonly #beginnings: ReadonlyMap<string, RegExp>
  readonly #isSecret: (def: FieldDef) => boolean
  readonly #isName: (def: FieldDef) => boolean
  readonly #isText: (def: FieldDef) => boolean
  readonly #isAddress: (def: FieldDef) => boolean
  readonly #isUnknown: (def: FieldDef) => boolean

  constructor(declared: readonly Redacting[], options: PolicyOptions) {
    this.options = options
    this.#beginnings = new Map(declared.flatMap(({ beginnings = {} }) => Object.entries(beginnings)))
    this.carriers = declared.flatMap(({ carriers = [] }) => carriers)
    this.#isSecret = fieldSelector(declared.flatMap(({ secrets = [] }) => secrets))
    this.#isName = fieldSelector(options.names ? declared.flatMap(({ names = [] }) => names) : [])
    this.#isText = fieldSelector(options.texts ? declared.flatMap(({ texts = [] }) => texts) : [])
    this.#isAddress = fieldSelector(
      options.addresses ? declared.flatMap(({ addresses = [] }) => addresses) : [],
    )
    this.#isUnknown = fieldSelector(declared.flatMap(({ unknown = [] }) => unknown))
  }

  /** Bytes at a field's beginning that tell what it is, not what is in it. */
  publicLength({ path }: FieldDef, value: Uint8Array): number {
    const beginning = this.#beginnings.get(path)
    return beginning ? (beginning.exec(Buffer.from(value).toString('latin1'))?.[0].length ?? 0) : 0
  }

  fate(def: FieldDef): Fate {
    return (this.#fates[def.id] ??= this.#decide(def))
  }

  #decide(def: FieldDef): Fate {
    if (def.role === 'secret' || this.#isSecret(def)) return 'secret'
    if (def.wire === Wire.Undecoded || def.opaque) return this.options.keepUnknown ? 'kept' : 'unknown'
    if (def.wire === Wire.Bytes && this.#isUnknown(def)) return this.options.keepUnknown ? 'kept' : 'unknown'
    if (def.role === 'length') return 'kept'
    if (this.#isName(def)) return 'name'
    if (this.#isText(def)) return 'text'
    if (this.options.addresses && (isAddress(def.wire) || this.#isAddress(def))) return 'address'
    return 'kept'
  }
}

function isAddress(wire: Wire): boolean {
  return wire === Wire.IPv4 || wire === Wire.IPv6 || wire === Wire.Mac
}
