import { describe, expect, it } from 'vitest'
import type { Cursor } from '../../src/dissect/cursor.js'
import { Engine } from '../../src/dissect/engine.js'
import type { Message } from '../../src/dissect/message.js'
import { Registry } from '../../src/dissect/registry.js'
import type { Side } from '../../src/network/conversation.js'
import { coverageFaults } from '../support/coverage.js'
import { fakeConversation, fakePayload } from '../support/fake-payload.js'
import { dissectOptions } from '../support/options.js'
import { TOY, toy } from '../support/toy-stream.js'

const OPTIONS = { ...dissectOptions(), layers: false }

/** An engine that knows the toy protocol, and what it made of each message in one line. */
function toyEngine(registry = new Registry([toy])): { engine: Engine; lines: string[] } {
  const lines: string[] = []
  const engine = new Engine(registry, OPTIONS, (message) => {
    expect(coverageFaults(message)).toEqual([])
    lines.push(describeMessage(message))
  })
  return { engine, lines }
}

function describeMessage(m: Message): string {
  const findings = m.findings.map((f) => ` !${f.kind.code}`).join('')
  return `#${m.number} ${m.protocol} ${m.type} frames ${m.frames.join(',')}${findings}`
}

const bytes = (...values: number[]) => Uint8Array.from(values)

describe('Engine, streams', () => {
  it('cuts several messages out of one segment', () => {
    const { engine, lines } = toyEngine()
    const conversation = fakeConversation('tcp', 7000)
    engine.segment(fakePayload(conversation, bytes(0x2a, 1, 9, 0x2a, 0, 0x2a, 2, 8, 8)))
    expect(lines).toEqual(['#1 toy toy 1 frames 1', '#2 toy toy 0 frames 1', '#3 toy toy 2 frames 1'])
  })

  it('puts a message together over segments and names their frames', () => {
    const { engine, lines } = toyEngine()
    const conversation = fakeConversation('tcp', 7000)
    const stream = [0x2a, 3, 1, 2, 3, 0x2a, 1, 7]
    stream.forEach((byte, i) => {
      engine.segment(fakePayload(conversation, bytes(byte), i + 1))
    })
    expect(lines).toEqual(['#1 toy toy 3 frames 1,2,3,4,5', '#2 toy toy 1 frames 6,7,8'])
  })

  it('keeps the two directions apart', () => {
    const { engine, lines } = toyEngine()
    const conversation = fakeConversation('tcp', 7000)
    const send = (side: Side, frame: number, ...data: number[]) =>
      engine.segment(fakePayload(conversation, bytes(...data), frame, side))
    send(0, 1, 0x2a, 2, 1)
    send(1, 2, 0x2a, 1)
    send(0, 3, 2)
    send(1, 4, 9)
    expect(lines).toEqual(['#1 toy toy 2 frames 1,3', '#2 toy toy 1 frames 2,4'])
  })

  it('skips junk and says how much', () => {
    const { engine, lines } = toyEngine()
    engine.segment(fakePayload(fakeConversation('tcp', 7000), bytes(1, 2, 3, 0x2a, 0)))
    expect(lines).toEqual(['#1 toy skipped frames 1 !stream.skipped', '#2 toy toy 0 frames 1'])
  })

  it('shows what came before a gap and names the loss after it', () => {
    const { engine, lines } = toyEngine()
    const conversation = fakeConversation('tcp', 7000)
    engine.segment(fakePayload(conversation, bytes(0x2a, 5, 1), 1))
    engine.gap(conversation, 0, 4)
    engine.segment(fakePayload(conversation, bytes(0x2a, 0), 2))
    expect(lines).toEqual(['#1 toy toy 5 frames 1 !capture.cut', '#2 toy toy 0 frames 2 !stream.gap'])
  })

  it('shows what is left when the connection ends', () => {
    const { engine, lines } = toyEngine()
    const conversation = fakeConversation('tcp', 7000)
    engine.segment(fakePayload(conversation, bytes(0x2a, 0, 0x2a), 1))
    engine.closed(conversation, 0, 'fin')
    engine.closed(conversation, 0, 'end')
    expect(lines).toEqual(['#1 toy toy 0 frames 1', '#2 toy toy 0 frames 1 !malformed.short'])
  })

  it('takes the end of a connection for the end of a message where the protocol does', () => {
    const open = () => ({
      ...toy.open(fakeConversation('tcp', 7000), OPTIONS),
      cut: () => 0,
      wholeAtClose: () => true,
    })
    const dissect = (at: Cursor) => at.rest(TOY.body)
    const { engine, lines } = toyEngine(
      new Registry([], [], { ...toy, open: () => ({ ...open(), dissector: toy, dissect }) }),
    )
    const conversation = fakeConversation('tcp', 7000)
    for (const how of ['fin', 'reset'] as const) {
      engine.segment(fakePayload(conversation, bytes(1, 2), 1))
      engine.closed(conversation, 0, how)
    }
    expect(lines).toEqual(['#1 toy  frames 1', '#2 toy  frames 1 !stream.incomplete'])
  })

  it('tells problems of packets once, with the first message of their bytes', () => {
    const { engine, lines } = toyEngine()
    const payload = fakePayload(fakeConversation('tcp', 7000), bytes(0x2a, 0, 0x2a, 0))
    payload.findings.push({
      kind: { code: 'checksum.wrong', severity: 'warning' },
      text: 'wrong',
      start: 0,
      length: 0,
    })
    engine.segment(payload)
    expect(lines).toEqual(['#1 toy toy 0 frames 1 !checksum.wrong', '#2 toy toy 0 frames 1'])
  })

  it('counts a segment cut by the capture as a loss', () => {
    const { engine, lines } = toyEngine()
    const conversation = fakeConversation('tcp', 7000)
    engine.segment(fakePayload(conversation, bytes(0x2a, 4, 1), 1, 0, 3))
    engine.segment(fakePayload(conversation, bytes(0x2a, 0), 2))
    expect(lines.map((line) => line.split(' !').slice(1))).toEqual([['capture.cut'], ['stream.gap']])
  })
})

describe('Engine, choice of protocol', () => {
  it('falls back to an undecoded leaf, and finds the protocol later', () => {
    const { engine, lines } = toyEngine()
    const conversation = fakeConversation('tcp', 9)
    engine.segment(fakePayload(conversation, bytes(1, 2, 3), 1))
    engine.segment(fakePayload(conversation, bytes(0x2a, 0), 2))
    expect(lines).toEqual(['#1 data  frames 1', '#2 toy toy 0 frames 2'])
  })

  it('knows a protocol from pieces of its beginning too, and waits for no more than tells', () => {
    const long = { ...toy, detect: (b: Uint8Array) => (b[0] === 0x2a && b[1] === 0 ? 95 : 0) }
    const { engine, lines } = toyEngine(new Registry([long]))
    const conversation = fakeConversation('tcp', 9)
    engine.segment(fakePayload(conversation, bytes(0x2a), 1))
    expect(lines).toEqual([])
    engine.segment(fakePayload(conversation, bytes(0), 2))
    expect(lines).toEqual(['#1 toy toy 0 frames 1,2'])
    const other = fakeConversation('tcp', 9)
    engine.segment(fakePayload(other, new Uint8Array(40).fill(1), 3))
    engine.segment(fakePayload(other, new Uint8Array(40).fill(1), 4))
    expect(lines.slice(1)).toEqual(['#2 data  frames 3,4'])
  })

  it('settles after some payloads that nobody knows', () => {
    const { engine, lines } = toyEngine()
    const conversation = fakeConversation('tcp', 9)
    const junk = new Uint8Array(64).fill(1)
    for (let i = 1; i <= 8; i++) engine.segment(fakePayload(conversation, junk, i))
    engine.segment(fakePayload(conversation, bytes(0x2a, 0), 9))
    expect(lines.at(-1)).toBe('#9 data  frames 9')
  })

  it('obeys decode-as and --as', () => {
    const rule = { transport: 'tcp', ports: [9, 9], dissector: toy } as const
    for (const registry of [new Registry([], [rule]), new Registry([], [], toy)]) {
      const { engine, lines } = toyEngine(registry)
      engine.segment(fakePayload(fakeConversation('tcp', 9), bytes(7)))
      expect(lines).toEqual(['#1 toy skipped frames 1 !stream.skipped'])
    }
  })

  it('judges pasted payloads one by one, and keeps a session for each protocol', () => {
    const other = { ...toy, name: 'other', detect: (b: Uint8Array) => (b[0] === 0x2b ? 95 : 0) }
    const sessions: string[] = []
    const watched = [toy, other].map((dissector) => ({
      ...dissector,
      open: () => {
        sessions.push(dissector.name)
        return { dissector, dissect: (at: Cursor) => at.rest(TOY.body) }
      },
    }))
    const { engine, lines } = toyEngine(new Registry(watched))
    const conversation = fakeConversation('none', 0)
    ;[0x2a, 0x2b, 9, 0x2a].forEach((byte, i) => {
      engine.datagram(fakePayload(conversation, bytes(byte), i + 1))
    })
    expect(lines.map((line) => line.split(' ')[1])).toEqual(['toy', 'other', 'other', 'toy'])
    expect(sessions).toEqual(['toy', 'other'])
  })

  it('cuts a pasted payload of a stream protocol and shows its incomplete end', () => {
    const { engine, lines } = toyEngine()
    engine.datagram(fakePayload(fakeConversation('none', 0), bytes(0x2a, 0, 0x2a, 9, 1)))
    expect(lines).toEqual(['#1 toy toy 0 frames 1', '#2 toy toy 9 frames 1 !malformed.length'])
  })

  it('survives a dissector that throws, and says so', () => {
    const broken = {
      ...toy,
      open: () => ({
        dissector: toy,
        dissect: () => {
          throw new Error('boom')
        },
      }),
    }
    const { engine, lines } = toyEngine(new Registry([], [], broken))
    engine.datagram(fakePayload(fakeConversation('udp', 9), bytes(1, 2)))
    expect(lines).toEqual(['#1 toy  frames 1 !internal.bug'])
    expect(engine.counters.bugs).toBe(1)
  })
})
