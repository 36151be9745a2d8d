import { describe, expect, it } from 'vitest'
import { authPacket, f32, join, str8, u16, u32, u64 } from '../../bench/encode/mmo.js'
import { RollingEncrypt } from '../../bench/encode/rolling-encrypt.js'
import { EncryptedTracks, MAX_BYTES } from '../../dissectors/srp/core/encrypted-track.js'
import { isProven, MAX_PROVEN, rememberProven } from '../../dissectors/srp/core/key-ring.js'
import { MAX_TRIES, MMO_HEADER, recoverKey } from '../../dissectors/srp/core/recover.js'
import { MAX_TRIED, readGameBody } from '../../dissectors/srp/mmo/game-bodies.js'
import {
  linkAsked,
  linkEntered,
  MAX_NOTED,
  noteEntering,
  noteSession,
} from '../../dissectors/srp/mmo/handed-on.js'
import { isSound, MAX_BODY as MAX_GAME_BODY } from '../../dissectors/srp/mmo/header-stream.js'
import { MAX_BODY } from '../../dissectors/srp/mmo/link.js'
import { MAX_REQUESTS as MAX_ASKED, mmoServer } from '../../dissectors/srp/mmo/server.js'
import { MAX_REQUESTS, mmoWorld } from '../../dissectors/srp/mmo/world.js'
import type { Session } from '../../src/dissect/dissector.js'
import type { Message } from '../../src/dissect/message.js'
import { bytes, layer } from '../../src/fields/index.js'
import { dissectIn, openSession } from '../support/dissect.js'
import { codesOf } from '../support/finding-codes.js'
import { dissectOptions } from '../support/options.js'
import { readTree } from '../support/read-tree.js'
import { startMessage } from '../support/sample-messages.js'

/** The message that a link of this name leads to. */
const linkOf = (message: Message, name: string) =>
  readTree(message).find(({ path }) => path.endsWith(`.${name}`))?.value

describe('requests of mmo', () => {
  /** Sends one request more than fit, and looks at the answers to the first two. */
  function fill(
    most: number,
    session: Session,
    side: 0 | 1,
    ask: (id: number) => Uint8Array,
    answer: typeof ask,
  ) {
    const say = (number: number, by: 0 | 1, packet: Uint8Array) =>
      dissectIn(session, packet, { number, side: by })
    for (let id = 0; id < most; id++) {
      const { findings } = say(id + 1, side, ask(id))
      if (findings.length > 0) expect(codesOf({ findings })).toEqual([])
    }
    expect(codesOf(say(most + 1, side, ask(most)))).toEqual(['limit.waiting'])
    const other = side === 0 ? 1 : 0
    expect([0, 1].map((id) => linkOf(say(most + 2 + id, other, answer(id)), 'Answer-to'))).toEqual([
      undefined,
      2,
    ])
  }

  it('MAX_REQUESTS of a realm wait for its login server', () => {
    const ask = (id: number) => authPacket(2, u64(id), str8('ANN'), u32(1), u32(2), new Uint8Array(20))
    fill(MAX_ASKED, openSession(mmoServer), 0, ask, (id) => authPacket(2, u64(id), [1]))
  })

  it('MAX_REQUESTS of a realm wait for its world', () => {
    const character = u64(0x2a)
    const place = [[1], u32(0), f32(1), f32(2), f32(3), f32(0)]
    fill(
      MAX_REQUESTS,
      openSession(mmoWorld),
      1,
      (id) => authPacket(6, character, u64(id)),
      (id) => authPacket(12, character, u64(id), ...place),
    )
  })
})

describe('what other servers may still be told of', () => {
  const name = Buffer.from('ANN')

  it('MAX_NOTED sessions, and it says so', () => {
    const options = dissectOptions()
    const note = (i: number) => {
      const { message, at } = startMessage(new Uint8Array(8), i + 1)
      noteSession(at, options, name, u32(i))
      return codesOf(message)
    }
    for (let i = 0; i < MAX_NOTED; i++) expect(note(i)).toEqual([])
    expect(note(MAX_NOTED)).toEqual(['limit.waiting'])
    const asked = (i: number) => {
      const { message, at } = startMessage(new Uint8Array(8))
      linkAsked(at, options, name, u32(i))
      return linkOf(message, 'Asks-about')
    }
    expect([asked(0), asked(1)]).toEqual([undefined, 2])
  })

  it('MAX_NOTED characters that entered, and it says so', () => {
    const options = dissectOptions()
    const note = (i: number) => {
      const { message, at } = startMessage(u64(i), i + 1)
      noteEntering(at, options)
      return codesOf(message)
    }
    for (let i = 0; i < MAX_NOTED; i++) expect(note(i)).toEqual([])
    expect(note(MAX_NOTED)).toEqual(['limit.waiting'])
    const entered = (i: number) => {
      const { message, at } = startMessage(u64(i))
      linkEntered(at, options, 'plain')
      return linkOf(message, 'Character-entered-in')
    }
    expect([entered(0), entered(1)]).toEqual([undefined, 2])
  })
})

describe('packets of mmo', () => {
  it('have bodies of MAX_BODY bytes', () => {
    const cut = (length: number) => {
      const session = openSession(mmoWorld)
      // Behind a packet that was sound, a length alone decides.
      const sound = authPacket(9, u64(0), u64(0))
      expect(session.cut!(sound, 0, sound.length, 1)).toBe(sound.length)
      const begun = join([4], u32(length), new Uint8Array(20))
      return session.cut!(begun, 0, begun.length, 1)
    }
    expect(cut(MAX_BODY)).toBe(0)
    expect(cut(MAX_BODY + 1)).toBe(-25)
  })

  it('of the game have MAX_BODY bytes', () => {
    const header = (size: number) => ({ bytes: new Uint8Array(6), opcode: 0, size, opcodeKnown: true })
    expect([MAX_GAME_BODY, MAX_GAME_BODY + 1].map((size) => isSound(header(size)))).toEqual([true, false])
  })

  it('are read by layouts up to MAX_TRIED bytes', () => {
    const { whole } = layer('limits.game', { whole: bytes({ label: 'Whole' }) })
    const paths = (size: number) => {
      const { message, at } = startMessage(join(u16(size - 2), 'x'.repeat(size - 2)))
      readGameBody(at, 'realm', 'MessageOfTheDay', size, whole!)
      at.finish()
      return readTree(message).map(({ path }) => path)
    }
    expect(paths(MAX_TRIED)).not.toContain('limits.game.whole')
    expect(paths(MAX_TRIED + 1)).toEqual(['limits.game.whole'])
  })
})

describe('header keys from the traffic', () => {
  const KEY = Uint8Array.from({ length: 20 }, (_, i) => (i * 97 + 13) & 255)

  /** Packets of these sizes, their headers encrypted. */
  function packets(sizes: readonly number[]): Uint8Array[] {
    const cipher = new RollingEncrypt(KEY)
    return sizes.map((size, i) =>
      join(cipher.encrypt(join([i & 127, 0], u16(size), [0, 0])), new Uint8Array(size).fill(i)),
    )
  }

  it('are recovered from MAX_BYTES bytes of a direction', () => {
    const rest = 11 * (MMO_HEADER.length + 1) + MMO_HEADER.length
    const found = (bytes: number) => {
      const tracks = new EncryptedTracks(KEY.length, [MMO_HEADER, MMO_HEADER])
      return packets([...new Array(11).fill(1), bytes - rest])
        .map((packet) => tracks.add(0, packet))
        .at(-1)?.key
    }
    expect(found(MAX_BYTES)).toEqual(KEY)
    expect(found(MAX_BYTES + 1)).toBeUndefined()
  })

  it('are given up after MAX_TRIES headers', () => {
    const nothing = { bytes: new Uint8Array(0), length: 0, starts: [] }
    const found = (headers: number) => {
      const all = packets(new Array(headers).fill(0))
      const starts = all.map((_, i) => i * MMO_HEADER.length)
      const track = { bytes: join(...all), length: headers * MMO_HEADER.length, starts }
      return recoverKey(KEY.length, [MMO_HEADER, MMO_HEADER], [track, nothing])?.key
    }
    expect(found(MAX_TRIES - 100)).toEqual(KEY)
    expect(found(MAX_TRIES + 1)).toBeUndefined()
  })
})

it('MAX_PROVEN keys are known to be right', () => {
  const options = dissectOptions()
  const key = (i: number, from: string) => ({ value: u32(i), kind: 'K', from, remark: '' })
  for (let i = 0; i < MAX_PROVEN; i++) rememberProven(options, key(i, 'one place'))
  rememberProven(options, key(MAX_PROVEN, 'another'))
  expect(isProven(options, key(0, ''))).toBe(true)
  expect(isProven(options, key(MAX_PROVEN, 'another'))).toBe(false)
})
