import type { DerivedValue } from '../dissect/tree.js'
import { type FieldDef, type Flag, isMasked } from '../fields/definition.js'
import { isSmallInteger, Wire } from '../fields/wire.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { Form, writeText, writeTextBytes, writeUtf16 } from '../output/escape.js'
import { encodeText } from '../output/label.js'
import { writeF64, writeInt64 } from '../output/numbers.js'
import { jsonWriter } from './json-value.js'
import { highHalf, lowHalf, smallInteger } from './number.js'
import { isSigned64, writeSize } from './number-text.js'
import { nameLabels } from './per-field.js'
import { commonWriter, type FieldValue, type WriteValue, withoutEnd } from './value.js'

export interface PlainOptions {
  readonly showSecrets: boolean
  /** Names of enumerations and flags instead of their numbers. */
  readonly names: boolean
}

/**
 * How a field's value is written for programs that take text: what JSON has, without its quotes and objects. Numbers stay
 * numbers unless names are asked for, bytes are hex digits, text is escaped but not quoted.
 */
export function plainValue(def: FieldDef, options: PlainOptions): FieldValue {
  if (isMasked(def, options.showSecrets)) return { write: writeMasked, needs: 0 }
  if (def.elsewhere) return { write: (out, _bytes, _start, length) => writeSize(out, length), needs: 0 }
  return { write: plainWriter(def, options.names), needs: def.width }
}

/** Writes a value that has no bytes. */
export function writePlainDerived(
  out: ByteWriter,
  def: FieldDef,
  value: DerivedValue,
  options: PlainOptions,
): void {
  if (isMasked(def, options.showSecrets)) writeMasked(out)
  else if (typeof value === 'number') writeF64(out, value)
  else writeText(out, String(value))
}

function writeMasked(out: ByteWriter): void {
  out.ascii('[masked]')
}

export function writePlainHex(out: ByteWriter, bytes: Uint8Array, start: number, length: number): void {
  out.hexBytes(bytes, start, start + length)
}

function plainWriter(def: FieldDef, named: boolean): WriteValue {
  const { wire } = def
  if (isSmallInteger(wire) && (wire !== Wire.Bool || def.mask !== 0)) return integerWriter(def, named)
  switch (wire) {
    case Wire.Group: {
      const label = encodeText(def.label)
      return (out) => out.label(label)
    }
    case Wire.Bytes:
    case Wire.Undecoded:
    case Wire.Padding:
      return writePlainHex
    case Wire.Text:
      return withoutEnd(def, (out, bytes, start, length) =>
        writeTextBytes(out, bytes, start, start + length, Form.Plain),
      )
    case Wire.TextUtf16BE:
    case Wire.TextUtf16LE:
      return withoutEnd(def, (out, bytes, start, length) =>
        writeUtf16(out, bytes, start, start + length, wire === Wire.TextUtf16LE, Form.Plain),
      )
    case Wire.U64BE:
    case Wire.U64LE:
    case Wire.S64BE:
    case Wire.S64LE:
      return (out, bytes, start) =>
        writeInt64(out, highHalf(bytes, start, wire), lowHalf(bytes, start, wire), isSigned64(wire))
    default:
      return commonWriter(wire) ?? jsonWriter(def)
  }
}

function integerWriter(def: FieldDef, named: boolean): WriteValue {
  const { names, flags } = def
  const labelOf = named && names ? nameLabels(names, (_, name) => encodeText(name)) : undefined
  return (out, bytes, start) => {
    const value = smallInteger(def, bytes, start)
    const label = labelOf?.(value)
    if (label) out.label(label)
    else if (!named || !flags || !writeFlags(out, flags, value)) out.decimal(value)
  }
}

/** Writes `SYN|ACK`; false where no flag is set. */
function writeFlags(out: ByteWriter, flags: readonly Flag[], value: number): boolean {
  let any = false
  for (const { mask, name } of flags) {
    if ((value & mask) === 0) continue
    if (any) out.byte(BAR)
    any = true
    writeText(out, name)
  }
  return any
}

const BAR = 0x7c
