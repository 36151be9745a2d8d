import type { Endpoint } from '../../network/conversation.js'
import { endText } from '../../network/conversation.js'
import { DEFAULT_TOP } from '../limits.js'
import type { Cell, Column, Section } from '../report.js'
import type { Statistic } from '../statistic.js'
import { numberText } from '../table.js'
import type { Party } from './party.js'
import { counted, ranked } from './ranked.js'
import { microseconds } from './span.js'
import { TRAFFIC, type Traffic } from './traffic.js'

/** What is said of a conversation, or of several together: pairs are what the client sent, and the server. */
interface Sums {
  readonly messages: readonly number[]
  readonly message_bytes: readonly number[]
  readonly frames: readonly number[]
  readonly bytes: readonly number[]
}

const COLUMNS: readonly Column[] = [
  { name: 'client, server' },
  { name: 'protocol' },
  { name: 'begin, lasts', align: 'right', unit: 's' },
  { name: 'messages', align: 'right' },
  { name: 'frames', align: 'right' },
  { name: 'bytes', align: 'right' },
]

/** `slx stats --conversations`: who talked to whom; the largest first, the rest summed. */
export const conversations: Statistic = {
  collectors: [TRAFFIC],
  report(state, { top } = {}) {
    const traffic = state.of(TRAFFIC)
    const { parties, uncounted } = traffic
    return parties.length === 0 ? [] : [section(traffic, parties.length + uncounted, top)]
  },
}

function section(traffic: Traffic, total: number, top = DEFAULT_TOP): Section {
  const order = ranked(traffic.parties, ({ bytes }) => bytes[0] + bytes[1], top)
  const rest = [...order.rest, ...traffic.rests]
  const summed = counted(order.rest.length + traffic.uncounted, 'more conversation')
  const other = sums(rest)
  return {
    title: `Conversations: ${numberText(total)} (upper lines: from the client; lower: from the server)`,
    columns: COLUMNS,
    rows: [
      ...order.shown.map(row),
      ...(rest.length > 0 ? [[summed, undefined, undefined, ...cells(other)]] : []),
    ],
    records: [
      ...order.shown.map(record),
      ...(rest.length > 0 ? [{ conversations: order.rest.length + traffic.uncounted, ...other }] : []),
    ],
    ...(traffic.uncounted > 0 ? { notes: [uncountedNote(traffic)] } : {}),
  }
}

function uncountedNote({ max, uncounted }: Traffic): string {
  const more = counted(uncounted, 'more conversation')
  return `Only the first ${numberText(max)} are counted one by one; ${more} are counted together.`
}

function row(party: Party): Cell[] {
  const [client, server] = party.ends
  const { begin, end, transport } = party
  const times = Number.isNaN(begin) ? undefined : [microseconds(begin), microseconds(end - begin)]
  const over = transport === 'none' ? undefined : transport.toUpperCase()
  return [[endText(client), endText(server)], [spoken(party).join(', ') || '-', over], times, ...cells(party)]
}

function cells({ messages, frames, bytes }: Omit<Sums, 'message_bytes'>): Cell[] {
  return [messages, frames, bytes]
}

function record(party: Party) {
  const { ends, roles, transport, begin, end, messages, messageBytes, frames, bytes } = party
  return {
    client: jsonEnd(ends[0]),
    server: jsonEnd(ends[1]),
    roles,
    transport,
    protocols: spoken(party),
    begin: microseconds(begin) ?? null,
    duration: microseconds(end - begin) ?? null,
    messages,
    message_bytes: messageBytes,
    frames,
    bytes,
  }
}

function jsonEnd({ address, port }: Endpoint) {
  return { address: address || null, port: port || null }
}

/** The protocols of a conversation; that some of it was not recognised is told only where nothing was. */
function spoken({ protocols }: Party): readonly string[] {
  const known = protocols.filter((protocol) => protocol !== 'data')
  return known.length > 0 ? known : protocols
}

function sums(parties: readonly Party[]): Sums {
  const both = (pick: (party: Party) => readonly number[]) =>
    [0, 1].map((side) => parties.reduce((sum, party) => sum + pick(party)[side]!, 0))
  return {
    messages: both(({ messages }) => messages),
    message_bytes: both(({ messageBytes }) => messageBytes),
    frames: both(({ frames }) => frames),
    bytes: both(({ bytes }) => bytes),
  }
}
