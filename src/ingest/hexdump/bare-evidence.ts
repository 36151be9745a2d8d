import { count } from '../../count.js'
import type { Block } from './bare.js'
import type { BareRow, RowPlan } from './bare-rows.js'
import { dialectNamed } from './dialects.js'
import { parseLabel, parsePrefix } from './labels.js'
import type { Page } from './page.js'
import { isNamedValue, prefixKind } from './prefix.js'
import type { Row } from './scan.js'

/**
 * How sure it is that bytes without offsets are a packet. `strong` ones are taken wherever they stand; `weak` ones in a
 * text that holds nothing else, or right beside strong ones; `none` never (unless a dialect is asked for by name).
 */
export interface Evidence {
  readonly level: 'strong' | 'weak' | 'none'
  /** Why it is not strong: completes "line 12 has ...". */
  readonly reason: string
}

/** A bare line in a page of text is a packet from this many bytes on. */
const MIN_BYTES = 8

/** Behind a label that may mean anything (`Value:`) it takes more. */
const MIN_LABELLED_BYTES = 12

export function evidenceFor(page: Page, packet: readonly BareRow[], plan: RowPlan, block: Block): Evidence {
  const total = packet.reduce((sum, row) => sum + row.bytes.length, 0)
  const { prefix, bytes } = packet[0]!
  const kind = prefixKind(prefix)
  const isNoted = packet.some((row) => row.rest === 'note')
  if (kind !== 'none' && /(?:^|\s)0[0-9a-f]{3,15}:?$/i.test(prefix)) {
    return none(`${count(total, 'byte')} behind an offset that nothing bears out`)
  }
  if (packet[0]!.row.cellStyle === 'joined' && parseLabel(page.lines[packet[0]!.line]!) !== undefined)
    return none('a time')
  if (kind === 'prose') return none(`${count(total, 'byte')} in a line of text`)
  if (kind === 'list') return none(`${count(total, 'byte')} in a list item`)
  if (kind === 'named-value') return none(NAMED)
  if (!isNoted && packet.some((row) => row.rest === 'gutter')) return STRONG
  if (packet.some((row) => row.rest === 'note' && !ASIDE.test(row.note))) {
    return none(`${count(total, 'byte')} beside words, as in a table`)
  }
  if (isWord(page, packet)) return none('hex digits that are all letters, like a word')
  const hasDirection = parsePrefix(prefix)?.sender !== undefined
  if (isOffsetAlone(page, packet) && hasOffsetDumps(page)) return none('an offset without bytes')
  const isLabelled = kind === 'label' && !hasDirection
  if (isLabelled && packet.length === 1 && hasOffsetDumps(page))
    return none(`${count(total, 'byte')} behind a label, beside dumps with offsets`)
  if (isAnnouncedValue(page, packet)) return none(NAMED)
  if (block.characters) return STRONG
  const least = isLabelled ? MIN_LABELLED_BYTES : MIN_BYTES
  if (bytes.length >= least && plan.notation === 'hex' && !isNumber(page, packet)) return STRONG
  const level = !isNoted && (kind === 'none' || kind === 'label') ? 'weak' : 'none'
  return {
    level,
    reason: plan.notation === 'hex' ? `only ${count(total, 'byte')}` : count(total, 'decimal number'),
  }
}

const STRONG: Evidence = { level: 'strong', reason: '' }
const NAMED = 'bytes that the text names as a key, a hash or the like'

function none(reason: string): Evidence {
  return { level: 'none', reason }
}

/** Notes that point at bytes rather than name a table's column: arrows, drawings, comments, parentheses. */
const ASIDE = /^(?:<[-=]|[-=]+>|\\|\/|[←→^(;#!|+]|--)/

/** Digits that are all letters may be a word, up to so many. */
const LONGEST_WORD = 7

function isWord(page: Page, packet: readonly BareRow[]): boolean {
  return packet.every(({ row }) => {
    const text = digitsOf(page, row)
    return !/[0-9]/.test(text) && text.length <= LONGEST_WORD && row.cellStyle !== 'joined'
  })
}

/** Decimal digits in one piece may be a number, up to so many. */
const LONGEST_NUMBER = 19

function isNumber(page: Page, packet: readonly BareRow[]): boolean {
  return packet.every(({ row }) => {
    const text = digitsOf(page, row)
    return row.cells === 1 && text.length <= LONGEST_NUMBER && /^[1-9][0-9]*$/.test(text)
  })
}

function digitsOf(page: Page, row: Row): string {
  return page.lines[row.line]!.slice(row.cellsAt, row.end).replace(/[^0-9a-f]/gi, '')
}

/** `0000`: how a packet without bytes is written. */
function isOffsetAlone(page: Page, packet: readonly BareRow[]): boolean {
  return packet.length === 1 && packet[0]!.row.cells === 1 && /^0+$/.test(digitsOf(page, packet[0]!.row))
}

function hasOffsetDumps(page: Page): boolean {
  return page.drafts.some(({ dialect }) => dialectNamed(dialect)?.family === 'offsets')
}

/** Lengths that keys, hashes and ids have. */
const VALUE_SIZES = new Set([8, 16, 20, 24, 28, 32, 40, 48, 64, 128, 256])

const MAX_ANNOUNCEMENT = 120

/** Whether the line above announces a key or the like, and the bytes have the length of one. */
function isAnnouncedValue(page: Page, packet: readonly BareRow[]): boolean {
  if (packet.length > 1 || !VALUE_SIZES.has(packet[0]!.bytes.length)) return false
  let above = packet[0]!.line - 1
  if (above >= 0 && page.isBlank(above)) above--
  const text = above < 0 ? '' : page.lines[above]!.trim()
  return text.endsWith(':') && text.length < MAX_ANNOUNCEMENT && isNamedValue(text)
}
