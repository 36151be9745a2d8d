import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dumpFormats } from '../../../src/ingest/hexdump/dialects.js'
import { readDumps } from '../../../src/ingest/hexdump/read-dumps.js'

/** The page for users shows an example of each dialect; each is what the page says it is. */

const page = readFileSync(new URL('../../../docs/dumps.md', import.meta.url), 'utf8')

const examples = [...page.matchAll(/^`([a-z0-9-]+)`: (?:.+\n)+\n```\n([\s\S]*?)```$/gm)].map(
  ([, name, text]) => ({
    name: name!,
    text: text!,
  }),
)

test('every dialect has its example', () => {
  expect(examples.map(({ name }) => name).sort()).toEqual(dumpFormats.map(({ name }) => name).sort())
})

test.each(examples)('$name', ({ name, text }) => {
  const reading = readDumps(text)
  expect(
    reading.packets.map(({ dialect }) => dialect),
    reading.summary,
  ).toEqual([name])
  expect(reading.problems).toEqual([])
  const shown = Buffer.from(reading.packets[0]!.bytes).toString('latin1')
  expect(shown.startsWith(name === 'slx' ? '\0\0\0\x01' : 'GET /'), JSON.stringify(shown)).toBe(true)
})

test('the page itself is a text with dumps', () => {
  const found = new Set(readDumps(page).packets.map(({ dialect }) => dialect))
  for (const name of ['wireshark', 'xxd', 'hexdump-c', 'tcpdump', 'hexyl', 'http'])
    expect(found).toContain(name)
})
