import { describe, expect, test } from 'vitest'
import type { Frame, InputProblem } from '../../../src/ingest/frame.js'
import { LinkType } from '../../../src/ingest/frame.js'
import type { DumpLayer } from '../../../src/ingest/hexdump/layers.js'
import { readText, type TextOptions } from '../../../src/ingest/hexdump/reader.js'
import { CLIENT } from '../../../src/network/conversation.js'
import { HeaderMaker } from '../../../src/network/headers.js'

interface Seen extends Frame {
  readonly hex: string
}

/** Reads a text and remembers frames, problems and the report. */
function read(
  text: string | Uint8Array,
  options: Partial<TextOptions> = {},
  most = Number.POSITIVE_INFINITY,
) {
  const frames: Seen[] = []
  const problems: InputProblem[] = []
  const reports: string[] = []
  const sink = {
    frame(frame: Frame) {
      frames.push({
        ...frame,
        hex: Buffer.from(frame.bytes.subarray(frame.start, frame.end)).toString('hex'),
      })
      return frames.length < most
    },
    problem: (problem: InputProblem) => void problems.push(problem),
  }
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  const reading = readText(bytes, 'page.txt', sink, { report: (line) => reports.push(line), ...options })
  return { frames, problems, reports, reading }
}

const GET = '0000  47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a   GET / HTTP/1.1..'
const PLAIN = '4a 4b 4c 4d 01 02 03 04 05 06'

const [UDP_FRAME] = new HeaderMaker('udp', [
  { address: '10.0.0.1', port: 40_000 },
  { address: '10.0.0.2', port: 12_036 },
]).frames(CLIENT, Uint8Array.of(1, 2, 3, 4))

const stream = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('frames', () => {
  test('say at which layer they begin', () => {
    const begins = (bytes: Uint8Array) => {
      const { frames } = read(stream(bytes))
      return frames.map(({ begins, linkType }) => [begins, linkType])
    }
    expect(begins(UDP_FRAME!)).toEqual([['link', LinkType.ETHERNET]])
    expect(begins(UDP_FRAME!.subarray(14))).toEqual([['link', LinkType.RAW]])
    expect(begins(UDP_FRAME!.subarray(34))).toEqual([['udp', 0]])
    expect(begins(UDP_FRAME!.subarray(42))).toEqual([['payload', 0]])
  })

  test('are the whole of their bytes', () => {
    const [frame] = read(GET).frames
    expect(frame).toMatchObject({
      number: 1,
      start: 0,
      end: 16,
      originalLength: 16,
      seconds: -1,
      nanoseconds: 0,
    })
    expect(frame!.hex).toBe(Buffer.from('GET / HTTP/1.1\r\n').toString('hex'))
  })

  test('have the time above them', () => {
    const { frames } = read(`2007-01-28T16:00:00.25Z\n${GET}\n\n16:00:01.000001\n${GET}\n\n${GET}\n`)
    expect(frames.map(({ seconds, nanoseconds }) => [seconds, nanoseconds])).toEqual([
      [1_170_000_000, 250_000_000],
      [57_601, 1000],
      [-1, 0],
    ])
  })

  test('are numbered on from input to input', () => {
    const counter = { count: 4 }
    expect(read(`${GET}\n\n${GET}\n`, { counter }).frames.map(({ number }) => number)).toEqual([5, 6])
    expect(read(GET, { counter }).frames.map(({ number }) => number)).toEqual([7])
    expect(counter.count).toBe(7)
    expect(read(`${GET}\n\n${GET}\n`).frames.map(({ number }) => number)).toEqual([1, 2])
  })

  test('end when the sink has enough', () => {
    const { frames, reports } = read(`${GET}\n\n${GET}\n\n${GET}\n`, {}, 2)
    expect(frames).toHaveLength(2)
    expect(reports).toHaveLength(1)
  })

  test('come from text in any encoding', () => {
    const text = `\ufeff${GET.replaceAll(' ', '\u00a0')}\r\n`
    expect(read(Buffer.from(text, 'utf16le')).frames.map(({ end }) => end)).toEqual([16])
    expect(read(Buffer.from(text, 'utf16le').swap16()).frames.map(({ end }) => end)).toEqual([16])
    expect(read(Buffer.from(text)).frames.map(({ end }) => end)).toEqual([16])
    expect(read(Buffer.from(text.slice(1), 'latin1')).frames.map(({ end }) => end)).toEqual([16])
  })
})

describe('notes', () => {
  test('say where the dump stands', () => {
    const rows = `${GET}\n0010  0d 0a                                             ..`
    const { frames } = read(`first\n\n${GET}\n\nsecond\n\n${rows}\n`)
    expect(frames.map(({ note }) => note!.place)).toEqual(['line 3', 'lines 7-8'])
  })

  test('have the line above as a comment', () => {
    const { frames } = read(`The first request\n\n${GET}\n\n# The second one:\n${GET}\n`)
    expect(frames.map(({ note }) => note!.comment)).toEqual(['The first request', 'The second one'])
  })

  test.each([
    ['Client:', 'client'],
    ['Server:', 'server'],
    ['Client>Server', 'client'],
    ['[S->C]', 'server'],
    ['**Server → Client**', 'server'],
    ['-->', 'a'],
    ['<--', 'b'],
    ['O 2019-05-14T19:04:57Z', 'a'],
    ['I 2019-05-14T19:04:57Z', 'b'],
    ['Sent 16 bytes', 'a'],
    ['Received 16 bytes', 'b'],
  ])('%s: %s sent it', (label, sender) => {
    const { frames } = read(`${label}\n${GET}\n`)
    expect(frames.map(({ note }) => note!.sender)).toEqual([sender])
  })

  test('have the sides of arrowed rows', () => {
    const netcat = '< 00000000 48 54 54 50 # HTTP\n> 00000000 47 45 54 20 # GET \n'
    expect(read(netcat).frames.map(({ note }) => note!.sender)).toEqual(['b', 'a'])
  })

  const followed = (offset: string) =>
    `${offset}  01 02 03 04 05 06 07 08  09 0a 0b 0c 0d 0e 0f 10   ........ ........`

  test('have the sides of indented rows', () => {
    const text = [
      followed('00000000'),
      `    ${followed('00000000')}`,
      followed('00000010'),
      `    ${followed('00000010')}`,
    ]
    expect(read(text.join('\n')).frames.map(({ note }) => note!.sender)).toEqual(['a', 'b', 'a', 'b'])
  })

  test('have the sides of indented rows, however few', () => {
    const text = [followed('00000000'), `    ${followed('00000000')}`, followed('00000010')]
    expect(read(text.join('\n')).frames.map(({ note, end }) => [note!.sender, end])).toEqual([
      ['a', 16],
      ['b', 16],
      ['a', 16],
    ])
  })

  test('say that HTTP went over TCP', () => {
    const { frames, reports } = read('GET /a HTTP/1.1\nHost: example.org\n\n')
    expect(frames[0]).toMatchObject({ begins: 'payload', note: { transport: 'tcp', sender: 'client' } })
    expect(Buffer.from(frames[0]!.hex, 'hex').toString()).toBe('GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n')
    expect(reports).toEqual(['1 message, HTTP text; begins at payload'])
  })
})

describe('options', () => {
  test('beginsAt overrules the guess', () => {
    const all = (beginsAt: DumpLayer) =>
      read(stream(UDP_FRAME!), { beginsAt }).frames.map(({ begins, linkType }) => [begins, linkType])
    expect(all('payload')).toEqual([['payload', 0]])
    expect(all('tcp')).toEqual([['tcp', 0]])
    expect(all('udp')).toEqual([['udp', 0]])
    expect(all('ip')).toEqual([['link', LinkType.RAW]])
    expect(all('ethernet')).toEqual([['link', LinkType.ETHERNET]])
  })

  test('beginsAt leaves HTTP text a payload', () => {
    const { frames } = read('GET /a HTTP/1.1\nHost: example.org\n', { beginsAt: 'ethernet' })
    expect(frames.map(({ begins }) => begins)).toEqual(['payload'])
  })

  test('from fills in who sent it, and does not overrule a role', () => {
    const senders = (text: string, from: 'client' | 'server') =>
      read(text, { from }).frames.map(({ note }) => note!.sender)
    expect(senders(GET, 'client')).toEqual(['client'])
    expect(senders(GET, 'server')).toEqual(['server'])
    expect(senders(`Client:\n${GET}`, 'server')).toEqual(['client'])
    const arrows = `-->\n${GET}\n\n<--\n${GET}\n`
    expect(senders(arrows, 'client')).toEqual(['client', 'server'])
    expect(senders(arrows, 'server')).toEqual(['server', 'client'])
  })

  test('ports are those of payloads only', () => {
    const ports = { server: 5190, client: 40_000 }
    expect(read(GET, { ports }).frames[0]!.note!.ports).toEqual(ports)
    expect(read(stream(UDP_FRAME!), { ports }).frames[0]!.note!.ports).toBeUndefined()
  })

  test('offsetBase overrules the steps', () => {
    // Ten bytes a row: the offsets are right in decimal, and one row alone could be anything.
    const text = '000010  01 02 03 04 05 06 07 08 09 0a\n000020  11 12 13 14 15 16 17 18 19 1a\n'
    expect(read(text).reports[0]).toContain('offsets decimal')
    expect(read(text, { offsetBase: 10 }).reports[0]).toContain('offsets decimal')
    expect(read(text, { offsetBase: 16 }).reports[0]).not.toContain('offsets decimal')
  })

  test('wordOrder overrules the guess', () => {
    const text = '0000000 0102 0304 0506 0708 090a 0b0c 0d0e 0f10\n0000010 0102 0304\n0000014\n'
    const first = (wordOrder?: 'little' | 'big') =>
      read(text, wordOrder === undefined ? {} : { wordOrder }).frames[0]!.hex.slice(0, 8)
    expect(first()).toBe('02010403')
    expect(first('little')).toBe('02010403')
    expect(first('big')).toBe('01020304')
  })

  test('dumpFormat says what to read, and its byte order', () => {
    const text = `${GET}\n\n{ 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f, 0x50, 0x51 }\n`
    expect(read(text, { dumpFormat: 'wireshark' }).frames.map(({ end }) => end)).toEqual([16])
    expect(read(text, { dumpFormat: 'array' }).frames.map(({ hex }) => hex)).toEqual(['4a4b4c4d4e4f5051'])
    const words = '00000000: 01020304 05060708\n'
    expect(read(words, { dumpFormat: 'xxd' }).frames[0]!.hex).toBe('0102030405060708')
    expect(read(words, { dumpFormat: 'xxd-le' }).frames[0]!.hex).toBe('0403020108070605')
  })
})

describe('the report', () => {
  test('is one line: count, dialect, offsets, gutter, layer', () => {
    expect(read(`${GET}\n\n${GET}\n\n${GET}\n`).reports).toEqual([
      '3 packets, Wireshark dialect, offsets hex, gutter verified; all begin at payload',
    ])
    expect(read(stream(UDP_FRAME!)).reports).toEqual(['1 packet, hex stream; begins at Ethernet'])
  })

  test('lists dialects and layers where there are several', () => {
    const { reports } = read(`${GET}\n\nand the frame\n\n${stream(UDP_FRAME!)}\n`)
    expect(reports).toEqual([
      '2 packets: 1 Wireshark dialect (offsets hex, gutter verified), 1 hex stream; 1 begin at payload, 1 at Ethernet',
    ])
  })

  test('says why nothing was found', () => {
    expect(read('Nothing here.\n').reports).toEqual([
      'no hex dump found: nothing in the text looks like bytes',
    ])
    const { reports, frames, problems } = read('The key is C7 D8 C4 BF B5 E9 C0 FD, as everybody knows.\n')
    expect(reports[0]).toMatch(/^no hex dump found: line 1 has /)
    expect(frames).toEqual([])
    expect(problems).toEqual([])
  })
})

describe('problems', () => {
  const codes = (text: string) => {
    const { problems } = read(text)
    for (const problem of problems) expect(problem).toMatchObject({ input: 'page.txt', offset: -1 })
    return problems.map(({ code, message }) => [code, /^Line (\d+)/.exec(message)?.[1]])
  }

  const SECOND = '0010  48 6f 73 74 3a 20 65 78 61 6d 70 6c 65 2e 6f 72   Host: example.or'
  const THIRD = '0020  67 0d 0a                                          g..'

  test('none in a clean dump', () => {
    expect(codes([GET, SECOND, THIRD].join('\n'))).toEqual([])
  })

  test('a byte that is not what the gutter says', () => {
    const text = ['Some words.', '', GET, SECOND.replace('48 6f 73', '48 6f 63'), THIRD].join('\n')
    expect(codes(text)).toEqual([['dump.gutter-mismatch', '4']])
    expect(read(text).reports[0]).toContain('gutter differs')
    expect(read(text).frames.map(({ end }) => end)).toEqual([35])
  })

  test('a digit too few never shifts what follows', () => {
    const text = [GET, SECOND.replace('73 74 3a', '73 7 3a '), THIRD].join('\n')
    const { frames } = read(text)
    expect(codes(text).length).toBeGreaterThan(0)
    expect(frames[0]!.hex.endsWith('670d0a')).toBe(true)
    expect(frames[0]!.end).toBe(35)
  })

  test('odd digits in a stream', () => {
    expect(codes(`${'4a4b4c4d01020304'.repeat(2)}5\n`)).toEqual([['dump.odd-digits', '1']])
    expect(read(`${'4a4b4c4d01020304'.repeat(2)}5\n`).frames.map(({ end }) => end)).toEqual([16])
  })

  test('a * that no offset follows', () => {
    const text = `${GET}\n0010  00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00   ................\n*\n`
    expect(codes(text)).toEqual([['dump.squeeze-unknown', '3']])
    expect(read(text).frames.map(({ end }) => end)).toEqual([32])
  })

  test('a row that is missing', () => {
    const zeros = (offset: string) => `${offset}  ${'00 '.repeat(16)}  ${'.'.repeat(16)}`
    const text = [GET, SECOND, zeros('0020'), zeros('0040'), zeros('0050')].join('\n')
    expect(codes(text)).toEqual([['dump.offset-jump', '4']])
    expect(read(text).frames.map(({ end }) => end)).toEqual([48])
  })

  test('a row that is missing between two', () => {
    expect(codes([GET, THIRD].join('\n'))).toEqual([['dump.offset-jump', '2']])
  })

  const row = (offset: string) =>
    `${offset}  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  |GET / HTTP/1.1..|`

  test('an end that the rows do not reach', () => {
    const text = [row('00000000'), row('00000010'), '00000021'].join('\n')
    expect(codes(text)).toEqual([['dump.length-mismatch', '3']])
    expect(read(text).frames.map(({ end }) => end)).toEqual([32])
  })

  test('an end that is a row further on', () => {
    const text = [row('00000000'), row('00000010'), '00000030'].join('\n')
    expect(codes(text)).toEqual([['dump.length-mismatch', '3']])
    expect(read(text).frames.map(({ end }) => end)).toEqual([32])
  })

  test('none in an array that declares no length', () => {
    expect(codes('unsigned char p[] = { 0x4a, 0x4b, 0x4c, 0x4d };\n')).toEqual([])
  })

  test('an array that is shorter than declared', () => {
    expect(
      codes('static const unsigned char pkt1[9] = {\n0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f, 0x50, 0x51 };\n'),
    ).toEqual([['dump.length-mismatch', '1']])
  })
})

test('bytes beside a dump do not disturb it', () => {
  const { frames } = read(`${PLAIN}\n`)
  expect(frames.map(({ hex }) => hex)).toEqual([PLAIN.replace(/ /g, '')])
})
