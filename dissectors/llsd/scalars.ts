import { scalar, type Value } from './value.js'

const NULL_UUID = '00000000-0000-0000-0000-000000000000'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const REAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const INTEGER = /^[+-]?\d{1,15}$/

/** Reads what a type's text says; an empty text is the type's empty value (Linden Lab's readers). */
export const READ_TEXT = {
  undef: () => undefined,
  boolean: (text) => (/^(?:1|true)$/i.test(text.trim()) ? true : FALSE.test(text.trim()) ? false : undefined),
  integer: (text) => number(text, INTEGER),
  real: (text) => (/^[+-]?nan$/i.test(text.trim()) ? Number.NaN : number(text, REAL)),
  uuid: (text) => {
    const trimmed = text.trim().toLowerCase()
    return trimmed === '' ? NULL_UUID : UUID.test(trimmed) ? trimmed : undefined
  },
  string: (text) => text,
  uri: (text) => text,
  date: (text) => isoDate(Date.parse(text.trim() || '1970-01-01T00:00:00Z')),
  binary: (text) => base64(text),
} satisfies Record<string, (text: string) => Value['value']>

export type ScalarType = keyof typeof READ_TEXT

/** A scalar whose text stands from `start` to `end`. */
export function scalarOf(type: ScalarType, spelled: string, start: number, end: number, text: string): Value {
  return scalar(type, spelled, start, end, READ_TEXT[type](text))
}

/** Text of one byte a character as what it says in UTF-8. */
export function fromUtf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8')
}

/** `2006-04-24T16:11:33Z`, with milliseconds where there are any; undefined for what is no time. */
export function isoDate(milliseconds: number): string | undefined {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace('.000Z', 'Z')
}

/** White space is allowed anywhere; what is no Base64 has no value. */
function base64(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s/g, '')
  return /^[\w+/-]*={0,2}$/.test(digits) ? new Uint8Array(Buffer.from(digits, 'base64')) : undefined
}

const FALSE = /^(?:0|false|)$/i

function number(text: string, form: RegExp): number | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return 0
  return form.test(trimmed) ? Number(trimmed) : undefined
}
