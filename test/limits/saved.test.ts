import { expect, it } from 'vitest'
import { MAX_SAVED_DEFINITIONS, MAX_SAVED_LINE, MAX_SAVED_NESTING } from '../../src/dissect/limits.js'
import { MAX_FRAMES } from '../../src/saved/message.js'
import { MAX_SOURCES } from '../../src/saved/positions.js'
import { readSaved, saved } from '../saved/saving.js'
import { ROOT } from '../support/slx.js'

const SAMPLE = `${ROOT}samples/oscar-flap-sign-on.pcap`
const [whole] = (await saved(SAMPLE, { positions: true })).split('\n')
const [bare] = (await saved(SAMPLE, {})).split('\n')

/** Why a line is left out; `fine` when it is not. */
async function verdict(...chunks: readonly string[]): Promise<string> {
  const { messages, problems } = await readSaved(chunks, () => undefined)
  expect(messages + problems.length).toBe(1)
  return problems[0]?.message.replace(/^Line \d+ is left out: /, '') ?? 'fine'
}

/** What tests change in a line. */
interface Line extends Record<string, unknown> {
  readonly positions: { readonly sources: unknown[] }
}

function changed(line: string, change: (line: Line) => void): string {
  const object = JSON.parse(line)
  change(object)
  return `${JSON.stringify(object)}\n`
}

it('reads MAX_FRAMES frames of a message', async () => {
  const line = (count: number) => changed(bare!, (l) => (l.frames = new Array(count).fill(1)))
  expect(await verdict(line(MAX_FRAMES))).toBe('fine')
  expect(await verdict(line(MAX_FRAMES + 1))).toBe(`it has more than ${MAX_FRAMES} frames.`)
})

it('reads MAX_SOURCES sources of a message', async () => {
  const line = (count: number) =>
    changed(whole!, ({ positions }) => {
      while (positions.sources.length < count) positions.sources.push({ name: 'x', bytes: '' })
    })
  expect(await verdict(line(MAX_SOURCES))).toBe('fine')
  expect(await verdict(line(MAX_SOURCES + 1))).toBe(`it has more than ${MAX_SOURCES} sources.`)
})

it('reads objects in one another to MAX_SAVED_NESTING', async () => {
  const line = (depth: number) =>
    changed(bare!, (l) => (l.more = JSON.parse('['.repeat(depth - 1) + ']'.repeat(depth - 1))))
  expect(await verdict(line(MAX_SAVED_NESTING))).toBe('fine')
  expect(await verdict(line(MAX_SAVED_NESTING + 1))).toBe(`it nests deeper than ${MAX_SAVED_NESTING} levels.`)
})

it('reads lines of MAX_SAVED_LINE bytes', async () => {
  const fill = (length: number) =>
    [bare!, ...Array.from({ length: 64 }, (_, i) => i).map(() => ' '.repeat(1 << 20))]
      .join('')
      .slice(0, length)
  expect(await verdict(fill(MAX_SAVED_LINE))).toBe('fine')
  expect(await verdict(fill(MAX_SAVED_LINE + 1))).toBe(`it is longer than ${MAX_SAVED_LINE} bytes.`)
})

it('makes MAX_SAVED_DEFINITIONS fields', async () => {
  const keys = (from: number, count: number) =>
    changed(bare!, (l) => {
      l.fields = Object.fromEntries(Array.from({ length: count }, (_, i) => [`x${from + i}`, 1]))
    })
  const half = MAX_SAVED_DEFINITIONS / 2
  const { messages, problems } = await readSaved(
    [keys(0, half), keys(half, half), keys(2 * half, 1)],
    () => undefined,
  )
  expect(messages).toBe(2)
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringContaining(`${MAX_SAVED_DEFINITIONS} different ones are the most kept`),
  ])
})
