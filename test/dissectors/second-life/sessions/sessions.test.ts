import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { coreDialect } from '../../../../dissectors/second-life/dialect.js'
import { parseTemplate } from '../../../../dissectors/second-life/template/parse.js'
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
})

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
  if (read === hex) return hex
  if (value instanceof Uint8Array || read === undefined) return plain(read)
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
