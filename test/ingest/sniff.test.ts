import { describe, expect, it } from 'vitest'
import { sniff } from '../../src/ingest/sniff.js'
import { makePcap, samplePackets } from './captures.js'
import { Blocks } from './pcapng-blocks.js'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

describe('sniff', () => {
  it('knows every magic of classic captures from four bytes', () => {
    const expected = [
      [0xa1b2c3d4, 1000, 16],
      [0xa1b23c4d, 1, 16],
      [0xa1b2cd34, 1000, 24],
    ] as const
    for (const littleEndian of [true, false]) {
      for (const [magic, fractionUnit, recordHeader] of expected) {
        const capture = makePcap(samplePackets(1), { littleEndian, magic })
        const content = { kind: 'pcap', magic: { littleEndian, fractionUnit, recordHeader } }
        expect(sniff(capture.subarray(0, 4), false)).toEqual(content)
        expect(sniff(capture, true)).toEqual(content)
        expect(sniff(capture.subarray(0, 3), false)).toBeUndefined()
      }
    }
  })

  it('knows pcapng from its byte-order magic, and a text that begins with the same line ends', () => {
    for (const littleEndian of [true, false]) {
      const section = new Blocks(littleEndian).section()
      expect(sniff(section.subarray(0, 12), false)).toEqual({ kind: 'pcapng' })
      expect(sniff(section.subarray(0, 11), false)).toBeUndefined()
      expect(sniff(section.subarray(0, 9), true)).toEqual({ kind: 'pcapng' })
    }
    expect(sniff(Buffer.from('\n\r\r\n0000  01 02 03'), true)).toEqual({ kind: 'text', encoding: 'utf-8' })
  })

  it('knows gzip, emptiness and text', () => {
    expect(sniff(hex('1f8b'), false)).toEqual({ kind: 'gzip' })
    expect(sniff(hex(''), true)).toEqual({ kind: 'empty' })
    expect(sniff(hex(''), false)).toBeUndefined()
    expect(sniff(Buffer.from('00 01 02'), false)).toBeUndefined()
    for (const text of [
      '00 01 02',
      '\ufeff0000 00',
      '\u001b[31m0000\u001b[0m',
      'a\tb\r\n\f',
      'MZ and GIF8 and BZh',
      'é',
    ])
      expect(sniff(Buffer.from(text), true)).toEqual({ kind: 'text', encoding: 'utf-8' })
    expect(sniff(Buffer.from('caf\xe9 00 01', 'latin1'), true)).toEqual({ kind: 'text', encoding: 'utf-8' })
    expect(sniff(Buffer.from('\ufeff00 01', 'utf16le'), true)).toEqual({ kind: 'text', encoding: 'utf-16le' })
    expect(sniff(hex('feff 0030 0030'), true)).toEqual({ kind: 'text', encoding: 'utf-16be' })
    expect(sniff(Buffer.alloc(8192, '00 01\n'), false)).toEqual({ kind: 'text', encoding: 'utf-8' })
  })

  it('names what people give by mistake, and says what to do', () => {
    const mistakes: [string, string, RegExp][] = [
      ['89504e470d0a1a0a 0000000d49484452', 'a PNG image', /slx reads captures/],
      ['504b0304 1400', 'a zip archive', /unpack it/],
      ['28b52ffd 00', 'zstd-compressed data', /unpack it/],
      ['25504446 2d312e37', 'a PDF document', /slx reads captures/],
      ['7f454c46 0201', 'an ELF program or library', /slx reads captures/],
      ['736e6f6f70000000 00000002', 'a snoop capture', /editcap/],
      ['00010203', 'binary data of a kind slx does not know', /slx reads captures/],
    ]
    for (const [bytes, what, advice] of mistakes) {
      expect(sniff(hex(bytes), true)).toEqual({ kind: 'other', what, advice: expect.stringMatching(advice) })
    }
    const tar = Buffer.alloc(512)
    tar.write('name')
    tar.write('ustar', 257)
    expect(sniff(tar, true)).toMatchObject({ what: 'a tar archive' })
  })
})
