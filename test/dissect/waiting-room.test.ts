import { expect, it } from 'vitest'
import { Engine } from '../../src/dissect/engine.js'
import { Registry } from '../../src/dissect/registry.js'
import { StreamCarry } from '../../src/dissect/stream.js'
import { WaitingRoom } from '../../src/dissect/waiting-room.js'
import { fakeConversation, fakePayload } from '../support/fake-payload.js'
import { dissectOptions } from '../support/options.js'
import { toy } from '../support/toy-stream.js'

const bytes = (...values: number[]) => Uint8Array.from(values)

// A run's room is of MAX_WAITING_BYTES; smaller ones are full sooner.

it('names the stream that has waited longest when all together keep too much', () => {
  const room = new WaitingRoom(10_000)
  const conversation = fakeConversation('tcp', 7000)
  const [first, second, third] = [0, 1, 0].map((side) => new StreamCarry(conversation, side as 0 | 1, room))
  const payload = fakePayload(conversation, new Uint8Array(3000))
  for (const carry of [first!, second!]) carry.append(payload, 0)
  expect(room.tooLong).toBeUndefined()
  third!.append(payload, 0)
  expect(room.tooLong).toBe(first)
  first!.consume(3000)
  expect(room.tooLong).toBeUndefined()
  expect(first!.bytes.length).toBe(0)
  expect([...third!.bytes.subarray(0, 3000)]).toEqual([...new Uint8Array(3000)])
})

it('shows what has waited longest as it is, and says why', () => {
  const shown: string[] = []
  const options = { ...dissectOptions(), layers: false, waitingBytes: 10_000 }
  const engine = new Engine(new Registry([toy]), options, (message) => {
    shown.push(
      `${message.conversation.ends[0].port} ${message.findings.map(({ kind, text }) => `${kind.code} ${text}`)}`,
    )
  })
  const conversations = [1, 2, 3].map(() => fakeConversation('tcp', 7000))
  for (const conversation of conversations) engine.segment(fakePayload(conversation, bytes(0x2a, 9, 1, 2)))
  expect(shown).toHaveLength(1)
  expect(shown[0]).toContain('the most bytes kept for unfinished messages of all connections, 10000')
  // The others go on.
  engine.segment(fakePayload(conversations[2]!, bytes(3, 4, 5, 6, 7, 8, 9)))
  expect(shown[1]).toMatch(/^\d+ $/)
})

it('lets go of a connection that both sides have closed', () => {
  const engine = new Engine(new Registry([toy]), { ...dissectOptions(), layers: false }, () => undefined)
  const conversation = fakeConversation('tcp', 7000)
  engine.segment(fakePayload(conversation, bytes(0x2a, 1, 9)))
  engine.closed(conversation, 0, 'fin')
  expect(conversation.state).toBeDefined()
  engine.closed(conversation, 1, 'fin')
  expect(conversation.state).toBeUndefined()
})
