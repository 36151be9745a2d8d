import type { Cursor } from '../../src/dissect/cursor.js'
import { bytes, type FieldDef, group, layer, text, u32, Wire } from '../../src/fields/index.js'
import { u32be } from '../../src/fields/read.js'
import type { Reading } from './buffer.js'
import { PREFIX } from './fields.js'
import { stringAt } from './guess-string.js'
import { NARROW, WIDE } from './string-types.js'

/**
 * The reading of a content that nobody has described: counted strings where such stand, vectors of them, numbers between.
 * Every label ends in a question mark.
 */
const GUESS = layer(`${PREFIX}.guess`, {
  $: group({
    label: 'Content (a guess)',
    doc: 'Content of unknown layout, read as strings, vectors and numbers',
  }),
  item: group({
    label: 'Item?',
    repeated: true,
    doc: 'A string, numbers, or a vector: a count and so many items',
  }),
  count: u32({ label: 'Count?', role: 'length', opaque: 'raw' }),
  length: u32({ label: 'Length?', role: 'length', unit: 'bytes', opaque: 'raw' }),
  wide: { wire: Wire.TextUtf16LE, label: 'Text?', type: WIDE, opaque: 'raw' },
  narrow: text({ label: 'Text?', type: NARROW, opaque: 'raw' }),
  password: text({
    label: 'Password?',
    type: NARROW,
    role: 'secret',
    opaque: 'raw',
    doc: 'The second of two narrow strings at the beginning, where logins have the password',
  }),
  number: u32({ label: 'Number?', repeated: true, opaque: 'raw' }),
  bytes: bytes({ label: 'Bytes?', opaque: 'raw' }),
})

/** Between two strings, more bytes than this are not read as numbers. */
const MAX_NUMBERS = 64

const LENGTH_WIDTH = 4

/** Where the strings of a login may begin: a number may stand in front. */
const LATEST_LOGIN = 4

/** A string or a vector of strings, found before anything is recorded. */
interface Item {
  /** Of a string: which kind. */
  readonly field: FieldDef
  readonly start: number
  /** A string's with its length word, a vector's with its count. */
  readonly end: number
  /** Elements of a vector of strings. */
  readonly items?: readonly Item[]
}

/** Reads a content of unknown layout. */
export function guess(from: Uint8Array, start: number, end: number): Reading {
  const items = maskPassword(findItems(from, start, end), start)
  return {
    secret: items.some(({ field }) => field === GUESS.password),
    record(at) {
      at.open(GUESS.$)
      for (const item of items) {
        recordNumbers(at, item.start)
        recordItem(at, item)
      }
      recordNumbers(at, at.end)
      at.close()
    },
  }
}

function findItems(from: Uint8Array, start: number, end: number): Item[] {
  const items: Item[] = []
  for (let at = start; at + LENGTH_WIDTH < end; ) {
    const item = vectorAt(from, at, end) ?? itemAt(from, at, end)
    if (item) items.push(item)
    at = item?.end ?? at + 1
  }
  return items
}

function itemAt(from: Uint8Array, at: number, end: number): Item | undefined {
  const found = stringAt(from, at, end)
  if (found === undefined) return undefined
  return { field: found.wide ? GUESS.wide : GUESS.narrow, start: at, end: found.end }
}

/** A count, two or more, and so many strings. */
function vectorAt(from: Uint8Array, start: number, end: number): Item | undefined {
  const count = u32be(from, start)
  if (count < 2 || count > (end - start) / LENGTH_WIDTH) return undefined
  const items: Item[] = []
  let at = start + LENGTH_WIDTH
  while (items.length < count) {
    const item = at + LENGTH_WIDTH < end ? itemAt(from, at, end) : undefined
    if (item === undefined) return undefined
    items.push(item)
    at = item.end
  }
  return { field: GUESS.item, start, end: at, items }
}

function maskPassword(items: readonly Item[], start: number): readonly Item[] {
  const [login, password, ...rest] = items
  const isLogin =
    login?.field === GUESS.narrow && login.start - start <= LATEST_LOGIN && password?.start === login.end
  if (!isLogin || password?.field !== GUESS.narrow) return items
  return [login, { ...password, field: GUESS.password }, ...rest]
}

function recordItem(at: Cursor, { field, end, items }: Item): void {
  at.open(GUESS.item)
  if (items) {
    at.read(GUESS.count)
    for (const item of items) recordItem(at, item)
  } else {
    at.read(GUESS.length)
    at.take(field, end - at.pos)
  }
  at.close()
}

/** Records what stands before the next string: numbers, which may be a vector. */
function recordNumbers(at: Cursor, end: number): void {
  const length = end - at.pos
  if (length <= 0) return
  const count = length >= LENGTH_WIDTH ? u32be(at.bytes, at.pos) : 0
  const isVector = count >= 2 && length === LENGTH_WIDTH * (count + 1)
  at.open(GUESS.item)
  const odd = length > MAX_NUMBERS && !isVector ? length : length % LENGTH_WIDTH
  if (isVector) at.read(GUESS.count)
  else if (odd > 0) at.take(GUESS.bytes, odd)
  while (at.pos < end && !at.failed) at.read(GUESS.number)
  at.close()
}
