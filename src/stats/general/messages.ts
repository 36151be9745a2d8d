import type { Cell, Column, Section } from '../report.js'
import type { Statistic } from '../statistic.js'
import { numberText } from '../table.js'
import { counted } from './ranked.js'
import { protocolTotals, type TypeRow, typeRows } from './type-rows.js'
import { type ProtocolTypes, TYPES, type TypeCounts } from './types.js'

const COLUMNS: readonly Column[] = [
  { name: 'type' },
  { name: 'from' },
  { name: 'messages', align: 'right' },
  { name: 'per s', align: 'right' },
  { name: 'bytes', align: 'right' },
  { name: 'min/mean/max', align: 'right' },
]

/** `slx stats --messages`: a table for each protocol, a line for each type and direction. */
export const messages: Statistic = {
  collectors: [TYPES],
  report(state, { top } = {}) {
    const types = state.of(TYPES)
    return protocolTotals(types).map(({ protocol, counts }) =>
      section(
        protocol,
        counts,
        typeRows(protocol, ({ messages }) => messages, top),
        types.span.duration,
      ),
    )
  },
}

function section(
  protocol: ProtocolTypes,
  { messages, bytes }: TypeCounts,
  rows: readonly TypeRow[],
  duration: number,
): Section {
  const sums = `${counted(messages, 'message')}, ${counted(bytes, 'byte')}`
  return {
    title: `Messages: ${protocol.protocol}, ${sums}`,
    columns: COLUMNS,
    rows: rows.map((row) => cells(row, duration)),
    records: rows.map((row) => record(protocol.protocol, row, duration)),
  }
}

function cells({ type, from, counts }: TypeRow, duration: number): Cell[] {
  const { messages, bytes, smallest, largest } = counts
  const sizes =
    smallest === largest ? numberText(largest) : [smallest, bytes / messages, largest].map(size).join('/')
  return [type || '-', from, messages, rate(messages, duration), bytes, sizes]
}

function size(bytes: number): string {
  return bytes < 1000 ? String(Number(bytes.toFixed(1))) : numberText(bytes)
}

function record(protocol: string, { type, from, counts }: TypeRow, duration: number) {
  const { messages, bytes, smallest, largest } = counts
  return {
    protocol,
    type,
    from: from ?? null,
    messages,
    bytes,
    smallest,
    mean: bytes / messages,
    largest,
    per_second: rate(messages, duration) ?? null,
  }
}

/** Messages a second over the whole input; unknown where it has no times or only one. */
function rate(messages: number, duration: number): number | undefined {
  return duration > 0 ? messages / duration : undefined
}
