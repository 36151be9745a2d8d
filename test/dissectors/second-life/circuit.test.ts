import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RELIABLE, RESENT, writePacket } from '../../../bench/encode/lludp-packet.js'
import { Room } from '../../../dissectors/second-life/circuit/room.js'
import { Arrival, WINDOW, Window } from '../../../dissectors/second-life/circuit/window.js'
import { secondLife } from '../../../dissectors/second-life/index.js'
import { circuits } from '../../../dissectors/second-life/statistics.js'
import { Engine } from '../../../src/dissect/engine.js'
import { LinkTable } from '../../../src/dissect/links.js'
import { Registry } from '../../../src/dissect/registry.js'
import type { Conversation } from '../../../src/network/conversation.js'
import { dissectIn, fromHex, openSession } from '../../support/dissect.js'
import { fakeConversation, fakePayload } from '../../support/fake-payload.js'
import { dissectOptions } from '../../support/options.js'
import { readTree, type TreeRow } from '../../support/read-tree.js'

interface Sending {
  readonly side: 0 | 1
  readonly sequence: number
  readonly reliable?: boolean
  readonly resent?: boolean
  /** Sequences of the other side, in a PacketAck message, or behind. */
  readonly acks?: readonly number[]
  readonly appended?: boolean
}

interface Seen {
  readonly rows: readonly TreeRow[]
  readonly codes: readonly string[]
  /** Paths of the rows that the findings are shown below. */
  readonly below: readonly (string | undefined)[]
}

const NOTHING = fromHex('02 07')

/** The packet of a sending: a PacketAck, or a CompletePingCheck that nobody asked for. */
function packetOf({ sequence, reliable, resent, acks = [], appended }: Sending): Uint8Array {
  const ack = Buffer.concat([fromHex('fffffffb'), Buffer.of(acks.length), ...acks.map(littleEndian)])
  return writePacket({
    era: 'modern',
    flags: (reliable ? RELIABLE : 0) | (resent ? RESENT : 0),
    sequence,
    message: acks.length > 0 && !appended ? ack : Buffer.from(NOTHING),
    zeroCoded: false,
    acks: appended ? acks : [],
  })
}

function littleEndian(sequence: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(sequence)
  return bytes
}

/** Lets one conversation carry all sendings, message 1 first; looks ahead when asked. */
function see(
  sendings: readonly Sending[],
  lookahead = false,
): { seen: Seen[]; rows: Record<string, unknown>[] } {
  const links = new LinkTable()
  let seen: Seen[] = []
  let sections: ReturnType<typeof circuits.report> = []
  for (let pass = lookahead ? 0 : 1; pass < 2; pass++) {
    seen = []
    links.recording = pass === 0
    const options = { ...dissectOptions(), layers: false, links }
    circuits.begin?.(options.state)
    const engine = new Engine(new Registry([], [], secondLife), options, (message) => {
      const rows = readTree(message)
      seen.push({
        rows,
        codes: message.findings.map(({ kind }) => kind.code),
        below: message.findings.map(({ row }) => rows[row]?.path),
      })
    })
    const conversation: Conversation = fakeConversation('udp', 13000)
    sendings.forEach((sending, i) => {
      engine.datagram(fakePayload(conversation, packetOf(sending), i + 1, sending.side))
    })
    if (engine.counters.bugs > 0) throw engine.counters.firstBug
    sections = circuits.report(options.state)
  }
  const [delivery] = sections
  const rows = (delivery?.rows ?? []).map(([name, client, server]) => ({ name, sides: [client, server] }))
  return { seen, rows }
}

const values = ({ rows }: Seen, path: string) =>
  rows.filter((row) => row.path === `sl.${path}`).map(({ value }) => value)

describe('the tree', () => {
  test('acks name the message they are for, in both forms, and both messages show it', () => {
    const { seen } = see(
      [
        { side: 0, sequence: 1, reliable: true },
        { side: 0, sequence: 2, reliable: true },
        { side: 1, sequence: 1, acks: [1] },
        { side: 1, sequence: 2, acks: [1, 2, 9], appended: true },
      ],
      true,
    )
    expect(values(seen[2]!, 'Ack-of')).toEqual([1])
    // Sequence 9 has not been seen.
    expect(values(seen[3]!, 'Ack-of')).toEqual([1, 2])
    expect(values(seen[0]!, 'Acked-in')).toEqual([3])
    expect(values(seen[1]!, 'Acked-in')).toEqual([4])
    const at = seen[3]!.rows.findIndex((row) => row.path === 'sl.Ack-of')
    expect(seen[3]!.rows[at - 1]).toMatchObject({ path: 'sl.acks.id', value: 1 })
  })

  test('a side does not ack its own packets', () => {
    const { seen } = see([
      { side: 0, sequence: 1, reliable: true },
      { side: 0, sequence: 2, acks: [1] },
    ])
    expect(values(seen[1]!, 'Ack-of')).toEqual([])
  })

  test('resends lead to the first sending, however many there are', () => {
    const { seen } = see(
      [
        { side: 0, sequence: 1, reliable: true },
        { side: 0, sequence: 1, reliable: true, resent: true },
        { side: 0, sequence: 2 },
        { side: 0, sequence: 1, reliable: true, resent: true },
      ],
      true,
    )
    expect(seen.map((one) => values(one, 'Resend-of'))).toEqual([[], [1], [], [1]])
    expect(values(seen[0]!, 'Resent-in')).toEqual([2, 4])
    expect(seen.flatMap(({ codes }) => codes)).toEqual([])
  })

  test('a sequence that comes again, that is lacking, late, far off, or resent alone is told', () => {
    const { seen } = see([
      { side: 0, sequence: 5 },
      { side: 0, sequence: 5 },
      { side: 0, sequence: 8 },
      { side: 0, sequence: 7 },
      { side: 0, sequence: 6, resent: true },
      { side: 0, sequence: 9_000_000 },
      { side: 1, sequence: 1 },
    ])
    expect(seen.map(({ codes }) => codes)).toEqual([
      [],
      ['sl.duplicate-sequence'],
      ['sl.missing-sequence'],
      ['sl.late-sequence'],
      ['sl.resend-alone'],
      ['sl.another-count'],
      [],
    ])
    expect(new Set(seen.flatMap(({ below }) => below))).toEqual(new Set(['sl.sequence']))
  })

  test('another circuit code between the same ends begins a circuit of its own', () => {
    const session = openSession(secondLife)
    const use = (code: string) =>
      dissectIn(session, fromHex(`40 00000001 00 ffff0003 ${code} ${'11'.repeat(32)}`))
    expect(use('01000000').findings).toEqual([])
    expect(use('01000000').findings.map(({ kind }) => kind.code)).toEqual(['sl.duplicate-sequence'])
    expect(use('02000000').findings).toEqual([])
  })

  test('where nothing says who sent a packet, nothing is said about sequences', () => {
    const conversation = { ...fakeConversation('none', 0), roles: 'unknown' as const }
    const session = secondLife.open(conversation, dissectOptions())
    const packet = packetOf({ side: 0, sequence: 1, acks: [1] })
    const messages = [1, 2].map((number) => dissectIn(session, packet, { number }))
    for (const message of messages) {
      expect(message.findings).toEqual([])
      expect(readTree(message).some(({ path }) => path === 'sl.Ack-of')).toBe(false)
    }
  })
})

test('the handshake’s table says what should have followed and did not', () => {
  const options = dissectOptions()
  circuits.begin?.(options.state)
  const session = secondLife.open(fakeConversation('udp', 13000), options)
  const use = `ffff0003 01000000 ${'11'.repeat(32)}`
  dissectIn(session, fromHex(`40 00000001 00 ${use}`), { number: 1 })
  dissectIn(session, fromHex(`60 00000001 00 ${use}`), { number: 2 })
  const handshake = circuits.report(options.state).find(({ title }) => title.endsWith(': handshake'))!
  expect(handshake.rows.map((row) => [row[0], row[2], row[4]])).toEqual([['UseCircuitCode', 1, 2]])
  expect(handshake.notes).toEqual([
    'UseCircuitCode is not followed by RegionHandshake: the simulator did not take the circuit, or the capture lacks it.',
    'UseCircuitCode in #1 was never acked.',
  ])
})

/** What a circuit's counts must be, found the slow way: by looking at everything at once. */
function model(sendings: readonly Sending[], side: 0 | 1) {
  const own = sendings.filter((sending) => sending.side === side)
  const firsts = own.filter((one, i) => own.findIndex(({ sequence }) => sequence === one.sequence) === i)
  const again = own.filter((one) => !firsts.includes(one))
  const highestBefore = (one: Sending) =>
    Math.max(...own.slice(0, own.indexOf(one)).map(({ sequence }) => sequence), Number.NEGATIVE_INFINITY)
  const sequences = firsts.map(({ sequence }) => sequence)
  const [start] = sequences
  const late = firsts.filter((one) => one.sequence < highestBefore(one))
  const ackedBy = (one: Sending) =>
    sendings
      .slice(sendings.indexOf(one))
      .some((other) => other.side !== side && other.acks?.includes(one.sequence))
  const reliable = firsts.filter((one) => one.reliable)
  const acks = (appended: boolean) =>
    own
      .filter((one) => Boolean(one.appended) === appended)
      .reduce((sum, { acks = [] }) => sum + acks.length, 0)
  return {
    packets: own.length,
    'reliable packets': reliable.length,
    acked: reliable.filter(ackedBy).length,
    'never acked': reliable.filter((one) => !ackedBy(one)).length,
    resends: own.filter((one) => one.resent).length,
    'resends without a first sending': firsts.filter((one) => one.resent).length,
    'duplicate sequences': again.filter((one) => !one.resent).length,
    'overtaken packets': late.filter((one) => !one.resent).length,
    'missing sequences':
      start === undefined
        ? 0
        : Math.max(...sequences) - start + 1 - sequences.filter((one) => one >= start).length,
    'acks in PacketAck': acks(false),
    'acks piggy-backed': acks(true),
  }
}

describe('the counts', () => {
  // Sequences from 20 on begin each side, so that nothing comes before the first: what did is not known to be missing.
  const sending = fc.record({
    side: fc.constantFrom<0 | 1>(0, 1),
    sequence: fc.integer({ min: 20, max: 60 }),
    reliable: fc.boolean(),
    resent: fc.boolean(),
    acks: fc.array(fc.integer({ min: 15, max: 65 }), { maxLength: 4 }),
    appended: fc.boolean(),
  })

  test('equal those of a model that looks at everything at once', () => {
    fc.assert(
      fc.property(fc.array(sending, { maxLength: 60 }), (random) => {
        const begin: Sending[] = [
          { side: 0, sequence: 10 },
          { side: 1, sequence: 10 },
        ]
        // A packet that comes again is as reliable as it was.
        const sendings = [...begin, ...random].map((one, _, all) => ({
          ...one,
          reliable:
            all.find(({ side, sequence }) => side === one.side && sequence === one.sequence)!.reliable ??
            false,
        }))
        const { rows } = see(sendings)
        const counted = (side: 0 | 1) =>
          Object.fromEntries(rows.map(({ name, sides }) => [name, (sides as number[])[side]]))
        expect(counted(0)).toMatchObject(model(sendings, 0))
        expect(counted(1)).toMatchObject(model(sendings, 1))
      }),
      { numRuns: 300 },
    )
  })
})

describe('a direction’s window', () => {
  const by = (number: number) => ({ number, seconds: 1_000_000 + number, nanoseconds: number })

  test('keeps the last packets, whatever came before, in a bounded room', () => {
    const window = new Window(new Room())
    for (let sequence = 1; sequence <= 3 * WINDOW; sequence++)
      expect(window.see(sequence, by(sequence))).toBe(Arrival.InOrder)
    for (let sequence = 2 * WINDOW + 1; sequence <= 3 * WINDOW; sequence++)
      expect(window.message(window.find(sequence), by(4 * WINDOW))).toEqual(by(sequence))
    expect(window.find(2 * WINDOW)).toBe(-1)
  })

  test('goes on where senders begin again at 0, and with those that count on', () => {
    for (const [last, next] of [
      [0xff_ffff, 0],
      [0xff_ffff, 0x100_0000],
    ] as const) {
      const window = new Window(new Room())
      window.see(last - 1, by(1))
      expect(window.see(last, by(2))).toBe(Arrival.InOrder)
      expect(window.see(next, by(3))).toBe(Arrival.InOrder)
      expect(window.see(next + 3, by(4))).toBe(Arrival.Ahead)
      expect(window.missing).toBe(2)
      expect(window.see(last, by(5))).toBe(Arrival.Again)
      expect(window.message(window.find(last), by(6)).number).toBe(2)
    }
  })

  test('acks count once', () => {
    const window = new Window(new Room())
    window.see(7, by(1))
    expect([window.ack(window.find(7)), window.ack(window.find(7))]).toEqual([true, false])
    for (let sequence = 8; sequence < 200; sequence++) window.see(sequence, by(sequence))
    expect(window.ack(window.find(7))).toBe(false)
  })
})
