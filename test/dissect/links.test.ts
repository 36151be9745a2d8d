import { expect, test } from 'vitest'
import { LinkTable, linkKind } from '../../src/dissect/links.js'
import { Message } from '../../src/dissect/message.js'
import { Waiting } from '../../src/dissect/waiting.js'
import { duration } from '../../src/views/duration.js'
import { readTree } from '../support/read-tree.js'

const REPLY = linkKind('toy', 'Reply to', 'Reply in')

function messageAt(number: number, nanoseconds: number, links: LinkTable): Message {
  const message = new Message()
  Object.assign(message, { number, seconds: 1_170_000_000, nanoseconds, links })
  return message
}

test('a link stands on both messages, with the time between them', () => {
  const links = new LinkTable()
  const request = messageAt(3, 1_000, links)
  const reply = messageAt(7, 35_001_000, links)
  reply.link(REPLY, request.ref())
  expect(readTree(reply).map(({ path, value }) => [path, value])).toEqual([
    ['toy.Reply-to', 3],
    ['toy.Reply-to-time', 0.035],
  ])
  request.linkForth()
  expect(request.tree.count).toBe(0)
  links.recording = false
  request.linkForth()
  expect(readTree(request).map(({ path, value }) => [path, value])).toEqual([
    ['toy.Reply-in', 7],
    ['toy.Reply-in-time', 0.035],
  ])
})

test('every time stands on the line of its message, and a link beside the field that names it on that of the field', () => {
  const kind = linkKind('toy.many', 'Ack of', 'Seen in', { beside: true, many: true })
  const links = new LinkTable()
  const first = messageAt(3, 0, links)
  messageAt(7, 1_000_000, links).link(kind, first.ref())
  messageAt(8, 2_000_000, links).link(kind, first.ref())
  links.recording = false
  first.linkForth()
  expect(readTree(first).map(({ path, value, def }) => [path, value, def.repeated, def.inline])).toEqual([
    ['toy.many.Seen-in', 7, true, false],
    ['toy.many.Seen-in-time', 0.001, false, true],
    ['toy.many.Seen-in', 8, true, false],
    ['toy.many.Seen-in-time', 0.002, false, true],
  ])
  expect([kind.back.inline, kind.backTime.inline]).toEqual([true, true])
  expect([REPLY.back, REPLY.backTime, REPLY.forth, REPLY.forthTime].map(({ inline }) => inline)).toEqual([
    false,
    true,
    false,
    true,
  ])
  expect([REPLY.backTime.unit, REPLY.forthTime.unit]).toEqual(['', 'later'])
})

test('no time is given where a capture has none', () => {
  const reply = messageAt(2, 0, new LinkTable())
  reply.link(REPLY, { number: 1, seconds: -1, nanoseconds: 0 })
  expect(readTree(reply)).toHaveLength(1)
})

test('of too many that wait the oldest goes', () => {
  const waiting = new Waiting<number, string>(2)
  waiting.add(1, 'a')
  waiting.add(2, 'b')
  waiting.add(3, 'c')
  expect([waiting.take(1), waiting.take(3), waiting.size, waiting.dropped]).toEqual([undefined, 'c', 1, 1])
})

test('times are shown as people say them', () => {
  expect([0.0352, 1.5, 0.00012, 61, 0, 2.0004].map(duration)).toEqual([
    '35.2 ms',
    '1.5 s',
    '120 us',
    '61 s',
    '0 us',
    '2 s',
  ])
})
