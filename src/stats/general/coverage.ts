import type { Cell, Column, Section } from '../report.js'
import type { Statistic } from '../statistic.js'
import { READINGS } from './reading.js'
import { protocolTotals, type TypeRow, total, typeRows } from './type-rows.js'
import { type ProtocolTypes, TYPES, type TypeCounts } from './types.js'

/** Readings in the order of the columns: from best to worst. */
const ORDER = READINGS.map((_, i) => READINGS.length - 1 - i)

/** `slx stats --coverage`: how much of the traffic is understood, overall and by protocol, then type by type. */
export const coverage: Statistic = {
  collectors: [TYPES],
  begin: (state) => {
    state.of(TYPES)
  },
  report(state, { top } = {}) {
    const totals = protocolTotals(state.of(TYPES))
    if (totals.length === 0) return []
    return [overview(totals), ...totals.map(({ protocol }) => details(protocol, top))]
  },
}

function overview(totals: readonly { protocol: ProtocolTypes; counts: TypeCounts }[]): Section {
  const all = total(totals)
  const lines = [
    ...totals.map(({ protocol, counts }) => ({ name: protocol.protocol, counts })),
    { name: 'all', counts: all },
  ]
  const columns = countColumns(lines)
  return {
    title: `Coverage: ${percentText(all)} of the bytes are understood`,
    columns: [{ name: 'protocol' }, ...columns.columns],
    rows: lines.map(({ name, counts }) => [name, ...columns.cells(counts)]),
    records: lines.map(({ name, counts }) => ({ protocol: name === 'all' ? null : name, ...record(counts) })),
  }
}

function details(protocol: ProtocolTypes, top: number | undefined): Section {
  const rows = typeRows(protocol, ({ fieldBytes, understoodBytes }) => fieldBytes - understoodBytes, top)
  const columns = countColumns(rows)
  return {
    title: `Coverage of ${protocol.protocol}, the most bytes not understood first`,
    columns: [{ name: 'type' }, { name: 'from' }, ...columns.columns],
    rows: rows.map(({ type, from, counts }) => [type || '-', from, ...columns.cells(counts)]),
    records: rows.map((row) => typeRecord(protocol.protocol, row)),
  }
}

/** Columns for the numbers: readings that no message of the table has are left out. */
function countColumns(lines: readonly { readonly counts: TypeCounts }[]) {
  const readings = ORDER.filter((i) => lines.some(({ counts }) => counts.read[i]! > 0))
  const columns: Column[] = ['messages', ...readings.map((i) => READINGS[i]!), 'understood'].map((name) => ({
    name,
    align: 'right',
  }))
  const cells = (counts: TypeCounts): Cell[] => [
    counts.messages,
    ...readings.map((i) => counts.read[i] || undefined),
    percentText(counts),
  ]
  return { columns, cells }
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
