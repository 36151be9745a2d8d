import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { hasTool } from '../../support/tools.js'
import { captureOf, type Segment } from './capture.js'
import { lines, type Piece, talk, toBytes } from './talk.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-http-'))
afterAll(() => rmSync(folder, { recursive: true }))

const FIELDS = [
  'http.request.method',
  'http.request.uri',
  'http.response.code',
  'http.response.phrase',
  'http.content_length',
  'http.file_data',
]

/** One line for each HTTP message as tshark sees it: the values of FIELDS, with tabs between. */
function askTshark(pieces: readonly Piece[]): string[] {
  const file = join(folder, 'talk.pcap')
  writeFileSync(file, captureOf(pieces.map(([side, data]): Segment => [side, toBytes(data as string)])))
  const output = spawnSync(
    'tshark',
    ['-r', file, '-Y', 'http', '-T', 'fields', ...FIELDS.flatMap((field) => ['-e', field])],
    { encoding: 'utf8' },
  )
  return output.stdout.trimEnd().split('\n')
}

/** The same of ours. */
function askOurselves(pieces: readonly Piece[]): string[] {
  return talk(pieces).map(({ rows }) => {
    const get = (path: string) =>
      rows
        .filter((row) => row.startsWith(`${path}=`))
        .map((row) => row.slice(path.length + 1))
        .join('')
    const columns = [
      'http.method',
      'http.target',
      'http.status',
      'http.reason',
      'http.content_length',
      'http.body',
    ]
    return columns.map(get).join('\t')
  })
}

const PIECES: readonly Piece[] = [
  [0, lines('POST /login HTTP/1.1', 'Host: a', 'Content-Length: 11')],
  [0, '\r\nhello'],
  [0, ' world'],
  [
    1,
    `${lines('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '', '4', 'Wiki', '6;x=y', 'pedia.', '0', '')}`,
  ],
  [0, lines('HEAD /big HTTP/1.1', 'Host: a', '')],
  [1, lines('HTTP/1.1 200 OK', 'Server: x', '')],
  [0, lines('GET /cached?x=1 HTTP/1.1', 'Host: a', '')],
  [1, lines('HTTP/1.1 304 Not Modified', 'ETag: "x"', '')],
  [0, lines('GET /missing HTTP/1.1', 'Host: a', '')],
  [1, `${lines('HTTP/1.0 404 Not Found', 'Content-Length: 4', '')}gone`],
]

describe.skipIf(!hasTool('tshark'))('HTTP compared with tshark (skipped where it is absent)', () => {
  it('finds the same messages, lengths and bodies', () => {
    const theirs = askTshark(PIECES)
    expect(theirs).toHaveLength(8)
    expect(askOurselves(PIECES)).toEqual(theirs)
  })
})
