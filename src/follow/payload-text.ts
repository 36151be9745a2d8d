import { isUtf8 } from 'node:buffer'
import { MESSAGE_SOURCE } from '../dissect/message.js'
import { NO_SOURCE, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { fieldById } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import { coversOf, STAR } from './covers.js'
import type { Turn, TurnSource } from './turn.js'

/** Bytes of a header that may stand before the text of a text protocol (TOC: six). */
const MAX_HEADER = 8

/** Bytes of text that show a text protocol; fewer may be chance. */
const TELLING = 8

/** The text of a message, for people. */
export interface PayloadText {
  /** How it was unpacked (`inflated`); empty for the message itself. */
  readonly name: string
  /** Without line ends; not escaped. */
  readonly lines: readonly string[]
  /** Bytes behind it that are no text. */
  readonly rest: number
}

/**
 * The text of a message of a text protocol (HTTP, TOC, or one that slx does not know), with stars in place of secrets
 * unless they are to be shown; behind it the text of what it was unpacked to, if anything. Empty for messages that are not
 * text for the most part.
 */
export function payloadText(turn: Turn, showSecrets: boolean): readonly PayloadText[] {
  const { sources } = turn
  const source = sources[MESSAGE_SOURCE]
  const begin = source ? textBegin(turn, source) : -1
  if (!source || begin < 0) return []
  const own = textOf(source, begin, showSecrets ? undefined : coversOf(turn))
  const last = sources.length - 1
  if (!own || own.rest === 0 || last === MESSAGE_SOURCE) return own ? [own] : []
  const body = sources[last]!
  const unpacked = textOf(body, body.start, showSecrets ? undefined : coversOf(turn, last))
  return unpacked ? [own, { ...unpacked, name: body.name }] : [own]
}

/** The text that begins at `begin`; undefined if what is there is something else. */
function textOf(
  { bytes: all, start, end }: TurnSource,
  begin: number,
  covers: Uint8Array | undefined,
): PayloadText | undefined {
  const bytes = all.slice(begin, end)
  covers?.subarray(begin - start).forEach((cover, i) => {
    const byte = bytes[i]!
    // What secrets are made of elsewhere is compressed or encrypted: no text. A header's line end goes with its value.
    if (cover !== 0 && byte !== LINE_FEED && byte !== CARRIAGE_RETURN) bytes[i] = cover === STAR ? STAR : 0
  })
  const length = textLength(bytes)
  const closing = bytes.length - length === 1 && bytes[length] === 0 ? 1 : 0
  const hasLines = bytes.subarray(0, length).includes(LINE_FEED)
  if (length < TELLING || (!hasLines && 2 * length < bytes.length)) return undefined
  const lines = new TextDecoder().decode(bytes.subarray(0, length)).split(/\r?\n/)
  while (lines.at(-1) === '') lines.pop()
  return { name: '', lines, rest: bytes.length - length - closing }
}

/** Where the text begins: with the first text field, if little stands before it. -1 when nowhere. */
function textBegin({ tree: { rows, count } }: Turn, { start, end }: TurnSource): number {
  let hasFields = false
  for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
    const source = rows[at + ROW_SOURCE]!
    if (source === NO_SOURCE || source !== MESSAGE_SOURCE) continue
    const { wire, width } = fieldById(rows[at]!)
    const from = rows[at + ROW_START]!
    if (from - start > MAX_HEADER) break
    if (wire === Wire.Text) return from
    if (wire !== Wire.Group && width > 0) hasFields = true
  }
  // What no dissector takes apart may be text all the same.
  return hasFields || start === end ? -1 : start
}

/** How many bytes from the beginning are text: printable ASCII, tabs, line ends, and UTF-8 if all beyond ASCII is. */
function textLength(bytes: Uint8Array): number {
  const length = bytes.findIndex((byte) => !isText(byte))
  const run = length < 0 ? bytes : bytes.subarray(0, length)
  if (isUtf8(run)) return run.length
  return run.findIndex((byte) => byte >= 0x80)
}

function isText(byte: number): boolean {
  return (byte >= 0x20 && byte !== 0x7f) || byte === TAB || byte === LINE_FEED || byte === CARRIAGE_RETURN
}

const TAB = 0x09
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
