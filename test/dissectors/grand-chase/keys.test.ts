import { describe, expect, it } from 'vitest'
import {
  DEFAULT_KEYS,
  frame,
  payload,
  type SenderKeys,
  setup,
  u32,
} from '../../../bench/encode/grand-chase.js'
import { GRAND_CHASE_SA } from '../../../dissectors/grand-chase/secrets.js'
import { Secrets } from '../../../src/secrets/secrets.js'
import { dissectOptions } from '../../support/options.js'
import { CENTER_KEYS, GAME_KEYS } from './sample.js'
import { fieldOf, type Heard, talk } from './talk.js'

const SETUP = frame(DEFAULT_KEYS, payload(1, setup(CENTER_KEYS)), { sequence: 9, iv: 0x57 })

function waitTime(keys: SenderKeys, sequence = 1): Buffer {
  return frame(keys, payload(5, u32(10_000)), { sequence, iv: 0x41 })
}

function given(...keys: readonly SenderKeys[]): Secrets {
  const secrets = new Secrets()
  for (const { spi, authentication, encryption } of keys) {
    const words = [spi.toString(16), hex(authentication), hex(encryption)]
    secrets.give({ label: GRAND_CHASE_SA, words, from: 'keys.txt line 3' })
  }
  return secrets
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, i) => (i === at ? byte ^ 0x10 : byte))
}

describe('keys of a setup message', () => {
  it('open what comes later, in both directions, and say so', () => {
    const [first, server, client, more] = talk([
      [1, SETUP],
      [1, waitTime(CENTER_KEYS)],
      [0, frame(CENTER_KEYS, payload(0, Buffer.alloc(0)), { sequence: 1, iv: 0x61 })],
      [0, frame(CENTER_KEYS, payload(0, Buffer.alloc(0)), { sequence: 2, iv: 0x62 })],
    ]) as [Heard, Heard, Heard, Heard]
    expect(fieldOf(first, 'keys')).toBe('default')
    expect([server, client, more].map((heard) => fieldOf(heard, 'Keys-from'))).toEqual([1, 1, 1])
    expect(client.type).toBe('HEART_BIT_NOT')
  })

  it('are learned, so that later passes and slx keys have them', () => {
    const secrets = new Secrets()
    talk([[1, SETUP]], { options: dissectOptions({}, secrets) })
    expect(secrets.learned).toEqual([
      {
        label: GRAND_CHASE_SA,
        words: ['8ee7', '6288f3a7d32c87c5', 'a4291c74b2ce4a34'],
        from: 'message #1',
      },
    ])
    const [late] = talk([[1, waitTime(CENTER_KEYS, 40)]], { options: dissectOptions({}, secrets) }) as [Heard]
    expect(late.type).toBe('WAIT_TIME_NOT')
    expect(fieldOf(late, 'keys')).toBe('message #1')
  })

  it('are not learned from one that is not authenticated', () => {
    const secrets = new Secrets()
    const options = dissectOptions({ 'gc-unauthenticated': [] }, secrets)
    const [heard] = talk([[1, flipped(SETUP, SETUP.length - 1)]], { options }) as [Heard]
    expect(heard.type).toBe('SET_SECURITY_KEY_NOT')
    expect(secrets.learned).toEqual([])
  })

  it('give way to those of the next one', () => {
    const again = frame(DEFAULT_KEYS, payload(1, setup(GAME_KEYS)), { sequence: 10, iv: 0x58 })
    const heard = talk([
      [1, SETUP],
      [1, again],
      [1, waitTime(GAME_KEYS)],
    ])
    expect(fieldOf(heard[2]!, 'Keys-from')).toBe(2)
  })

  it('of a wrong length are told and not used', () => {
    const content = Buffer.concat([
      Buffer.from('8ee7', 'hex'),
      u32(4),
      u32(0),
      u32(8),
      Buffer.alloc(8),
      u32(1),
      u32(0),
      u32(0),
    ])
    const secrets = new Secrets()
    const options = dissectOptions({}, secrets)
    const bytes = frame(DEFAULT_KEYS, payload(1, content), { sequence: 1, iv: 0x57 })
    const [heard] = talk([[1, bytes]], { options }) as [Heard]
    expect(heard.findings).toEqual(['grand-chase.key-length'])
    expect(secrets.learned).toEqual([])
  })
})

describe('keys of the user', () => {
  it('open a connection whose beginning is missing', () => {
    const options = dissectOptions({}, given(GAME_KEYS, CENTER_KEYS))
    const [heard] = talk([[1, waitTime(CENTER_KEYS, 77)]], { options }) as [Heard]
    expect(heard.type).toBe('WAIT_TIME_NOT')
    expect(heard.findings).toEqual([])
    expect(fieldOf(heard, 'keys')).toBe('keys.txt line 3')
  })

  it('are tried by ICV, never by SPI', () => {
    const options = dissectOptions({}, given({ ...GAME_KEYS, spi: CENTER_KEYS.spi }, CENTER_KEYS))
    const [heard] = talk([[1, waitTime({ ...CENTER_KEYS, spi: 0x1234 })]], { options }) as [Heard]
    expect(fieldOf(heard, 'spi')).toBe(0x1234)
    expect(heard.type).toBe('WAIT_TIME_NOT')
  })

  it('must have eight bytes each', () => {
    const check = (...words: string[]) => GRAND_CHASE_SA.check!(words)
    expect(check('8ee7', '6288f3a7d32c87c5', 'a4291c74b2ce4a34')).toBeUndefined()
    expect(check('10.0.0.1:50100', '6288f3a7d32c87c5', 'a4291c74b2ce4a34')).toBeUndefined()
    expect(check('8ee7', '6288', 'a4291c74b2ce4a34')).toBe('the authentication key has 2 bytes, 8 are needed')
    expect(check('8ee7', '6288f3a7d32c87c5', 'xyz')).toContain('the encryption key')
  })
})

describe('without the right key', () => {
  it('a frame shows its outer fields and the reason, and nothing invented', () => {
    const [heard] = talk([[1, waitTime(CENTER_KEYS)]]) as [Heard]
    expect(heard.type).toBe('encrypted frame')
    expect(heard.sources).toEqual(['message'])
    expect(heard.findings).toEqual(['grand-chase.no-key'])
    expect(fieldOf(heard, 'icv_check')).toBe('not checkable, because no key is known')
    expect(fieldOf(heard, 'ciphertext')).toHaveLength(48)
  })

  it('the reason is given once for each side', () => {
    const frame = waitTime(CENTER_KEYS)
    const heard = talk([
      [1, frame],
      [1, frame],
      [0, frame],
      [0, frame],
    ])
    expect(heard.map(({ findings }) => findings)).toEqual([
      ['grand-chase.no-key'],
      [],
      ['grand-chase.no-key'],
      [],
    ])
  })

  it.each([
    ['ciphertext', 20],
    ['ICV', 49],
    ['IV', 9],
    ['sequence number', 5],
  ])('a flipped bit in the %s is an error, and decrypted only when asked', (_, at) => {
    const segments = [
      [1, SETUP],
      [1, flipped(waitTime(CENTER_KEYS), at)],
    ] as const
    const [, closed] = talk(segments) as [Heard, Heard]
    expect(closed.findings).toEqual(['grand-chase.icv'])
    expect(fieldOf(closed, 'icv_check')).toBe('failed')
    expect(closed.sources).toEqual(['message'])
    const options = dissectOptions({ 'gc-unauthenticated': [] })
    const [, opened] = talk(segments, { options }) as [Heard, Heard]
    expect(opened.findings).toContain('grand-chase.icv')
    expect(opened.sources).toEqual(['message', 'decrypted, unauthenticated'])
  })

  it('a damaged setup message is one for the default keys', () => {
    const [heard] = talk([[1, flipped(SETUP, 30)]]) as [Heard]
    expect(heard.texts[0]).toContain('does not hold under the default keys')
  })

  it('its neighbours are read all the same', () => {
    const heard = talk([
      [1, SETUP],
      [1, flipped(waitTime(CENTER_KEYS), 20)],
      [1, waitTime(CENTER_KEYS, 2)],
    ])
    expect(heard.map(({ type }) => type)).toEqual([
      'SET_SECURITY_KEY_NOT',
      'encrypted frame',
      'WAIT_TIME_NOT',
    ])
  })
})
