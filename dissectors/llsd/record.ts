import type { Cursor } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import { MAX_FIELDS } from '../../src/dissect/limits.js'
import type { Definitions } from './definitions.js'
import { isCapability, isSecretKey } from './secret.js'
import type { Document, Entry, Value } from './value.js'

/** Which values besides those with a secret's key must not be shown. */
export type IsSecret = (value: Value) => boolean

/** Longest bytes whose hex is shown beside their Base64. */
const MAX_HEX = 32

/** Characters of a text with escapes that are shown once more without. */
export const MAX_SAID = 4096

const BROKEN = findingKind('llsd.broken', 'error')
const CUT = findingKind('llsd.cut', 'error')
const FULL = findingKind('llsd.full', 'error')

/** Rows that stay free for what is open when a message gets full. */
const SPARE_ROWS = 500

/**
 * Records the values of a document as a tree; positions of the document count from the cursor. Everything up to the
 * region's end is accounted for, and what was not read is masked, since nobody knows what it holds. `complete` says
 * that no bytes are missing: where some are, that has been told already.
 */
export function recordDocument(
  at: Cursor,
  document: Document,
  defs: Definitions,
  complete: boolean,
  isSecret: IsSecret = isCapability,
): void {
  const { root, end } = document
  const start = at.pos
  at.open(defs.document)
  const recorder = new Recorder(at, document, defs, isSecret)
  if (root) recorder.root(root)
  if (!recorder.isFull && start + end > at.pos) at.take(defs.markup, start + end - at.pos)
  const unread = at.remaining
  const more = /\S/.test(Buffer.from(at.bytes.subarray(at.pos, at.end)).toString('latin1'))
  at.rest(more ? defs.unread : defs.markup)
  at.close()
  if (!more && document.state === 'whole') return
  if (recorder.isFull)
    at.find(FULL, 'The message has no room for more fields; the rest is not shown.', unread)
  else tell(at, document, complete, unread)
}

/** Says why `unread` bytes at the end are not read. */
function tell(at: Cursor, { state, problem, end }: Document, complete: boolean, unread: number): void {
  if (state === 'broken')
    at.find(BROKEN, `${problem}, at offset ${end} of the document; the rest is not read.`, unread)
  else if (state === 'whole')
    at.find(BROKEN, `Expected the end of the document at offset ${end}, found ${unread} more bytes.`, unread)
  else if (complete)
    at.find(CUT, `The document ends before it is whole: what begins at offset ${end} has no end.`, unread)
}

class Recorder {
  readonly #at: Cursor
  readonly #defs: Definitions
  readonly #syntax: Document['syntax']
  readonly #isSecret: IsSecret
  /** What positions count from. */
  readonly #base: number

  constructor(at: Cursor, { syntax }: Document, defs: Definitions, isSecret: IsSecret) {
    this.#at = at
    this.#syntax = syntax
    this.#defs = defs
    this.#isSecret = isSecret
    this.#base = at.pos
  }

  /** The message has no room for more; what was not recorded must not be shown otherwise, since it may be secret. */
  get isFull(): boolean {
    return this.#at.tree.count > MAX_FIELDS - SPARE_ROWS
  }

  root(root: Value): void {
    if (this.isFull) return
    if (root.type === 'map') this.#entries(root.entries, false)
    else if (root.type === 'array') this.#items('item', root.items, false)
    else this.#scalar('value', root, false, false)
  }

  #entries(entries: readonly Entry[], secret: boolean): void {
    for (const { key, keyStart, keyEnd, value } of entries) {
      if (this.isFull) return
      const below = secret || isSecretKey(key)
      if (this.#defs.has(key)) {
        this.#named(key, value, below)
        continue
      }
      this.#at.open(this.#defs.entry)
      this.#markup(keyStart)
      this.#at.take(this.#defs.entryKey, keyEnd - keyStart)
      this.#named('value', value, below)
      this.#at.close()
    }
  }

  #named(key: string, value: Value, secret: boolean): void {
    if (value.type === 'array') this.#array(key, value, secret)
    else this.#one(key, value, false, secret)
  }

  /** An array of one kind of thing is several fields of its key; any other holds its items one by one. */
  #array(key: string, { items, start }: Value, secret: boolean): void {
    if (items.length > 0 && this.#areAlike(items, secret)) {
      this.#items(key, items, secret)
      return
    }
    this.#markup(start)
    if (items.length === 0) {
      this.#at.take(this.#defs.emptyArray(key), 0)
      return
    }
    this.#at.open(this.#defs.group(key, 'array', false))
    this.#items('item', items, secret)
    this.#at.close()
  }

  #items(key: string, items: readonly Value[], secret: boolean): void {
    const alike = this.#areAlike(items, secret)
    for (const item of items) {
      if (this.isFull) return
      if (alike && item.type !== 'array') this.#one(key, item, true, secret)
      else {
        this.#markup(item.start)
        this.#at.open(this.#defs.group(key, 'array', true))
        if (item.type === 'array') this.#items('item', item.items, secret)
        else this.#one('value', item, false, secret)
        this.#at.close()
      }
    }
  }

  #areAlike(items: readonly Value[], secret: boolean): boolean {
    const kinds = new Set(items.map((item) => `${item.spelled} ${secret || this.#isSecret(item)}`))
    return kinds.size <= 1
  }

  /** A map or a scalar. */
  #one(key: string, value: Value, repeated: boolean, secret: boolean): void {
    if (value.type !== 'map') {
      this.#scalar(key, value, repeated, secret)
      return
    }
    this.#markup(value.start)
    this.#at.open(this.#defs.group(key, 'map', repeated))
    this.#entries(value.entries, secret)
    this.#at.close()
  }

  #scalar(key: string, value: Value, repeated: boolean, below: boolean): void {
    const { type, spelled, start, end } = value
    const secret = below || this.#isSecret(value)
    this.#markup(start)
    this.#at.take(this.#defs.value(key, type, spelled, this.#syntax, repeated, secret), end - start)
    const said = this.#said(key, value)
    if (said === undefined) return
    const isText = said === value.value && type !== 'date'
    this.#at.derive(this.#defs.said(key, secret, isText), said)
  }

  /** What a value says where its bytes do not show it. */
  #said(key: string, { type, value, start, end }: Value): string | number | undefined {
    if (value instanceof Uint8Array) return bytesSaid(key, value)
    if (type === 'date' && this.#syntax === 'binary') return value as string | undefined
    if (typeof value !== 'string' || end - start > MAX_SAID) return undefined
    const { bytes } = this.#at
    const raw = Buffer.from(bytes.buffer, bytes.byteOffset + this.#base + start, end - start)
    return type === 'uuid' || type === 'date' || raw.toString('utf8') === value ? undefined : value
  }

  /** Accounts for what stands before `to`. */
  #markup(to: number): void {
    const length = this.#base + to - this.#at.pos
    if (length > 0) this.#at.take(this.#defs.markup, length)
  }
}

/**
 * What bytes say: messages in LLSD have addresses in four bytes, integers of 32 and 64 bits in four and eight, all in
 * network order.
 */
function bytesSaid(key: string, bytes: Uint8Array): string | number {
  const buffer = Buffer.from(bytes)
  if (bytes.length === 4) return /ip$/i.test(key) ? bytes.join('.') : buffer.readUInt32BE()
  if (bytes.length === 8) {
    const number = buffer.readBigUInt64BE()
    return number <= Number.MAX_SAFE_INTEGER ? Number(number) : String(number)
  }
  if (bytes.length > MAX_HEX) return `${bytes.length} bytes`
  return bytes.length === 0 ? 'empty' : `0x${buffer.toString('hex')}`
}
