import { type FieldDef, isLink, isWithheldSomewhere, Wire } from '../fields/index.js'
import { pathPattern } from '../fields/path-pattern.js'

/**
 * How a field is compared: not at all; by value; as steps of a sequence; up to consistent renaming; by length; by value but only
 * where nothing else differs (lengths, and values derived from others).
 */
export type Treatment = 'ignored' | 'value' | 'sequence' | 'id' | 'random' | 'length' | 'derived' | 'group'

export interface PolicyOptions {
  /** Globs of paths to leave out, and of the only ones to compare. */
  readonly ignore: readonly string[]
  readonly only: readonly string[]
  /** Compare every value as it is. */
  readonly strict: boolean
  /** Paths that differ between two recordings of one server. */
  readonly noise: ReadonlySet<string>
}

/** Decides how each field is compared, and remembers what it left out and why. */
export class Policy {
  readonly strict: boolean
  readonly #ignore: readonly ((path: string) => boolean)[]
  readonly #only: readonly ((path: string) => boolean)[]
  readonly #noise: ReadonlySet<string>
  readonly #treatments: (Treatment | undefined)[] = []
  /** Paths met that are left out, by reason. */
  readonly leftOut = new Map<Reason, Set<string>>()

  constructor({ ignore, only, strict, noise }: PolicyOptions) {
    this.strict = strict
    this.#ignore = ignore.map(pathPattern)
    this.#only = only.map(pathPattern)
    this.#noise = noise
  }

  of(def: FieldDef): Treatment {
    return (this.#treatments[def.id] ??= this.#decide(def))
  }

  #decide(def: FieldDef): Treatment {
    const { path } = def
    if (def.wire === Wire.Group) return 'group'
    // Links name messages by their numbers, and bytes decoded elsewhere are compared there.
    if (isLink(def) || def.elsewhere) return 'ignored'
    if (this.#ignore.some((fits) => fits(path))) return this.#leaveOut('--ignore', path)
    if (this.#only.length > 0 && !this.#only.some((fits) => fits(path))) return 'ignored'
    // Nobody can say whether what was masked is the same.
    if (isWithheldSomewhere(path)) return this.#leaveOut('masked when saved', path)
    if (this.#noise.has(path)) return this.#leaveOut('noise', path)
    if (this.strict) return def.wire === Wire.Derived ? 'derived' : 'value'
    if (def.role === 'volatile' || def.role === 'padding') return this.#leaveOut(def.role, path)
    if (def.wire === Wire.Derived) return 'derived'
    switch (def.role) {
      case 'sequence':
      case 'id':
      case 'random':
      case 'length':
        return def.role
      default:
        return 'value'
    }
  }

  #leaveOut(reason: Reason, path: string): 'ignored' {
    const paths = this.leftOut.get(reason)
    if (paths) paths.add(path)
    else this.leftOut.set(reason, new Set([path]))
    return 'ignored'
  }
}

/** Why a field is not compared. */
export type Reason = 'volatile' | 'padding' | '--ignore' | 'noise' | 'masked when saved'
