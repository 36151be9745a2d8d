import { deflateSync, gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { inflate } from '../../dissectors/grand-chase/inflate.js'
import { KeyRing } from '../../dissectors/grand-chase/key-ring.js'
import { MAX_INFLATED as GC_INFLATED, MAX_KEYS as GC_KEYS } from '../../dissectors/grand-chase/limits.js'
import { INFLATE_RATIO, MAX_CHUNKS_SHOWN, MAX_CODINGS, MAX_WAITING } from '../../dissectors/http/limits.js'
import { readLlsd } from '../../dissectors/llsd/read.js'
import { MAX_DOCUMENT, MAX_VALUES } from '../../dissectors/llsd/value.js'
import { oscar } from '../../dissectors/oscar/index.js'
import { MAX_PASSWORD, MAX_REQUESTS } from '../../dissectors/oscar/limits.js'
import { secondLife } from '../../dissectors/second-life/index.js'
import { Engine } from '../../src/dissect/engine.js'
import { Registry } from '../../src/dissect/registry.js'
import { Secrets } from '../../src/secrets/secrets.js'
import { MAX_EXPANDED } from '../../src/zero-coding.js'
import { type Heard, lines, talk, toBytes } from '../dissectors/http/talk.js'
import { snac, u8, u16 } from '../dissectors/oscar/encode.js'
import { httpInChunks } from '../dissectors/second-life/web/encode.js'
import { coverageFaults } from '../support/coverage.js'
import { fakeConversation, fakePayload } from '../support/fake-payload.js'
import { dissectOptions } from '../support/options.js'
import { readTree } from '../support/read-tree.js'

function answer(body: Uint8Array, ...fields: string[]): Heard {
  const head = lines('HTTP/1.1 200 OK', ...fields, `Content-Length: ${body.length}`, '')
  return talk([[1, Buffer.concat([toBytes(head), body])]])[0]!
}

it('inflates a body to INFLATE_RATIO times its length only', () => {
  const bomb = gzipSync(Buffer.alloc(4 << 20))
  expect(bomb.length * INFLATE_RATIO + 65_536).toBeLessThan(4 << 20)
  const { sentences, faults } = answer(bomb, 'Content-Encoding: gzip')
  expect(sentences[0]).toMatch(/^The body inflates to more than \d+ bytes\./)
  expect(faults).toEqual([])
})

it('undoes MAX_CODINGS codings', () => {
  const coded = (times: number) => {
    let body: Uint8Array = Buffer.from('text')
    for (let i = 0; i < times; i++) body = gzipSync(body)
    return answer(
      body,
      'Content-Type: text/plain',
      `Content-Encoding: ${Array(times).fill('gzip').join(', ')}`,
    )
  }
  expect(coded(MAX_CODINGS).rows).toContain('http.body=text')
  expect(coded(MAX_CODINGS + 1).findings).toEqual(['http.content-encoding'])
})

it('shows MAX_CHUNKS_SHOWN chunks', () => {
  const body = Buffer.from('ab'.repeat(MAX_CHUNKS_SHOWN))
  const [{ rows, faults }] = talk([[1, httpInChunks('HTTP/1.1 200 OK', [], body, [1])]]) as [Heard]
  expect(rows.filter((row) => row === 'http.chunk').length).toBeLessThanOrEqual(MAX_CHUNKS_SHOWN + 1)
  expect(faults).toEqual([])
})

it('remembers MAX_WAITING requests', () => {
  const request = lines('GET / HTTP/1.1', 'Host: a', '')
  const response = lines('HTTP/1.1 204 No Content', '')
  const answered = (requests: number) => {
    const heard = talk([
      [0, request.repeat(requests)],
      [1, response],
    ])
    return heard.find(({ side }) => side === 1)!.rows.find((row) => row.startsWith('http.Request-in'))
  }
  expect(answered(MAX_WAITING)).toBe('http.Request-in=1')
  expect(talk([[0, request.repeat(MAX_WAITING + 3)]]).map(({ findings }) => findings.join())).toEqual([
    ...new Array(MAX_WAITING).fill(''),
    'limit.waiting',
    '',
    '',
  ])
  // The first is forgotten, so that the answer belongs to the second.
  expect(answered(MAX_WAITING + 1)).toBe('http.Request-in=2')
})

it('stops XML at MAX_ELEMENTS elements in one another, and documents at MAX_VALUES values', () => {
  const deep = readLlsd(Buffer.from(`<llsd>${'<array>'.repeat(20)}${'<x>'.repeat(300)}`))
  expect(deep.problem).toBe('More than 250 elements in one another')
  const many = readLlsd(Buffer.from(`<llsd><array>${'<integer/>'.repeat(MAX_VALUES + 1)}</array></llsd>`))
  expect(many).toMatchObject({ state: 'broken', problem: `More than ${MAX_VALUES} values in one document` })
})

it('reads documents of MAX_DOCUMENT bytes', () => {
  const read = (length: number) => {
    const start = '<llsd><string>'
    const end = '</string></llsd>'
    const body = Buffer.from(start + 'a'.repeat(length - start.length - end.length) + end)
    return answer(body, 'Content-Type: application/llsd+xml')
  }
  expect(read(MAX_DOCUMENT).findings).toEqual([])
  const { sentences, faults } = read(MAX_DOCUMENT + 1)
  expect(sentences).toEqual([`The document has more than ${MAX_DOCUMENT} bytes; it is not read.`])
  expect(faults).toEqual([])
})

it('inflates Grand Chase contents to MAX_INFLATED bytes, and keeps MAX_KEYS keys', () => {
  const fits = deflateSync(new Uint8Array(GC_INFLATED))
  const bomb = deflateSync(new Uint8Array(GC_INFLATED + 1))
  expect(inflate(fits, 0, fits.length).bytes).toHaveLength(GC_INFLATED)
  expect(inflate(bomb, 0, bomb.length)).toMatchObject({ fault: `it has more than ${GC_INFLATED} bytes` })
  const ring = new KeyRing()
  const key = (i: number) => Uint8Array.of(1, 2, 3, 4, 5, 6, i >> 8, i & 0xff)
  for (let i = 0; i <= GC_KEYS; i++) {
    const keys = { spi: i, authentication: key(i), encryption: key(i) }
    ring.learn(keys, { number: i, seconds: 0, nanoseconds: 0 }, new Secrets())
  }
  expect(ring.associations).toHaveLength(GC_KEYS)
})

it('expands zero-coded packets to MAX_EXPANDED bytes', () => {
  const bytes = Buffer.concat([Buffer.from('80000000010001', 'hex'), Buffer.from('00ff'.repeat(700), 'hex')])
  let codes: string[] = []
  const engine = new Engine(
    new Registry([], [], secondLife),
    { ...dissectOptions(), layers: false },
    (message) => {
      expect(coverageFaults(message)).toEqual([])
      codes = message.findings.map(({ kind }) => kind.code)
      for (const { start, end } of message.sources) expect(end - start).toBeLessThanOrEqual(MAX_EXPANDED)
    },
  )
  engine.datagram(fakePayload(fakeConversation('udp', 12036), bytes))
  expect(codes).toContain('limit.zero-coding')
})

it('remembers MAX_REQUESTS SNACs of clients', () => {
  const flap = (payload: Uint8Array) => Buffer.concat([u8(0x2a, 2), u16(1, payload.length), payload])
  const linked = (requests: number) => {
    let found = ''
    const engine = new Engine(
      new Registry([], [], oscar),
      { ...dissectOptions(), layers: false },
      (message) => {
        for (const { kind } of message.findings) if (kind.code === 'limit.waiting') found += 'told '
        if (message.side === 1 && readTree(message).some(({ path }) => path === 'snac.Reply-to'))
          found += 'linked'
      },
    )
    const conversation = fakeConversation('tcp', 5190)
    for (let id = 1; id <= requests; id++) {
      engine.segment(fakePayload(conversation, flap(snac(2, 2, id)), id, 0))
    }
    engine.segment(fakePayload(conversation, flap(snac(2, 3, 1)), requests + 1, 1))
    return found
  }
  expect(linked(MAX_REQUESTS)).toBe('linked')
  expect(linked(MAX_REQUESTS + 1)).toBe('told ')
})

it('does not check passwords beyond MAX_PASSWORD bytes', () => {
  const tlv = (type: number, value: Uint8Array) => Buffer.concat([u16(type, value.length), value])
  const signOn = (length: number) => {
    const payload = Buffer.concat([
      Buffer.from('00000001', 'hex'),
      tlv(1, Buffer.from('name')),
      tlv(2, Buffer.alloc(length, 65)),
    ])
    const bytes = Buffer.concat([u8(0x2a, 1), u16(1, payload.length), payload])
    let paths: string[] = []
    const engine = new Engine(
      new Registry([], [], oscar),
      { ...dissectOptions(), layers: false },
      (message) => {
        paths = readTree(message).map(({ path }) => path)
      },
    )
    engine.segment(fakePayload(fakeConversation('tcp', 5190), bytes))
    return paths.length
  }
  expect(signOn(MAX_PASSWORD)).toBeGreaterThan(signOn(MAX_PASSWORD + 1))
})
