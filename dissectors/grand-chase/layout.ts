import { Cursor } from '../../src/dissect/cursor.js'
import { MESSAGE_SOURCE, Message } from '../../src/dissect/message.js'
import { type FieldOptions, type FieldSpec, group, text, u32, Wire } from '../../src/fields/index.js'
import { readBuffer } from './buffer.js'
import { declare } from './declare.js'
import { guess } from './guess.js'
import { NARROW, WIDE } from './string-types.js'

/** Records one part of a content. */
export type Part = (at: Cursor) => void

/** Declares a part whose fields lie below a path. */
export type Declare = (path: string) => Part

/** One way a content may be laid out. */
export interface Layout {
  readonly record: Part
  /** Goes on behind what is known of it. */
  readonly open: boolean
}

/** How well bytes read in a layout. */
export const enum Fit {
  None,
  /** As far as the layout is known. */
  Beginning,
  Exact,
}

/** Parts one behind the other. */
export function layout(path: string, parts: readonly Declare[]): Layout {
  return { record: sequence(path, parts), open: false }
}

/** The same for a content that goes on, nobody knows how. */
export function openLayout(path: string, parts: readonly Declare[]): Layout {
  return { record: sequence(path, parts), open: true }
}

/** A number, or anything else of fixed width. */
export function number(name: string, spec: FieldSpec): Declare {
  return (path) => {
    const def = declare(`${path}.${name}`, spec)
    return (at) => void at.read(def)
  }
}

/** Seconds since 1970. */
export function unixTime(name: string, label: string): Declare {
  return (path) => {
    const def = declare(
      `${path}.${name}`,
      u32({ label, shown: 'date', role: 'volatile', doc: 'Seconds since 1970 UTC' }),
    )
    return (at) => void at.read(def)
  }
}

export interface StringOptions extends FieldOptions {
  /** Bytes it must have at least for the layout to fit. */
  readonly least?: number
}

/** Byte length and UTF-16LE text. */
export function wide(name: string, label: string, options: StringOptions = {}): Declare {
  return string(name, label, { ...options, wire: Wire.TextUtf16LE, label, type: WIDE }, options.least)
}

/** Byte length and text of one or two bytes a character (ASCII, CP949 in Korean builds). */
export function narrow(name: string, label: string, options: StringOptions = {}): Declare {
  return string(name, label, text({ ...options, label, type: NARROW }), options.least)
}

/** A count and so many elements (vector, list, set, map), each a group of the parts. */
export function list(name: string, label: string, element: string, parts: readonly Declare[]): Declare {
  return (path) => {
    const count = declare(`${path}.${name}_count`, u32({ label: `${label} count`, role: 'length' }))
    const one = declare(`${path}.${name}`, group({ label: element, repeated: true }))
    const record = sequence(`${path}.${name}`, parts)
    return (at) => {
      for (let left = at.read(count); left > 0 && !at.failed; left--) {
        at.open(one)
        record(at)
        at.close()
      }
    }
  }
}

/** A count and so many numbers. */
export function numbers(name: string, label: string, element: string): Declare {
  return (path) => {
    const count = declare(`${path}.${name}_count`, u32({ label: `${label} count`, role: 'length' }))
    const one = declare(`${path}.${name}`, u32({ label: element, repeated: true }))
    return (at) => {
      for (let left = at.read(count); left > 0 && !at.failed; left--) at.read(one)
    }
  }
}

/** A buffer inside the content: size, compression, and data that may be compressed; without `parts` its content is guessed. */
export function buffer(parts?: readonly Declare[]): Declare {
  return (path) => {
    const record = parts && sequence(path, parts)
    return (at) => readBuffer(at, record ? () => ({ record, secret: false }) : guess)
  }
}

/** How `bytes[start..end)` read in a layout; tried on a message of its own. */
export function judge({ record, open }: Layout, bytes: Uint8Array, start: number, end: number): Fit {
  trial.clear()
  trial.addSource('trial', bytes, start, end)
  const at = new Cursor()
  at.begin(trial, MESSAGE_SOURCE)
  record(at)
  if (at.failed || trial.findings.length > 0) return Fit.None
  if (!at.more) return Fit.Exact
  return open ? Fit.Beginning : Fit.None
}

const trial = new Message()

function sequence(path: string, parts: readonly Declare[]): Part {
  const records = parts.map((declare) => declare(path))
  return (at) => {
    for (const record of records) record(at)
  }
}

function string(name: string, label: string, spec: FieldSpec, least = 0): Declare {
  return (path) => {
    const length = declare(
      `${path}.${name}_length`,
      u32({ label: `${label} length`, role: 'length', unit: 'bytes' }),
    )
    const value = declare(`${path}.${name}`, spec)
    return (at) => {
      const size = at.read(length)
      if (size < least) at.failed = true
      if (!at.failed) at.take(value, size)
    }
  }
}
