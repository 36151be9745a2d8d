import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DumpLayer, guessBegins } from '../../../src/ingest/hexdump/layers.js'
import { CLIENT, SERVER } from '../../../src/network/conversation.js'
import { HeaderMaker } from '../../../src/network/headers.js'

const ETHERNET = 14
const IPV4 = 20

const serverPorts = fc.constantFrom(12036, 13000, 13050, 5190, 3724, 8085, 9501)
const clientPorts = fc.integer({ min: 1024, max: 65535 })
const sides = fc.constantFrom(CLIENT, SERVER)
const payloads = fc.uint8Array({ maxLength: 300 })
const transports = fc.constantFrom<('udp' | 'tcp')[]>('udp', 'tcp')

interface Sample {
  readonly transport: 'udp' | 'tcp'
  readonly frame: Uint8Array
}

const frames: fc.Arbitrary<Sample> = fc
  .tuple(transports, serverPorts, clientPorts, sides, payloads)
  .map(([transport, server, client, side, payload]) => {
    const ends = [
      { address: '10.0.0.1', port: client },
      { address: '10.0.0.2', port: server },
    ] as const
    return { transport, frame: new HeaderMaker(transport, ends).frames(side, payload)[0]! }
  })

/** Asserts the layer of the bytes that `cut` makes of any frame. */
function holds(cut: (sample: Sample) => readonly [Uint8Array, DumpLayer]): void {
  fc.assert(
    fc.property(frames, (sample) => {
      const [bytes, layer] = cut(sample)
      expect(guessBegins(bytes)).toBe(layer)
    }),
  )
}

describe('packets with their headers', () => {
  test('from Ethernet on', () => {
    holds(({ frame }) => [frame, 'ethernet'])
  })

  test('from Ethernet on, padded as on the wire', () => {
    holds(({ frame }) => {
      const padded = new Uint8Array(Math.max(60, frame.length))
      padded.set(frame)
      return [padded, 'ethernet']
    })
  })

  test('from Ethernet on, with VLAN tags', () => {
    fc.assert(
      fc.property(frames, fc.constantFrom([0x8100], [0x88a8, 0x8100]), ({ frame }, tags) => {
        const parts = tags.flatMap((tag) => [tag >> 8, tag & 0xff, 0, 1])
        const tagged = Buffer.concat([frame.subarray(0, 12), Uint8Array.from(parts), frame.subarray(12)])
        expect(guessBegins(tagged)).toBe('ethernet')
      }),
    )
  })

  test('from IP on', () => {
    holds(({ frame }) => [frame.subarray(ETHERNET), 'ip'])
  })

  test('from IP on, with the checksum left to the network card', () => {
    holds(({ frame }) => [frame.slice(ETHERNET).fill(0, 10, 12), 'ip'])
  })

  test('from UDP or TCP on', () => {
    holds(({ frame, transport }) => [frame.subarray(ETHERNET + IPV4), transport])
  })

  test('from IPv6 on, and from Ethernet with it', () => {
    const packet = Buffer.from(
      // Version 6, UDP of 12 bytes, hop limit 64, 2001:db8::1 -> 2001:db8::2, ports 40000 -> 12036, four bytes.
      '60000000000c114020010db800000000000000000000000120010db80000000000000000000000029c402f04000c000040000001',
      'hex',
    )
    expect(guessBegins(packet)).toBe('ip')
    const header = Buffer.from('02000000000202000000000186dd', 'hex')
    expect(guessBegins(Buffer.concat([header, packet]))).toBe('ethernet')
  })

  test('ARP', () => {
    const request = '00010800060400010200000000010a0000010000000000000a000002'
    expect(guessBegins(Buffer.from(`ffffffffffff0200000000010806${request}`, 'hex'))).toBe('ethernet')
  })

  test('of opening TCP connections, whose options fill their header', () => {
    // SYN with MSS, SACK permitted, timestamps, no-op and window scale, as Linux sends it.
    const syn = '9c401446000003e800000000a002faf000000000020405b40402080a0001e2400000000001030307'
    expect(guessBegins(Buffer.from(syn, 'hex'))).toBe('tcp')
  })
})

describe('payloads are payloads', () => {
  const hexes: Record<string, string> = {
    UseCircuitCode:
      '40000001ffff000301e2a4031c38ba9aa47b41426e90c5f4763c51e837ad655eb65ff64b67afee6fdaf1f8f165',
    'a Second Life packet with appended acks': '50000000020000ffffff10000000010001',
    'a zero-coded Second Life packet': 'c0000000050000ff00018a0001020304050001',
    'a FLAP signon': '2a010000000400000001',
    'a FLAP with a SNAC': '2a020001001000010017000000000017000100030002',
    'a WoW logon challenge':
      '00082500576f5700010c01f31536383000000000000000000000000000000000000007414c494345',
    nothing: '',
    'one byte of an IP header': '45',
    'an IP header cut off': '4500001d00014000401126cd0a00',
  }

  test.each(Object.entries(hexes))('%s', (_, hex) => {
    expect(guessBegins(Buffer.from(hex, 'hex'))).toBe('payload')
  })

  /** How many of a thousand texts of this kind, the same every time, are taken for a lower layer. */
  const taken = (bytes: fc.Arbitrary<Uint8Array>, numRuns: number) =>
    fc.sample(bytes, { numRuns, seed: 20_070_128 }).filter((sample) => guessBegins(sample) !== 'payload')
      .length

  test('random bytes', () => {
    expect(taken(fc.uint8Array({ minLength: 1, maxLength: 200 }), 20_000)).toBe(0)
  })

  test('random bytes that begin as IP does', () => {
    const bytes = fc.uint8Array({ minLength: 24, maxLength: 200 })
    const starts = (prefix: number[]) => bytes.map((rest) => Uint8Array.from([...prefix, ...rest]))
    expect(taken(starts([0x45, 0x00]), 10_000)).toBeLessThan(4)
    expect(taken(starts([0x60, 0x00]), 10_000)).toBe(0)
    expect(
      taken(
        bytes.map((all) => all.fill(8, 12, 13).fill(0, 13, 14)),
        10_000,
      ),
    ).toBeLessThan(4)
  })

  test('FLAPs of any content', () => {
    const flaps = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 0xffff }), payloads)
      .map(([channel, sequence, data]) =>
        Uint8Array.from([
          0x2a,
          channel,
          sequence >> 8,
          sequence & 0xff,
          data.length >> 8,
          data.length & 0xff,
          ...data,
        ]),
      )
    expect(taken(flaps, 10_000)).toBe(0)
  })

  test('Second Life packets of any content', () => {
    const packets = fc
      .tuple(fc.constantFrom(0x00, 0x10, 0x40, 0x50, 0x80, 0xc0), fc.nat(0x7fffffff), payloads)
      .map(([flags, sequence, body]) => {
        const bytes = Buffer.alloc(6 + body.length)
        bytes[0] = flags
        bytes.writeUInt32BE(sequence, 1)
        bytes.set(body, 6)
        return bytes
      })
    expect(taken(packets, 10_000)).toBe(0)
  })
})

test('never throws, however short the bytes are', () => {
  fc.assert(
    fc.property(frames, fc.nat(1), fc.nat(100), ({ frame }, cutHead, keep) => {
      const bytes = frame.subarray(cutHead * ETHERNET)
      expect(['ethernet', 'ip', 'udp', 'tcp', 'payload']).toContain(guessBegins(bytes.subarray(0, keep)))
    }),
  )
})
