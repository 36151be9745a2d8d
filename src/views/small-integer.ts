import type { FieldDef, Flag, Names, Scale } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import { hexDigitsOf } from '../output/addresses.js'
import { writeText } from '../output/escape.js'
import { encode, encodeText } from '../output/label.js'
import { writeF32 } from '../output/numbers.js'
import { writeUnixTime } from '../output/unix-time.js'
import { scaled, smallInteger } from './number.js'
import { writeBool, writeHex, writeNumber } from './number-text.js'
import { nameLabels } from './per-field.js'
import type { WriteValue } from './value.js'

/** How an integer of at most 32 bits looks: by name, by the names of its flags, or as a number in its base. */
export function smallIntegerWriter(def: FieldDef): WriteValue {
  const { names, flags } = def
  if (names) return enumWriter(def, names)
  if (flags) return flagsWriter(def, flags)
  if (def.scale) return scaledWriter(def, def.scale)
  if (def.shown === 'date') return dateWriter(def)
  if (def.wire === Wire.Bool && def.mask === 0) return (out, bytes, start) => writeBool(out, bytes[start]!)
  if (def.base === 'hex') return (out, bytes, start) => writeNumber(out, def, smallInteger(def, bytes, start))
  return (out, bytes, start) => out.decimal(smallInteger(def, bytes, start))
}

/** `Data (2)`; the name alone where the number's digits are those of its bytes; the bare number where it has no name. */
function enumWriter(def: FieldDef, names: Names): WriteValue {
  const repeats = def.base === 'hex' && def.mask === 0 && READS_AS_BYTES.has(def.wire)
  const labelOf = nameLabels(names, (value, name) =>
    encode((out) => {
      writeText(out, name)
      if (repeats) return
      out.ascii(' (')
      writeNumber(out, def, value)
      out.byte(RIGHT_BRACKET)
    }),
  )
  return (out, bytes, start) => {
    const value = smallInteger(def, bytes, start)
    const label = labelOf(value)
    if (label) out.label(label)
    else writeNumber(out, def, value)
  }
}

/** `50 = 0.5` */
function scaledWriter(def: FieldDef, scale: Scale): WriteValue {
  return (out, bytes, start) => {
    const value = smallInteger(def, bytes, start)
    out.decimal(value)
    out.label(EQUALS)
    writeF32(out, scaled(scale, value))
  }
}

/** `1000000000 = 2001-09-09 01:46:40 UTC`; the bare number where it is 0, which means none, or before 1970. */
function dateWriter(def: FieldDef): WriteValue {
  return (out, bytes, start) => {
    const value = smallInteger(def, bytes, start)
    out.decimal(value)
    if (value <= 0) return
    out.label(EQUALS)
    writeUnixTime(out, value)
  }
}

/** `reliable, resent`; a group of bits with its value; bits without a name as a hex number; `none`. */
function flagsWriter(def: FieldDef, flags: readonly Flag[]): WriteValue {
  const labels = flags.map(({ name }) => encodeText(name))
  const none = encodeText('none')
  const comma = encodeText(', ')
  const named = flags.reduce((all, { mask }) => all | mask, 0)
  return (out, bytes, start) => {
    const value = smallInteger(def, bytes, start)
    if (value === 0) {
      out.label(none)
      return
    }
    let first = true
    for (let i = 0; i < flags.length; i++) {
      const { mask } = flags[i]!
      const set = (value & mask) >>> 0
      if (set === 0) continue
      if (!first) out.label(comma)
      first = false
      out.label(labels[i]!)
      const isGroup = (mask & (mask - 1)) !== 0
      if (isGroup) {
        out.byte(SPACE)
        writeHex(out, set, hexDigitsOf(set))
      }
    }
    const rest = (value & ~named) >>> 0
    if (rest === 0) return
    if (!first) out.label(comma)
    writeHex(out, rest, hexDigitsOf(rest))
  }
}

/** Types whose value in hex is the row of their bytes, which a tree shows beside it. */
const READS_AS_BYTES = new Set([Wire.U8, Wire.U16BE, Wire.U24BE, Wire.U32BE])

const EQUALS = encodeText(' = ')

const SPACE = 0x20
const RIGHT_BRACKET = 0x29
