import { describe, expect, test } from 'vitest'
import type { Frame, FrameNote } from '../../src/ingest/frame.js'
import {
  ACK,
  addresses6,
  ascii,
  CLIENT_IP,
  CLIENT_IP6,
  concat,
  ethernet,
  frameOf,
  ipv6,
  SERVER_IP,
  SERVER_IP6,
  SYN,
  tcpFrame,
  udp,
  udpFrame,
} from './packets.js'
import { run } from './recorder.js'

const A = '10.0.0.1'
const B = '10.0.0.2'

function datagram(from: number, to: number, text: string, source = A, target = B): Uint8Array {
  return udpFrame(from, to, ascii(text), { from: source, to: target })
}

function noted(bytes: Uint8Array, note: FrameNote): Frame {
  return frameOf(bytes, { note })
}

describe('identity', () => {
  test('one conversation for both directions, others for other ports, addresses and transports', () => {
    const recorder = run([
      datagram(5000, 6000, 'a'),
      datagram(6000, 5000, 'b', B, A),
      datagram(5000, 6001, 'c'),
      datagram(5000, 6000, 'd', A, '10.0.0.3'),
      tcpFrame({ from: 5000, to: 6000, seq: 1, flags: ACK, data: ascii('e') }),
      datagram(5000, 6000, 'f'),
    ])
    expect(
      recorder.of('datagram', 'segment').map((event) => [event.text, event.conversation.id, event.side]),
    ).toEqual([
      ['a', 1, 0],
      ['b', 1, 1],
      ['c', 2, 0],
      ['d', 3, 0],
      ['e', 4, 0],
      ['f', 1, 0],
    ])
  })

  test('tells IPv6 ends apart in their last byte, and by port when the address is the same', () => {
    const six = (from: number, to: number, text: string, source: Uint8Array, target: Uint8Array) =>
      ethernet(0x86dd, ipv6(17, udp(from, to, ascii(text), addresses6(source, target)), source, target))
    const recorder = run([
      six(7, 7, 'a', CLIENT_IP6, SERVER_IP6),
      six(7, 7, 'b', SERVER_IP6, CLIENT_IP6),
      six(7, 8, 'c', CLIENT_IP6, CLIENT_IP6),
      six(8, 7, 'd', CLIENT_IP6, CLIENT_IP6),
    ])
    expect(recorder.events.map((event) => [event.text, event.conversation.id, event.side])).toEqual([
      ['a', 1, 0],
      ['b', 1, 1],
      ['c', 2, 0],
      ['d', 2, 1],
    ])
  })

  test('forgets as many as are too many, those idle longest first', () => {
    const frame = frameOf(datagram(5000, 6000, 'x'))
    const recorder = run(
      Array.from({ length: 2000 }, (_, i) => {
        const bytes = frame.bytes.slice()
        bytes.set([i >> 8, i & 0xff], frame.start + 28)
        return { ...frame, bytes }
      }),
      { limits: { conversations: 1000 } },
    )
    expect(recorder.of('datagram').at(-1)?.conversation.id).toBe(2000)
    expect(recorder.of('forgotten').map((event) => event.conversation.id)).toEqual(
      Array.from({ length: 1000 }, (_, i) => i + 1),
    )
  })
})

describe('forgetting', () => {
  test('forgets the conversation idle longest, and closes its directions first', () => {
    const open = (port: number, text: string) =>
      tcpFrame({ from: port, to: 80, seq: 1, flags: ACK, data: ascii(text) })
    const late = tcpFrame({ from: 1, to: 80, seq: 9, flags: ACK, data: ascii('late') })
    const recorder = run(
      [open(1, 'one'), open(2, 'two'), open(1, 'one'), late, open(3, 'three'), open(4, 'four')],
      {
        limits: { conversations: 2 },
      },
    )
    const story = recorder
      .of('segment', 'gap', 'closed', 'forgotten')
      .map(({ kind, conversation, text, lost, what }) =>
        `${conversation.id} ${kind} ${text || what || lost || ''}`.trim(),
      )
    expect(story).toEqual([
      '1 segment one',
      '2 segment two',
      '2 closed end',
      '2 closed end',
      '2 forgotten',
      '3 segment three',
      '1 gap 5',
      '1 segment late',
      '1 closed end',
      '1 closed end',
      '1 forgotten',
      '4 segment four',
      '3 closed end',
      '3 closed end',
      '4 closed end',
      '4 closed end',
    ])
  })
})

describe('roles', () => {
  const roles = (frame: Frame | Uint8Array) => {
    const { conversation, side } = run([frame]).events[0]!
    return [conversation.roles, conversation.ends[0].port, side]
  }
  const tcp = (from: number, to: number, flags: number) =>
    tcpFrame({ from, to, seq: 1, flags, data: ascii('x') })

  test('a SYN comes from the client, its answer from the server', () => {
    expect(roles(tcp(12036, 5000, SYN))).toEqual(['syn', 12036, 0])
    expect(roles(tcp(12036, 5000, SYN | ACK))).toEqual(['syn', 5000, 1])
  })

  test('otherwise the known port is the server, if only one end has one', () => {
    expect(roles(datagram(12036, 5000, 'x'))).toEqual(['port', 5000, 1])
    expect(roles(datagram(5000, 12036, 'x'))).toEqual(['port', 5000, 0])
    expect(roles(datagram(12036, 12036, 'x'))).toEqual(['first', 12036, 0])
  })

  test('otherwise the first speaker is the client', () => {
    expect(roles(datagram(6000, 5000, 'x'))).toEqual(['first', 6000, 0])
  })

  test('what is said first may correct a guess, before anything is handed on', () => {
    const segment = (from: number, to: number, seq: number, text: string) =>
      from === 7000
        ? tcpFrame({ from, to, seq, flags: ACK, data: ascii(text) })
        : tcpFrame({ from, to, seq, flags: ACK, data: ascii(text) }, SERVER_IP, CLIENT_IP)
    const asked: unknown[] = []
    const frames = [
      segment(7000, 5000, 1, ''),
      segment(5000, 7000, 1, 'welcome'),
      segment(7000, 5000, 1, 'hello'),
      segment(5000, 7000, 8, ', who are you?'),
    ]
    const recorder = run(frames, {
      tellRoles: ({ roles }, sender, bytes, start, end) => {
        asked.push([roles, sender, Buffer.from(bytes.subarray(start, end)).toString()])
        return { server: sender, roles: 'content' }
      },
    })
    expect(asked).toEqual([['first', 1, 'welcome']])
    expect(recorder.stream(0)).toBe('hello')
    expect(recorder.stream(1)).toBe('welcome, who are you?')
    expect(recorder.events.at(-1)!.conversation).toMatchObject({
      roles: 'content',
      ends: [{ port: 7000 }, { port: 5000 }],
    })
  })

  test('what is said first turns the two ends round', () => {
    const frames = [datagram(12036, 5000, 'a'), datagram(5000, 12036, 'b'), datagram(12036, 5000, 'c')]
    const recorder = run(frames, { tellRoles: () => ({ server: 0, roles: 'announced' }) })
    expect(recorder.events.map(({ text, side, conversation }) => [text, side, conversation.roles])).toEqual([
      ['a', 0, 'announced'],
      ['b', 1, 'announced'],
      ['c', 0, 'announced'],
    ])
    expect(recorder.events[0]!.conversation.ends[1].port).toBe(5000)
  })

  test('is not asked where a SYN or a label has told', () => {
    const tellRoles = () => ({ server: 0, roles: 'content' }) as const
    const labelled = noted(datagram(6000, 5000, 'x'), { sender: 'client' })
    for (const frame of [tcp(6000, 5000, SYN), labelled]) {
      expect(run([frame], { tellRoles }).events[0]!.conversation.ends[0].port).toBe(6000)
    }
  })

  test('labels of a dump win', () => {
    expect(roles(noted(datagram(5000, 12036, 'x'), { sender: 'server' }))).toEqual(['label', 12036, 1])
    expect(roles(noted(tcp(5000, 80, SYN), { sender: 'server' }))).toEqual(['label', 80, 1])
    expect(roles(noted(datagram(6000, 5000, 'x'), { sender: 'client' }))).toEqual(['label', 6000, 0])
  })
})

describe('bare payloads', () => {
  const paste = (text: string, note?: FrameNote) => frameOf(ascii(text), { begins: 'payload', note })

  test('have no transport and no roles when nothing tells them', () => {
    expect(run([paste('a')]).events).toMatchObject([
      {
        kind: 'datagram',
        text: 'a',
        side: 0,
        conversation: { transport: 'none', roles: 'unknown', ends: [{ port: 0 }, { port: 0 }] },
      },
    ])
  })

  test('take transport, ports and sender from what was said of them', () => {
    const ports = { server: 12036, client: 40000 }
    const recorder = run([
      paste('a', { transport: 'udp', ports, sender: 'server' }),
      paste('b', { transport: 'udp', ports, sender: 'client' }),
      paste('c', { transport: 'udp', sender: 'b' }),
      paste('d', { transport: 'udp', sender: 'a' }),
    ])
    expect(recorder.events.map(({ text, side, conversation }) => [text, side, conversation.id])).toEqual([
      ['a', 1, 1],
      ['b', 0, 1],
      ['c', 1, 2],
      ['d', 0, 2],
    ])
    expect(recorder.events[0]!.conversation).toMatchObject({
      roles: 'label',
      ends: [{ address: '', port: 40000 }, { port: 12036 }],
    })
    expect(recorder.events[2]!.conversation.roles).toBe('first')
  })

  test('are bytes of a stream, in order, when the transport is TCP', () => {
    const tcp = { transport: 'tcp' } as const
    const recorder = run([paste('one', tcp), paste('two', tcp), paste('back', { ...tcp, sender: 'server' })])
    expect(recorder.stream(0)).toBe('onetwo')
    expect(recorder.stream(1)).toBe('back')
    expect(recorder.of('closed')).toHaveLength(2)
  })
})

describe('SOCKS5', () => {
  const relay = (header: number[], text: string) => concat([0, 0, 0], header, ascii(text))
  const REMOTE = [1, 192, 0, 2, 7, 0x2f, 0x04]
  const out = (payload: Uint8Array) => udpFrame(5000, 1080, payload)
  const back = (payload: Uint8Array) => udpFrame(1080, 5000, payload, { from: B, to: A })

  test('puts the end behind the relay in its place', () => {
    const recorder = run([out(relay(REMOTE, 'to')), back(relay(REMOTE, 'from'))], { socks5: true })
    expect(recorder.events.map((event) => [event.text, event.side, event.conversation.id])).toEqual([
      ['to', 0, 1],
      ['from', 1, 1],
    ])
    expect(recorder.events[0]!.conversation).toMatchObject({
      roles: 'port',
      ends: [
        { address: A, port: 5000 },
        { address: '192.0.2.7', port: 12036 },
      ],
    })
  })

  test('knows names and IPv6 addresses, each an end of its own', () => {
    const name = [3, 11, ...ascii('example.org'), 0, 80]
    const six = [4, ...SERVER_IP6, 0, 80]
    const recorder = run(
      [out(relay(name, 'a')), out(relay(six, 'b')), out(relay(REMOTE, 'c')), back(relay(name, 'd'))],
      { socks5: true },
    )
    expect(
      recorder.events.map(({ text, side, conversation }) => [text, side, conversation.ends[1].address]),
    ).toEqual([
      ['a', 0, 'example.org'],
      ['b', 0, '2001:db8::2'],
      ['c', 0, '192.0.2.7'],
      ['d', 1, 'example.org'],
    ])
  })

  test.each([
    ['a fragment', [0, 0, 1, ...REMOTE, 9]],
    ['no zeros in front', [0, 1, 0, ...REMOTE, 9]],
    ['an unknown address kind', [0, 0, 0, 2, 1, 2, 3, 4, 5, 6]],
    ['an address that ends early', [0, 0, 0, 4, 1, 2, 3, 4, 5, 6]],
    ['a name that is none', [0, 0, 0, 3, 2, 0x1b, 0x5b, 0, 80, 9]],
    ['an empty name', [0, 0, 0, 3, 0, 0, 80, 9]],
  ])('leaves alone %s', (_, payload) => {
    const [event] = run([out(Uint8Array.from(payload))], { socks5: true }).events
    expect([...event!.bytes]).toEqual(payload)
    expect(event!.conversation.ends[1].address).toBe(B)
  })

  test('leaves relay headers alone unless asked', () => {
    expect(run([out(relay(REMOTE, 'to'))]).events[0]!.bytes).toHaveLength(12)
  })
})
