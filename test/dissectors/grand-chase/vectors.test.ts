import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DEFAULT_KEYS, frame, payload, setup } from '../../../bench/encode/grand-chase.js'
import { fromHex } from '../../support/dissect.js'
import { sharedPath } from '../../support/shared.js'
import { fieldOf, type Heard, talk } from './talk.js'

/** The one setup frame whose bytes are published (protocol page 8.1): server to client, default keys. */
const SETUP_FRAME = fromHex(`
  52 00 00 00 31 18 00 00 59 59 59 59 59 59 59 59 91 98 7C 57 C3 D1 13 CE 9C 97 AC 0C 31 B0 79 78
  DC AF 50 F4 F1 B0 61 9F 95 E3 0F DE 22 32 19 6A 86 FA B6 28 12 F4 1A E8 BC 40 02 84 0E 19 BF C6
  46 26 3E 96 FA 52 6B 64 A2 3C 82 90 2C 9E 32 BB DA 8D`)

const SETUP_KEYS = {
  spi: 0x043d,
  authentication: fromHex('79F87C96049C1EBE'),
  encryption: fromHex('FADE9CF31391C838'),
}

describe('the published setup frame', () => {
  const [heard] = talk([[1, SETUP_FRAME]]) as [Heard]

  it('opens with the default keys', () => {
    expect(fieldOf(heard, 'icv_check')).toBe('verified')
    expect(fieldOf(heard, 'keys')).toBe('default')
    expect(heard.findings).toEqual([])
    expect(heard.type).toBe('SET_SECURITY_KEY_NOT')
  })

  it('has the fields of the protocol page, each over its bytes', () => {
    const fields = heard.rows.filter(({ source }) => source !== '')
    expect(fields.map(({ def, source, offset, hex }) => [def.label, source, offset, hex])).toEqual([
      ['Size', 'message', 0, '5200'],
      ['SPI', 'message', 2, '0000'],
      ['Sequence Number', 'message', 4, '31180000'],
      ['IV', 'message', 8, '5959595959595959'],
      ['Encrypted payload', 'message', 16, Buffer.from(SETUP_FRAME.subarray(16, 72)).toString('hex')],
      ['ICV', 'message', 72, 'a23c82902c9e32bbda8d'],
      ['Opcode', 'decrypted', 0, '0001'],
      ['Content size', 'decrypted', 2, '00000026'],
      ['Compression', 'decrypted', 6, '00'],
      ['Security association', 'decrypted', 7, expect.any(String)],
      ['New SPI', 'decrypted', 7, '043d'],
      ['Authentication Key length', 'decrypted', 9, '00000008'],
      ['Authentication Key', 'decrypted', 13, '79f87c96049c1ebe'],
      ['Encryption Key length', 'decrypted', 21, '00000008'],
      ['Encryption Key', 'decrypted', 25, 'fade9cf31391c838'],
      ['Sequence Number', 'decrypted', 33, '00000001'],
      ['Last Sequence Number', 'decrypted', 37, '00000000'],
      ['Replay Window Mask', 'decrypted', 41, '00000000'],
      ['Null trailer', 'decrypted', 45, '00000000'],
      ['Padding', 'decrypted', 49, '010203040506'],
      ['Pad length', 'decrypted', 55, '06'],
    ])
  })

  it('is encoded to the same bytes from what was read', () => {
    const again = frame(DEFAULT_KEYS, payload(1, setup(SETUP_KEYS)), { sequence: 6193, iv: 0x59 })
    expect(again.toString('hex')).toBe(Buffer.from(SETUP_FRAME).toString('hex'))
  })
})

interface Vectors {
  readonly real: readonly {
    readonly frame: string
    readonly result: {
      readonly spi: number
      readonly seq: number
      readonly plaintext: string
      readonly opcode: number
      readonly contentSize: number
      readonly padLen: number
      readonly icv: string
      readonly iv: string
      readonly trailer: string
    }
  }[]
  readonly synthetic: readonly {
    readonly name: string
    readonly opcode: number
    readonly frame: string
    readonly payload: string
  }[]
  readonly reconstructed: readonly { readonly opcode: number; readonly content: string }[]
}

const path = sharedPath('vectors/grand-chase.json')
const vectors: Vectors | undefined = path ? JSON.parse(readFileSync(path, 'utf8')) : undefined

describe.skipIf(!vectors)('vectors', () => {
  it.each(vectors?.real ?? [])('a real frame', ({ frame: bytes, result }) => {
    const [heard] = talk([[1, fromHex(bytes)]]) as [Heard]
    const hex = (text: string) => text.replaceAll(' ', '').toLowerCase()
    expect(heard.plaintext).toBe(hex(result.plaintext))
    expect(fieldOf(heard, 'icv_check')).toBe('verified')
    expect(fieldOf(heard, 'spi')).toBe(result.spi)
    expect(fieldOf(heard, 'sequence')).toBe(result.seq)
    expect(fieldOf(heard, 'iv')).toBe(hex(result.iv))
    expect(fieldOf(heard, 'icv')).toBe(hex(result.icv))
    expect(fieldOf(heard, 'opcode')).toBe(result.opcode)
    expect(fieldOf(heard, 'content_size')).toBe(result.contentSize)
    expect(fieldOf(heard, 'pad_length')).toBe(result.padLen)
    expect(fieldOf(heard, 'trailer')).toBe(hex(result.trailer))
  })

  const [first, ...rest] = vectors?.synthetic ?? []

  it.each(rest)('$name', ({ frame: bytes, payload: expected, opcode }) => {
    const [begin, heard] = talk(
      [
        [1, fromHex(first!.frame)],
        [1, fromHex(bytes)],
      ],
      { port: opcode === 15 ? 9400 : 9501 },
    ) as [Heard, Heard]
    expect(begin.plaintext).toMatch(new RegExp(`^${fromHexText(first!.payload)}0102030405`))
    expect(fieldOf(heard, 'icv_check')).toBe('verified')
    expect(fieldOf(heard, 'Keys-from')).toBe(1)
    expect(fieldOf(heard, 'opcode')).toBe(opcode)
    const padded = Number(fieldOf(heard, 'pad_length')) + 1
    expect(heard.plaintext!.slice(0, -2 * padded)).toBe(fromHexText(expected))
    // Numbers of frames were left out between the two.
    expect(heard.findings.filter((code) => code !== 'grand-chase.sequence-gap')).toEqual([])
  })

  it('reads the first information of a client whole', () => {
    const { opcode, content } = vectors!.reconstructed[0]!
    const bytes = frame(SETUP_KEYS, payload(opcode, fromHex(content)), { sequence: 1, iv: 0x60 })
    const [, heard] = talk([
      [1, SETUP_FRAME],
      [1, bytes],
    ]) as [Heard, Heard]
    expect(heard.type).toBe('CLIENT_CONTENTS_FIRST_INIT_INFO_ACK')
    expect(heard.findings).toEqual([])
    const names = heard.rows.filter((row) => row.path.endsWith('.name')).map(({ value }) => value)
    expect(names.slice(0, 4)).toEqual(['Load1_1.dds', 'Load1_2.dds', 'Load1_3.dds', 'LoadGauge.dds'])
    expect(names.at(-1)).toBe('perro2.dll')
  })
})

function fromHexText(text: string): string {
  return Buffer.from(fromHex(text)).toString('hex')
}
