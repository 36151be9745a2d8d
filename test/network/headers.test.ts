import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLIENT, type Endpoint, SERVER, type Side } from '../../src/network/conversation.js'
import { HeaderMaker, MAX_UDP_PAYLOAD } from '../../src/network/headers.js'
import { writePcap } from '../support/pcap.js'
import { hasTool } from '../support/tools.js'
import { ascii, udp } from './packets.js'
import { run } from './recorder.js'

const ENDS: readonly [Endpoint, Endpoint] = [
  { address: '', port: 40000 },
  { address: '', port: 12036 },
]

const TALK: readonly (readonly [Side, string])[] = [
  [CLIENT, 'hello'],
  [SERVER, 'welcome'],
  [CLIENT, 'again'],
  [SERVER, 'x'.repeat(1400)],
]

test.each(['udp', 'tcp'] as const)(
  'our own reading of made-up %s headers gives the payloads back',
  (transport) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(CLIENT, SERVER), fc.uint8Array({ minLength: 1 }))),
        (talk) => {
          const maker = new HeaderMaker(transport, ENDS)
          const recorder = run(talk.flatMap(([side, bytes]) => maker.frames(side, bytes)))
          const got = recorder.of('datagram', 'segment')
          expect(recorder.of('other', 'control', 'gap')).toEqual([])
          expect(got.map((event) => [event.side, Buffer.from(event.bytes), event.findings])).toEqual(
            talk.map(([side, bytes]) => [side, Buffer.from(bytes), []]),
          )
          // The server's port is known to the test's network, so sides do not depend on who speaks first.
          for (const { conversation } of got) {
            expect(conversation.ends).toEqual([
              { address: '192.0.2.1', port: 40000 },
              { address: '192.0.2.2', port: 12036 },
            ])
          }
        },
      ),
    )
  },
)

test('takes addresses as given where they are IPv4', () => {
  const maker = new HeaderMaker('udp', [
    { address: '10.1.2.3', port: 1 },
    { address: 'fe80::1', port: 2 },
  ])
  const { ends } = run(maker.frames(CLIENT, ascii('x'))).events[0]!.conversation
  expect(ends.map((end) => end.address)).toEqual(['10.1.2.3', '192.0.2.2'])
})

test('splits what is too long for a segment, and refuses what is too long for a datagram', () => {
  const long = Uint8Array.from({ length: 150_000 }, (_, i) => i)
  const frames = new HeaderMaker('tcp', ENDS).frames(CLIENT, long)
  expect(frames).toHaveLength(3)
  const got = run(frames).of('segment')
  expect(Buffer.concat(got.map((event) => event.bytes)).equals(long)).toBe(true)
  expect(new HeaderMaker('udp', ENDS).frames(CLIENT, long)).toEqual([])
  expect(
    run(new HeaderMaker('udp', ENDS).frames(CLIENT, long.subarray(0, MAX_UDP_PAYLOAD))).of('datagram')[0],
  ).toMatchObject({ findings: [], cut: 0 })
})

test('wraps a packet that has its transport header already', () => {
  const frame = new HeaderMaker('udp', ENDS).wrap(SERVER, udp(12036, 40000, ascii('hi')))
  expect(run([frame]).events).toMatchObject([{ kind: 'datagram', text: 'hi', side: 1, findings: [] }])
})

test('wraps a packet that is longer than IPv4 can say', () => {
  const frame = new HeaderMaker('udp', ENDS).wrap(
    CLIENT,
    udp(40000, 12036, new Uint8Array(70_000), undefined, 0),
  )
  expect(run([frame]).events[0]).toMatchObject({ kind: 'datagram', cut: 0 })
})

test.skipIf(!hasTool('tshark'))('tshark finds nothing to complain of', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slx-headers-'))
  try {
    for (const transport of ['udp', 'tcp'] as const) {
      const path = join(folder, `${transport}.pcap`)
      const maker = new HeaderMaker(transport, ENDS)
      writePcap(
        path,
        TALK.filter(([, text]) => text !== '').flatMap(([side, text]) => maker.frames(side, ascii(text))),
      )
      const checks = ['ip', 'udp', 'tcp'].flatMap((layer) => ['-o', `${layer}.check_checksum:TRUE`])
      const fields = [
        '_ws.expert.severity',
        'ip.checksum.status',
        `${transport}.checksum.status`,
        `${transport}.payload`,
      ]
      const columns = fields.flatMap((field) => ['-e', field])
      const text = execFileSync('tshark', ['-r', path, ...checks, '-T', 'fields', ...columns], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      const payloads = TALK.map(([, said]) => Buffer.from(said).toString('hex'))
      // No expert information, and checksums that are good.
      expect(text.split('\n').slice(0, -1)).toEqual(payloads.map((payload) => `\t1\t1\t${payload}`))
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})
