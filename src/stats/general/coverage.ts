import type { Cell, Column, Section } from '../report.js'
import type { Statistic } from '../statistic.js'
import { numberText } from '../table.js'
import { READINGS } from './reading.js'
import { protocolTotals, type TypeRow, total, typeRows } from './type-rows.js'
import { type ProtocolTypes, TYPES, type TypeCounts } from './types.js'

/** Readings from best to worst. */
const ORDER = READINGS.map((_, i) => READINGS.length - 1 - i)

const COUNTS: readonly Column[] = [
  { name: 'messages', align: 'right' },
  { name: 'read' },
  { name: 'understood', align: 'right' },
]

/** `slx stats --coverage`: how much of the traffic is understood, overall and by protocol, then type by type. */
export const coverage: Statistic = {
  collectors: [TYPES],
  report(state, { top } = {}) {
    const totals = protocolTotals(state.of(TYPES))
    if (totals.length === 0) return []
    return [overview(totals), ...totals.map(({ protocol }) => details(protocol, top))]
  },
}

function overview(totals: readonly { protocol: ProtocolTypes; counts: TypeCounts }[]): Section {
  const all = total(totals)
  const lines = [
    ...totals.map(({ protocol, counts }) => ({ protocol: protocol.protocol, counts })),
    { protocol: null, counts: all },
  ]
  return {
    title: `Coverage: ${percentText(all)} of the bytes are understood`,
    columns: [{ name: 'protocol' }, ...COUNTS],
    rows: lines.map(({ protocol, counts }) => [protocol ?? 'all', ...cells(counts)]),
    records: lines.map(({ protocol, counts }) => ({ protocol, ...record(counts) })),
  }
}

function details(protocol: ProtocolTypes, top: number | undefined): Section {
  const rows = typeRows(protocol, ({ fieldBytes, understoodBytes }) => fieldBytes - understoodBytes, top)
  return {
    title: `Coverage of ${protocol.protocol}, the most bytes not understood first`,
    columns: [{ name: 'type' }, { name: 'from' }, ...COUNTS],
    rows: rows.map(({ type, from, counts }) => [type || '-', from, ...cells(counts)]),
    records: rows.map((row) => typeRecord(protocol.protocol, row)),
  }
}

function cells(counts: TypeCounts): Cell[] {
  return [counts.messages, readLines(counts), percentText(counts)]
}

/** `whole`, or a line for each: `16 whole`, `3 left`. */
function readLines({ read }: TypeCounts): string[] {
  const found = ORDER.filter((i) => read[i]! > 0)
  if (found.length === 1) return [READINGS[found[0]!]!]
  return found.map((i) => `${numberText(read[i]!)} ${READINGS[i]}`)
}

function typeRecord(protocol: string, { type, from, counts }: TypeRow) {
  return { protocol, type, from: from ?? null, ...record(counts) }
}

function record({ messages, read, fieldBytes, understoodBytes }: TypeCounts) {
  return {
    messages,
    ...Object.fromEntries(ORDER.map((i) => [READINGS[i]!, read[i]!])),
    field_bytes: fieldBytes,
    understood_bytes: understoodBytes,
    understood: fieldBytes === 0 ? null : understoodBytes / fieldBytes,
  }
}

/** `98.3%`, rounded down so that 100% means all; `-` where there are no bytes. */
function percentText({ fieldBytes, understoodBytes }: TypeCounts): string {
  if (fieldBytes === 0) return '-'
  return `${Math.floor((understoodBytes / fieldBytes) * 1000) / 10}%`
}
