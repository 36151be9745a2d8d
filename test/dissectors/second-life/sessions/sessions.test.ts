import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { RESENT, ZERO_CODED } from '../../../../bench/encode/lludp-packet.js'
import { coreDialect } from '../../../../dissectors/second-life/dialect.js'
import { circuits } from '../../../../dissectors/second-life/statistics.js'
import { parseTemplate } from '../../../../dissectors/second-life/template/parse.js'
import { Slots } from '../../../../src/dissect/slots.js'
import { sharedPath } from '../../../support/shared.js'
import { ROOT } from '../../../support/slx.js'
import { classicSession } from './classic.js'
import { modernSession } from './modern.js'
import { type ReadMessage, readMessages } from './read-messages.js'
import type { Made, World } from './world.js'
import { type Leaf, MessageWriter, type Value } from './write-message.js'

interface Session {
  readonly sample: string
  readonly era: 'classic' | 'modern'
  /** A real template, which must give the same bytes as the built-in table. */
  readonly template: string
  make(writer: MessageWriter): World
}

const SESSIONS: readonly Session[] = [
  {
    sample: 'sl-classic-session.pcap',
    era: 'classic',
    template: 'classic_2007-01-19_sl1.13.2.msg',
    make: classicSession,
  },
  {
    sample: 'sl-modern-session.pcap',
    era: 'modern',
    template: 'v2_viewer_head_2025-11-14.msg',
    make: modernSession,
  },
]

describe.each(SESSIONS)('$sample', ({ sample, era, template, make }) => {
  const path = `${ROOT}samples/${sample}`
  const world = make(new MessageWriter(era, coreDialect(era).template))
  if (process.env.SLX_WRITE_SAMPLES) writeFileSync(path, world.pcap())

  test('is what the encoder makes; SLX_WRITE_SAMPLES=1 writes it anew', () => {
    expect(readFileSync(path).equals(world.pcap())).toBe(true)
  })

  test.skipIf(!sharedPath(`templates/${template}`))('is the same by a real template', () => {
    const real = readFileSync(sharedPath(`templates/${template}`)!, 'latin1')
    expect(
      make(new MessageWriter(era, parseTemplate(real, template)))
        .pcap()
        .equals(world.pcap()),
    ).toBe(true)
  })

  test('reads as it was made', async () => {
    const read = await readMessages(path)
    expect(read.map(({ number }) => number)).toEqual(world.made.map(({ number }) => number))
    world.made.forEach((made, i) => {
      expect(headOf(read[i]!), `#${made.number} ${made.type}`).toEqual(expectedHead(made))
      if (made.kind === 'http') expectHoldings(read[i]!, made)
      else expectPacket(read[i]!, made)
      expect(linksOf(read[i]!), `links of #${made.number} ${made.type}`).toEqual(
        Object.fromEntries(made.links),
      )
      expectTimes(read[i]!, world.made)
    })
  })

  test('slx stats --circuits counts what was made', async () => {
    let state = new Slots()
    await readMessages(path, {
      begin: (slots) => {
        state = slots
        circuits.begin?.(state)
      },
    })
    const sections = circuits.report(state)
    const rowsOf = (title: string) => sections.find((section) => section.title === title)?.rows ?? []
    const packets = world.made.filter((made) => made.packet)
    const names = new Set(packets.map(nameOf))
    expect(rowsOf(`Second Life circuits: ${names.size}`)).toHaveLength(names.size)
    for (const name of names) {
      const own = packets.filter((made) => nameOf(made) === name)
      const counts = Object.fromEntries(rowsOf(name).map(([what, ...sides]) => [what, sides]))
      expect(counts, name).toMatchObject(expectedCounts(own))
      const messages = rowsOf(`${name}: messages`).map(([type, ...rest]) => [type, ...rest])
      expect(new Map(messages.map(([type, ...rest]) => [type, rest])), name).toEqual(expectedMessages(own))
      expect(rowsOf(`${name}: reliable packets never acked`).map((row) => row[2])).toEqual(neverAcked(own))
      const pings = rowsOf(`${name}: round-trips`).filter(([what]) =>
        String(what).startsWith('StartPingCheck'),
      )
      expect(pings.map((row) => row[4])).toEqual(pingTimes(own, world.made))
    }
  })
})

function nameOf({ ends }: Made): string {
  return `Circuit ${ends.map(({ address, port }) => `${address}:${port}`).join(' -> ')}`
}

function expectedCounts(own: readonly Made[]) {
  const both = (of: (sent: readonly Made[]) => number) =>
    [0, 1].map((side) => of(own.filter((made) => made.side === side)))
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  return {
    packets: both((sent) => sent.length),
    bytes: both((sent) => sum(sent.map(({ length }) => length))),
    'reliable packets': both(
      (sent) => new Set(sent.flatMap(({ packet }) => (packet!.reliable ? [packet] : []))).size,
    ),
    'never acked': both((sent) => neverAcked(sent).length),
    resends: both((sent) => sent.filter(({ flags }) => flags & RESENT).length),
    'acks in PacketAck': both((sent) =>
      sum(
        sent.map(
          ({ packet }) => packet!.leaves.filter(({ path }) => path === 'sl.PacketAck.Packets.ID').length,
        ),
      ),
    ),
    'acks piggy-backed': both((sent) => sum(sent.map(({ appended }) => appended.length))),
    'zero-coded packets': both((sent) => sent.filter(({ flags }) => flags & ZERO_CODED).length),
    'bytes saved by zero-coding': both((sent) => sum(sent.map(savedBytes))),
  }
}

/** Bytes between the packet as it is and as it would be without coding: header, message, acks and their count. */
function savedBytes({ kind, packet, appended, length }: Made): number {
  const acks = appended.length > 0 ? 4 * appended.length + 1 : 0
  return (kind === 'modern' ? 6 : 4) + packet!.message.length + acks - length
}

function expectedMessages(own: readonly Made[]): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const { type, side, length } of own) {
    const row = found.get(type) ?? [0, 0, 0, 0]
    row[2 * side]!++
    row[2 * side + 1]! += length
    found.set(type, row)
  }
  return found
}

/** Numbers of the first sendings. */
function neverAcked(own: readonly Made[]): number[] {
  const firsts = own.filter((made) => made.packet!.made[0] === made)
  return firsts.filter(({ packet }) => packet!.reliable && !packet!.acked).map(({ number }) => number)
}

/** Milliseconds from each ping to its reply, those of the client first; no side of these circuits pings twice. */
function pingTimes(own: readonly Made[], all: readonly Made[]): number[] {
  const pings = own.filter(({ links }) => links.has('Ping-reply-in')).sort((a, b) => a.side - b.side)
  const at = ({ seconds, microseconds }: Made) => seconds * 1000 + microseconds / 1000
  return pings.map((ping) => at(all[ping.links.get('Ping-reply-in')![0]! - 1]!) - at(ping))
}

function expectedHead({ kind, type, ends, side, seconds, microseconds, findings }: Made) {
  const isPacket = kind !== 'http'
  return {
    title: isPacket ? `Second Life (${kind})` : 'HTTP',
    ...(isPacket ? { type } : {}),
    ends,
    side,
    seconds,
    nanoseconds: microseconds * 1000,
    findings,
  }
}

function headOf({ title, type, ends, side, seconds, nanoseconds, findings }: ReadMessage) {
  const isPacket = title.startsWith('Second Life')
  const head = { ends, side, seconds, nanoseconds, findings }
  return isPacket ? { title, type, ...head } : { title: title.slice(0, 4), ...head }
}

/** Every value of an HTTP body stands under its name, where it has one. */
function expectHoldings({ rows }: ReadMessage, { number, holdings }: Made): void {
  const found = rows.map(({ def, hex }) => [def.label, Buffer.from(hex, 'hex').toString()])
  for (const [name, text] of holdings) {
    const same = found.filter(([label, value]) => value === text && (name === '' || label === name))
    expect(same, `#${number} ${name} ${text}`).not.toEqual([])
  }
}

/** Header, every value of the body, and the appended acks. */
function expectPacket(read: ReadMessage, made: Made): void {
  const at = (path: string) => read.rows.filter((row) => row.path === path)
  const values = (path: string) => at(path).map((row) => row.value)
  expect(values('sl.sequence')).toEqual([made.packet!.sequence])
  expect(values('sl.flags')).toEqual([made.flags])
  expect(values('sl.acks.id')).toEqual(made.appended.map(({ sequence }) => sequence))
  for (const path of new Set(made.leaves.map((leaf) => leaf.path))) {
    const leaves = made.leaves.filter((leaf) => leaf.path === path)
    expect(
      at(path).map(({ hex }) => hex),
      path,
    ).toEqual(leaves.map(({ hex }) => hex))
    at(path).forEach((row, i) => {
      expect(plain(row.value), path).toEqual(expectedValue(leaves[i]!, row.value))
    })
  }
}

/** A value as the reader of the tree gives it; bytes of a Variable field are shown in many ways, piece by piece too, and have been compared. */
function expectedValue({ value, hex }: Leaf, read: unknown): unknown {
  // Bytes are shown in many ways, some as groups of fields, and have been compared.
  if (value instanceof Uint8Array || read === undefined) return read === hex ? hex : plain(read)
  if (Array.isArray(value)) {
    const sent = value.map(Math.fround)
    // A quaternion's w is derived.
    return Array.isArray(read) && read.length > sent.length ? [...sent, Math.sqrt(1 - squares(sent))] : sent
  }
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'number' && !Number.isInteger(value) ? Math.fround(value) : value
}

function squares(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number * number, 0)
}

/** Text without the zero byte that ends it; truth as a number. */
function plain(value: unknown): Value | unknown {
  if (typeof value === 'string') return value.replace(/\0$/, '')
  if (typeof value === 'boolean') return Number(value)
  return value
}

const LINKS = [
  'Ack-of',
  'Acked-in',
  'Resend-of',
  'Resent-in',
  'Ping-reply-to',
  'Ping-reply-in',
  'Announced-in',
  'Circuit-begins-in',
]

function linksOf({ rows }: ReadMessage): Record<string, unknown[]> {
  const found: Record<string, unknown[]> = {}
  for (const { path, value } of rows) {
    const name = path.slice(3)
    if (path.startsWith('sl.') && LINKS.includes(name)) found[name] = [...(found[name] ?? []), value]
  }
  return found
}

/** Every link has its time behind it, to the microsecond. */
function expectTimes({ rows, number }: ReadMessage, made: readonly Made[]): void {
  rows.forEach(({ path, value }, i) => {
    if (!path.startsWith('sl.') || !LINKS.includes(path.slice(3))) return
    const [one, other] = [made[number - 1]!, made[(value as number) - 1]!]
    const micro = ({ seconds, microseconds }: Made) => seconds * 1e6 + microseconds
    expect(rows[i + 1]!.path).toBe(`${path}-time`)
    expect(rows[i + 1]!.value).toBeCloseTo(Math.abs(micro(one) - micro(other)) / 1e6, 9)
  })
}
