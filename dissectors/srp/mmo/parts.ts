/**
 * Layouts as lists of parts: `f.u64('guid'), f.str8('name')`. Each part declares its fields once and reads them; the
 * primitives are those of the protocol page, section 1.2.
 */
import type { Cursor } from '../../../src/dissect/cursor.js'
import {
  bytes,
  defineField,
  derived,
  type FieldDef,
  type FieldOptions,
  type FieldSpec,
  group,
  names,
  padding,
  text,
  u8,
  u16le,
  u32le,
  u64le,
  uuid,
  Wire,
} from '../../../src/fields/index.js'
import { readBigInt } from '../../../src/fields/read.js'

const YES_NO = names({ 0: 'no', 1: 'yes' })

/** Reads one part of a body. */
export type Part = (at: Cursor) => void

/** Makes parts whose fields have paths below one path. */
export class Parts {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  u8 = (name: string, options?: FieldOptions) => this.#fixed(name, u8(options))
  u16 = (name: string, options?: FieldOptions) => this.#fixed(name, u16le(options))
  u32 = (name: string, options?: FieldOptions) => this.#fixed(name, u32le(options))
  u64 = (name: string, options?: FieldOptions) => this.#fixed(name, u64le(options))
  i32 = (name: string, options?: FieldOptions) => this.#fixed(name, { ...options, wire: Wire.S32LE })
  f32 = (name: string, options?: FieldOptions) => this.#fixed(name, { ...options, wire: Wire.F32LE })
  vec3 = (name: string, options?: FieldOptions) => this.#fixed(name, { ...options, wire: Wire.Vector3 })
  uuid = (name: string, options?: FieldOptions) => this.#fixed(name, uuid(options))

  /** Text behind a count of its bytes, one byte long. */
  str8(name: string, options?: FieldOptions): Part {
    return this.#counted(name, u8, options)
  }

  /** Text behind a count of its bytes, two bytes long. */
  str16(name: string, options?: FieldOptions): Part {
    return this.#counted(name, u16le, options)
  }

  /** Text that ends with a zero byte. */
  cstr(name: string, options?: FieldOptions): Part {
    const def = this.#define(name, text({ ...options, type: 'cstr', ends: 0 }))
    return (at) => {
      const end = at.bytes.subarray(at.pos, at.end).indexOf(0)
      at.take(def, end < 0 ? at.remaining + 1 : end + 1)
    }
  }

  /** So many 32-bit numbers of one kind. */
  repeat(name: string, times: number, options?: FieldOptions): Part {
    const def = this.#define(name, u32le({ ...options, repeated: true }))
    return (at) => {
      for (let i = 0; i < times; i++) at.read(def)
    }
  }

  /** A part that may be missing at the end of a body. */
  optional(part: Part): Part {
    return (at) => {
      if (at.more) part(at)
    }
  }

  /** Flags of 32 bits, and parts of which some are there only if one of the flags of a mask is set. */
  flagged(
    name: string,
    parts: (flag: (mask: number, part: Part) => Part) => readonly Part[],
  ): readonly Part[] {
    const def = this.#define(name, u32le({ base: 'hex' }))
    let flags = 0
    const readFlags: Part = (at) => {
      flags = at.read(def)
    }
    const ifAny = (mask: number, part: Part): Part => {
      return (at) => {
        if (flags & mask) part(at)
      }
    }
    return [readFlags, ...parts(ifAny)]
  }

  /** A 64-bit id of which only the bytes that are not 0 are sent, behind a mask that says which. */
  pguid(name: string, options?: FieldOptions): Part {
    const def = this.#define(name, group({ ...options, type: 'pguid' }))
    const mask = this.#define(`${name}.mask`, u8({ base: 'hex' }))
    const packed = this.#define(`${name}.bytes`, bytes())
    const value = this.#define(`${name}.guid`, derived({ label: 'GUID', inline: true }))
    return (at) => {
      at.open(def)
      const bits = at.read(mask)
      const from = at.failed ? -1 : at.take(packed, popCount(bits))
      if (from >= 0) at.derive(value, unpack(at.bytes, from, bits))
      at.close()
    }
  }

  /** Everything left. */
  rest(name: string, options?: FieldOptions): Part {
    const def = this.#define(name, bytes(options))
    return (at) => at.rest(def)
  }

  /** So many bytes that mean nothing. */
  padding(name: string, length: number): Part {
    const def = this.#define(name, padding({ label: 'Padding' }))
    return (at) => void at.take(def, length)
  }

  /** A byte that answers a question. */
  yesNo = (name: string, options?: FieldOptions) => this.u8(name, { ...options, names: YES_NO })

  /** A byte, and the parts behind it if it is not 0. */
  ifSet(name: string, parts: readonly Part[], options?: FieldOptions): Part {
    const def = this.#define(name, u8({ ...options, names: YES_NO }))
    return (at) => {
      if (at.read(def) !== 0) readParts(at, parts)
    }
  }

  /** Several parts as one value with a name. */
  group(name: string, parts: (inner: Parts) => readonly Part[], options?: FieldOptions): Part {
    const def = this.#define(name, group(options))
    const inner = parts(new Parts(`${this.#path}.${name}`))
    return (at) => {
      at.open(def)
      readParts(at, inner)
      at.close()
    }
  }

  /** A count of one byte, then so many elements. */
  list8(name: string, parts: (inner: Parts) => readonly Part[], options?: FieldOptions): Part {
    return this.#list(name, u8, parts, options)
  }

  /** A count of two bytes, then so many elements. */
  list16(name: string, parts: (inner: Parts) => readonly Part[], options?: FieldOptions): Part {
    return this.#list(name, u16le, parts, options)
  }

  #fixed(name: string, spec: FieldSpec): Part {
    const def = this.#define(name, spec)
    return (at) => void at.read(def)
  }

  #counted(name: string, count: (options: FieldOptions) => FieldSpec, options: FieldOptions = {}): Part {
    const label = `${options.label ?? labelOf(name)} length`
    const length = this.#define(`${name}_length`, count({ label, role: 'length' }))
    const def = this.#define(name, text(options))
    return (at) => {
      const size = at.read(length)
      if (!at.failed) at.take(def, size)
    }
  }

  #list(
    name: string,
    width: (options: FieldOptions) => FieldSpec,
    parts: (inner: Parts) => readonly Part[],
    options: FieldOptions = {},
  ): Part {
    const label = `${options.label ?? labelOf(name)} count`
    const count = this.#define(`${name}_count`, width({ label, role: 'length' }))
    const def = this.#define(name, group({ ...options, repeated: true }))
    const inner = parts(new Parts(`${this.#path}.${name}`))
    return (at) => {
      const elements = at.read(count)
      for (let i = 0; i < elements && !at.failed; i++) {
        at.open(def)
        readParts(at, inner)
        at.close()
      }
    }
  }

  #define(name: string, spec: FieldSpec): FieldDef {
    return defineField(`${this.#path}.${name}`, { label: labelOf(name), ...spec })
  }
}

const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['id', 'ID'],
  ['xp', 'XP'],
])

/** `Max health` for `max_health`, `Counter 1` for `counter1`. */
function labelOf(name: string): string {
  const words = name.slice(name.lastIndexOf('.') + 1).replaceAll('_', ' ')
  return ABBREVIATIONS.get(words) ?? words.charAt(0).toUpperCase() + words.slice(1).replace(/\d+$/, ' $&')
}

export function readParts(at: Cursor, parts: readonly Part[]): void {
  for (const part of parts) part(at)
}

function popCount(bits: number): number {
  let count = 0
  for (let left = bits; left > 0; left &= left - 1) count++
  return count
}

function unpack(bytes: Uint8Array, from: number, mask: number): string {
  const whole = new Uint8Array(8)
  for (let bit = 0, at = from; bit < 8; bit++) if (mask & (1 << bit)) whole[bit] = bytes[at++]!
  return `0x${readBigInt(whole, 0, Wire.U64LE).toString(16)}`
}
