import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { isForwardLink } from '../../src/dissect/links.js'
import type { Message } from '../../src/dissect/message.js'
import { Registry } from '../../src/dissect/registry.js'
import { NO_SOURCE, ROW_SIZE, ROW_SOURCE, ROW_START } from '../../src/dissect/tree.js'
import { fieldById } from '../../src/fields/definition.js'
import { runPasses } from '../../src/passes.js'
import { dissectOptions } from '../support/options.js'
import { allDissectors } from '../support/run.js'
import { samples } from '../support/samples.js'

/** What a run shows of a sample: every row but those of links to later messages, and every finding. */
async function shown(path: string, forwardLinks: boolean) {
  const messages: string[] = []
  let links = 0
  await runPasses([path], new Registry(await allDissectors()), {
    ...dissectOptions(),
    lookahead: 'always',
    forwardLinks,
    layers: false,
    socks5: false,
    text: {},
    report: () => undefined,
    problem: () => undefined,
    afterChunk: () => undefined,
    message: (message) => {
      const rows = rowsOf(message)
      links += message.tree.count - rows.length
      messages.push(
        [message.protocol, message.type, ...rows, ...message.findings.map(({ text }) => text)].join('\n'),
      )
      return true
    },
  })
  return { messages, links }
}

function rowsOf({ tree: { rows, count, derived } }: Message): string[] {
  const kept: string[] = []
  for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
    const def = fieldById(rows[at]!)
    if (isForwardLink(def)) continue
    const start = rows[at + ROW_START]!
    const value = rows[at + ROW_SOURCE] === NO_SOURCE ? derived[start] : rows.subarray(at + 1, at + ROW_SIZE)
    kept.push(`${def.path} ${value}`)
  }
  return kept
}

it.each(samples().map((path) => [basename(path), path]))(
  'shows the same of %s but for links to later messages, when it looks ahead for keys only',
  async (_, path) => {
    const whole = await shown(path, true)
    const learned = await shown(path, false)
    expect(learned.messages).toEqual(whole.messages)
    expect(learned.links).toBeLessThanOrEqual(whole.links)
  },
)

it('leaves links to later messages out where nobody looks at them', async () => {
  const path = samples().find((name) => name.endsWith('oscar-feedbag.pcap'))!
  expect((await shown(path, true)).links).toBeGreaterThan(0)
  expect((await shown(path, false)).links).toBeLessThan((await shown(path, true)).links)
})
