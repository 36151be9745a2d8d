import { isSmallInteger, Wire, wireTypeName, wireWidth } from './wire.js'

/**
 * What a difference in a field means, and whether it may be shown. `id`s are compared up to consistent
 * renaming, `sequence`s as steps, `random` ones by length, `volatile` ones not at all; a `secret` is
 * masked in every view unless asked for.
 */
export type Role = (typeof ROLES)[number]

export const ROLES = ['data', 'length', 'sequence', 'id', 'volatile', 'random', 'padding', 'secret'] as const

/** Names of an open enumeration: an unknown number stays a number. */
export type Names = ReadonlyMap<number, string>

/** One named bit, or bit group, of a flags field. */
export interface Flag {
  readonly mask: number
  readonly name: string
}

export const SHOWN = ['message', 'duration', 'date'] as const

export type Shown = (typeof SHOWN)[number]

export interface FieldOptions {
  /** As the protocol's page writes it; the last part of the path where absent. */
  readonly label?: string
  /** One line for `slx fields`. */
  readonly doc?: string
  readonly role?: Role
  readonly names?: Names
  readonly flags?: readonly Flag[]
  readonly base?: 'dec' | 'hex'
  readonly unit?: string
  /** The type as the protocol's page writes it (`word`, `LLUUID`, `Variable 1`). */
  readonly type?: string
  /** One of several of its kind among its siblings (a repeated block, a list item): an array in JSON. Siblings of one repeated kind stand together. */
  readonly repeated?: boolean
  /** Shown in summary lines behind this word (`seq` gives `seq 1`); an empty word shows the bare value. */
  readonly summary?: string
  /** A part of the bits of the leaf recorded just before it, at a deeper level; covers no bytes of its own. */
  readonly mask?: number
  /** A derived value shown on its parent's line behind `=`. */
  readonly inline?: boolean
  /**
   * How a number is shown: a derived one as a message's number (`#12`) or a time in seconds (`35.2 ms`), an integer of at most
   * 32 bits with the date that so many seconds since 1970 are (`1000000000 = 2001-09-09 01:46:40 UTC`; 0 means none).
   */
  readonly shown?: Shown
  /** A derived text that stands in the input, not words of our own: shown in quotes. */
  readonly quoted?: boolean
  /** In JSON one object with the inline values behind it, as the items of a list are: `{"value":"…","name":"…"}`. */
  readonly boxed?: boolean
  /** Its bytes are recorded in another source field by field: views give their number only. */
  readonly elsewhere?: boolean
  /** What the number of an integer of at most 32 bits stands for, shown behind it: `50 = 0.5`. */
  readonly scale?: Scale
  /** From where to where the parts of a packed vector reach: one range for all parts, or one for each. */
  readonly ranges?: readonly (readonly [low: number, high: number])[]
  /** The byte that ends a text: it is one of its bytes, but not of its value. Text without it is shown whole. */
  readonly ends?: number
  /** A group that is one value to those who do not look inside: JSON has its bytes too, as `raw`. Holds no secrets. */
  readonly raw?: boolean
  /** Bytes that only hold others together (tags, brackets): a leaf like any other, left out of tree and JSON. */
  readonly hidden?: boolean
  /** A text that spells a number or truth value out: shown without quotes, in JSON too where it is a literal there. */
  readonly literal?: boolean
  /** Bytes that are shown but not understood: for want of a key, or because their layout is not known (or only guessed at). */
  readonly opaque?: 'encrypted' | 'raw'
  /** Its bytes or its value were masked when the message was saved: nobody can show or compare them. */
  readonly withheld?: boolean
}

/** A number means `by` times itself and `plus`. */
export interface Scale {
  readonly by: number
  readonly plus?: number
}

export interface FieldSpec extends FieldOptions {
  readonly wire: Wire
}

/** A field of a protocol, declared once; views, filters, diff and documentation derive from it. */
export interface FieldDef {
  /** Index in the table of all definitions; flat rows hold it. */
  readonly id: number
  /** Dotted: `sl.UseCircuitCode.CircuitCode.Code`. */
  readonly path: string
  /** Last part of the path; the key in JSON. */
  readonly name: string
  readonly label: string
  readonly doc: string
  readonly wire: Wire
  /** Bytes, 0 where the length is not fixed. */
  readonly width: number
  readonly type: string
  readonly role: Role
  readonly names: Names | undefined
  readonly flags: readonly Flag[] | undefined
  readonly base: 'dec' | 'hex'
  readonly unit: string
  readonly repeated: boolean
  readonly summary: string | undefined
  /** 0 for an ordinary field. */
  readonly mask: number
  readonly inline: boolean
  readonly elsewhere: boolean
  readonly hidden: boolean
  readonly literal: boolean
  readonly shown: Shown | undefined
  readonly quoted: boolean
  readonly boxed: boolean
  readonly scale: Scale | undefined
  readonly ranges: readonly (readonly [low: number, high: number])[]
  readonly ends: number | undefined
  readonly raw: boolean
  readonly opaque: 'encrypted' | 'raw' | undefined
  readonly withheld: boolean
}

/** Whether what a field holds must not be shown: bytes that are not there never, secrets unless asked for. */
export function isMasked(def: FieldDef, showSecrets: boolean): boolean {
  return (def.role === 'secret' && !showSecrets) || (def.withheld && !def.elsewhere)
}

const definitions: FieldDef[] = []

const withheldPaths = new Set<string>()

/** Whether some message read so far had a field of this path whose bytes or value were masked when it was saved. */
export function isWithheldSomewhere(path: string): boolean {
  return withheldPaths.has(path)
}

const UNIT_RANGE = [[-1, 1]] as const

/** Whether a field is a link to another message, or the time to it: both hang on where the capture begins. */
export function isLink({ shown }: FieldDef): boolean {
  return shown === 'message' || shown === 'duration'
}

/** Adds a definition. Names, flags, scales and dates go with integers of at most 32 bits; anything else is a mistake in the protocol and throws. */
export function defineField(path: string, spec: FieldSpec): FieldDef {
  const isInteger = spec.names || spec.flags || spec.mask || spec.scale || spec.shown === 'date'
  if (isInteger && !isSmallInteger(spec.wire)) {
    throw new TypeError(`${path}: names, flags, masks, scales and dates need an integer of at most 32 bits`)
  }
  const name = path.slice(path.lastIndexOf('.') + 1)
  const def: FieldDef = {
    id: definitions.length,
    path,
    name,
    label: spec.label ?? name,
    doc: spec.doc ?? '',
    wire: spec.wire,
    width: wireWidth(spec.wire),
    type: spec.type ?? wireTypeName(spec.wire),
    role: spec.role ?? (spec.wire === Wire.Padding ? 'padding' : 'data'),
    names: spec.names,
    flags: spec.flags,
    base: spec.base ?? 'dec',
    unit: spec.unit ?? '',
    repeated: spec.repeated ?? false,
    summary: spec.summary,
    mask: spec.mask ?? 0,
    inline: spec.inline ?? false,
    elsewhere: spec.elsewhere ?? false,
    hidden: spec.hidden ?? false,
    literal: spec.literal ?? false,
    shown: spec.shown,
    quoted: spec.quoted ?? false,
    boxed: spec.boxed ?? false,
    scale: spec.scale,
    ranges: spec.ranges ?? UNIT_RANGE,
    ends: spec.ends,
    raw: spec.raw ?? false,
    opaque: spec.opaque,
    withheld: spec.withheld ?? false,
  }
  definitions.push(def)
  if (def.withheld) withheldPaths.add(path)
  return def
}

/** The definition with this id. */
export function fieldById(id: number): FieldDef {
  return definitions[id]!
}

/** Every definition made so far, in order; protocols that are not loaded have none. */
export function allFields(): readonly FieldDef[] {
  return definitions
}

/**
 * Declares a protocol's fields: `layer('flap', { channel: u8({ names: CHANNELS }) })` gives an object
 * with the same keys that holds the definitions, paths `flap.channel` and so on. The key `$` declares the layer
 * itself: its path is `flap`.
 */
export function layer<S extends Record<string, FieldSpec>>(
  path: string,
  specs: S,
): { readonly [K in keyof S]: FieldDef } {
  const defs = Object.entries(specs).map(
    ([key, spec]) => [key, defineField(key === '$' ? path : `${path}.${key}`, spec)] as const,
  )
  return Object.fromEntries(defs) as { readonly [K in keyof S]: FieldDef }
}

/** An open enumeration from an object literal with numeric keys. */
export function names(table: Readonly<Record<number, string>>): Names {
  return new Map(Object.entries(table).map(([value, name]) => [Number(value), name]))
}
