import { type FieldDef, type FieldSpec, type Flag, ROLES, type Scale, SHOWN } from '../fields/definition.js'
import { isSmallInteger, Wire, wireName, wireOfName, wireTypeName } from '../fields/wire.js'
import { Faulty, type Json, textOf } from './checks.js'

/** A field's definition as it stands in a saved line: what views and comparisons ask for, what is usual left out. */
export type SavedDefinition = Json & { readonly path: string }

/** The definition as it is saved. Two definitions that look and compare the same give the same object, keys in the same order. */
export function savedDefinition(def: FieldDef): SavedDefinition {
  return {
    path: def.path,
    label: def.label,
    wire: wireName(def.wire),
    role: def.role,
    ...(def.type === wireTypeName(def.wire) ? {} : { type: def.type }),
    ...(def.names ? { named: true } : {}),
    ...(def.flags ? { flags: def.flags.map(({ mask, name }) => ({ mask: mask >>> 0, name })) } : {}),
    ...(def.base === 'dec' ? {} : { base: def.base }),
    ...(def.unit === '' ? {} : { unit: def.unit }),
    ...(def.summary === undefined ? {} : { summary: def.summary }),
    ...(def.mask === 0 ? {} : { mask: def.mask >>> 0 }),
    ...(def.shown ? { shown: def.shown } : {}),
    ...(def.scale ? { scale: { by: def.scale.by, plus: def.scale.plus ?? 0 } } : {}),
    ...(isPackedVector(def.wire) ? { ranges: def.ranges } : {}),
    ...(def.ends === undefined ? {} : { ends: def.ends }),
    ...(def.opaque ? { opaque: def.opaque } : {}),
    ...Object.fromEntries(SWITCHES.filter((key) => def[key]).map((key) => [key, true])),
  }
}

/** Reads a definition back. Throws Faulty where it is none; `names` are those of its values, where it has any. */
export function specOf(saved: Json, names: Map<number, string>): FieldSpec {
  const wire = wireOfName(textOf(saved.wire, 'wire'))
  if (wire === undefined) throw new Faulty(`no field is of the wire type '${saved.wire}'`)
  const integer =
    saved.named === true ||
    saved.flags !== undefined ||
    saved.mask !== undefined ||
    saved.scale !== undefined ||
    saved.shown === 'date'
  if (integer && !isSmallInteger(wire))
    throw new Faulty(`names, flags, masks, scales and dates do not go with ${saved.wire}`)
  return {
    wire,
    label: textOf(saved.label, 'label'),
    role: oneOf(saved.role, ROLES, 'role'),
    ...(saved.type === undefined ? {} : { type: textOf(saved.type, 'type') }),
    ...(saved.named === true ? { names } : {}),
    ...(saved.flags === undefined ? {} : { flags: flagsOf(saved.flags) }),
    ...(saved.base === undefined ? {} : { base: oneOf(saved.base, BASES, 'base') }),
    ...(saved.unit === undefined ? {} : { unit: textOf(saved.unit, 'unit') }),
    ...(saved.summary === undefined ? {} : { summary: textOf(saved.summary, 'summary') }),
    ...(saved.mask === undefined ? {} : { mask: maskOf(saved.mask) }),
    ...(saved.shown === undefined ? {} : { shown: oneOf(saved.shown, SHOWN, 'shown') }),
    ...(saved.scale === undefined ? {} : { scale: scaleOf(saved.scale) }),
    ...(saved.ranges === undefined ? {} : { ranges: rangesOf(saved.ranges) }),
    ...(saved.ends === undefined ? {} : { ends: numberOf(saved.ends, 'ends') }),
    ...(saved.opaque === undefined ? {} : { opaque: oneOf(saved.opaque, OPAQUE, 'opaque') }),
    ...Object.fromEntries(SWITCHES.filter((key) => saved[key] === true).map((key) => [key, true])),
  }
}

/** `withheld` is not among them: masked bytes and values say it row by row. */
export const SWITCHES = [
  'repeated',
  'inline',
  'elsewhere',
  'hidden',
  'literal',
  'raw',
  'quoted',
  'boxed',
] as const

export const BASES = ['dec', 'hex'] as const

export const OPAQUE = ['encrypted', 'raw'] as const

function isPackedVector(wire: Wire): boolean {
  return wire >= Wire.Vector3U8 && wire <= Wire.Vector4U16
}

function oneOf<T extends string>(value: unknown, known: readonly T[], what: string): T {
  const found = known.find((each) => each === value)
  if (found === undefined) throw new Faulty(`'${what}' of a definition is not one of ${known.join(', ')}`)
  return found
}

function numberOf(value: unknown, what: string): number {
  if (typeof value === 'number') return value
  throw new Faulty(`'${what}' of a definition is no number`)
}

/** Masks are signed in definitions as bit operators give them. */
function maskOf(value: unknown): number {
  if (typeof value === 'number' && value >= 1 && value >>> 0 === value) return value
  throw new Faulty(`'mask' of a definition is no number from 1 to ${0xffff_ffff}`)
}

function flagsOf(value: unknown): Flag[] {
  if (!Array.isArray(value) || value.length > MAX_FLAGS)
    throw new Faulty(`'flags' of a definition is no list of at most ${MAX_FLAGS}`)
  return value.map((flag) => ({ mask: maskOf(flag?.mask), name: textOf(flag?.name, 'name') }))
}

export const MAX_FLAGS = 64

function scaleOf(value: unknown): Scale {
  const { by, plus } = (value ?? {}) as { by?: unknown; plus?: unknown }
  return { by: numberOf(by, 'scale'), plus: numberOf(plus, 'scale') }
}

function rangesOf(value: unknown): (readonly [number, number])[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > 4)
    throw new Faulty("'ranges' of a definition is no list of 1 to 4")
  return value.map((range) => [numberOf(range?.[0], 'ranges'), numberOf(range?.[1], 'ranges')])
}
