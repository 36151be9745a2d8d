import { expect, it } from 'vitest'
import { conclude } from '../../src/cli/conclude.js'
import { Reporter } from '../../src/cli/reporter.js'
import { UNDECODED } from '../../src/dissect/cursor.js'
import type { Dissector } from '../../src/dissect/dissector.js'
import { Engine } from '../../src/dissect/engine.js'
import { Expectations } from '../../src/dissect/expectations.js'
import { findingKind } from '../../src/dissect/finding.js'
import {
  MAX_CONVERSATIONS,
  MAX_EXPECTATIONS,
  MAX_FINDINGS,
  MAX_LINKS,
  MAX_STREAM_CARRY,
} from '../../src/dissect/limits.js'
import { LinkTable, linkKind } from '../../src/dissect/links.js'
import { Registry } from '../../src/dissect/registry.js'
import { DEFAULT_LIMITS } from '../../src/network/limits.js'
import { VIEW_KINDS } from '../../src/views/kinds.js'
import { coverageFaults } from '../support/coverage.js'
import { fakeConversation, fakePayload } from '../support/fake-payload.js'
import { dissectOptions } from '../support/options.js'
import { render } from '../support/render.js'
import { startMessage } from '../support/sample-messages.js'
import { toy } from '../support/toy-stream.js'

const NOTE = findingKind('limits.note', 'note')

it('keeps MAX_FINDINGS findings and counts the others, in every view', () => {
  const { message, at } = startMessage(new Uint8Array(4))
  for (let i = 0; i < MAX_FINDINGS + 50; i++) message.find(NOTE, `Finding ${i}.`, 0, 0, 0)
  at.rest(UNDECODED)
  at.finish()
  expect(message.findings).toHaveLength(MAX_FINDINGS)
  expect(message.findingsDropped).toBe(50)
  for (const kind of VIEW_KINDS) expect(render(kind, [message])).not.toContain('Finding 100.')
  expect(render('tree', [message])).toContain('50 more findings are not shown')
})

it('ends a message that never ends at MAX_STREAM_CARRY', () => {
  const endless: Dissector = {
    ...toy,
    open: () => ({ dissector: endless, cut: () => 0, dissect: (at) => at.rest(UNDECODED) }),
  }
  const lengths: number[] = []
  const codes = new Set<string>()
  const engine = new Engine(
    new Registry([endless], [], endless),
    { ...dissectOptions(), layers: false },
    (m) => {
      expect(coverageFaults(m)).toEqual([])
      lengths.push(m.sources[0]!.end - m.sources[0]!.start)
      for (const { kind } of m.findings) codes.add(kind.code)
    },
  )
  const conversation = fakeConversation('tcp', 7000)
  const segment = new Uint8Array(1 << 20)
  for (let i = 0; i < 20; i++) engine.segment(fakePayload(conversation, segment, i + 1))
  expect(lengths).toEqual([MAX_STREAM_CARRY])
  expect(codes).toEqual(new Set(['limit.stream']))
})

it('forgets the oldest announcement beyond MAX_EXPECTATIONS', () => {
  const expectations = new Expectations()
  const announce = (port: number) =>
    expectations.add('tcp', '', port, {
      dissector: 'toy',
      message: { number: 1, seconds: 0, nanoseconds: 0 },
      by: 'X',
    })
  const at = (port: number) => expectations.of(fakeConversation('tcp', port))
  for (let port = 1; port <= MAX_EXPECTATIONS; port++) announce(port)
  announce(1)
  announce(MAX_EXPECTATIONS + 1)
  expect(expectations.dropped).toBe(1)
  expect(at(1)).toBeDefined()
  expect(at(2)).toBeUndefined()
  expect(at(MAX_EXPECTATIONS + 1)).toBeDefined()
})

it('leaves out links beyond MAX_LINKS', () => {
  const kind = linkKind('limits', 'Back', 'Forth')
  const table = new LinkTable()
  for (let i = 0; i < MAX_LINKS + 3; i++) table.record(kind, i, i + 1, undefined)
  expect(table.dropped).toBe(3)
  table.recording = false
  expect(table.from(MAX_LINKS - 1)).toHaveLength(1)
  expect(table.from(MAX_LINKS) ?? []).toHaveLength(0)
})

it('remembers MAX_CONVERSATIONS; fragments and held bytes have limits of their own', () => {
  // That each bites is tested with smaller ones: heldPerDirection, held, datagrams, fragmentBytes, fragmentAge.
  expect(DEFAULT_LIMITS.conversations).toBe(MAX_CONVERSATIONS)
})

it('tells at the end what was forgotten', () => {
  const said: string[] = []
  const reporter = new Reporter(false)
  reporter.say = (line) => said.push(line)
  const counts = { messages: 1, control: 0, forgotten: 2, bugs: 0, firstBug: undefined, frames: 1 }
  conclude({ ...counts, announcementsDropped: 1, linksDropped: 3, secretsDropped: 2 }, reporter, true)
  expect(said).toEqual([
    'too many conversations were open: 2 conversations forgotten.',
    'too many conversations were announced: 1 announcement forgotten.',
    'too many messages belong together: 3 links left out.',
    'too many keys are in the traffic: 2 times one was not learned.',
  ])
})
