import { findingKind } from '../../../src/dissect/finding.js'
import { bytes, defineField, type FieldOptions, ipv4, text, u16, Wire } from '../../../src/fields/index.js'
import { u16le } from '../../../src/fields/specs.js'
import { behindOf, type Layout, readLayout, takeZ } from './parts.js'
import { type NumberOptions, numbers, type ReadValue, type TlvContext, type TlvEntry } from './tlv.js'

/** What values of TLVs can be; a context's table is made of these. */

const SIZE = findingKind('oscar.tlv-size', 'note')

/** An integer of 1, 2, 4 or 8 bytes: old and new clients differ in the width. */
export function uint(key: string, label: string, options: NumberOptions = {}): TlvEntry {
  return entry(label, ({ path, little }) => {
    const defs = numbers(path, key, label, little, options)
    const odd = defineField(`${path}.${key}`, bytes({ label }))
    return (at, _talk, length) => {
      const def = defs[length]
      if (def) at.read(def)
      else if (length > 0) {
        at.take(odd, length)
        if (!at.failed)
          at.find(SIZE, `'${label}' is a number of 1, 2, 4 or 8 bytes; this one has ${length}.`, length)
      }
    }
  })
}

/** Seconds since 1970 UTC. */
export function time(key: string, label: string): TlvEntry {
  return uint(key, label, { doc: 'Seconds since 1970 UTC', role: 'volatile', shown: 'date' })
}

export function string(key: string, label: string, options: FieldOptions = {}): TlvEntry {
  return entry(label, ({ path }) => {
    const def = defineField(`${path}.${key}`, text({ label, ...options }))
    return (at, _talk, length) => {
      if (length > 0) at.take(def, length)
    }
  })
}

export function blob(key: string, label: string, options: FieldOptions = {}): TlvEntry {
  return entry(label, ({ path }) => {
    const def = defineField(`${path}.${key}`, bytes({ label, ...options }))
    return (at, _talk, length) => {
      if (length > 0) at.take(def, length)
    }
  })
}

export function address(key: string, label: string): TlvEntry {
  return entry(label, ({ path }) => {
    const def = defineField(`${path}.${key}`, ipv4({ label }))
    return (at) => void at.read(def)
  })
}

/** Being there is all it says. */
export function mark(label: string): TlvEntry {
  return entry(label, ({ path }) => {
    const def = defineField(`${path}.bytes`, bytes({ label: 'Value' }))
    return (at, _talk, length) => {
      if (length > 0) at.take(def, length)
    }
  })
}

/** A value with a layout of its own. */
export function inside(label: string, layout: Layout | ((path: string) => Layout)): TlvEntry {
  return entry(label, ({ path }) => {
    const parts = typeof layout === 'function' ? layout(path) : layout
    return (at, talk) => readLayout(parts, at, talk)
  })
}

/** ICQ text with its own length inside. */
export function lzValue(key: string, label: string, more: (path: string) => Layout = () => []): TlvEntry {
  return entry(label, ({ path }) => {
    const def = defineField(`${path}.${key}`, text({ label, ends: 0 }))
    const length = defineField(`${path}.${key}_length`, u16le({ label: `${label} length`, role: 'length' }))
    const behind = behindOf(def)
    const rest = more(path)
    return (at, talk) => {
      takeZ(at, def, behind, at.read(length))
      readLayout(rest, at, talk)
    }
  })
}

/** 16-bit numbers to the end of the value. */
export function words(key: string, label: string, options: FieldOptions = {}): TlvEntry {
  return entry(label, ({ path }) => {
    const def = defineField(`${path}.${key}`, u16({ label, repeated: true, ...options }))
    return (at) => {
      while (at.more) at.read(def)
    }
  })
}

/** UTF-16 text in network order. */
export function wide(key: string, label: string): TlvEntry {
  return entry(label, ({ path }) => {
    const def = defineField(`${path}.${key}`, { wire: Wire.TextUtf16BE, label })
    return (at, _talk, length) => {
      if (length > 0) at.take(def, length)
    }
  })
}

export function entry(label: string, declare: (context: TlvContext) => ReadValue): TlvEntry {
  return { label, declare }
}
