import type { DerivedValue } from '../dissect/tree.js'
import type { FieldDef } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import { ipv4Text, ipv6Text } from '../network/address.js'
import { vectorSize } from '../views/number.js'
import { addressTest } from './address-test.js'
import { bytesTest } from './bytes-test.js'
import { FilterError } from './error.js'
import { masked, maskOf, type NumberKind, type NumberTest, numberTest } from './number-test.js'
import type { MakeSearch } from './regex.js'
import { numberReader, textReader } from './row-value.js'
import { sliced } from './slices.js'
import type { Test, Value } from './syntax.js'
import { type TextTest, textTest } from './text-test.js'

/** Tests one value of a field: by its bytes, or a derived one. Undefined where there is no such value. */
export interface FieldTest {
  bytes(bytes: Uint8Array, start: number, length: number): boolean | undefined
  derived(value: DerivedValue): boolean | undefined
}

type SliceTest = (bytes: Uint8Array, start: number, length: number) => boolean | undefined

const none = () => undefined

/** That a field is there. */
const THERE: FieldTest = { bytes: () => true, derived: () => true }

/** The test of one field's values. Throws FilterError when the field cannot be compared so. */
export function fieldTest(def: FieldDef, test: Test, search: MakeSearch): FieldTest {
  const { path, width, wire } = def
  const { slices, values, mask } = test
  if (slices.length > 0) {
    const is = sliceTest(path, test, search)
    return { bytes: is, derived: (value) => (typeof value === 'string' ? isOfText(is, value) : undefined) }
  }
  if (!test.op && !mask) return THERE
  const op = test.op!
  if (wire === Wire.Derived) return derivedTest(path, test, search)
  const readNumber = numberReader(def)
  if (readNumber) {
    const is = maskedTest(path, test, kindOf(def))
    return {
      bytes: (bytes, start, length) => (length < width ? undefined : is(readNumber(bytes, start))),
      derived: none,
    }
  }
  if (mask) throw notNumber(path, mask)
  const readText = textReader(def)
  if (readText) {
    const is = textTest(op, values, search)
    return { bytes: (bytes, start, length) => is(readText(bytes, start, length)), derived: none }
  }
  if (wire === Wire.IPv4 || wire === Wire.IPv6) {
    const is = addressTest(path, op, values, true, search)
    const text = wire === Wire.IPv4 ? ipv4Text : ipv6Text
    return {
      bytes: (bytes, start, length) => (length < width ? undefined : is(text(bytes, start))),
      derived: none,
    }
  }
  if (isVector(wire)) throw isNoNumber(path, vectorSize(wire), values[0] as Value)
  const is = bytesTest(path, op, values, op === '==' || op === '!=' ? width : 0, search)
  return { bytes: (bytes, start, length) => is(bytes, start, start + length), derived: none }
}

/** A test of a part of a value's bytes; undefined where there is no such part. */
export function sliceTest(path: string, { op, slices, values, mask }: Test, search: MakeSearch): SliceTest {
  if (mask) throw notNumber(`${path}[...]`, mask)
  const is = op ? bytesTest(path, op, values, 0, search) : () => true
  return (bytes, start, length) => {
    const part = sliced(bytes, start, length, slices)
    return part && is(part, 0, part.length)
  }
}

/** Tests the UTF-8 of a text. */
export function isOfText(is: SliceTest, text: string): boolean | undefined {
  const bytes = Buffer.from(text)
  return is(bytes, 0, bytes.length)
}

/** A value that slx has worked out: what type it has is seen when it comes. */
function derivedTest(path: string, test: Test, search: MakeSearch): FieldTest {
  const op = test.op!
  let number: NumberTest | undefined
  let text: TextTest | undefined
  if (!test.mask) text = textTest(op, test.values, search)
  if (op !== 'contains' && op !== 'matches') number = ifNumbers(() => maskedTest(path, test, {}))
  return {
    bytes: none,
    derived: (value) => (typeof value === 'string' ? text?.(value) : number?.(Number(value))),
  }
}

function ifNumbers(make: () => NumberTest): NumberTest | undefined {
  try {
    return make()
  } catch (error) {
    if (error instanceof FilterError) return undefined
    throw error
  }
}

/** A test of a number, or of the bits of it that a mask has. */
export function maskedTest(path: string, { mask, op, values }: Test, kind: NumberKind): NumberTest {
  if (!mask) return numberTest(path, op!, values, kind)
  const bits = maskOf(path, mask, kind)
  if (!op) return (value) => masked(value, bits) !== 0 && masked(value, bits) !== 0n
  const is = numberTest(path, op, values, kind)
  return (value) => is(masked(value, bits))
}

function kindOf({ names, flags, wire }: FieldDef): NumberKind {
  return { names, flags, single: wire === Wire.F32BE || wire === Wire.F32LE }
}

function isVector(wire: Wire): boolean {
  return wire >= Wire.Vector3
}

function isNoNumber(path: string, size: number, { at, length }: Value): FilterError {
  return new FilterError(
    `${path} is ${size} numbers: test its bytes with a slice, or that it is there.`,
    at,
    length,
  )
}

export function notNumber(path: string, { at, length }: Value): FilterError {
  return new FilterError(`'&' needs a number, and ${path} is none.`, at, length)
}
