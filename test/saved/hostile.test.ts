import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Collector } from '../../src/diff/collect.js'
import { diffCaptures } from '../../src/diff/diff.js'
import { Policy } from '../../src/diff/policy.js'
import { isSame, totalsOf } from '../../src/diff/report/summary.js'
import { withValuesOnly } from '../../src/diff/values-only.js'
import type { Message } from '../../src/dissect/message.js'
import { Problems } from '../../src/ingest/problems.js'
import { ComparedValues } from '../../src/saved/compared-values.js'
import { SavedMessages, SavedReader } from '../../src/saved/index.js'
import { VIEW_KINDS } from '../../src/views/kinds.js'
import { forbidden } from '../support/escape-corpus.js'
import { Printer } from '../support/print.js'
import { allDissectors, runAll } from '../support/run.js'
import { ROOT } from '../support/slx.js'
import { readSaved, saved } from './saving.js'

const whole = await saved(`${ROOT}samples/oscar-flap-sign-on.pcap`, { positions: true })
const bare = await saved(`${ROOT}samples/sl-login-over-http.pcap`, {})
const LINES = whole.trimEnd().split('\n')

/** What becomes of lines: numbers of the messages shown, and problems told. */
async function read(...lines: readonly string[]): Promise<{ numbers: number[]; problems: string[] }> {
  const numbers: number[] = []
  const { problems } = await readSaved([lines.join('\n')], ({ number }) => numbers.push(number))
  return { numbers, problems: problems.map(({ message }) => message) }
}

type Members = Record<string, unknown>

/** What tests change in a line. */
interface Line extends Members {
  readonly src: Members
  readonly positions: { rows: Members[]; definitions: Members[]; sources: Members[] }
}

/** The first line with a change made to it. */
function changed(change: (line: Line) => void): string {
  const line = JSON.parse(LINES[0]!)
  change(line)
  return JSON.stringify(line)
}

describe('a line that is no message', () => {
  it.each<[string, string, RegExp]>([
    ['is cut off', LINES[0]!.slice(0, 400), /no JSON object on one line/],
    ['is a list', '[1]', /no object/],
    ['has another schema', '{"schema":"slx/9"}', /schema is "slx\/9", and this slx reads slx\/1/],
    ['lacks a number', changed((l) => delete l.number), /'number' is no whole number/],
    ['has a wrong time', changed((l) => (l.time = 'noon')), /'time' is no time/],
    [
      'has a wrong transport',
      changed((l) => (l.transport = 'ipx')),
      /'transport' is not one of udp, tcp, none/,
    ],
    ['has a port beyond all', changed((l) => (l.src.port = 70000)), /'src.port'/],
    ['has a row outside its source', changed((l) => (l.positions.rows[1]!.length = 99)), /'length of row 1'/],
    ['has a row of no source', changed((l) => (l.positions.rows[1]!.source = 7)), /'source of row 1'/],
    [
      'has a row of no definition',
      changed((l) => (l.positions.rows[1]!.definition = 700)),
      /'definition of row 1'/,
    ],
    [
      'has bytes that are none',
      changed((l) => (l.positions.sources[0]!.bytes = '2x')),
      /no hex at its byte 0/,
    ],
    [
      'leaves bytes out of its fields',
      changed((l) => l.positions.rows.splice(-1)),
      /byte \d+ of source 0 lies in no field/,
    ],
    [
      'has a byte in two fields',
      changed((l) => l.positions.rows.push(l.positions.rows.at(-1)!)),
      /byte \d+ of source 0 lies in two fields/,
    ],
    ['has half a byte', changed((l) => (l.positions.sources[0]!.bytes = '2')), /odd number of digits/],
    ['has no source', changed((l) => (l.positions.sources = [])), /no source/],
    [
      'has a wire type nobody knows',
      changed((l) => (l.positions.definitions[1]!.wire = 'u7')),
      /wire type 'u7'/,
    ],
    ['has a role nobody knows', changed((l) => (l.positions.definitions[1]!.role = 'king')), /'role'/],
    [
      'has names of a text',
      changed((l) => Object.assign(l.positions.definitions[1]!, { wire: 'text', named: true })),
      /do not go with text/,
    ],
  ])('because it %s is named, its neighbours are shown', async (_, line, why) => {
    const { numbers, problems } = await read(LINES[0]!, line, LINES[1]!)
    expect(numbers).toEqual([1, 2])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^Line 2 is left out: /)
    expect(problems[0]).toMatch(why)
  })

  it('because it is too long or nests too deep is named too', () => {
    const numbers: number[] = []
    const told: string[] = []
    const problems = new Problems('x', { frame: () => true, problem: ({ message }) => told.push(message) })
    const take = ({ number }: Message) => numbers.push(number) > 0
    const limits = { line: 60_000, nesting: 20 }
    const reader = new SavedReader(new SavedMessages(), problems, take, limits)
    const nested = `{"schema":"slx/1","fields":${'{"a":'.repeat(20)}`
    const text = [LINES[0], 'x'.repeat(60_001), nested, LINES[1]].join('\n')
    for (const byte of Buffer.from(text)) reader.push(Uint8Array.of(byte))
    reader.end()
    expect(numbers).toEqual([1, 2])
    expect(told).toEqual([
      'Line 2 is left out: it is longer than 60000 bytes.',
      'Line 3 is left out: it nests deeper than 20 levels.',
    ])
  })
})

it('keys that objects have by themselves are fields like others', async () => {
  const line = JSON.parse(bare.split('\n')[0]!)
  const text = JSON.stringify(line).replace('"fields":{', '"fields":{"__proto__":{"x":1},"constructor":2,')
  const printer = new Printer('tree')
  const { problems } = await readSaved([text], (message) => printer.view.message(message))
  expect(problems).toEqual([])
  expect(printer.text()).toContain('__proto__')
  expect(({} as { x?: number }).x).toBeUndefined()
})

it('bytes that were masked are not shown, whatever the fields around them say', async () => {
  const line = JSON.parse(LINES[1]!)
  const { rows, sources } = line.positions
  expect(sources[0].bytes).toContain('*')
  for (const row of rows) if (row.source !== undefined) delete row.masked
  for (const definition of line.positions.definitions) definition.role = 'data'
  for (const kind of VIEW_KINDS) {
    const printer = new Printer(kind, { showSecrets: true })
    const { problems } = await readSaved([JSON.stringify(line)], (message) => printer.view.message(message))
    expect(problems).toEqual([])
    expect(printer.text().replace(/[\s.]/g, '')).not.toContain('000000000000000000')
    if (kind === 'tree') expect(printer.text()).toContain('[masked, 9 bytes]')
  }
})

/** Values that stand where others should. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    -1,
    2 ** 53,
    0.5,
    '',
    '\u202e\u0007\u009b',
    [],
    {},
    true,
    [[]],
    { masked: true },
    1e308,
  ),
  fc.jsonValue(),
)

/** Puts a value at some place of an object. */
function put(object: unknown, path: readonly number[], value: unknown): unknown {
  if (typeof object !== 'object' || object === null || path.length === 0) return value
  const keys = Object.keys(object)
  if (keys.length === 0) return value
  const key = keys[path[0]! % keys.length]!
  const copy = (Array.isArray(object) ? [...object] : { ...object }) as Members
  copy[key] = put(copy[key], path.slice(1), value)
  return copy
}

const text = fc
  .record({
    line: fc.constantFrom(...LINES, ...bare.trimEnd().split('\n')),
    edits: fc.array(fc.tuple(fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), junk), { maxLength: 3 }),
    cut: fc.option(fc.nat(), { freq: 5 }),
  })
  .map(({ line, edits, cut }) => {
    const edited = JSON.stringify(edits.reduce((value, [path, by]) => put(value, path, by), JSON.parse(line)))
    return cut === null ? edited : edited.slice(0, cut % edited.length)
  })

it('any change to a line gives messages or problems, and nothing that a terminal obeys', async () => {
  const property = fc.asyncProperty(
    text,
    fc.constantFrom(...VIEW_KINDS),
    fc.boolean(),
    async (line, kind, showSecrets) => {
      const printer = new Printer(kind, { showSecrets })
      await readSaved([`${LINES[0]}\n${line}\n`], (message) => printer.view.message(message))
      expect(forbidden(printer.text().replaceAll('\r\n', '\n'))).toEqual([])
    },
  )
  await fc.assert(property, { numRuns: 1500 })
})

it('any change to a line can be compared, and is the same as itself', async () => {
  const dissectors = await allDissectors()
  const property = fc.asyncProperty(text, fc.boolean(), async (line, strict) => {
    const values = new ComparedValues()
    const side = async () => {
      const collector = new Collector(dissectors, new Set())
      const standardInput = [Buffer.from(`${LINES[0]}\n${line}\n`)]
      await runAll(['-'], (message) => collector.add(message), { standardInput, saved: values })
      return withValuesOnly([...collector.conversations.values()], values)
    }
    const policy = new Policy({ ignore: [], only: [], noise: new Set(), strict })
    expect(isSame(totalsOf(diffCaptures(await side(), await side(), policy, new Map())))).toBe(true)
  })
  await fc.assert(property, { numRuns: 400 })
})
