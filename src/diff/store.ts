import type { Message } from '../dissect/message.js'
import {
  type DerivedValue,
  NO_SOURCE,
  ROW_DEPTH,
  ROW_LENGTH,
  ROW_SIZE,
  ROW_SOURCE,
  ROW_START,
} from '../dissect/tree.js'
import { fieldById } from '../fields/definition.js'
import { hashOf } from './hash.js'
import type { Head, Kept, KeptMessage, KeptSource, Steps } from './kept.js'
import { Packing, Unpacking } from './packing.js'
import { Slab } from './slab.js'

/**
 * The messages of one side, packed: what many have in common (names, values, the shape of their trees) is kept once, the
 * rest lies in blocks of bytes. A tree is made again when a message is looked at.
 */
export class Store {
  readonly #slab = new Slab()
  readonly #heads = new Map<string, Head>()
  readonly #values = new Interned<DerivedValue>()
  /** Addresses of packed rows by their hash. */
  readonly #shapes = new Map<number, number>()
  readonly #packing = new Packing()
  readonly #unpacking = new Unpacking()

  /** Packs what comparing needs of a message. */
  add(message: Message, discriminator: string, steps: Steps): KeptMessage {
    const { number, frames, findings, place } = message
    const head = this.#headOf(message, discriminator)
    const shape = this.#addRows(message)
    const content = this.#addContent(message, steps)
    const rare =
      findings.length > 0 || place !== undefined ? { findings: findings.slice(), place } : NOTHING_RARE
    return new PackedMessage(this, head, number, frames[0] ?? 0, shape, content, rare)
  }

  /** Makes a message's tree again, its rows in `buffer` where that is long enough. */
  open({ head, number, frame, shape, content, rare }: PackedMessage, buffer: Int32Array | undefined): Kept {
    const from = this.#unpacking
    this.#seek(shape)
    const count = from.number()
    const size = count * ROW_SIZE
    const rows = buffer && buffer.length >= size ? buffer : new Int32Array(size)
    const derivedCount = readRows(from, rows, size)
    this.#seek(content)
    const derived: DerivedValue[] = []
    for (let i = 0; i < derivedCount; i++) derived.push(this.#values.get(from.number()))
    const steps = Array.from({ length: from.number() }, () => from.number())
    const sources = this.#sources()
    return { ...head, ...rare, number, frame, tree: { rows, count, derived }, sources, steps }
  }

  #seek(address: number): void {
    this.#unpacking.bytes = this.#slab.blockOf(address)
    this.#unpacking.at = this.#slab.placeOf(address)
  }

  #headOf({ side, protocol, title, type }: Message, discriminator: string): Head {
    const key = JSON.stringify([side, protocol, title, type, discriminator])
    const known = this.#heads.get(key)
    if (known) return known
    const head = { side, protocol, title, type, discriminator }
    this.#heads.set(key, head)
    return head
  }

  /** Trees of one shape share their rows. */
  #addRows(message: Message): number {
    const to = this.#packing
    to.clear()
    writeRows(to, message)
    const { packed } = to
    const hash = hashOf(packed)
    const known = this.#shapes.get(hash)
    if (known !== undefined && this.#holds(known, packed)) return known
    const address = this.#slab.add(packed)
    this.#shapes.set(hash, address)
    return address
  }

  #holds(address: number, packed: Uint8Array): boolean {
    const block = this.#slab.blockOf(address)
    const place = this.#slab.placeOf(address)
    return Buffer.compare(block.subarray(place, place + packed.length), packed) === 0
  }

  /** Derived values, steps, then each source's name and length, then their bytes. */
  #addContent({ tree, sources }: Message, steps: Steps): number {
    const to = this.#packing
    to.clear()
    for (let at = 0; at < tree.count * ROW_SIZE; at += ROW_SIZE) {
      if (tree.rows[at + ROW_SOURCE] !== NO_SOURCE || isLink(tree.rows[at]!)) continue
      to.number(this.#values.number(tree.derived[tree.rows[at + ROW_START]!]!))
    }
    to.number(steps.length)
    for (const each of steps) to.number(each)
    to.number(sources.length)
    for (const { name, start, end } of sources) {
      to.number(this.#values.number(name))
      to.number(end - start)
    }
    for (const { bytes, start, end } of sources) to.bytes(bytes, start, end)
    return this.#slab.add(to.packed)
  }

  #sources(): KeptSource[] {
    const from = this.#unpacking
    const heads = Array.from({ length: from.number() }, () => ({
      name: String(this.#values.get(from.number())),
      end: from.number(),
    }))
    return heads.map(({ name, end }) => {
      const bytes = from.bytes.subarray(from.at, from.at + end)
      from.at += end
      return { name, bytes, start: 0, end }
    })
  }
}

/** A message in a store. */
class PackedMessage implements KeptMessage {
  readonly #store: Store

  constructor(
    store: Store,
    readonly head: Head,
    readonly number: number,
    readonly frame: number,
    /** Addresses of its rows and of its content. */
    readonly shape: number,
    readonly content: number,
    readonly rare: Pick<Kept, 'findings' | 'place'>,
  ) {
    this.#store = store
  }

  open(buffer?: Int32Array): Kept {
    return this.#store.open(this, buffer)
  }
}

const NOTHING_RARE: Pick<Kept, 'findings' | 'place'> = { findings: [], place: undefined }

/** Links name other messages by their numbers, which are never compared. */
function isLink(id: number): boolean {
  return fieldById(id).shown !== undefined
}

/** Rows differ little from the ones before: starts are written as distances. */
function writeRows(to: Packing, { tree: { rows, count }, sources }: Message): void {
  const size = count * ROW_SIZE
  let kept = 0
  for (let at = 0; at < size; at += ROW_SIZE) if (!isLink(rows[at]!)) kept++
  to.number(kept)
  let before = 0
  for (let at = 0; at < size; at += ROW_SIZE) {
    if (isLink(rows[at]!)) continue
    const source = rows[at + ROW_SOURCE]!
    to.number(rows[at]!)
    to.number(rows[at + ROW_DEPTH]!)
    to.number(source + 1)
    if (source === NO_SOURCE) continue
    const start = rows[at + ROW_START]! - sources[source]!.start
    to.signed(start - before)
    to.number(rows[at + ROW_LENGTH]!)
    before = start
  }
}

/** Reads rows and returns how many of them are derived. */
function readRows(from: Unpacking, rows: Int32Array, size: number): number {
  let derived = 0
  let before = 0
  for (let at = 0; at < size; at += ROW_SIZE) {
    rows[at] = from.number()
    rows[at + ROW_DEPTH] = from.number()
    const source = from.number() - 1
    rows[at + ROW_SOURCE] = source
    if (source !== NO_SOURCE) before += from.signed()
    rows[at + ROW_START] = source === NO_SOURCE ? derived++ : before
    rows[at + ROW_LENGTH] = source === NO_SOURCE ? 0 : from.number()
  }
  return derived
}

/** Gives values that occur often a number each. */
class Interned<T> {
  readonly #numbers = new Map<T, number>()
  readonly #values: T[] = []

  number(value: T): number {
    const known = this.#numbers.get(value)
    if (known !== undefined) return known
    this.#numbers.set(value, this.#values.length)
    return this.#values.push(value) - 1
  }

  get(number: number): T {
    return this.#values[number]!
  }
}
