import { describe, expect, test } from 'vitest'
import { secondLife } from '../../../dissectors/second-life/index.js'
import { fromHex } from '../../support/dissect.js'
import { packets, payloadOf } from './vectors.js'

const score = (bytes: Uint8Array) => secondLife.detect(bytes, 0, bytes.length)

const HANDSHAKE = new Set(['SecuredTemplateChecksumRequest', 'TemplateChecksumReply', 'UseCircuitCode'])

describe.skipIf(packets.length === 0)('vectors (skipped where ../shared is absent)', () => {
  test.each(
    packets.filter(({ message }) => HANDSHAKE.has(message)).map((vector) => [vector.name, vector] as const),
  )('%s, of a handshake, is beyond doubt', (_, vector) => {
    expect(score(payloadOf(vector))).toBeGreaterThanOrEqual(90)
  })

  test('other built-in messages are likely or, when short, possible', () => {
    const scores = Object.fromEntries(packets.map((vector) => [vector.name, score(payloadOf(vector))]))
    expect(scores.nmv_CoarseLocationUpdateMessage).toBe(75)
    expect(scores.nmv_LogoutReplyMessageL).toBe(75)
    expect(scores.nmv_ImprovedTerseObjectUpdateMessageL).toBe(60)
    expect(scores.seed_frame_6).toBe(75)
    expect(scores.nmv_CompletePingCheckMessage).toBe(40)
  })
})

test('a payload that does not begin at 0 and ends before its buffer', () => {
  const request = fromHex('40000001 fffffffa 168902b0753850f18f41fea76e9af798')
  const inside = Buffer.concat([Buffer.alloc(5, 0xff), request, Buffer.alloc(3)])
  expect(secondLife.detect(inside, 5, 5 + request.length)).toBeGreaterThanOrEqual(90)
  expect(secondLife.detect(inside, 5, 6 + request.length)).toBe(0)
})

test.each([
  ['nothing', ''],
  ['zeros', '00'.repeat(40)],
  ['0xff', 'ff'.repeat(40)],
  ['FLAP', '2a01000100040000 0001'],
  ['FLAP with a SNAC', '2a02c3500012 0001 0017 0000 00000017 0001 0004 0013 0003'],
  ['TLS client hello', '1603010200010001fc0303'.padEnd(200, '5a')],
  ['DTLS', '16fefd0000000000000000003a0100002e0000'.padEnd(120, '07')],
  ['DNS query', '0000 0100 0001 0000 0000 0000 0377777707657861 6d706c6503636f6d 0000 0100 01'],
  [
    'DNS query with another id',
    '4000 0100 0001 0000 0000 0000 0377777707657861 6d706c6503636f6d 0000 0100 01',
  ],
  ['QUIC initial', 'c000000001 08 8394c8f03e515708 00 00 449e 7b9aec34'.padEnd(2000, '3c')],
  ['QUIC initial without a connection id', 'c000000001 00 04 01020304 00 449e 7b9aec34'.padEnd(2000, '3c')],
  ['RTP', '8000 0001 00000001 00000001'.padEnd(320, 'd5')],
  ['STUN', '0001 0000 2112a442 000102030405060708090a0b'],
  ['SNMP', '302602010104067075626c6963a019020478 9b2f7a020100020100300b3009'],
  ['NTP', `2300 0600${'00'.repeat(44)}`],
  ['SOCKS5 in front of a packet', '00000001 c0000201 32d0 40000000 0100 ffff0003'],
])('%s is no Second Life', (_, hex) => {
  expect(score(fromHex(hex))).toBe(0)
})

test.each([
  'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  'POST /login HTTP/1.1\r\n\r\n',
  'HTTP/1.1 200 OK\r\n\r\n',
  '@ hello',
])('text is no Second Life: %j', (text) => {
  expect(score(Buffer.from(text))).toBe(0)
})

test('random bytes score 0', () => {
  let state = 12345
  const next = () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return state >>> 24
  }
  const scores = new Set<number>()
  for (let i = 0; i < 200_000; i++) scores.add(score(Uint8Array.from({ length: 1 + (i % 64) }, next)))
  expect([...scores]).toEqual([0])
})
