import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import {
  content,
  DEFAULT_KEYS,
  type FrameOptions,
  frame,
  type PayloadOptions,
  payload,
  setup,
  u8,
  u32,
  wide,
} from '../../../bench/encode/grand-chase.js'
import { paddingOf } from '../../../dissectors/grand-chase/padding.js'
import { CENTER_KEYS } from './sample.js'
import { fieldOf, type Heard, talk } from './talk.js'

const SETUP = frame(DEFAULT_KEYS, payload(1, setup(CENTER_KEYS)), { sequence: 9, iv: 0x57 })

/** One message of a session. */
function hear(bytes: Uint8Array, options: Partial<FrameOptions> = {}, port = 9501): Heard {
  const sent = frame(CENTER_KEYS, bytes, { sequence: 1, iv: 0x41, ...options })
  const heard = talk(
    [
      [1, SETUP],
      [1, sent],
    ],
    { port },
  )
  return heard[1]!
}

function message(opcode: number, body: Uint8Array, options?: PayloadOptions): Heard {
  return hear(payload(opcode, body, options))
}

describe('padding', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7])('of a payload of 16 and %d bytes is told as ESP’s', (more) => {
    const heard = message(77, Buffer.alloc(5 + more, 0xee))
    expect(fieldOf(heard, 'pad_style')).toBe('as in ESP')
    expect(fieldOf(heard, 'trailer')).toBe('00000000')
    const length = 16 + more
    expect(fieldOf(heard, 'pad_length')).toBe(8 - ((length + 1) % 8))
  })

  it('may have an extra block', () => {
    const heard = hear(payload(5, u32(1)), { extraBlocks: 1 })
    expect(fieldOf(heard, 'pad_style')).toBe('as in ESP, with an extra block')
    expect(fieldOf(heard, 'trailer')).toBe('00000000')
    expect(heard.findings).toEqual([])
  })

  it('may be zeros, as emulators write', () => {
    const heard = hear(payload(5, u32(1)), { tail: Buffer.alloc(1) })
    expect(fieldOf(heard, 'pad_style')).toBe('none: the last byte is 0')
    expect(fieldOf(heard, 'trailer')).toBe('00000000')
  })

  it('that does not count is told, and hides nothing', () => {
    const heard = hear(payload(5, u32(1)), { tail: Buffer.of(9, 9, 9, 9, 9, 9, 9, 9, 3) })
    expect(heard.type).toBe('WAIT_TIME_NOT')
    expect(fieldOf(heard, 'wait')).toBe(1)
    expect(fieldOf(heard, 'trailer')).toBe('00000000')
    expect(fieldOf(heard, 'padding')).toBe('0909090909090909')
    expect(heard.texts).toEqual([
      'The last byte says 3 pad bytes, but what stands before it does not count up from 1.',
    ])
  })

  it('is judged by its last byte', () => {
    const bytes = Buffer.from('00aabb07', 'hex')
    expect(paddingOf(bytes, 0, 4)).toMatchObject({ length: 7, sound: false, style: 'is shorter' })
    expect(paddingOf(Buffer.from('0102040503', 'hex'), 0, 5)).toMatchObject({ length: 3, sound: false })
  })
})

describe('messages without content', () => {
  it('may have a compression byte or none', () => {
    const bare = message(0, Buffer.alloc(0), { bare: true })
    expect(fieldOf(bare, 'compression')).toBeUndefined()
    expect(fieldOf(bare, 'trailer')).toBe('00000000')
    expect(bare.plaintext).toBe('00000000000000000000010203040505')
    const other = message(0, Buffer.alloc(0))
    expect(fieldOf(other, 'compression')).toBe(0)
    expect(fieldOf(other, 'trailer')).toBe('00000000')
    expect(other.plaintext).toBe('00000000000000000000000102030404')
    expect([...bare.findings, ...other.findings]).toEqual([])
  })

  it('may lack the trailer', () => {
    const heard = message(5, u32(1), { trailer: 0 })
    expect(fieldOf(heard, 'trailer')).toBeUndefined()
    expect(heard.findings).toEqual([])
  })
})

it('a setup message without trailer, of 74 bytes, speaks for Season 1', () => {
  const first = frame(DEFAULT_KEYS, payload(1, setup(CENTER_KEYS), { trailer: 0 }), { sequence: 1, iv: 0x57 })
  expect(first.length).toBe(74)
  const [heard] = talk([[1, first]]) as [Heard]
  expect(heard.title).toBe('Grand Chase center server (Season 1?)')
  expect(heard.findings).toEqual([])
})

describe('compressed contents', () => {
  const body = content(u32(1), wide('script.kom'))
  const zlib = deflateSync(body)

  it('are inflated into a source of their own', () => {
    const heard = message(28, zlib, { inflated: body.length })
    expect(heard.type).toBe('SHAFILENAME_LIST_ACK')
    expect(heard.sources).toEqual(['message', 'decrypted', 'inflated'])
    expect(fieldOf(heard, 'files.name')).toBe('script.kom')
    expect(heard.findings).toEqual([])
  })

  it('are compared with the size they say', () => {
    const heard = message(28, zlib, { inflated: body.length + 1 })
    expect(heard.findings).toEqual(['grand-chase.inflated-size'])
  })

  it('that cannot be inflated are told', () => {
    const broken = Buffer.from(zlib)
    broken[broken.length - 1]! ^= 1
    const heard = message(28, broken, { inflated: body.length })
    expect(heard.findings).toEqual(['grand-chase.inflate'])
    expect(heard.texts[0]).toContain('incorrect data check')
    expect(heard.sources).toEqual(['message', 'decrypted'])
  })

  it('may be cut', () => {
    expect(message(28, zlib.subarray(0, 8), { inflated: 28 }).findings).toEqual(['grand-chase.inflate'])
    expect(message(28, Buffer.alloc(0), { inflated: 28 }).findings).toEqual(['grand-chase.inflate'])
  })

  it('are inflated up to a cap', () => {
    const heard = message(28, deflateSync(Buffer.alloc(2_000_000)), { inflated: 2_000_000 })
    expect(heard.texts).toEqual(['The content cannot be inflated: it has more than 1048576 bytes.'])
  })

  it('may have something behind them', () => {
    const heard = message(28, Buffer.concat([zlib, u8(7)]), { inflated: body.length })
    expect(heard.findings).toEqual(['malformed.left-over'])
  })
})

describe('damaged payloads', () => {
  it('with a content size beyond the end are told', () => {
    const bytes = payload(5, u32(1))
    bytes.writeUInt32BE(1_000_000, 2)
    expect(hear(bytes).findings).toEqual(['malformed.length', 'grand-chase.other-layout'])
  })

  it('with an unknown compression are told', () => {
    const bytes = payload(5, u32(1))
    bytes[6] = 2
    expect(hear(bytes).findings).toEqual(['grand-chase.compression'])
  })

  it('with a trailer that is not zero are told', () => {
    const bytes = payload(5, u32(1))
    bytes[bytes.length - 1] = 1
    expect(hear(bytes).findings).toEqual(['grand-chase.trailer'])
  })
})
