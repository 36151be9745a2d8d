import { count } from '../../../src/count.js'
import { secondsBetween } from '../../../src/dissect/links.js'
import { endText, type Side } from '../../../src/network/conversation.js'
import type { Cell, Column, Section } from '../../../src/stats/report.js'
import type { CircuitRecord, SentRecord, Times } from './record.js'
import type { Reliable } from './unacked.js'

/** Packets never acked that are told of each side: more than these say no more. */
const MAX_UNACKED_ROWS = 50

/** One line a circuit. */
export function overview(circuits: readonly CircuitRecord[]): Section {
  return {
    title: `Second Life circuits: ${circuits.length}`,
    columns: [
      { name: 'client' },
      { name: 'server' },
      ...['packets', 'resends', 'missing', 'unacked'].map((name) => number(name)),
    ],
    rows: circuits.map((circuit) => [
      ...circuit.ends.map(endText),
      ...[packets, resends, missing, neverAcked].map((of) => of(circuit.sent[0]) + of(circuit.sent[1])),
    ]),
  }
}

/** Everything about one circuit: what each side sent, handshake, round-trips, what was never acked, messages by name. */
export function circuitSections(circuit: CircuitRecord): Section[] {
  const name = `Circuit ${nameOf(circuit)}`
  return [
    deliverySection(name, circuit),
    handshakeSection(`${name}: handshake`, circuit),
    timesSection(`${name}: round-trips`, circuit),
    unackedSection(`${name}: reliable packets never acked`, circuit),
    messagesSection(`${name}: messages`, circuit),
  ].filter(({ rows, notes }) => rows.length > 0 || (notes && notes.length > 0))
}

/** What is told of each side. */
const MEASURES: readonly (readonly [name: string, of: (sent: SentRecord) => number])[] = [
  ['packets', packets],
  ['bytes', (sent) => sent.bytes],
  ['reliable packets', (sent) => sent.reliable],
  ['acked', (sent) => sent.acked],
  ['never acked', neverAcked],
  ['resends', resends],
  ['resends without a first sending', (sent) => sent.resendsAlone],
  ['duplicate sequences', (sent) => sent.duplicates],
  ['missing sequences', missing],
  ['overtaken packets', (sent) => sent.late],
  ['acks in PacketAck', (sent) => sent.acksSeparate],
  ['acks piggy-backed', (sent) => sent.acksAppended],
  ['zero-coded packets', (sent) => sent.zeroCoded],
  ['bytes saved by zero-coding', (sent) => sent.saved],
]

function deliverySection(title: string, { sent }: CircuitRecord): Section {
  return {
    title,
    columns: [{ name: 'sent' }, number('from client'), number('from server')],
    rows: MEASURES.map(([name, of]) => [name, of(sent[0]), of(sent[1])]),
  }
}

function handshakeSection(title: string, circuit: CircuitRecord): Section {
  return {
    title,
    columns: [
      { name: 'message' },
      { name: 'from' },
      number('in'),
      number('at', 's'),
      number('sent'),
      number('ack in'),
      number('delay', 'ms'),
    ],
    rows: circuit.steps.map((step) => [
      step.type,
      SIDES[step.side],
      step.number,
      secondsBetween(circuit.first!, step),
      step.reliable?.sendings ?? 1,
      step.reliable?.ackedIn,
      milliseconds(step.reliable?.ackedAfter),
    ]),
    notes: handshakeNotes(circuit),
  }
}

/** What must follow what, and what it means where it does not. */
const MUST_FOLLOW: readonly (readonly [asked: string, answer: string, meaning: string])[] = [
  ['SecuredTemplateChecksumRequest', 'TemplateChecksumReply', 'the viewer goes no further'],
  ['UseCircuitCode', 'RegionHandshake', 'the simulator did not take the circuit'],
  ['CompleteAgentMovement', 'AgentMovementComplete', 'the agent did not arrive in the region'],
  ['RegionHandshake', 'RegionHandshakeReply', 'the simulator sends no objects before it'],
  ['LogoutRequest', 'LogoutReply', 'the viewer waits until it gives up'],
]

function handshakeNotes({ steps, stepsDropped, stepsSeen: seen }: CircuitRecord): string[] {
  const unanswered = MUST_FOLLOW.filter(([asked, answer]) => seen.has(asked) && !seen.has(answer)).map(
    ([asked, answer, meaning]) =>
      `${asked} is not followed by ${answer}: ${meaning}, or the capture lacks it.`,
  )
  const unacked = steps
    .filter(({ reliable }) => reliable && reliable.ackedIn === undefined)
    .map(({ type, number }) => `${type} in #${number} was never acked.`)
  const dropped = stepsDropped > 0 ? [leftOut(stepsDropped, 'further message')] : []
  return [...unanswered, ...unacked, ...dropped]
}

function timesSection(title: string, { sent }: CircuitRecord): Section {
  const known = ([0, 1] as const).flatMap((side) => [
    timesRow('StartPingCheck to CompletePingCheck', side, sent[side].pingTimes),
    timesRow('reliable packet to its ack', side, sent[side].ackTimes),
  ])
  const rows = known.filter((row) => row.length > 0)
  const isPartial = rows.length > 0 && resends(sent[0]) + resends(sent[1]) > 0
  return {
    title,
    columns: [
      { name: 'between' },
      { name: 'asked by' },
      number('count'),
      number('shortest', 'ms'),
      number('mean', 'ms'),
      number('longest', 'ms'),
    ],
    rows,
    notes: isPartial
      ? ['Packets sent more than once are left out: which sending was acked is not known.']
      : [],
  }
}

function timesRow(what: string, side: Side, times: Times): Cell[] {
  if (times.count === 0) return []
  const [shortest, mean, longest] = [times.shortest, times.sum / times.count, times.longest].map(milliseconds)
  return [what, SIDES[side], times.count, shortest, mean, longest]
}

function unackedSection(title: string, circuit: CircuitRecord): Section {
  const rows = ([0, 1] as const).flatMap((side) =>
    circuit.sent[side].unacked.oldest(MAX_UNACKED_ROWS).map((packet) => unackedRow(circuit, side, packet)),
  )
  const left = neverAcked(circuit.sent[0]) + neverAcked(circuit.sent[1]) - rows.length
  return {
    title,
    columns: [
      { name: 'message' },
      { name: 'from' },
      number('in'),
      number('sequence'),
      number('sent'),
      number('before the end', 's'),
    ],
    rows,
    notes: left > 0 ? [leftOut(left, 'more packet')] : [],
  }
}

function unackedRow({ last }: CircuitRecord, side: Side, packet: Reliable): Cell[] {
  const { type, number, sequence, sendings } = packet
  return [type, SIDES[side], number, sequence, sendings, secondsBetween(packet, last!)]
}

function messagesSection(title: string, { sent }: CircuitRecord): Section {
  const names = new Set([...sent[0].messages.keys(), ...sent[1].messages.keys()])
  const rows = Array.from(names, (name) => {
    const [client, server] = [sent[0].messages.get(name), sent[1].messages.get(name)]
    return [
      name || '(not decoded)',
      client?.count ?? 0,
      client?.bytes ?? 0,
      server?.count ?? 0,
      server?.bytes ?? 0,
    ] as const
  })
  rows.sort((a, b) => b[2] + b[4] - a[2] - a[4])
  return {
    title,
    columns: [
      { name: 'message' },
      ...['client', 'client bytes', 'server', 'server bytes'].map((name) => number(name)),
    ],
    rows,
  }
}

function leftOut(number: number, what: string): string {
  return `${count(number, what)} left out.`
}

const SIDES = ['client', 'server'] as const

function nameOf({ ends }: CircuitRecord): string {
  return ends.map(endText).join(' -> ')
}

function packets(sent: SentRecord): number {
  return sent.packets
}

function resends(sent: SentRecord): number {
  return sent.resends
}

function missing(sent: SentRecord): number {
  return sent.missing
}

function neverAcked(sent: SentRecord): number {
  return sent.unacked.size + sent.unacked.dropped
}

function number(name: string, unit?: string): Column {
  return { name, align: 'right', ...(unit ? { unit } : {}) }
}

/** Whole microseconds as milliseconds: differences of captured times are no finer. */
function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 1e6) / 1e3
}
