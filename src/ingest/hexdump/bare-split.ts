import type { BareRow, RowPlan } from './bare-rows.js'
import { parsePrefix } from './labels.js'
import type { Page } from './page.js'

/** From this score on `recognise` is believed where the text leaves it open. */
export const RECOGNISED = 50

/** Bytes a row that programs print: spaced pairs, and digits in one piece (`xxd -p` prints 30). */
const PAIR_WIDTHS = new Set([8, 16, 32, 64])
const STREAM_WIDTHS = new Set([16, 20, 30, 32, 36, 38, 40, 48, 64, 128])

/**
 * Cuts rows that follow each other at once into packets.
 *
 * Rows of one width with a shorter last are one packet, when the width is one that programs print or at least two full
 * rows show it; so are several such in a row. Rows of differing lengths are packets of their own. Where rows of equal
 * width each look like the beginning of a known protocol, they are packets of their own as well.
 */
export function splitBareRows(page: Page, rows: readonly BareRow[], plan: RowPlan): BareRow[][] {
  if (rows.length === 1) return [[...rows]]
  if (plan.gutter !== undefined) return splitAtShort(rows, plan.width)
  if (rows.some((row) => isMessageLine(row))) return rows.map((row) => [row])
  const width = rows.reduce((most, row) => Math.max(most, row.bytes.length), 0)
  const stream = rows[0]!.row.cells === 1
  const usual = (stream ? STREAM_WIDTHS : PAIR_WIDTHS).has(width)
  const full = rows.filter((row) => row.bytes.length === width).length
  const packets = splitAtShort(rows, width)
  const shaped =
    packets.every((packet) => packet[0]!.bytes.length === width) || (usual && full * 2 >= rows.length)
  const shortEnd = rows.at(-1)!.bytes.length < width
  const convincing = usual || (packets.length === 1 && full > 1 && shortEnd)
  const single = rows.some((row) => row.rest === 'note')
  if (!shaped || !convincing || single || eachIsKnown(page, rows)) return rows.map((row) => [row])
  return packets
}

/** A row shorter than the width is the last of its packet. */
function splitAtShort(rows: readonly BareRow[], width: number): BareRow[][] {
  const packets: BareRow[][] = []
  let packet: BareRow[] = []
  for (const row of rows) {
    packet.push(row)
    if (row.bytes.length >= width) continue
    packets.push(packet)
    packet = []
  }
  if (packet.length > 0) packets.push(packet)
  return packets
}

/** Lines that each carry a time and a direction are messages of their own: text2pcap's `> 0:00:00.265620 a130368b`. */
function isMessageLine(row: BareRow): boolean {
  const label = parsePrefix(row.prefix)
  return label?.sender !== undefined && (label.time !== undefined || /[:>]$/.test(row.prefix))
}

function eachIsKnown(page: Page, rows: readonly BareRow[]): boolean {
  const recognise = page.options.recognise
  return (
    recognise !== undefined && rows.length <= 256 && rows.every((row) => recognise(row.bytes) >= RECOGNISED)
  )
}
