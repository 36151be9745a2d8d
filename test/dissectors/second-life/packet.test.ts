import { describe, expect, test } from 'vitest'
import { coreDialect } from '../../../dissectors/second-life/dialect.js'
import type { Message } from '../../../src/dissect/message.js'
import { coverageFaults } from '../../support/coverage.js'
import { readTree, type TreeRow, valueAt, valuesAt } from '../../support/read-tree.js'
import {
  dialectOf,
  type PacketVector,
  packets,
  payloadOf,
  readPacket,
  templateDialect,
  type VectorValue,
} from './vectors.js'

/** The blocks of a message in the form of the vectors. */
function blocksOf(message: Message): [string, Record<string, TreeRow>[]][] {
  const prefix = `sl.${message.type}.`
  const blocks: [string, Record<string, TreeRow>[]][] = []
  for (const row of readTree(message)) {
    if (!row.path.startsWith(prefix) || row.path.includes('-')) continue
    const [block, field] = row.path.slice(prefix.length).split('.') as [string, string?]
    if (field !== undefined) blocks.at(-1)![1].at(-1)![field] = row
    else if (blocks.at(-1)?.[0] === block) blocks.at(-1)![1].push({})
    else blocks.push([block, [{}]])
  }
  return blocks
}

/** A row's value as the vectors write it. */
function asVector(row: TreeRow): VectorValue {
  if (row.def.type.startsWith('Variable') || row.def.type.startsWith('Fixed')) return row.hex
  const { value } = row
  if (typeof value === 'bigint') return value > Number.MAX_SAFE_INTEGER ? String(value) : Number(value)
  return value as VectorValue
}

/** Fixes the representation of numbers: floats were written by different printers. */
function rounded(value: VectorValue): VectorValue {
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'number') return Math.fround(value)
  return typeof value === 'string' ? value : value.map((each) => Math.fround(each))
}

function plain(blocks: readonly [string, readonly Record<string, VectorValue>[]][]): unknown {
  return blocks
    .filter(([, repeats]) => typeof repeats !== 'string' && repeats.length > 0)
    .map(([name, repeats]) => [
      name,
      repeats.map((fields) =>
        Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, rounded(value)])),
      ),
    ])
}

/** What is found when a packet stands alone: a reply without its request, a checksum whose template is not loaded. */
const ALONE = new Set(['sl.token', 'sl.template-missing'])

/** The codes of what else was found. */
function faultsOf(message: Message): string[] {
  return message.findings.map(({ kind }) => kind.code).filter((code) => !ALONE.has(code))
}

const cases = packets.map((vector): [string, PacketVector] => [vector.name, vector])

describe.skipIf(packets.length === 0)('vectors (skipped where ../shared is absent)', () => {
  const dialects = { 'what is built in': dialectOf, 'its own template': templateDialect }
  const readings = cases.flatMap(([name, vector]) =>
    Object.entries(dialects).map(([by, dialect]) => [name, by, vector, dialect] as const),
  )

  test.each(readings)('%s reads to its values by %s', (_name, _by, vector, dialect) => {
    const message = readPacket(vector, payloadOf(vector), 0, dialect(vector))
    expect(message.type).toBe(vector.message)
    expect(valueAt(message, 'sl.flags')).toBe(vector.flags)
    expect(valueAt(message, 'sl.sequence')).toBe(vector.sequence)
    expect(valueAt(message, 'sl.message')).toBe(Number(vector.number))
    expect(valuesAt(message, 'sl.acks.id')).toEqual(vector.acks_in_wire_order)
    const found = blocksOf(message).map(([name, repeats]): [string, Record<string, VectorValue>[]] => [
      name,
      repeats.map((fields) =>
        Object.fromEntries(Object.entries(fields).map(([field, row]) => [field, asVector(row)])),
      ),
    ])
    expect(plain(found)).toEqual(plain(vector.blocks))
    expect(faultsOf(message).filter((code) => code !== 'sl.absent-tail')).toEqual([])
    expect(coverageFaults(message)).toEqual([])
  })

  test.each(cases)('every prefix of %s gives a partial tree and one finding at the cut', (_, vector) => {
    const bytes = payloadOf(vector)
    const whole = faultsOf(readPacket(vector)).length
    for (let length = 0; length < bytes.length; length++) {
      const message = readPacket(vector, bytes.subarray(0, length))
      expect(coverageFaults(message), `prefix of ${length}`).toEqual([])
      expect(faultsOf(message).length, `prefix of ${length}`).toBeLessThanOrEqual(Math.max(1, whole))
    }
  })

  test.each(cases)('%s cut by the capture says so', (_, vector) => {
    const bytes = payloadOf(vector)
    for (let length = 0; length < bytes.length; length++) {
      const message = readPacket(vector, bytes.subarray(0, length), bytes.length - length)
      expect(coverageFaults(message), `prefix of ${length}`).toEqual([])
      for (const code of faultsOf(message))
        expect(['capture.cut', 'sl.acks-cut', 'sl.left-over'], `prefix of ${length}`).toContain(code)
    }
  })

  test('the messages of most vectors are built in', () => {
    const known = packets.filter(({ era, number }) => coreDialect(era).program(Number(number)))
    expect(known.length).toBeGreaterThanOrEqual(packets.length / 2)
  })
})
