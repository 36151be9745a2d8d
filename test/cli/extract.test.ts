import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Capture, Connection } from '../dissectors/oscar/encode.js'
import { OFT, type OftHeader, oftChecksum, oftHeader } from '../dissectors/oscar/encode-oft.js'
import { slx } from '../support/slx.js'

let place: string
let folder: string

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'slx-extract-'))
  folder = join(place, 'files')
})
afterEach(() => rmSync(place, { recursive: true }))

interface Sent extends Partial<OftHeader> {
  readonly file: Uint8Array
  /** Bytes that are really sent. */
  readonly upTo?: number
  /** The receiver has so many already. */
  readonly from?: number
}

/** A capture of one connection for each list of files. */
function captureOf(...connections: readonly (readonly Sent[])[]): string {
  const capture = new Capture(900)
  for (const files of connections) {
    const peer = new Connection(capture, 5190, '192.0.2.30')
    for (const { file, upTo = file.length, from = 0, ...more } of files) {
      const header = { size: file.length, checksum: oftChecksum(file), ...more }
      peer.send(1, [oftHeader(OFT.prompt, header)])
      if (from > 0) {
        const had = { received: from, receivedChecksum: oftChecksum(file.subarray(0, from)) }
        peer.send(0, [oftHeader(OFT.resume, { ...header, ...had })])
        peer.send(1, [oftHeader(OFT.resumeAccepted, { ...header, ...had })])
        peer.send(0, [oftHeader(OFT.resumeAck, { ...header, ...had })])
      } else peer.send(0, [oftHeader(OFT.ack, header)])
      if (upTo > from) peer.send(1, [file.subarray(from, upTo)])
      if (upTo === file.length) peer.send(0, [oftHeader(OFT.done, { ...header, received: upTo })])
    }
  }
  const path = join(place, 'capture.pcap')
  writeFileSync(path, capture.bytes())
  return path
}

const extract = (capture: string, ...more: string[]) => slx(['extract', capture, '-o', folder, ...more])
const contents = () =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]))
const file = (text: string) => Buffer.from(text)

describe('slx extract', () => {
  it('writes the files of a connection and says what their checksums are', () => {
    const { code, stdout } = extract(captureOf([{ file: file('one') }, { file: file('two'), name: 'b' }]))
    expect(code).toBe(0)
    expect(stdout).toBe(
      'notes.txt: 3 bytes, announced in #1; checksum verified: it matches the prompt\n' +
        'b: 3 bytes, announced in #5; checksum verified: it matches the prompt\n',
    )
    expect(contents()).toEqual({ 'notes.txt': 'one', b: 'two' })
  })

  it('keeps hostile names inside the folder', () => {
    const names = ['../../x', '\x01', '', 'CON', 'a\x01..\x01b', `${'y'.repeat(500)}.txt`, '..\\z']
    const { code } = extract(captureOf(names.map((name) => ({ file: file(name), name }))))
    expect(code).toBe(0)
    expect(Object.keys(contents()).sort()).toEqual(
      ['x', 'file', 'file (2)', '_CON', 'b', `${'y'.repeat(196)}.txt`, 'z'].sort(),
    )
    expect(readdirSync(place).sort()).toEqual(['capture.pcap', 'files'])
  })

  it('reads names in UTF-16', () => {
    extract(captureOf([{ file: file('x'), name: Buffer.from('Größe', 'utf16le').swap16(), charset: 2 }]))
    expect(contents()).toEqual({ Größe: 'x' })
  })

  it('writes over nothing, and through no link', () => {
    const capture = captureOf([{ file: file('new') }])
    extract(capture)
    const outside = join(place, 'outside')
    symlinkSync(outside, join(folder, 'notes (2).txt'))
    symlinkSync(outside, join(folder, 'notes.txt.part'))
    expect(extract(capture).code).toBe(0)
    expect(readdirSync(place)).not.toContain('outside')
    expect(readFileSync(join(folder, 'notes (3).txt'), 'utf8')).toBe('new')
  })

  it('names what is not whole .part, and exits with 3', () => {
    const { code, stdout } = extract(captureOf([{ file: file('12345678'), upTo: 5 }]))
    expect(code).toBe(3)
    expect(stdout).toBe(
      'notes.txt.part: incomplete, 5 of 8 bytes, announced in #1; checksum not checkable, because the file is not whole\n',
    )
    expect(contents()).toEqual({ 'notes.txt.part': '12345' })
  })

  it('joins a broken transfer and the one that takes it up', () => {
    const whole = file('12345678')
    const { code, stdout } = extract(captureOf([{ file: whole, upTo: 5 }], [{ file: whole, from: 3 }]))
    expect(code).toBe(0)
    expect(stdout).toContain(
      'verified: it matches the prompt, if its first 3 bytes have the checksum that was told',
    )
    expect(contents()).toEqual({ 'notes.txt': '12345678' })
  })

  it('keeps the end of a file whose beginning was sent before', () => {
    const { code, stdout } = extract(captureOf([{ file: file('12345678'), from: 3 }]))
    expect(code).toBe(3)
    expect(stdout).toContain('notes.txt.part: incomplete, 5 of 8 bytes, from byte 3 on, ')
    expect(contents()).toEqual({ 'notes.txt.part': '45678' })
  })

  it('tells a wrong checksum, and exits with 3', () => {
    const { code, stdout } = extract(captureOf([{ file: file('12345678'), checksum: 0x12340000 }]))
    expect(code).toBe(3)
    expect(stdout).toMatch(/^notes\.txt: 8 bytes, .* checksum failed: it is 0x[0-9a-f]+, the prompt says /)
  })

  it('takes no content for a header, and knows empty files', () => {
    const odd = oftHeader(OFT.prompt, { size: 5, checksum: 0, name: 'inner' })
    expect(extract(captureOf([{ file: odd }, { file: file(''), name: 'empty' }])).code).toBe(0)
    expect(contents()).toEqual({ 'notes.txt': odd.toString('latin1'), empty: '' })
  })

  it('exits with 1 and makes no folder where nothing is transferred', () => {
    const { code, stderr } = extract('samples/oscar-chat-room.pcap')
    expect(code).toBe(1)
    expect(stderr).toBe('slx: the input transfers no files that slx can extract.\n')
    expect(readdirSync(place)).toEqual([])
  })

  it('exits with 2 where it cannot write', () => {
    writeFileSync(folder, '')
    const { code, stderr } = extract(captureOf([{ file: file('x') }]))
    expect(code).toBe(2)
    expect(stderr).toBe(`slx: ${folder} is no folder; name one, or one to be made.\n`)
    expect(slx(['extract', 'samples/oscar-chat-room.pcap']).code).toBe(2)
  })
})
