import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Definitions, MAX_KEYS } from '../../../dissectors/llsd/definitions.js'
import { readLlsd } from '../../../dissectors/llsd/read.js'
import { recordDocument } from '../../../dissectors/llsd/record.js'
import { type Document, MAX_DEPTH, MAX_VALUES, type Value } from '../../../dissectors/llsd/value.js'
import { readXmlRpc } from '../../../dissectors/llsd/xml-rpc.js'
import { Wire } from '../../../src/fields/index.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectBy } from '../../support/dissect.js'
import { readTree } from '../../support/read-tree.js'
import { methodResponse } from '../second-life/web/encode.js'
import { map, type Plain, toBinary, toNotation, toXml } from './encode.js'

const WRITERS = { xml: toXml, binary: toBinary, notation: toNotation } as const
const SYNTAXES = Object.keys(WRITERS) as Document['syntax'][]

/** Text that XML can carry. */
const text = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter((each) => !/[\p{Cc}\ufffe\uffff]/u.test(each))

const plain = fc.letrec<{ value: Plain }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((real) => ({ real })),
    fc.uuid().map((uuid) => ({ uuid })),
    text.map((uri) => ({ uri })),
    text,
    fc.uint8Array({ maxLength: 20 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }).map(map),
  ),
})).value

/** What was read, as the encoder writes it down. */
function outline({ type, value, items, entries }: Value): Plain {
  if (type === 'array') return items.map(outline)
  if (type === 'map')
    return map(Object.fromEntries(entries.map(({ key, value: held }) => [key, outline(held)])))
  if (type === 'undef') return null
  if (type === 'real') return { real: value as number }
  if (type === 'uuid') return { uuid: value as string }
  if (type === 'uri') return { uri: value as string }
  return value as Plain
}

/** `-0` is `0` in notation and XML as this encoder writes them. */
function normal(value: Plain): unknown {
  return JSON.parse(JSON.stringify(value))
}

const defs = new Definitions('llsdproperty', 'LLSD')

function record(bytes: Uint8Array, document = readLlsd(bytes)) {
  return dissectBy((at) => recordDocument(at, document, defs, true), bytes)
}

describe.each(SYNTAXES)('LLSD in %s', (syntax) => {
  const write = WRITERS[syntax]

  it('is read as it was written', () => {
    fc.assert(
      fc.property(plain, (value) => {
        const document = readLlsd(write(value), syntax)
        expect(document.state).toBe('whole')
        expect(normal(outline(document.root!))).toEqual(normal(value))
      }),
    )
  })

  it('is recorded with every byte in one leaf, also when it is cut: a part of what there was, and no mistake', () => {
    fc.assert(
      fc.property(plain, fc.nat(), (value, cut) => {
        const whole = write(map({ value, end: 'end' }))
        const bytes = whole.subarray(0, cut % (whole.length + 1))
        const document = readLlsd(bytes, syntax)
        expect(document.state).toBe(bytes.length === whole.length ? 'whole' : 'cut')
        const message = record(bytes, document)
        expect(coverageFaults(message)).toEqual([])
        expect(message.findings.length).toBe(document.state === 'whole' ? 0 : 1)
      }),
    )
  })

  it('keeps secrets in fields that are masked, wherever it is cut', () => {
    const secret = '1f60d94a27be835c'
    const value = map({
      a: 1,
      session_id: secret,
      b: [map({ Token: [secret, secret] }), { uri: `http://x/cap/${secret}` }],
    })
    const whole = write(value)
    for (let length = 1; length <= whole.length; length++) {
      for (const row of readTree(record(whole.subarray(0, length)))) {
        if (row.def.role !== 'secret' && row.def.wire !== Wire.Group)
          expect(`${row.value} ${row.hex}`).not.toMatch(/1f60d9|316636306439/)
      }
    }
  })

  it('returns for any bytes', () => {
    const damaged = fc.tuple(plain, fc.nat(), fc.nat(255)).map(([value, at, byte]) => {
      const bytes = Uint8Array.from(write(value))
      bytes[at % bytes.length] = byte
      return bytes
    })
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        const document = readLlsd(bytes, syntax)
        expect(document.end).toBeLessThanOrEqual(bytes.length)
        expect(coverageFaults(record(bytes, document))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

describe('XML-RPC', () => {
  it('returns for any damage, with every byte in one leaf', () => {
    const whole = methodResponse({ a: 'x', b: [1, { c: 'y' }], home: "{'p':[r1,r2]}", d: [] })
    fc.assert(
      fc.property(fc.nat(), fc.nat(255), fc.nat(), (at, byte, cut) => {
        const bytes = Uint8Array.from(whole.subarray(0, 1 + (cut % whole.length)))
        bytes[at % bytes.length] = byte
        const document = readXmlRpc(Buffer.from(bytes).toString('latin1'))
        expect(coverageFaults(record(bytes, document))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

describe('limits of LLSD', () => {
  it('give fields of their own to MAX_KEYS keys', () => {
    const message = (keys: readonly number[]) => {
      const bytes = toXml(map(Object.fromEntries(keys.map((i) => [`key${i}`, 1]))))
      return dissectBy((at) => recordDocument(at, readLlsd(bytes, 'xml'), many, true), bytes)
    }
    const many = new Definitions('llsd-limits', 'limits')
    const paths = readTree(message(Array.from({ length: MAX_KEYS + 1 }, (_, i) => i))).map(({ path }) => path)
    expect(paths).toContain(`llsd-limits.key${MAX_KEYS - 1}`)
    expect(paths.filter((path) => path === 'llsd-limits.entry')).toHaveLength(1)
    // The keys are those of the run: another document finds them taken.
    expect(readTree(message([0, MAX_KEYS + 1])).map(({ path }) => path)).toContain('llsd-limits.entry')
  })

  it.each(SYNTAXES)('stop at too many values and levels (%s)', (syntax) => {
    const write = WRITERS[syntax]
    const many = readLlsd(write(Array.from({ length: MAX_VALUES + 1 }, () => 1)), syntax)
    expect(many).toMatchObject({ state: 'broken', problem: `More than ${MAX_VALUES} values in one document` })
    let deep: Plain = 1
    for (let i = 0; i <= MAX_DEPTH; i++) deep = [deep, 2]
    const nested = readLlsd(write(deep), syntax)
    expect(nested).toMatchObject({
      state: 'broken',
      problem: `More than ${MAX_DEPTH} maps and arrays in one another`,
    })
    for (const [value, document] of [[deep, nested]] as const) {
      const message = record(write(value), document)
      expect(coverageFaults(message)).toEqual([])
      expect(message.findings.map(({ kind }) => kind.code)).toEqual(['llsd.broken'])
    }
  })

  it('stay below the rows one message may have, and keep secret what is behind', () => {
    const entries = Array.from({ length: 20_000 }, (_, i) => [`no plain name ${i}`, Buffer.of(1)] as const)
    const bytes = toXml(map(Object.fromEntries(entries)))
    const message = record(bytes)
    expect(message.findings.map(({ kind }) => kind.code)).toEqual(['llsd.full'])
    const rows = readTree(message)
    expect(rows.at(-1)!.def.role).toBe('secret')
    expect(rows.some(({ path }) => path === 'slx.undecoded')).toBe(false)
    expect(coverageFaults(message)).toEqual([])
  })

  it('take time linear in the length of hostile texts', () => {
    const million = 1 << 20
    const texts = [
      '<'.repeat(million),
      `<llsd>${'<!--'.repeat(million / 4)}`,
      '['.repeat(million),
      "'\\".repeat(million / 2),
    ]
    const started = performance.now()
    for (const hostile of [...texts, `<llsd><string>${'&amp;'.repeat(million / 5)}`])
      readLlsd(Buffer.from(hostile))
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
