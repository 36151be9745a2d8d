import { timingSafeEqual } from 'node:crypto'
import type { Cursor } from '../../../src/dissect/cursor.js'
import type { DissectOptions } from '../../../src/dissect/dissector.js'
import { defineField, derived } from '../../../src/fields/index.js'
import { isPrintable } from '../layout/printable.js'
import { MAX_PASSWORD } from '../limits.js'
import { giveCookie, presentCookie } from './cookies.js'
import { PASSWORDS } from './passwords.js'
import { JAVA_ROAST_KEY, newHash, oldHash, ROAST_KEY, roast } from './roast.js'

const PLAIN = defineField(
  'oscar.login.password',
  derived({ label: 'Unroasts to', role: 'secret', inline: true, quoted: true, doc: 'The password itself' }),
)
const CHECK = defineField(
  'oscar.login.check',
  derived({ label: 'Hash check', doc: 'Whether a known password gives this hash, and which way' }),
)

/** What one connection's sign-on has said so far. */
export class SignOn {
  /** The screen name of the message at hand, or of the key request. */
  name = ''
  /** The message at hand carries the empty TLV that marks the new hash. */
  marksNew = false
  /** The client has presented a cookie, or the server has answered its password. */
  isOver = false
  readonly #options: DissectOptions
  #key: Buffer | undefined
  #hash: Buffer | undefined
  #cookie: { start: number; length: number } | undefined
  #roasted: { bytes: Buffer } | undefined

  constructor(options: DissectOptions) {
    this.#options = options
  }

  /** Forgets what belongs to one message only. */
  beginMessage(): void {
    this.marksNew = false
    this.#hash = undefined
    this.#cookie = undefined
    this.#roasted = undefined
  }

  sawName(bytes: Uint8Array, start: number, length: number): void {
    this.name = Buffer.from(bytes.subarray(start, start + Math.min(length, MAX_PASSWORD))).toString('utf8')
  }

  /** The key that the server wants hashed with the password. */
  sawKey(bytes: Uint8Array, start: number, length: number): void {
    this.#key = length <= MAX_PASSWORD ? Buffer.from(bytes.subarray(start, start + length)) : undefined
  }

  sawHash(bytes: Uint8Array, start: number, length: number): void {
    this.#hash = length === 16 ? Buffer.from(bytes.subarray(start, start + length)) : undefined
  }

  sawCookie(start: number, length: number): void {
    if (length > 0) this.#cookie = { start, length }
  }

  /** Shows what a roasted password is. */
  sawRoasted(at: Cursor, start: number, length: number): void {
    if (length > MAX_PASSWORD) return
    const bytes = at.bytes.subarray(start, start + length)
    const plain = roast(bytes, roastKeyOf(bytes))
    at.derive(PLAIN, plain.toString('utf8'))
    this.#roasted = { bytes: plain }
  }

  /** A client has signed on with a password, or presents a cookie. */
  clientSignsOn(at: Cursor): void {
    const { state, settings } = this.#options
    if (this.#roasted && this.#roasted.bytes.length > 0 && this.name !== '')
      settings.of(PASSWORDS).learn(this.name, this.#roasted.bytes.toString('utf8'), this.#options)
    if (!this.#cookie) return
    this.isOver = true
    presentCookie(at, this.#cookie.start, this.#cookie.length, state)
  }

  /** A server has handed out a cookie. */
  serverAnswers(at: Cursor): void {
    if (!this.#cookie) return
    this.isOver = true
    giveCookie(at, this.#cookie.start, this.#cookie.length, this.#options.state)
  }

  /** Says whether the hash of the message at hand comes from a known password. */
  checkHash(at: Cursor): void {
    if (this.#hash) at.derive(CHECK, this.#verdict(this.#hash))
  }

  #verdict(hash: Buffer): string {
    if (!this.#key) return 'not checkable, because the key of the server was not seen'
    const known = this.#options.settings.of(PASSWORDS).of(this.name, this.#options)
    if (known.length === 0)
      return `not checkable, because no password of "${this.name}" is known (--secrets takes OSCAR_PASSWORD lines)`
    for (const { password, from } of known) {
      const bytes = Buffer.from(password)
      const marked = this.marksNew ? ', as TLV 004c says' : ''
      if (timingSafeEqual(newHash(this.#key, bytes), hash))
        return `verified: the new hash, of the password's MD5${marked} (password from ${from})`
      if (timingSafeEqual(oldHash(this.#key, bytes), hash))
        return `verified: the old hash, of the password itself (password from ${from})`
    }
    const places = known.map(({ from }) => from).join(', ')
    return `failed: neither the old nor the new hash of the known password (from ${places}) matches`
  }
}

/** The key that gives readable text; Java clients have one of their own. */
function roastKeyOf(bytes: Uint8Array): Uint8Array {
  const isText = (key: Uint8Array) => {
    const plain = roast(bytes, key)
    return isPrintable(plain, 0, plain.length)
  }
  return !isText(ROAST_KEY) && isText(JAVA_ROAST_KEY) ? JAVA_ROAST_KEY : ROAST_KEY
}
