import { describe, expect, it } from 'vitest'
import type { Slots } from '../../../src/dissect/slots.js'
import { newFrame } from '../../../src/ingest/frame.js'
import { conversations } from '../../../src/stats/general/conversations.js'
import { coverage } from '../../../src/stats/general/coverage.js'
import { messages } from '../../../src/stats/general/messages.js'
import { protocols } from '../../../src/stats/general/protocols.js'
import { TRAFFIC, Traffic } from '../../../src/stats/general/traffic.js'
import { TYPES, Types } from '../../../src/stats/general/types.js'
import * as limits from '../../../src/stats/limits.js'
import { sectionsAsJson, sectionsAsText } from '../../../src/stats/print.js'
import { ESCAPE_CORPUS, forbidden } from '../../support/escape-corpus.js'
import { fakeConversation } from '../../support/fake-payload.js'
import { startMessage } from '../../support/sample-messages.js'
import { jsonRows } from '../../support/statistics.js'

/** State in which a collector of our own stands. */
function stateWith<T>(slot: { readonly name: string; make(): T }, thing: T): Slots {
  return { of: (asked: unknown) => (asked === slot ? thing : undefined) } as unknown as Slots
}

/** A message of a type, of `length` bytes. */
function typed(type: string, length = 4, protocol = 'toy') {
  const { message } = startMessage(new Uint8Array(length))
  message.protocol = protocol
  message.type = type
  return message
}

describe('conversations beyond the cap', () => {
  const traffic = new Traffic(3)
  for (let i = 1; i <= 10; i++) {
    const conversation = { ...fakeConversation('udp', 1), id: i }
    const frame = { ...newFrame(), seconds: 1000 + i, originalLength: 10 * i }
    traffic.frame(frame, conversation, 1, 4, '')
    const { message } = startMessage(new Uint8Array(i), 1, conversation)
    message.protocol = 'toy'
    traffic.message(message)
  }
  const state = stateWith(TRAFFIC, traffic)

  it('are counted together, and that is said', () => {
    const [section] = conversations.report(state, {})
    const rows = jsonRows<Record<string, unknown>>(section!)
    expect(rows).toHaveLength(4)
    expect(rows.at(-1)).toEqual({
      conversations: 7,
      messages: [0, 7],
      message_bytes: [0, 49],
      frames: [0, 7],
      bytes: [0, 490],
    })
    expect(section!.rows.at(-1)![0]).toBe('7 more conversations')
    expect(section!.notes).toEqual([
      'Only the first 3 are counted one by one; 7 more conversations are counted together.',
    ])
  })

  it('are in the hierarchy', () => {
    const [section] = protocols.report(state)
    expect(jsonRows(section!).at(-1)).toEqual({
      path: ['IPv4', 'UDP', 'toy'],
      frames: 10,
      bytes: 550,
      messages: 10,
      message_bytes: 55,
    })
  })
})

describe('types', () => {
  it('beyond the cap are counted together for each protocol', () => {
    const types = new Types(2)
    for (const type of ['a', 'b', 'c', 'd', 'a']) types.message(typed(type))
    types.message(typed('e', 7, 'other'))
    const state = stateWith(TYPES, types)
    const rows = messages.report(state).flatMap((section) => jsonRows<Record<string, unknown>>(section))
    expect(rows.map(({ protocol, type, messages, bytes }) => [protocol, type, messages, bytes])).toEqual([
      ['toy', 'a', 2, 8],
      ['toy', 'b', 1, 4],
      ['toy', 'types beyond the cap, counted together', 2, 8],
      ['other', 'types beyond the cap, counted together', 1, 7],
    ])
  })

  it('of the greatest length take little', () => {
    const types = new Types()
    types.message(typed('x'.repeat(100_000)))
    const [type] = types.protocols.get('toy')!.types.keys()
    expect(type).toHaveLength(limits.MAX_TYPE_LENGTH)
  })

  it('are shown up to the most rows of a table, the rest summed', () => {
    const types = new Types()
    for (let i = 0; i < limits.MAX_ROWS + 5; i++) types.message(typed(`type ${i}`))
    const state = stateWith(TYPES, types)
    for (const statistic of [messages, coverage]) {
      const section = statistic.report(state).at(-1)!
      expect(section.rows).toHaveLength(limits.MAX_ROWS + 1)
      expect(section.rows.at(-1)![0]).toBe('5 more lines')
    }
  })

  it('from input cannot act on a terminal', async () => {
    const types = new Types()
    const decoder = new TextDecoder('latin1')
    for (const bytes of ESCAPE_CORPUS) {
      types.message(typed(decoder.decode(bytes)))
      types.message(typed(new TextDecoder().decode(bytes)))
    }
    const state = stateWith(TYPES, types)
    for (const statistic of [messages, coverage]) {
      expect(forbidden(await sectionsAsText(statistic.report(state), 80))).toEqual([])
      expect(forbidden(sectionsAsJson('any', statistic.report(state)))).toEqual([])
    }
  })
})

it('the caps are what docs/stats.md says', () => {
  expect(limits.MAX_CONVERSATIONS_COUNTED).toBe(100_000)
  expect(limits.MAX_TYPES_COUNTED).toBe(10_000)
  expect(limits.MAX_ROWS).toBe(500)
})

describe('a conversation whose ends turn out to be the other way round', () => {
  const traffic = new Traffic()
  const guessed = { ...fakeConversation('tcp', 1), id: 1 }
  const frame = { ...newFrame(), seconds: 1000, originalLength: 10 }
  traffic.frame(frame, guessed, 0, 4, '')
  const known = { ...guessed, ends: [guessed.ends[1], guessed.ends[0]], roles: 'content' } as const
  traffic.frame({ ...frame, originalLength: 100 }, known, 0, 4, '')

  it('is counted as it is', () => {
    const [section] = conversations.report(stateWith(TRAFFIC, traffic), {})
    expect(jsonRows<Record<string, unknown>>(section!)).toMatchObject([
      { server: { port: 40000 }, roles: 'content', frames: [1, 1], bytes: [100, 10] },
    ])
  })
})
