import { deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_INFLATED } from '../../../dissectors/http/limits.js'
import { deflate, gzip } from '../../support/deflate.js'
import { httpInChunks } from '../second-life/web/encode.js'
import { type Heard, lines, talk, toBytes } from './talk.js'

const TEXT = 'What a body says, '.repeat(20)

/** The answer to a request, with a body in the codings given. */
function answer(body: Uint8Array, ...fields: string[]) {
  const head = lines('HTTP/1.1 200 OK', ...fields, `Content-Length: ${body.length}`, '')
  return talk([[1, Buffer.concat([toBytes(head), body])]])[0]!
}

function bodies(rows: readonly string[]): string[] {
  return rows.filter((row) => row.startsWith('http.body=')).map((row) => row.slice('http.body='.length))
}

describe('coded bodies', () => {
  const plain = Buffer.from(TEXT)

  it.each([
    ['gzip', gzipSync(plain)],
    ['X-GZIP', gzip(plain)],
    ['deflate', deflateSync(plain)],
    ['deflate', deflate(plain)],
    ['gzip, identity', gzipSync(plain)],
    ['deflate, gzip', gzipSync(deflateSync(plain))],
  ])('in %s are inflated', (coding, body) => {
    const { rows, findings, faults } = answer(body, `Content-Encoding: ${coding}`)
    expect(bodies(rows)).toEqual([TEXT])
    expect(findings).toEqual([])
    expect(faults).toEqual([])
  })

  it('in transfer codings before the chunks are inflated', () => {
    const fields = ['Content-Type: text/plain']
    const chunked = httpInChunks('HTTP/1.1 200 OK', fields, gzip(plain), [1, 50])
    const coded = chunked.toString('latin1').replace('chunked', 'gzip, chunked')
    expect(bodies(talk([[1, coded]])[0]!.rows)).toEqual([TEXT])
  })

  it.each([
    ['br', 'http.content-encoding'],
    ['constructor', 'http.content-encoding'],
    ['gzip,gzip,gzip,gzip', 'http.content-encoding'],
    ['gzip', 'http.inflate'],
  ])('that cannot be undone are shown as they are (%s)', (coding, code) => {
    const { rows, findings, faults } = answer(Buffer.of(1, 2, 3, 4, 5), `Content-Encoding: ${coding}`)
    expect(bodies(rows)).toEqual(['0102030405'])
    expect(findings).toEqual([code])
    expect(faults).toEqual([])
  })

  it('that inflate beyond all bounds are not inflated', () => {
    const bomb = gzipSync(Buffer.alloc(MAX_INFLATED + 1))
    const { rows, sentences, faults } = answer(bomb, 'Content-Encoding: gzip')
    expect(sentences).toEqual([
      expect.stringMatching(/^The body inflates to more than \d+ bytes\. The body is not inflated\.$/),
    ])
    expect(bodies(rows)).toHaveLength(1)
    expect(faults).toEqual([])
  })

  it('whose end is missing are inflated as far as they go, with one finding', () => {
    const body = gzip(plain)
    const short = answer(body.subarray(0, -20), 'Content-Encoding: gzip')
    expect(TEXT.startsWith(bodies(short.rows)[0]!)).toBe(true)
    expect(short.sentences).toEqual(['The compressed body ends before it is whole.'])
    const whole = Buffer.concat([
      toBytes(lines('HTTP/1.1 200 OK', 'Content-Encoding: gzip', `Content-Length: ${body.length}`, '')),
      body,
    ])
    for (let length = whole.length - body.length; length < whole.length; length += 7) {
      const cut = talk([[1, whole.subarray(0, length)]])[0]!
      expect(cut.findings, `${length} bytes`).toHaveLength(1)
      expect(cut.faults).toEqual([])
    }
  })

  it('with a wrong checksum are told', () => {
    const body = gzip(plain)
    body[body.length - 5]! ^= 1
    expect(answer(body, 'Content-Encoding: gzip').sentences).toEqual([
      'The compressed body is damaged (incorrect data check). The body is not inflated.',
    ])
  })

  it('are the same however they are cut into chunks and segments', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), sizes, sizes, (text, chunks, segments) => {
        const coded = gzip(Buffer.from(text.replace(/[^\w ]/g, 'x')))
        const whole = httpInChunks('HTTP/1.1 200 OK', ['Content-Encoding: gzip'], coded, chunks)
        const pieces = []
        for (let at = 0, i = 0; at < whole.length; i++) {
          const size = segments[i % segments.length]!
          pieces.push([1, whole.subarray(at, at + size)] as const)
          at += size
        }
        const heard = talk(pieces)
        expect(heard).toHaveLength(1)
        expect(heard[0]!.findings).toEqual([])
        expect(heard[0]!.faults).toEqual([])
        expect(bodies(heard[0]!.rows).join('')).toBe(text.replace(/[^\w ]/g, 'x'))
      }),
      { numRuns: 60 },
    )
  })
})

it('bodies in very many chunks are put together, and their chunks shown up to a thousand', () => {
  const text = 'abcdefghij'.repeat(4000)
  const whole = httpInChunks('HTTP/1.1 200 OK', ['Content-Type: text/plain'], Buffer.from(text), [7, 1])
  const [{ rows, findings, faults }] = talk([[1, whole]]) as [Heard]
  expect(bodies(rows)).toEqual([text])
  // The last chunk, of size 0, is shown too.
  expect(rows.filter((row) => row === 'http.chunk')).toHaveLength(1001)
  expect(rows.filter((row) => row.startsWith('http.more_chunks='))).toHaveLength(1)
  expect(findings).toEqual([])
  expect(faults).toEqual([])
  const cut = talk([[1, whole.subarray(0, whole.length - 4000)]])[0]!
  expect(text.startsWith(bodies(cut.rows)[0]!)).toBe(true)
  expect(cut.findings).toHaveLength(1)
  expect(cut.faults).toEqual([])
})

describe('requests and responses', () => {
  const get = (path: string) => lines(`GET ${path} HTTP/1.1`, 'Host: a', '')
  const ok = lines('HTTP/1.1 200 OK', 'Content-Length: 0', '')

  it('are linked in order, not where one was lost or is interim', () => {
    const heard = talk([
      [0, get('/1') + get('/2')],
      [1, lines('HTTP/1.1 100 Continue', '') + ok],
      [1, ok + ok],
      [0, get('/3')],
      [1, 100],
      [1, ok],
    ])
    const links = heard.map(({ type, rows }) => [
      type,
      ...rows.filter((row) => row.startsWith('http.Request-in=')),
    ])
    expect(links).toEqual([
      ['GET /1'],
      ['GET /2'],
      ['100 Continue'],
      ['200 OK', 'http.Request-in=1'],
      ['200 OK', 'http.Request-in=2'],
      ['200 OK'],
      ['GET /3'],
      ['200 OK'],
    ])
  })
})

describe('URLs of capabilities', () => {
  const SECRET = 'cee88818-d777-ced4-af57-a3aa39757f4d'

  it.each(['Location', 'Referer', 'X-Made-Up'])('are masked in %s', (name) => {
    const heard = answer(Buffer.from('x'), `${name}: http://sim.example/cap/${SECRET}`)
    expect(heard.rows).toContain(`http.header=${name}: `)
    expect(heard.rows).toContain(`http.credentials=http://sim.example/cap/${SECRET}\r\n`)
  })

  it('are masked in bodies that are any text', () => {
    const { rows, faults } = answer(Buffer.from(`see http://a/cap/${SECRET}, and "/CAPS/${SECRET}/x" here`))
    expect(rows.filter((row) => /^http\.(body|capability)=/.test(row))).toEqual([
      'http.body=see http://a/cap/',
      `http.capability=${SECRET},`,
      'http.body= and "/CAPS/',
      `http.capability=${SECRET}/x`,
      'http.body=" here',
    ])
    expect(faults).toEqual([])
  })
})
