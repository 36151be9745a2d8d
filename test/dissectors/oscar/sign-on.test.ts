import { expect, it } from 'vitest'
import { oscar } from '../../../dissectors/oscar/index.js'
import { FlapSession } from '../../../dissectors/oscar/session.js'
import { OSCAR_PASSWORD } from '../../../dissectors/oscar/signon/passwords.js'
import { newHash, oldHash } from '../../../dissectors/oscar/signon/roast.js'
import type { Message } from '../../../src/dissect/message.js'
import { Secrets } from '../../../src/secrets/secrets.js'
import { dissectIn } from '../../support/dissect.js'
import { fakeConversation } from '../../support/fake-payload.js'
import { dissectOptions } from '../../support/options.js'
import { valueAt, valuesAt } from '../../support/read-tree.js'
import { s16, snac, tlv, u8, u16, u32 } from './encode.js'

const KEY = '1234567890'

function flap(channel: number, payload: Uint8Array): Uint8Array {
  return Buffer.concat([u8(0x2a, channel), u16(1, payload.length), payload])
}

function open(words: readonly [string, string] | undefined): FlapSession {
  const secrets = new Secrets()
  if (words) secrets.give({ label: OSCAR_PASSWORD, words, from: 'keys.txt line 1' })
  return new FlapSession(oscar, fakeConversation('tcp', 5190), dissectOptions({}, secrets))
}

/** The message of a login request with this hash, after the server's key. */
function login(hash: Uint8Array, words?: readonly [string, string], withKey = true): Message {
  const session = open(words)
  if (withKey) dissectIn(session, flap(2, snac(0x17, 7, 0, [s16(KEY)])), { side: 1 })
  return dissectIn(session, flap(2, snac(0x17, 2, 0, [tlv(0x25, hash), tlv(1, 'Demo User')])))
}

const check = (message: Message) => valueAt(message, 'oscar.login.check')
const key = Buffer.from(KEY)
const password = Buffer.from('swordfish')

it('says which hash of a known password a client used', () => {
  expect(check(login(oldHash(key, password), ['demouser', 'swordfish']))).toMatch(/^verified: the old hash/)
  expect(check(login(newHash(key, password), ['DEMOUSER', 'swordfish']))).toMatch(/^verified: the new hash/)
  expect(check(login(newHash(key, password), ['demouser', 'other']))).toMatch(/^failed: neither/)
})

it('says why a hash cannot be checked', () => {
  expect(check(login(oldHash(key, password)))).toMatch(/^not checkable, because no password of "Demo User"/)
  expect(check(login(oldHash(key, password), ['demouser', 'swordfish'], false))).toMatch(
    /^not checkable, because the key/,
  )
})

it('learns a roasted password', () => {
  const options = dissectOptions()
  const session = new FlapSession(oscar, fakeConversation('tcp', 5190), options)
  const roasted = Buffer.from('8347f2b74ee9a9f6', 'hex')
  const message = dissectIn(session, flap(1, Buffer.concat([u32(1), tlv(1, 'demo'), tlv(2, roasted)])))
  expect(valuesAt(message, 'oscar.login.password')).toEqual(['password'])
  expect(options.secrets.learned.map(({ words }) => words)).toEqual([['demo', 'password']])
})

it('follows a cookie to the connection that presents it', () => {
  const options = dissectOptions()
  const cookie = tlv(6, 'a cookie')
  const authorizer = new FlapSession(oscar, fakeConversation('tcp', 5190), options)
  dissectIn(authorizer, flap(2, snac(0x17, 3, 0, [cookie])), { side: 1, number: 7 })
  const bos = new FlapSession(oscar, fakeConversation('tcp', 5190), options)
  const message = dissectIn(bos, flap(1, Buffer.concat([u32(1), cookie])), { number: 9 })
  expect(valueAt(message, 'oscar.login.Cookie-given-in')).toBe(7)
})
