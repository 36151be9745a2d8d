import { evidenceFor } from './bare-evidence.js'
import { type BareRow, planRows, type RowPlan, readBareRow } from './bare-rows.js'
import { splitBareRows } from './bare-split.js'
import { HEX } from './cells.js'
import { reportUnknownSqueeze } from './chain-problems.js'
import { isFrame } from './chars.js'
import { dialectOf } from './dialects.js'
import { parsePrefix } from './labels.js'
import type { Draft, Page } from './page.js'
import { prefixShape } from './prefix.js'
import { type Row, rowPrefix } from './scan.js'
import { isCharacterRow } from './two-row.js'

/** Bytes without offsets: rows, streams, joined pairs. Nothing measures them, so how much there is of them is the evidence. */
export function readBareRows(page: Page, forced: boolean): void {
  for (let line = 0; line < page.lines.length; line++) {
    const row = page.rows[line]
    if (row === undefined || row.offsetAt >= 0 || page.claimed[line] !== 0) continue
    const block = formBlock(page, line)
    readBlock(page, block, forced)
    line = block.next - 1
  }
}

/** Rows of bytes that belong together. */
export interface Block {
  readonly rows: readonly Row[]
  /** Whether a row of characters stood below each row of bytes. */
  readonly characters: boolean
  /** Line of a `*` that ended it, or -1. */
  readonly squeeze: number
  readonly next: number
}

/** Lines that follow each other at once, are written alike, and have the same text before the bytes. */
function formBlock(page: Page, start: number): Block {
  const first = page.rows[start]!
  const shape = prefixShape(rowPrefix(page.lines[start]!, first))
  const rows: Row[] = [first]
  let characters = false
  let last = first
  let line = start + 1
  for (; line < page.lines.length; line++) {
    const text = page.lines[line]!
    if (page.claimed[line] !== 0) break
    if ((last.cells > 1 || characters) && isCharacterRow(page, last, text)) {
      characters = true
      continue
    }
    const row = page.rows[line]
    if (row === undefined) break
    if (row.offsetAt >= 0 || row.cellStyle !== first.cellStyle) break
    if (row.digits !== first.digits && row.cells > 1 && last.cells > 1) break
    if (prefixShape(rowPrefix(text, row)) !== shape) break
    rows.push(row)
    last = row
  }
  const squeeze = line < page.lines.length && page.lines[line]!.trim() === '*' ? line : -1
  return { rows, characters, squeeze, next: squeeze < 0 ? line : rowsEnd(page, squeeze + 1) }
}

/** The line after rows that follow a `*`: where they belong cannot be told. */
function rowsEnd(page: Page, from: number): number {
  let line = from
  while (line < page.lines.length && (page.rows[line] !== undefined || page.lines[line]!.trim() === '*'))
    line++
  return line
}

function readBlock(page: Page, block: Block, forced: boolean): void {
  const plan = planRows(page, block.rows)
  const rows = block.rows.map((row) => readBareRow(page, row, plan))
  if (isRuler(page, rows)) return
  const packets = splitBareRows(page, rows, plan)
  const evidence = packets.map((packet) => evidenceFor(page, packet, plan, block))
  const isBesideProof = evidence.some(({ level }) => level === 'strong')
  packets.forEach((packet, i) => {
    const { level, reason } = evidence[i]!
    const enough = level === 'strong' || (level === 'weak' && isBesideProof)
    if (enough || (forced && packet[0]!.bytes.length > 0)) {
      takePacket(page, packet, plan, block)
      return
    }
    if (level === 'weak') page.weak.push(toDraft(page, packet, plan, block))
    if (packet.some((row) => row.bytes.length >= MIN_TOLD)) page.refuse(packet[0]!.line, reason)
  })
  if (block.squeeze >= 0 && page.claimed[block.squeeze - 1] === 1) {
    reportUnknownSqueeze(page, block.squeeze)
    page.claim(block.squeeze, block.next - 1)
  }
}

/** Fewer bytes that are no packet are not worth a word in the report. */
const MIN_TOLD = 4

/** The column numbers above a table: `| 00 01 02 … 0F |`. */
function isRuler(page: Page, rows: readonly BareRow[]): boolean {
  const first = rows[0]!
  if (first.bytes.length < 8 || !first.bytes.every((byte, i) => byte === i)) return false
  const text = page.lines[first.line]!
  const framed = isFrame(text.trimStart().charCodeAt(0)) && rows.length === 1
  const dumped = page.claimed[first.line + 1] === 1 || page.claimed[first.line + 2] === 1
  if (framed || dumped) page.claim(first.line, first.line)
  return framed || dumped
}

function takePacket(page: Page, packet: readonly BareRow[], plan: RowPlan, block: Block): void {
  reportFaults(page, packet, plan)
  page.drafts.push(toDraft(page, packet, plan, block))
  page.claim(packet[0]!.line, packet.at(-1)!.line)
}

function toDraft(page: Page, packet: readonly BareRow[], plan: RowPlan, block: Block): Draft {
  const first = packet[0]!
  const label = parsePrefix(first.prefix)
  const name = plan.notation === 'decimal' ? 'decimal' : dialectOf('bare', featuresOf(page, first, plan)).name
  return {
    bytes: Buffer.concat(packet.map((row) => row.bytes)),
    line: first.line,
    endLine: packet.at(-1)!.line,
    dialect: name,
    facts: factsOf(packet, plan, block),
    sender: label?.sender,
    time: label?.time,
  }
}

function factsOf(packet: readonly BareRow[], plan: RowPlan, block: Block): string[] {
  const facts: string[] = []
  if (packet.some((row) => row.rest === 'wrong-gutter')) facts.push('gutter differs')
  else if (plan.gutter !== undefined || block.characters) facts.push('gutter verified')
  if (plan.little) facts.push(plan.orderGuessed ? 'words read as little-endian' : 'words little-endian')
  else if (plan.orderGuessed) facts.push('words read as big-endian')
  if (plan.notation === 'hex' && isAllDecimal(packet)) facts.push('digits read as hex')
  return facts
}

/** `10 20 30` could be decimal as well. */
function isAllDecimal(packet: readonly BareRow[]): boolean {
  return packet.every(
    (row) =>
      row.row.digits === 2 && row.bytes.every((byte) => byte >> 4 < 10 && (byte & 15) < 10 && byte > 9),
  )
}

function reportFaults(page: Page, packet: readonly BareRow[], plan: RowPlan): void {
  for (const row of packet) {
    if (row.rest === 'wrong-gutter') {
      page.problem(
        'dump.gutter-mismatch',
        row.line,
        `Line ${row.line + 1}: the text beside the bytes is not what they print as; one of the two is mistyped. ` +
          'The bytes were used.',
      )
    }
    if (row.oddCells === 0 || plan.unpadded) continue
    const stream = row.row.cells === 1
    const what = stream
      ? `the run of hex digits has an odd number of them (${row.row.digits}); its last digit was left out`
      : 'a cell here has no whole number of bytes; it was read as if a leading zero were missing, and nothing after it was shifted'
    page.problem('dump.odd-digits', row.line, `Line ${row.line + 1}, column ${row.oddAt + 1}: ${what}.`)
  }
}

function featuresOf(page: Page, first: BareRow, plan: RowPlan) {
  const { row } = first
  const text = page.lines[row.line]!
  return {
    offsetStyle: 'none',
    offsetDigits: 0,
    radix: 16,
    kind: HEX,
    digits: row.digits,
    width: plan.width,
    little: plan.little,
    parted: false,
    gutter: plan.gutter === undefined ? 'none' : plan.gutter.stride === 2 ? 'spaced' : 'plain',
    mark: plan.gutter?.mark ?? ' ',
    frame: text.slice(0, row.cellsAt).trim(),
    annotated: false,
    joined: row.cellStyle === 'joined',
  } as const
}
