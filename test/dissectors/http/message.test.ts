import { describe, expect, it } from 'vitest'
import { http } from '../../../dissectors/http/index.js'
import { dissectIn, openSession } from '../../support/dissect.js'
import { readTree } from '../../support/read-tree.js'
import { type Heard, hear, lines, talk, toBytes } from './talk.js'

/** Dissects bytes as one message, without the engine's cutting. */
function read(data: string | Uint8Array, cut = 0): Heard {
  return hear(dissectIn(openSession(http), toBytes(data), { cut }))
}

const CRLF = '0d0a'

describe('recognising HTTP', () => {
  const score = (text: string) => http.detect(toBytes(`--${text}`), 2, text.length + 2)

  it.each(['GET / HTTP/1.1\r\n', 'M-SEARCH * HTTP/1.0\nHost', 'HTTP/1.1 200 OK\r\n', 'HTTP/1.1 404\n'])(
    'is sure of %j',
    (text) => expect(score(text)).toBe(95),
  )

  it.each([
    '',
    'GET / HTTP/1.1',
    'GET /\r\n',
    'GET  HTTP/1.1\r\n',
    'get / HTTP/1.1\r\n',
    'PRI * HTTP/2.0\r\n',
    'HTTP/1.1 20 OK\r\n',
    'HTTP/1.1 2000\r\n',
    'GET /\0 HTTP/1.1\r\n',
    '\x16\x03\x01\x02\n',
    `${'A'.repeat(25)} / HTTP/1.1\r\n`,
  ])('does not take %j for it', (text) => expect(score(text)).toBe(0))
})

describe('HTTP messages', () => {
  it('takes a request apart, a line a header field', () => {
    const message = read(lines('GET /index.html?a=b HTTP/1.1', 'Host: example.org', 'Accept:*/*', ''))
    expect(message.title).toBe('HTTP/1.1')
    expect(message.type).toBe('GET /index.html?…')
    expect(message.rows).toEqual([
      'http.method=GET',
      'http.after_method=20',
      'http.target=/index.html?a=b',
      'http.after_target=20',
      'http.version=HTTP/1.1',
      `http.line_end=${CRLF}`,
      'http.header=Host: example.org\r\n',
      'http.header=Accept:*/*\r\n',
      `http.header_end=${CRLF}`,
    ])
    expect(message.findings).toEqual([])
  })

  it('takes an answer apart and names its status', () => {
    const message = read(`${lines('HTTP/1.0 404 Nichts da', 'Content-Length: 5', '')}oops\n`)
    expect(message.title).toBe('HTTP/1.0')
    expect(message.type).toBe('404 Nichts da')
    expect(message.rows).toEqual([
      'http.version=HTTP/1.0',
      'http.after_version=20',
      'http.status=404',
      'http.status_name=Not Found',
      'http.after_status=20',
      'http.reason=Nichts da',
      `http.line_end=${CRLF}`,
      'http.header=Content-Length: 5\r\n',
      `http.header_end=${CRLF}`,
      'http.content_length=5',
      'http.body=oops\n',
    ])
  })

  it.each([
    ['HTTP/1.1 204\r\n\r\n', '204 No Content'],
    ['HTTP/1.1 204 \r\n\r\n', '204 No Content'],
    ['HTTP/1.1 799 \r\n\r\n', '799'],
  ])('does without a reason: %j', (text, type) => {
    const message = read(text)
    expect(message.type).toBe(type)
    expect(message.findings).toEqual([])
    expect(message.faults).toEqual([])
  })

  it('reads lines that end in a bare LF', () => {
    const message = read('POST / HTTP/1.1\nContent-Length: 2\n\nhi')
    expect(message.rows).toContain('http.header=Content-Length: 2\n')
    expect(message.rows).toContain('http.header_end=0a')
    expect(message.rows).toContain('http.body=hi')
    expect(message.findings).toEqual([])
  })

  it('shows a body that is no text as bytes', () => {
    const message = read(`${lines('HTTP/1.1 200 OK', 'Content-Length: 4', '')}\x1f\x8b\x08\x00`)
    expect(message.rows).toContain('http.body=1f8b0800')
  })

  it('shows chunks with their framing', () => {
    const chunks = lines('4;name="a"', 'Wiki', '2', '\x00\x01', '0', 'Expires: never', '')
    const message = read(lines('HTTP/1.1 200 OK', 'Transfer-Encoding: Chunked', '') + chunks)
    expect(message.rows.slice(9)).toEqual([
      'http.chunk',
      'http.chunk.size=4;name="a"\r\n',
      'http.chunk.data=57696b69',
      `http.chunk.end=${CRLF}`,
      'http.chunk',
      'http.chunk.size=2\r\n',
      'http.chunk.data=0001',
      `http.chunk.end=${CRLF}`,
      'http.chunk',
      'http.chunk.size=0\r\n',
      'http.trailer=Expires: never\r\n',
      `http.trailer_end=${CRLF}`,
      'http.body=57696b690001',
    ])
    expect(message.findings).toEqual([])
    expect(message.faults).toEqual([])
  })

  it('keeps a folded header field and its lines together', () => {
    const message = read(lines('GET / HTTP/1.1', 'A: b', ' c', '\td', 'E: f', ''))
    expect(message.rows.filter((row) => row.startsWith('http.header='))).toEqual([
      'http.header=A: b\r\n c\r\n\td\r\n',
      'http.header=E: f\r\n',
    ])
  })

  it('takes empty lines before a start line as part of the message', () => {
    const message = read('\r\n\nGET / HTTP/1.1\r\n\r\n')
    expect(message.rows[0]).toBe('http.empty_lines=0d0a0a')
    expect(message.type).toBe('GET /')
    expect(message.findings).toEqual([])
  })

  it('names a header line without a colon', () => {
    const message = read(lines('GET / HTTP/1.1', 'what is this', 'Host: a', ''))
    expect(message.findings).toEqual(['http.header-field'])
    expect(message.rows).toContain('http.header=what is this\r\n')
  })

  it('says what it expected where no message begins', () => {
    const message = read('\x16\x03\x01\x00\xa5')
    expect(message.rows).toEqual(['slx.undecoded=16030100a5'])
    expect(message.sentences).toEqual([
      'Expected a request line (GET / HTTP/1.1) or a status line (HTTP/1.1 200 OK), found 5 other bytes.',
    ])
  })
})

describe('HTTP secrets', () => {
  it.each(['Authorization', 'PROXY-AUTHORIZATION', 'cookie', 'Set-Cookie'])(
    'masks the value of %s',
    (name) => {
      const data = toBytes(lines('GET / HTTP/1.1', 'Host: a', `${name}:  abc`, ' def', 'X: y', ''))
      const rows = readTree(dissectIn(openSession(http), data))
      const secret = rows.filter((row) => row.def.role === 'secret')
      expect(secret.map((row) => row.value)).toEqual(['abc\r\n def\r\n'])
      const headers = rows.filter((row) => row.path === 'http.header')
      expect(headers.map((row) => row.value)).toEqual(['Host: a\r\n', `${name}:  `, 'X: y\r\n'])
      // Siblings of a repeated field stand together: the value lies below its line.
      expect(secret[0]!.depth).toBe(headers[0]!.depth + 1)
    },
  )

  it('masks a value that is cut off', () => {
    const rows = readTree(dissectIn(openSession(http), toBytes('GET / HTTP/1.1\r\nCookie: id=12')))
    expect(rows.at(-1)).toMatchObject({ path: 'http.credentials', value: 'id=12' })
  })

  it.each([
    ['/cap/1234-5678?x=1', '/cap/', '1234-5678?x=1'],
    ['http://sim.example:12043/CAPS/GetMesh/abc', 'http://sim.example:12043/CAPS/', 'GetMesh/abc'],
  ])('masks the capability in %s', (target, shown, hidden) => {
    const data = toBytes(lines(`POST ${target} HTTP/1.1`, ''))
    const message = dissectIn(openSession(http), data)
    const rows = readTree(message)
    expect(rows.find((row) => row.path === 'http.target')!.value).toBe(shown)
    const secret = rows.find((row) => row.path === 'http.capability')!
    expect(secret.value).toBe(hidden)
    expect(secret.def.role).toBe('secret')
    expect(message.type).toBe(`POST ${shown}…`)
  })

  it('keeps long targets and reasons out of headings', () => {
    expect(read(lines(`GET /${'a'.repeat(500)} HTTP/1.1`, '')).type.length).toBeLessThan(80)
    expect(read(lines(`HTTP/1.1 200 ${'a'.repeat(500)}`, '')).type.length).toBeLessThan(80)
  })
})

describe('HTTP messages cut off', () => {
  const request = `${lines('POST /login HTTP/1.1', 'Cookie: a=b', 'Content-Length: 10', '')}0123456789`
  const answer = lines(
    'HTTP/1.1 200 OK',
    'Transfer-Encoding: chunked',
    '',
    '5',
    'hello',
    'A',
    '0123456789',
    '0',
    'T: u',
    '',
  )

  for (const [name, whole] of Object.entries({ request, answer })) {
    it(`gives a partial tree and one finding for every prefix of a whole ${name}`, () => {
      for (let length = 1; length < whole.length; length++) {
        const message = read(whole.slice(0, length))
        expect(message.findings, `prefix of ${length}`).toEqual([expect.stringMatching(/^malformed\./)])
        expect(message.faults, `prefix of ${length}`).toEqual([])
      }
      expect(read(whole).findings).toEqual([])
    })

    it(`blames the capture where it cut a ${name}`, () => {
      for (let length = 1; length < whole.length; length++) {
        const message = read(whole.slice(0, length), whole.length - length)
        expect(message.findings, `prefix of ${length}`).toEqual(['capture.cut'])
      }
    })
  }

  it('says how much of a body is missing', () => {
    const message = read(request.slice(0, -3))
    expect(message.rows).toContain('http.body=0123456')
    expect(message.sentences).toEqual([
      'http.content_length says 10 bytes follow, but only 7 are left before the end of the data.',
    ])
  })

  it('takes half an empty line for no header field', () => {
    const message = read('GET / HTTP/1.1\r\nHost: a\r\n\r')
    expect(message.rows.slice(-2)).toEqual(['http.header=Host: a\r\n', 'slx.undecoded=0d'])
  })

  it('says nothing of it with the next message', () => {
    const session = openSession(http)
    for (const text of [request.slice(0, -3), request, answer.slice(0, -1), answer]) {
      const { findings } = hear(dissectIn(session, toBytes(text)))
      expect(findings).toHaveLength(text === request || text === answer ? 0 : 1)
    }
  })

  it('shows the end of a connection in the middle of a message', () => {
    const heard = talk([[0, request.slice(0, -3)]])
    expect(heard).toHaveLength(1)
    expect(heard[0]!.findings).toContain('malformed.length')
  })
})
