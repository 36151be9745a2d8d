import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_KEYS, frame, payload, setup, u32 } from '../../../bench/encode/grand-chase.js'
import { detect } from '../../../dissectors/grand-chase/detect.js'
import { CENTER_KEYS } from './sample.js'
import { talk } from './talk.js'

const SETUP = frame(DEFAULT_KEYS, payload(1, setup(CENTER_KEYS)), { sequence: 9, iv: 0x57 })
const FRAMES = [1, 2, 3].map((sequence) =>
  frame(CENTER_KEYS, payload(5, u32(sequence)), { sequence, iv: 0x40 + sequence }),
)

function types(stream: Uint8Array, pieces: readonly number[] = []): string[] {
  const cuts = [0, ...[...pieces].sort((a, b) => a - b), stream.length]
  const segments = cuts
    .slice(1)
    .map((end, i) => [1, stream.subarray(cuts[i], end)] as const)
    .filter(([, bytes]) => bytes.length > 0)
  return talk(segments).map(({ type }) => type)
}

describe('frames', () => {
  const whole = Buffer.concat([SETUP, ...FRAMES])
  const expected = ['SET_SECURITY_KEY_NOT', 'WAIT_TIME_NOT', 'WAIT_TIME_NOT', 'WAIT_TIME_NOT']

  it('are found however the stream is cut into segments', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 12 }), (pieces) => {
        expect(types(whole, pieces)).toEqual(expected)
      }),
    )
  })

  it.each([
    ['junk of an impossible size', Buffer.from('ffff00112233445566778899aabbccddeeff', 'hex')],
    ['a size that is no whole number of blocks', Buffer.from('2b00'.padEnd(100, '0'), 'hex')],
    ['text', Buffer.from('GET / HTTP/1.1\r\nHost: example.test\r\n\r\n')],
  ])('are found again after %s', (_, junk) => {
    expect(types(Buffer.concat([SETUP, FRAMES[0]!, junk, FRAMES[1]!, FRAMES[2]!]))).toEqual([
      'SET_SECURITY_KEY_NOT',
      'WAIT_TIME_NOT',
      'skipped',
      'WAIT_TIME_NOT',
      'WAIT_TIME_NOT',
    ])
  })

  it('are found again by SPI and sequence where IVs are random', () => {
    const odd = frame(CENTER_KEYS, payload(5, u32(2)), { sequence: 2, iv: 0 })
    expect(types(Buffer.concat([SETUP, FRAMES[0]!, Buffer.from('ffffff', 'hex'), odd]))).toEqual([
      'SET_SECURITY_KEY_NOT',
      'WAIT_TIME_NOT',
      'skipped',
      'WAIT_TIME_NOT',
    ])
  })
})

describe('behind a gap in the capture', () => {
  const [first, second, third] = FRAMES as [Buffer, Buffer, Buffer]
  /** With an IV that is not typical, like those of other servers. */
  const odd = frame(CENTER_KEYS, payload(5, u32(3)), { sequence: 3, iv: 0 })

  it.each([
    ['typical headers', third],
    ['headers that go on', odd],
  ])('frames are found by %s, whatever the size in front of them says', (_, next) => {
    const half = Buffer.from(second.subarray(20))
    // 0x7fda bytes: a possible size, which would swallow what follows.
    half.writeUInt16LE(0x7fda, 0)
    const heard = talk([
      [1, Buffer.concat([SETUP, first])],
      [1, 20],
      [1, Buffer.concat([half, next])],
    ])
    expect(heard.map(({ type }) => type)).toEqual([
      'SET_SECURITY_KEY_NOT',
      'WAIT_TIME_NOT',
      'skipped',
      'WAIT_TIME_NOT',
    ])
  })

  it('a frame that fills its segment is one', () => {
    const late = frame({ ...CENTER_KEYS, spi: 7 }, payload(5, u32(3)), { sequence: 1_000_000_000, iv: 0 })
    const heard = talk([
      [1, Buffer.concat([SETUP, first])],
      [1, 50],
      [1, late],
    ])
    expect(heard.map(({ type }) => type)).toEqual(['SET_SECURITY_KEY_NOT', 'WAIT_TIME_NOT', 'WAIT_TIME_NOT'])
  })
})

describe('detection', () => {
  const score = (bytes: Uint8Array) => detect(bytes, 0, bytes.length)

  it('is beyond doubt when the default keys open the first frame', () => {
    expect(score(SETUP)).toBe(100)
    expect(score(Buffer.concat([SETUP, FRAMES[0]!.subarray(0, 10)]))).toBe(100)
  })

  it('is likely for headers as the game writes them', () => {
    expect(score(FRAMES[0]!)).toBeGreaterThanOrEqual(50)
    expect(score(FRAMES[0]!)).toBeLessThan(90)
    expect(score(SETUP.subarray(0, 40))).toBeGreaterThanOrEqual(50)
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(200)],
    ['stars', Buffer.from('*'.repeat(200))],
    ['a FLAP frame', Buffer.from(`2a0462bf0121${'41'.repeat(60)}`, 'hex')],
    ['a frame that what follows contradicts', Buffer.concat([FRAMES[0]!, Buffer.from('ffff', 'hex')])],
  ])('is none for %s', (_, bytes) => {
    expect(score(bytes)).toBe(0)
  })

  it('is hardly ever likely for random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(score(bytes)).toBe(0)
      }),
    )
  })
})
