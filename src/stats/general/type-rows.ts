import { counted, ranked } from './ranked.js'
import { type ProtocolTypes, SENDERS, TypeCounts, type Types } from './types.js'

/** A line of a table of types: one type from one side, or what is summed. */
export interface TypeRow {
  /** Empty for messages of no named type. */
  readonly type: string
  /** Undefined for a sum over several types. */
  readonly from: (typeof SENDERS)[number] | undefined
  readonly counts: TypeCounts
}

/** The lines of one protocol, the largest by `size` first, the rest summed. */
export function typeRows(
  protocol: ProtocolTypes,
  size: (counts: TypeCounts) => number,
  top: number | undefined,
): TypeRow[] {
  const all = [...protocol.types].flatMap(([type, bySender]) => rowsOf(type, bySender))
  const { shown, rest } = ranked(all, ({ counts }) => size(counts), top)
  const others = protocol.rest ? rowsOf('types beyond the cap, counted together', protocol.rest) : []
  if (rest.length === 0) return [...shown, ...others]
  const counts = total(rest)
  return [...shown, { type: counted(rest.length, 'more line'), from: undefined, counts }, ...others]
}

/** All of a protocol. */
export function totalOf(protocol: ProtocolTypes): TypeCounts {
  return total([...protocol.types.values(), protocol.rest ?? []].flatMap((bySender) => rowsOf('', bySender)))
}

/** The protocols with their sums, the one with the most messages first. */
export function protocolTotals({ protocols }: Types): { protocol: ProtocolTypes; counts: TypeCounts }[] {
  const all = [...protocols.values()].map((protocol) => ({ protocol, counts: totalOf(protocol) }))
  return [...ranked(all, ({ counts }) => counts.messages).shown]
}

export function total(rows: readonly { readonly counts: TypeCounts }[]): TypeCounts {
  return rows.reduce((sum, { counts }) => sum.add(counts), new TypeCounts())
}

function rowsOf(type: string, bySender: readonly (TypeCounts | undefined)[]): TypeRow[] {
  return bySender.flatMap((counts, i) => (counts ? { type, from: SENDERS[i]!, counts } : []))
}
