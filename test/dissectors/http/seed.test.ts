import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { http } from '../../../dissectors/http/index.js'
import { sharedPath } from '../../support/shared.js'
import { type Heard, talk, toBytes } from './talk.js'

/** Page 000 of the reference pages shows two requests, indented, with a newline for every line end. */
const page = readPage()

function readPage(): string | undefined {
  const folder = sharedPath('seeds')
  const name = folder && readdirSync(folder).find((file) => file.startsWith('000_'))
  return name && readFileSync(`${folder}/${name}`, 'latin1')
}

/** The request whose first line is given, up to the end of the line behind its empty line. */
function requestOf(text: string, firstLine: RegExp): string {
  const begin = text.search(firstLine)
  const indent = begin - text.lastIndexOf('\n', begin) - 1
  const from = text
    .slice(begin)
    .split('\n')
    .map((line, index) => (index === 0 ? line : line.slice(indent)))
  return from.slice(0, from.indexOf('') + 2).join('\n')
}

function rowsOf(heard: Heard, path: string): string[] {
  return heard.rows.filter((row) => row.startsWith(`${path}=`)).map((row) => row.slice(path.length + 1))
}

describe.skipIf(!page)('the HTTP requests of the reference page (skipped where it is absent)', () => {
  const login = requestOf(page ?? '', /POST \/ HTTP/)
  // The body of this one ends in a newline, which Content-Length counts.
  const seed = `${requestOf(page ?? '', /POST \/cap\//)}\n`

  it('are recognised by their content', () => {
    for (const text of [login, seed]) expect(http.detect(toBytes(text), 0, text.length)).toBeGreaterThan(90)
  })

  it('reads the login request', () => {
    const [message, ...more] = talk([[0, login]])
    expect(more).toEqual([])
    expect(message).toMatchObject({
      title: 'HTTP/1.1',
      type: 'POST / login_to_simulator',
      findings: [],
      faults: [],
    })
    expect(rowsOf(message!, 'http.header')).toEqual([
      'Host: localhost\n',
      'Pragma: no-cache\n',
      'Accept: */*\n',
      'Accept-Encoding: deflate, gzip\n',
      'Content-Type: text/xml\n',
      'Content-Length: 1825\n',
    ])
    expect(rowsOf(message!, 'http.content_length')).toEqual(['1825'])
    const own = message!.rows.filter((row) => row.startsWith('xmlrpc.') && !row.startsWith('xmlrpc.markup'))
    expect(own.slice(0, 14)).toEqual([
      'xmlrpc.methodName=login_to_simulator',
      'xmlrpc.params',
      'xmlrpc.first=Hegemon',
      'xmlrpc.last=Skall',
      'xmlrpc.passwd=$1$4534d5a3257d801ba927ce39bca33aab',
      'xmlrpc.start=last',
      'xmlrpc.major=1',
      'xmlrpc.minor=13',
      'xmlrpc.patch=2',
      'xmlrpc.build=57209',
      'xmlrpc.platform=Win',
      'xmlrpc.mac=b5fcfb83e74517f2a8be6092995c51c7',
      'xmlrpc.id0=',
      'xmlrpc.viewer_digest=2bd23799-b279-8665-500a-ce27025b315e',
    ])
    expect(own.slice(14)).toHaveLength(14)
    expect(own.at(-1)).toBe('xmlrpc.options=global-textures')
  })

  it('reads the seed capability request and keeps the capability out of the heading', () => {
    const [message, ...more] = talk([[0, seed]])
    expect(more).toEqual([])
    expect(message).toMatchObject({
      title: 'HTTP/1.1',
      type: 'POST /cap/… seed capability',
      findings: [],
      faults: [],
    })
    expect(rowsOf(message!, 'http.target')).toEqual(['/cap/'])
    expect(rowsOf(message!, 'http.capability')).toEqual(['cee88818-d777-ced4-af57-a3aa39757f4d'])
    expect(rowsOf(message!, 'llsd.item')).toEqual([
      'MapLayer',
      'MapLayerGod',
      'NewAgentInventory',
      'EventQueueGet',
      'RequestTextureDownload',
    ])
  })

  it('reads both from one connection, with CRLF too', () => {
    const both = login + seed
    expect(talk([[0, both]]).map(({ type }) => type)).toEqual([
      'POST / login_to_simulator',
      'POST /cap/… seed capability',
    ])
    const [head, body] = login.split('\n\n') as [string, string]
    const crlf = `${head.replaceAll('\n', '\r\n')}\r\n\r\n${body}`
    expect(talk([[0, crlf]])[0]).toMatchObject({ type: 'POST / login_to_simulator', findings: [] })
  })
})
