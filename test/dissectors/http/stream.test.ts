import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { http } from '../../../dissectors/http/index.js'
import { JUNK_BLOCK, MAX_CHUNK_LINE, MAX_HEAD, SWITCHED_BLOCK } from '../../../dissectors/http/limits.js'
import type { Side } from '../../../src/network/conversation.js'
import { openSession } from '../../support/dissect.js'
import { lines, type Piece, talk, toBytes } from './talk.js'

const OK = lines('HTTP/1.1 200 OK', 'Content-Length: 2', '')
const get = (target: string) => lines(`GET ${target} HTTP/1.1`, 'Host: a', '')

/** What one side sends, in pieces of at most `size` bytes. */
function pieces(data: string, size: number, side: Side = 0): Piece[] {
  return Array.from({ length: Math.ceil(data.length / size) }, (_, i): Piece => {
    return [side, data.slice(i * size, (i + 1) * size)]
  })
}

/** Types and bodies of the messages, with what was found wrong. */
function outline(sent: readonly Piece[]): string[] {
  return talk(sent).map(({ type, rows, findings }) => {
    const bodies = rows
      .filter((row) => row.startsWith('http.body='))
      .map((row) => row.slice('http.body='.length))
    return [type, ...bodies, ...findings.map((code) => `!${code}`)].join(' | ')
  })
}

describe('where HTTP messages end', () => {
  it('takes pipelined requests and their answers apart', () => {
    const answers = `${OK}ab${lines('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '')}3\r\ncde\r\n0\r\n\r\n${OK}fg`
    expect(
      outline([
        [0, get('/1') + get('/2') + get('/3')],
        [1, answers],
      ]),
    ).toEqual(['GET /1', 'GET /2', 'GET /3', '200 OK | ab', '200 OK | cde', '200 OK | fg'])
  })

  it('expects no body behind the answer to HEAD, whatever its length says', () => {
    const head = lines('HEAD / HTTP/1.1', '')
    const long = lines('HTTP/1.1 200 OK', 'Content-Length: 1000', '')
    expect(
      outline([
        [0, head + get('/')],
        [1, `${long}${OK}hi`],
      ]),
    ).toEqual(['HEAD /', 'GET /', '200 OK', '200 OK | hi'])
  })

  it('expects no body behind 1xx, 204 and 304, and counts an interim answer to no request', () => {
    const sent: Piece[] = [
      [0, lines('HEAD / HTTP/1.1', '')],
      [
        1,
        lines('HTTP/1.1 100 Continue', '') + lines('HTTP/1.1 103 Early Hints', 'Content-Length: 9', '') + OK,
      ],
      [1, lines('HTTP/1.1 204 No Content', 'Content-Length: 9', '')],
      [1, `${lines('HTTP/1.1 304 Not Modified', 'Content-Length: 9', '')}${OK}hi`],
    ]
    const answers = outline(sent).slice(1)
    expect(answers).toEqual([
      '100 Continue',
      '103 Early Hints',
      '200 OK',
      '204 No Content',
      '304 Not Modified',
      '200 OK | hi',
    ])
  })

  it('remembers the method of a request whose body is still coming', () => {
    const expecting = lines('POST / HTTP/1.1', 'Content-Length: 2', 'Expect: 100-continue', '')
    const sent: Piece[] = [
      [0, expecting],
      [1, lines('HTTP/1.1 413 Content Too Large', 'Content-Length: 0', '')],
      [0, `no${lines('HEAD / HTTP/1.1', '')}`],
      [1, `${OK}${OK}hi`],
    ]
    expect(outline(sent)).toEqual(['413 Content Too Large', 'POST / | no', 'HEAD /', '200 OK', '200 OK | hi'])
  })

  it('reads an answer without a length up to the end of the connection', () => {
    const heard = talk([
      [0, get('/')],
      [1, lines('HTTP/1.0 200 OK', '')],
      [1, 'all of '],
      [1, 'this'],
    ])
    expect(heard[1]!.rows).toContain('http.body=all of this')
    expect(heard).toHaveLength(2)
  })

  it('tolerates a length given twice alike', () => {
    const twice = lines('HTTP/1.1 200 OK', 'Content-Length: 2', 'content-length: 2, 02', '')
    expect(outline([[1, `${twice}hi${OK}yo`]])).toEqual(['200 OK | hi', '200 OK | yo'])
  })

  it.each([
    [['Content-Length: 2', 'Content-Length: 3'], 'http.content-length'],
    [['Content-Length: -2'], 'http.content-length'],
    [['Content-Length: 2x'], 'http.content-length'],
    [['Content-Length: 99999999999999999999'], 'http.content-length'],
    [['Content-Length:'], 'http.content-length'],
    [['Transfer-Encoding: chunked, gzip'], 'http.transfer-encoding'],
  ])('searches the next message where %j leaves the end of a body open', (header, code) => {
    const request = lines('POST / HTTP/1.1', ...header, '')
    expect(outline([[0, `${request}hi\r\n${get('/next')}`]])).toEqual([
      `POST / | !${code}`,
      'skipped | !stream.skipped',
      'GET /next',
    ])
  })

  it('believes the chunks where a length is given too, and says so', () => {
    const both = lines('POST / HTTP/1.1', 'Content-Length: 99', 'Transfer-Encoding: chunked', '')
    expect(outline([[0, `${both}2\r\nhi\r\n0\r\n\r\n${get('/next')}`]])).toEqual([
      'POST / | hi | !http.two-framings',
      'GET /next',
    ])
  })

  it('leaves what follows a switch of protocols undecoded, in both directions', () => {
    const upgrade = lines('GET /ws HTTP/1.1', 'Upgrade: websocket', 'Connection: Upgrade', '')
    const heard = talk([
      [0, upgrade],
      [1, `${lines('HTTP/1.1 101 Switching Protocols', '')}${get('/not-http')}`],
      [0, 'x'.repeat(SWITCHED_BLOCK + 1)],
    ])
    expect(heard.map(({ type, length }) => [type, length])).toEqual([
      ['GET /ws', upgrade.length],
      ['101 Switching Protocols', 36],
      ['switched protocol', SWITCHED_BLOCK],
      ['switched protocol', 1],
      ['switched protocol', get('/not-http').length],
    ])
  })

  it('leaves a tunnel undecoded, unless it was refused', () => {
    const connect = lines('CONNECT a:443 HTTP/1.1', '')
    const refused = lines('HTTP/1.1 407 Proxy Authentication Required', 'Content-Length: 2', '')
    expect(
      outline([
        [0, connect],
        [1, `${refused}no`],
        [0, connect],
        [1, OK],
        [0, get('/')],
      ]),
    ).toEqual([
      'CONNECT a:443',
      '407 Proxy Authentication Required | no',
      'CONNECT a:443',
      '200 OK',
      // The connection's end comes in the middle of what cannot be delimited.
      'switched protocol',
    ])
  })

  it('forgets the oldest of very many requests without an answer', () => {
    const heard = talk([
      [0, lines('HEAD / HTTP/1.1', '').repeat(1000)],
      [1, OK.repeat(3)],
    ])
    expect(heard.filter(({ type }) => type === '200 OK')).toHaveLength(3)
  })
})

describe('HTTP streams that are damaged', () => {
  it('skips what is no start line, to the next that is', () => {
    const junk = 'GET nothing\r\n\r\nHTTP/1.1 OK\r\nGET / HTTP/2\r\n'
    const heard = talk([[0, `${junk}${get('/')}`]])
    expect(heard.map(({ type, length }) => [type, length])).toEqual([
      ['skipped', junk.length],
      ['GET /', get('/').length],
    ])
  })

  it('takes no start line out of the middle of a line it skips', () => {
    const heard = talk([
      [0, 'q'.repeat(JUNK_BLOCK)],
      [0, get('/quoted') + get('/real')],
    ])
    expect(heard.map(({ type }) => type)).toEqual(['skipped', 'skipped', 'GET /real'])
  })

  it('takes a start line behind a loss, though a line was being skipped', () => {
    expect(
      outline([
        [0, 'q'.repeat(JUNK_BLOCK)],
        [0, 10],
        [0, get('/')],
      ]),
    ).toEqual(['skipped | !stream.skipped', 'GET / | !stream.gap'])
  })

  it('does not wait for ever for the end of what begins like a start line', () => {
    const heard = talk([[0, `junk\nGET /${'a'.repeat(2 * JUNK_BLOCK)}`]])
    expect(heard.map(({ length }) => length)).toEqual([JUNK_BLOCK, JUNK_BLOCK, 10])
  })

  it.each([1000, 1_000_000])(
    'gives up a start line longer than a head may be, in pieces of %i bytes',
    (size) => {
      const data = `GET /${'a'.repeat(MAX_HEAD)} HTTP/1.1\r\n\r\n${get('/next')}`
      expect(talk(pieces(data, size)).map(({ type }) => type)).toEqual(['skipped', 'skipped', 'GET /next'])
    },
  )

  it('goes on behind a loss with the next message', () => {
    const body = lines('POST / HTTP/1.1', 'Content-Length: 100', '')
    const sent: Piece[] = [
      [0, `${body}begin`],
      [0, 40],
      [0, `rest of it\r\n${get('/next')}`],
    ]
    const heard = talk(sent)
    expect(heard.map(({ type }) => type)).toEqual(['POST /', 'skipped', 'GET /next'])
    expect(heard[0]!.rows).toContain('http.body=begin')
  })

  it('does not take an answer behind a loss for that of an earlier request', () => {
    const sent: Piece[] = [
      [0, lines('HEAD / HTTP/1.1', '')],
      [1, 100],
      [1, `${OK}hi`],
    ]
    expect(outline(sent)).toEqual(['HEAD /', '200 OK | hi | !stream.gap'])
  })

  it('gives up a head that does not end', () => {
    const line = `X: ${'y'.repeat(97)}\r\n`
    const endless = `GET / HTTP/1.1\r\n${line.repeat(1000)}\r\n`
    const heard = talk([[0, endless + get('/next')]])
    expect(heard.map(({ type, findings }) => [type, ...findings])).toEqual([
      ['GET /', 'http.head-too-long'],
      ['skipped', 'stream.skipped'],
      ['GET /next'],
    ])
    expect(heard[0]!.length).toBe('GET / HTTP/1.1\r\n'.length + MAX_HEAD)
  })

  it.each([
    ['a size that is no number', 'x\r\n', 'http.chunk'],
    ['a size beyond belief', 'fffffffffffff\r\n', 'http.chunk'],
    ['a size line without end', 'a'.repeat(MAX_CHUNK_LINE + 10), 'http.chunk'],
    ['data longer than its size', '2\r\nabc\r\n', 'http.chunk'],
    ['trailers without end', `0\r\n${'T: u\r\n'.repeat(MAX_HEAD / 6 + 2)}`, 'http.trailers-too-long'],
  ])('gives up a chunked body with %s', (_name, rest, code) => {
    const begin = lines('POST / HTTP/1.1', 'Transfer-Encoding: chunked', '')
    const heard = talk([[0, `${begin}2\r\nhi\r\n${rest}\r\n${get('/next')}`]])
    expect(heard[0]!.findings).toEqual([code])
    expect(heard[0]!.rows.join()).toMatch(/http\.body=hi(?:ab)?(?:,|$)/)
    expect(heard[0]!.faults).toEqual([])
    expect(heard.at(-1)!.type).toBe('GET /next')
  })

  it('names the place and what was expected there', () => {
    const begin = lines('POST / HTTP/1.1', 'Transfer-Encoding: chunked', '')
    expect(talk([[0, `${begin}2\r\nabc\r\n`]])[0]!.sentences).toEqual([
      'Expected a line end behind the chunk, at offset 52; the next start line is searched for.',
    ])
  })
})

/** A conversation with every kind of ending, in order of time. */
const EVERYTHING: readonly Piece[] = [
  [0, `${lines('POST /cap/secret HTTP/1.1', 'Cookie: a', 'Content-Length: 3', '')}abc\r\n`],
  [1, `${lines('HTTP/1.1 100 Continue', '')}${OK}de`],
  [0, lines('HEAD / HTTP/1.1', '').replaceAll('\r', '') + get('/2')],
  [1, lines('HTTP/1.1 200 OK', 'Content-Length: 1000', '')],
  [1, lines('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '', '3;x', 'fgh', '0', 'A: b', '')],
  [0, 'junk\r\nmore junk'],
  [0, `\r\n${get('/3')}`],
  [1, `${lines('HTTP/1.1 200 OK', '')}until the end`],
]

describe('HTTP streams in pieces', () => {
  const whole = talk(EVERYTHING)

  it('finds every message', () => {
    expect(whole.map(({ type }) => type)).toEqual([
      'POST /cap/…',
      '100 Continue',
      '200 OK',
      'HEAD /',
      'GET /2',
      '200 OK',
      '200 OK',
      'skipped',
      'GET /3',
      '200 OK',
    ])
    expect(whole.flatMap(({ faults }) => faults)).toEqual([])
  })

  it.each([1, 2, 3, 5, 7, 11, 40])('gives the same in pieces of %i bytes', (size) => {
    expect(talk(EVERYTHING.flatMap(([side, data]) => pieces(data as string, size, side)))).toEqual(whole)
  })

  it('gives the same wherever a direction is split in two', () => {
    EVERYTHING.forEach(([side, data], index) => {
      const text = data as string
      for (let at = 1; at < text.length; at++) {
        const split: Piece[] = [
          [side, text.slice(0, at)],
          [side, text.slice(at)],
        ]
        expect(talk(EVERYTHING.toSpliced(index, 1, ...split)), `piece ${index} at ${at}`).toEqual(whole)
      }
    })
  })

  it('skips much junk in the same blocks', () => {
    const junk = `${'z'.repeat(99)}\n`.repeat(1500) + 'q'.repeat(JUNK_BLOCK + 7)
    const data = `${junk}\r\n${get('/')}`
    const lengths = talk([[0, data]]).map(({ length }) => length)
    expect(lengths.slice(0, 3)).toEqual([JUNK_BLOCK, JUNK_BLOCK, JUNK_BLOCK])
    expect(lengths.at(-1)).toBe(get('/').length)
    expect(talk(pieces(data, 1009)).map(({ length }) => length)).toEqual(lengths)
  })

  it('looks at the bytes of a message that comes byte by byte a few times only', () => {
    const long = `Name: ${'value'.repeat(400)}`
    const head = lines('POST / HTTP/1.1', 'Transfer-Encoding: chunked', long, ...Array(100).fill('a: b'), '')
    const data = toBytes(`${head}${'5\r\nhello\r\n'.repeat(300)}0\r\n\r\n`)
    const { bytes, reads } = counted(data)
    const session = openSession(http)
    for (let end = 1; end < data.length; end++) expect(session.cut!(bytes, 0, end, 0)).toBe(0)
    expect(session.cut!(bytes, 0, data.length, 0)).toBe(data.length)
    expect(reads()).toBeLessThan(6 * data.length)
  })
})

/** Bytes that count how often one is looked at. */
function counted(data: Uint8Array): { bytes: Uint8Array; reads: () => number } {
  let reads = 0
  const bytes = new Proxy(data, {
    get(target, key) {
      if (typeof key === 'string' && /^\d+$/.test(key)) reads++
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { bytes, reads: () => reads }
}

describe('HTTP on any bytes', () => {
  const words = [
    'GET ',
    '/cap/x ',
    'HTTP/1.1',
    ' 200 OK',
    '\r\n',
    '\n',
    '\r',
    'Content-Length: 3',
    ': ',
    '0',
    'ff',
    ' ',
  ]
  const coding = 'Transfer-Encoding: chunked\r\n\r\n'
  const token = fc.oneof(
    fc.constantFrom(...words, coding, get('/'), OK, lines('HEAD / HTTP/1.1', '')),
    fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  )
  const piece = fc.tuple(fc.constantFrom<0 | 1>(0, 1), fc.array(token, { minLength: 1, maxLength: 12 }))

  it('covers every byte once, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (parts) => {
        const sent = parts.map(([side, tokens]): Piece => [side, tokens.join('')])
        const heard = talk(sent)
        expect(heard.flatMap(({ faults }) => faults)).toEqual([])
        const total = sent.reduce((sum, [, data]) => sum + (data as string).length, 0)
        expect(heard.reduce((sum, { length }) => sum + length, 0)).toBe(total)
      }),
      { numRuns: 500 },
    )
  })

  it('gives the same byte by byte', () => {
    fc.assert(
      fc.property(fc.array(token, { maxLength: 20 }), (tokens) => {
        const data = tokens.join('')
        expect(talk(pieces(data, 1))).toEqual(talk(data === '' ? [] : [[0, data]]))
      }),
      { numRuns: 500 },
    )
  })
})
