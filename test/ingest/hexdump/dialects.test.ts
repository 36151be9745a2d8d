import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDumps } from '../../../src/ingest/hexdump/read-dumps.js'
import { type Noise, noises } from './noise.js'
import { type Writer, writers } from './writers.js'

/** Bytes of all kinds that dumps trip over: noise, text that looks like hex, runs that get squeezed. */
const someBytes = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 150 }),
  fc
    .array(
      fc.constantFrom(
        'be ef ca fe',
        'dead beef',
        '00 11 22',
        ' 13 ',
        'a',
        '*',
        '|',
        '.',
        '  ',
        '\0',
        'add 4f',
      ),
      {
        minLength: 1,
        maxLength: 20,
      },
    )
    .map((parts) => Uint8Array.from(Buffer.from(parts.join('')))),
  fc
    .array(fc.tuple(fc.nat(255), fc.integer({ min: 1, max: 70 })), { minLength: 1, maxLength: 4 })
    .map((runs) => Uint8Array.from(runs.flatMap(([byte, count]) => Array(count).fill(byte) as number[]))),
)

function applies(writer: Writer, noise: Noise): boolean {
  return !(writer.plainOnly === true && noise.prefixes === true)
}

function least(writer: Writer, noise: Noise): number {
  return Math.max(writer.least ?? 1, noise.prose || noise.prefixes ? (writer.leastInProse ?? 1) : 1)
}

describe.each(writers)('$name', (writer) => {
  test.each(noises.filter((noise) => applies(writer, noise)))(
    'gives the bytes back through $name',
    (noise) => {
      fc.assert(
        fc.property(someBytes, (bytes) => {
          fc.pre(bytes.length >= least(writer, noise))
          fc.pre(!bytes.some((byte) => writer.without?.includes(byte)))
          fc.pre(writer.isSure?.(bytes) ?? true)
          const text = noise.apply(writer.write(bytes))
          const reading = readDumps(text)
          expect(
            reading.packets.map((packet) => Buffer.from(packet.bytes).toString('hex')),
            `${reading.summary}\n${text}`,
          ).toEqual([Buffer.from(bytes).toString('hex')])
          expect(reading.problems).toEqual([])
        }),
        { numRuns: 60 },
      )
    },
  )

  test('is told by its name', () => {
    const bytes = Uint8Array.from({ length: 100 }, (_, i) => (i * 37 + (i >> 3)) & 0xff)
    const [packet] = readDumps(writer.write(bytes)).packets
    if (writer.dialect !== undefined) expect(packet?.dialect).toBe(writer.dialect)
    expect(packet?.line).toBeGreaterThan(0)
  })
})
