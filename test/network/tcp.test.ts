import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Frame } from '../../src/ingest/frame.js'
import { ACK, ascii, CLIENT_IP, FIN, frameOf, RST, SERVER_IP, SYN, tcpFrame } from './packets.js'
import { run } from './recorder.js'

const CLIENT_START = 1000
const SERVER_START = 0xffff_fff0

type Control = { flags?: number; ack?: number; port?: number; start?: number }

/** A segment of the client with the byte at `place` of its stream (0 is the first). */
function client(
  place: number,
  text = '',
  { flags = 0, ack, port = 40000, start = CLIENT_START }: Control = {},
): Uint8Array {
  return segment(port, 80, start + place, text, flags, ack === undefined ? undefined : SERVER_START + ack)
}

/** The server's start is such that its sequence numbers wrap soon. */
function server(place: number, text = '', { flags = 0, ack, port = 40000 }: Control = {}): Uint8Array {
  return segment(
    80,
    port,
    SERVER_START + place,
    text,
    flags,
    ack === undefined ? undefined : CLIENT_START + ack,
  )
}

function segment(
  from: number,
  to: number,
  seq: number,
  text: string,
  flags: number,
  ack: number | undefined,
): Uint8Array {
  const [source, target] = to === 80 ? [CLIENT_IP, SERVER_IP] : [SERVER_IP, CLIENT_IP]
  const s = { from, to, seq: seq >>> 0, data: ascii(text), flags: flags | (ack === undefined ? 0 : ACK) }
  return tcpFrame(ack === undefined ? s : { ...s, ack: ack >>> 0 }, source, target)
}

const HANDSHAKE = [
  client(-1, '', { flags: SYN }),
  server(-1, '', { flags: SYN, ack: 0 }),
  client(0, '', { ack: 0 }),
]

describe('order', () => {
  test('hands on what is next in line, in place', () => {
    const recorder = run([
      ...HANDSHAKE,
      client(0, 'hello ', { ack: 0 }),
      client(6, 'world', { ack: 0 }),
      server(0, 'yes', { ack: 11 }),
    ])
    expect(recorder.of('segment')).toMatchObject([
      { text: 'hello ', side: 0, frame: 4 },
      { text: 'world', side: 0, frame: 5 },
      { text: 'yes', side: 1, frame: 6 },
    ])
    expect(recorder.of('control')).toHaveLength(3)
    expect(recorder.of('segment')[0]!.conversation).toMatchObject({ transport: 'tcp', roles: 'syn' })
  })

  test('hands on each segment with the frame that brought it', () => {
    const recorder = run([...HANDSHAKE, client(5, 'world'), client(10, '!'), client(0, 'hello')])
    expect(recorder.of('segment')).toMatchObject([
      { text: 'hello', frame: 6 },
      { text: 'world', frame: 4 },
      { text: '!', frame: 5 },
    ])
  })

  test('gives the stream once and in order, whatever the order, repetition and overlap of its segments', () => {
    const text = Array.from({ length: 60 }, (_, i) => String.fromCharCode(33 + i)).join('')
    const range = fc
      .tuple(fc.nat(text.length), fc.nat(20))
      .map(([at, length]) => [at, Math.min(at + length, text.length)] as const)
    const cover = fc
      .uniqueArray(fc.integer({ min: 1, max: text.length - 1 }), { maxLength: 10 })
      .map((cuts) => [0, ...cuts.sort((a, b) => a - b), text.length])
      .map((cuts) => cuts.slice(1).map((end, i) => [cuts[i]!, end] as const))
    const segments = fc.tuple(cover, fc.array(range, { maxLength: 10 })).chain(([whole, extra]) => {
      const all = [...whole, ...extra]
      return fc.shuffledSubarray(all, { minLength: all.length })
    })
    fc.assert(
      fc.property(segments, fc.boolean(), (ranges, fromServer) => {
        const send = fromServer ? server : client
        const frames = ranges.map(([at, end]) => send(at, text.slice(at, end)))
        const recorder = run([...HANDSHAKE, ...frames])
        expect(recorder.stream(fromServer ? 1 : 0)).toBe(text)
        expect(recorder.of('segment').flatMap((event) => event.findings)).toEqual([])
        const handedOn = recorder.of('segment').filter((event) => event.text !== '')
        for (const event of handedOn) {
          const [at, end] = ranges[event.frame - 1 - HANDSHAKE.length]!
          expect(text.slice(at, end)).toContain(event.text)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('wraps sequence numbers', () => {
    const recorder = run([...HANDSHAKE, server(10, 'klmnopqrst'), server(0, 'abcdefghij'), server(20, 'uvw')])
    expect(recorder.stream(1)).toBe('abcdefghijklmnopqrstuvw')
  })

  test('begins in mid-stream where the first segment says', () => {
    const recorder = run([client(500, 'middle'), client(506, ' end'), client(400, 'before')])
    expect(recorder.stream(0)).toBe('middle end')
    expect(recorder.of('control')).toMatchObject([{ text: 'before', findings: ['tcp.before-start'] }])
    expect(recorder.of('segment')[0]!.conversation.roles).toBe('first')
  })

  test('counts repetitions and keep-alives as control', () => {
    const recorder = run([
      ...HANDSHAKE,
      client(0, 'hello'),
      client(0, 'hello'),
      client(4, ''),
      client(4, 'o'),
      client(3, 'lo!'),
    ])
    expect(recorder.stream(0)).toBe('hello!')
    expect(recorder.of('control').map((event) => event.frame)).toEqual([1, 2, 3, 5, 6, 7])
  })

  test('does not take a keep-alive at the beginning for the place where the stream begins', () => {
    const recorder = run([client(99, ''), client(100, 'hello')])
    expect(recorder.of('segment', 'gap')).toMatchObject([{ kind: 'segment', text: 'hello' }])
  })

  test('lets the first bytes win, and says so where later ones differ', () => {
    const recorder = run([...HANDSHAKE, client(5, 'world'), client(0, 'helloWORLD!')])
    expect(recorder.stream(0)).toBe('helloworld!')
    expect(recorder.of('segment').flatMap((event) => event.findings)).toEqual(['tcp.overlap'])
    const repeated = run([...HANDSHAKE, client(5, 'world'), client(5, 'WORLD'), client(0, 'hello')])
    expect(repeated.of('control').at(-1)).toMatchObject({ text: 'WORLD', findings: ['tcp.overlap'] })
    expect(repeated.stream(0)).toBe('helloworld')
  })

  test('takes data in a SYN for the first bytes', () => {
    expect(run([client(-1, 'hello', { flags: SYN }), client(5, '!')]).stream(0)).toBe('hello!')
  })
})

describe('loss', () => {
  test('gives up bytes once the other side acknowledges them', () => {
    const recorder = run([
      ...HANDSHAKE,
      client(0, 'hello'),
      client(10, 'again'),
      server(0, 'yes', { ack: 15 }),
      client(15, '!'),
    ])
    expect(
      recorder.of('segment', 'gap').map((event) => [event.kind, event.text || event.lost, event.side]),
    ).toEqual([
      ['segment', 'hello', 0],
      ['gap', 5, 0],
      ['segment', 'again', 0],
      ['segment', 'yes', 1],
      ['segment', '!', 0],
    ])
  })

  test('waits while the other side has acknowledged only what came', () => {
    const recorder = run([
      ...HANDSHAKE,
      client(0, 'hello'),
      client(10, 'again'),
      server(0, 'yes', { ack: 5 }),
      client(5, ' and '),
    ])
    expect(recorder.stream(0)).toBe('hello and again')
  })

  test('does not wait for bytes that were acknowledged before', () => {
    const recorder = run([...HANDSHAKE, client(0, 'hello'), server(0, '', { ack: 10 }), client(10, 'again')])
    expect(recorder.stream(0)).toBe('hello[5]again')
    expect(recorder.of('segment')[1]).toMatchObject({ frame: 6, text: 'again' })
  })

  test('takes late bytes that the capture shows behind their acknowledgement', () => {
    const recorder = run([...HANDSHAKE, server(0, '', { ack: 5 }), client(0, 'hello')])
    expect(recorder.stream(0)).toBe('hello')
  })

  test('gives up at the end of the capture, and counts what was acknowledged but never came', () => {
    const recorder = run([
      ...HANDSHAKE,
      client(0, 'hello'),
      client(10, 'again'),
      server(0, 'yes', { ack: 5 }),
      client(15, '', { ack: 20 }),
    ])
    expect(recorder.stream(0)).toBe('hello[5]again')
    expect(recorder.stream(1)).toBe('yes[17]')
    expect(recorder.of('closed')).toMatchObject([
      { side: 0, what: 'end' },
      { side: 1, what: 'end' },
    ])
  })

  test('stops waiting when a direction holds too much, or all of them together', () => {
    const frames = [
      ...HANDSHAKE,
      client(0, 'a'),
      client(2, 'c'),
      client(3, 'd'),
      client(5, 'f'),
      client(1, 'b'),
    ]
    expect(run(frames).stream(0)).toBe('abcd[1]f')
    for (const limits of [{ heldPerDirection: 3000 }, { held: 3000 }]) {
      const recorder = run(frames, { limits })
      expect(recorder.stream(0)).toBe('a[1]cd[1]f')
      expect(recorder.of('segment').find((event) => event.text === 'c')?.findings).toEqual([
        'limit.tcp-pending',
      ])
      expect(recorder.of('control').at(-1)).toMatchObject({ text: 'b' })
    }
  })

  test('names no number of lost bytes after a jump that no window allows', () => {
    const far = 2 ** 30 + 100
    expect(
      run([...HANDSHAKE, client(0, 'hello'), client(far, 'far'), client(far + 3, 'ther')]).stream(0),
    ).toBe('hello[-1]farther')
  })

  test('counts bytes that the capture cut as part of the stream', () => {
    const whole = client(0, 'hello', { ack: 0 })
    const cut = frameOf(whole.subarray(0, -2), { originalLength: whole.length })
    const recorder = run([...HANDSHAKE.map((bytes) => frameOf(bytes)), cut, frameOf(client(5, 'world'))])
    expect(recorder.of('segment', 'gap')).toMatchObject([
      { kind: 'segment', text: 'hel', cut: 2 },
      { kind: 'segment', text: 'world', cut: 0 },
    ])
    const late = run([...HANDSHAKE.map((bytes) => frameOf(bytes)), frameOf(client(5, 'world')), cut])
    expect(late.of('segment', 'gap')).toMatchObject([{ text: 'hel', cut: 2 }, { text: 'world' }])
  })

  test('counts bytes that the capture cut from a segment that had to wait', () => {
    const whole = client(5, 'world')
    const cut = frameOf(whole.subarray(0, -2), { originalLength: whole.length })
    const recorder = run([
      ...HANDSHAKE.map((bytes) => frameOf(bytes)),
      cut,
      frameOf(client(10, '!')),
      frameOf(client(0, 'hello')),
    ])
    expect(recorder.of('segment', 'gap')).toMatchObject([
      { text: 'hello' },
      { text: 'wor', cut: 2 },
      { text: '!' },
    ])
  })
})

describe('end', () => {
  test('closes each direction at its FIN', () => {
    const recorder = run([
      ...HANDSHAKE,
      client(0, 'bye', { flags: FIN, ack: 0 }),
      server(0, 'bye', { ack: 4 }),
      server(3, '', { flags: FIN, ack: 4 }),
    ])
    expect(recorder.of('segment', 'closed').map((event) => event.text + event.what + event.side)).toEqual([
      'bye0',
      'fin0',
      'bye1',
      'fin1',
    ])
  })

  test('closes at a FIN only when the bytes before it have come', () => {
    const recorder = run([...HANDSHAKE, client(5, '', { flags: FIN }), client(0, 'hello')])
    expect(recorder.of('segment', 'closed').slice(0, 2)).toMatchObject([
      { text: 'hello' },
      { what: 'fin', side: 0 },
    ])
  })

  test('closes at a FIN that the other side acknowledged, over what is missing', () => {
    const recorder = run([
      ...HANDSHAKE,
      client(5, '', { flags: FIN }),
      server(0, '', { ack: 6 }),
      server(0, 'x'),
    ])
    expect(recorder.stream(0)).toBe('[5]')
    expect(recorder.of('closed')[0]).toMatchObject({ what: 'fin', side: 0 })
  })

  test('closes both directions at a reset, whose text is not part of the stream', () => {
    const recorder = run([
      ...HANDSHAKE,
      client(0, 'hello'),
      client(7, '!'),
      server(0, 'go away', { flags: RST }),
    ])
    expect(recorder.stream(0)).toBe('hello[2]!')
    expect(recorder.stream(1)).toBe('')
    expect(recorder.of('closed')).toMatchObject([
      { what: 'reset', side: 0 },
      { what: 'reset', side: 1 },
    ])
  })

  test('takes what comes after the close for control', () => {
    const frames = [
      ...HANDSHAKE,
      client(0, 'bye', { flags: FIN }),
      client(0, 'bye', { flags: FIN }),
      client(3, '', { flags: FIN }),
      client(4, '', { ack: 0 }),
    ]
    const recorder = run(frames)
    expect(recorder.stream(0)).toBe('bye')
    expect(recorder.of('control').map((event) => event.frame)).toEqual([1, 2, 3, 5, 6, 7])
    expect(new Set(recorder.events.map((event) => event.conversation.id)).size).toBe(1)
  })
})

describe('port reuse', () => {
  const again = { start: 777_000 }

  test('takes a SYN with another sequence number for a new conversation', () => {
    const frames = [
      ...HANDSHAKE,
      client(0, 'one'),
      client(-1, '', { flags: SYN, ...again }),
      client(0, 'two', again),
    ]
    const recorder = run(frames)
    expect(recorder.stream(0, 1)).toBe('one')
    expect(recorder.stream(0, 2)).toBe('two')
    const order = recorder
      .of('segment', 'closed')
      .map((event) => `${event.text || event.what}${event.conversation.id}`)
    expect(order).toEqual(['one1', 'end1', 'end1', 'two2', 'end2', 'end2'])
  })

  test('takes a repeated SYN, and one that the capture shows late, for the same conversation', () => {
    const late = run([client(0, 'one'), HANDSHAKE[0]!, HANDSHAKE[0]!, client(3, 'two')])
    expect(late.stream(0)).toBe('onetwo')
    const answerFirst = run([HANDSHAKE[1]!, HANDSHAKE[0]!, client(0, 'one')])
    expect(answerFirst.stream(0)).toBe('one')
    expect(answerFirst.of('segment')[0]!.conversation.roles).toBe('syn')
  })

  test('takes a SYN after a reset for a new conversation, though that side never sent', () => {
    const recorder = run([server(0, '', { flags: RST }), client(-1, '', { flags: SYN }), client(0, 'two')])
    expect(recorder.stream(0, 2)).toBe('two')
  })

  test('takes new bytes of a closed direction for a new conversation', () => {
    const recorder = run([...HANDSHAKE, client(0, 'one', { flags: FIN }), client(1000, 'two')])
    expect(recorder.stream(0, 1)).toBe('one')
    expect(recorder.stream(0, 2)).toBe('two')
  })
})

test('goes on without looking at what was never a connection', () => {
  const odd: (Uint8Array | Frame)[] = [
    client(0, '', { flags: FIN | SYN | RST }),
    client(5, 'x', { flags: 0xff }),
    server(9, '', { flags: RST, ack: 1e9 }),
  ]
  expect(() => run([...odd, ...odd, ...HANDSHAKE, ...odd])).not.toThrow()
})
