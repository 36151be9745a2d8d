import type { Cursor } from '../../../src/dissect/cursor.js'
import { defineField, type FieldDef, type FieldSpec, Wire } from '../../../src/fields/index.js'
import { u8, u16, u16le } from '../../../src/fields/specs.js'
import type { Talk } from '../talk.js'

/** Reads a part of a body. */
export type Reader = (at: Cursor, talk: Talk) => void

/** A field stands for itself: one of fixed width is read, any other takes what is left. */
export type Part = FieldDef | Reader

/** What follows what, as the protocol's page has it. */
export type Layout = readonly Part[]

/** Reads the parts of a layout in turn; what is missing is told once, by the cursor. */
export function readLayout(layout: Layout, at: Cursor, talk: Talk): void {
  for (const part of layout) {
    if (at.failed) return
    if (typeof part === 'function') part(at, talk)
    else if (part.width > 0) at.read(part)
    else at.rest(part)
  }
}

/** A field of so many bytes. */
export function fixed(def: FieldDef, length: number): Reader {
  return (at) => void at.take(def, length)
}

/** A field behind its length in one byte (`s8` on the page). */
export function s8(def: FieldDef): Reader {
  return behindLength(def, u8())
}

/** A field behind its length in two bytes (`s16`). */
export function s16(def: FieldDef): Reader {
  return behindLength(def, u16())
}

/** ICQ text: a little-endian length that counts the NUL at the end (`lz`). The NUL may be missing, or come early. */
export function lz(def: FieldDef): Reader {
  return zText(def, u16le())
}

/** The same with a length of two bytes in network order, of a few ICQ bodies. */
export function s16z(def: FieldDef): Reader {
  return zText(def, u16())
}

/** A region behind its length in bytes. */
export function sized(length: FieldDef, layout: Layout): Reader {
  return (at, talk) => {
    const size = at.read(length)
    at.enter(size, length)
    readLayout(layout, at, talk)
    at.leave()
  }
}

/** A group of fields. */
export function grouped(group: FieldDef, layout: Layout): Reader {
  return (at, talk) => {
    at.open(group)
    readLayout(layout, at, talk)
    at.close()
  }
}

/** One field or group after the other up to the end. */
export function repeat(def: FieldDef, layout?: Layout): Reader {
  const one = layout ? grouped(def, layout) : undefined
  return (at, talk) => {
    while (at.more) {
      if (one) one(at, talk)
      else at.read(def)
    }
  }
}

/** A count, then so many fields or groups. */
export function counted(count: FieldDef, def: FieldDef, layout?: Layout): Reader {
  const one = layout ? grouped(def, layout) : undefined
  return (at, talk) => {
    const items = at.read(count)
    for (let i = 0; i < items && !at.failed; i++) {
      if (one) one(at, talk)
      else at.read(def)
    }
  }
}

/** What some senders leave out at the end. */
export function optional(layout: Layout): Reader {
  return (at, talk) => {
    if (at.more) readLayout(layout, at, talk)
  }
}

/** Records the rest as text with its end: up to the first NUL, then what stands behind it. */
export function takeZ(at: Cursor, text: FieldDef, behind: FieldDef, length: number): void {
  const stop = Math.min(at.end, at.pos + length)
  // Within the field only: looking further would cost the square of many such texts.
  let nul = at.pos
  while (nul < stop && at.bytes[nul] !== 0) nul++
  const whole = at.pos + length <= at.end
  if (!whole || nul + 1 >= stop) {
    if (length > 0) at.take(text, length)
    return
  }
  const left = length - (nul + 1 - at.pos)
  at.take(text, length - left)
  at.take(behind, left)
}

/** The field of what stands behind the NUL of a text. */
export function behindOf(text: FieldDef): FieldDef {
  return defineField(`${text.path}_behind`, { wire: Wire.Bytes, label: `${text.label}, after its NUL` })
}

function behindLength(def: FieldDef, spec: FieldSpec): Reader {
  const length = lengthOf(def, spec)
  return (at) => {
    const size = at.read(length)
    if (size > 0) at.take(def, size)
  }
}

function zText(def: FieldDef, spec: FieldSpec): Reader {
  const length = lengthOf(def, spec)
  const behind = behindOf(def)
  return (at) => takeZ(at, def, behind, at.read(length))
}

function lengthOf(def: FieldDef, spec: FieldSpec): FieldDef {
  return defineField(`${def.path}_length`, { ...spec, label: `${def.label} length`, role: 'length' })
}
