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
import { fieldById, isLink } from '../fields/definition.js'
import { hashOf } from './hash.js'
import { type Head, type Kept, type KeptMessage, type Steps, View } from './kept.js'
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

  /** Makes a message's tree again, in `view`; its sources lie in the store's blocks. */
  look({ head, number, frame, shape, content, rare }: PackedMessage, view: View): View {
    const from = this.#unpacking
    view.side = head.side
    view.protocol = head.protocol
    view.title = head.title
    view.type = head.type
    view.discriminator = head.discriminator
    view.valuesOnly = head.valuesOnly
    view.number = number
    view.frame = frame
    view.place = rare.place
    view.findings = rare.findings
    this.#seek(content)
    this.#readContent(view)
    this.#seek(shape)
    readRows(from, view)
    return view
  }

  #seek(address: number): void {
    this.#unpacking.bytes = this.#slab.blockOf(address)
    this.#unpacking.at = this.#slab.placeOf(address)
  }

  #headOf({ side, protocol, title, type, saved }: Message, discriminator: string): Head {
    const valuesOnly = saved !== undefined
    const key = JSON.stringify([side, protocol, title, type, discriminator, valuesOnly])
    const known = this.#heads.get(key)
    if (known) return known
    const head = { side, protocol, title, type, discriminator, valuesOnly }
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

  /** Derived values, steps, each source's name and length, each with their number before; then the sources' bytes. */
  #addContent({ tree, sources }: Message, steps: Steps): number {
    const to = this.#packing
    to.clear()
    const derived = derivedOf(tree)
    to.number(derived.length)
    for (const each of derived) to.number(this.#values.number(each))
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

  #readContent({ tree, steps, sources }: View): void {
    const from = this.#unpacking
    tree.derived.length = from.number()
    for (let i = 0; i < tree.derived.length; i++) tree.derived[i] = this.#values.get(from.number())
    steps.length = from.number()
    for (let i = 0; i < steps.length; i++) steps[i] = from.number()
    const count = from.number()
    while (sources.length > count) sources.pop()
    while (sources.length < count) sources.push({ name: '', bytes: from.bytes, start: 0, end: 0 })
    for (const source of sources) {
      source.name = String(this.#values.get(from.number()))
      source.end = from.number()
    }
    let at = from.at
    for (const source of sources) {
      source.bytes = from.bytes
      source.start = at
      at += source.end
      source.end = at
    }
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

  look(view: View): Kept {
    return this.#store.look(this, view)
  }

  open(): Kept {
    const view = this.#store.look(this, new View())
    const { rows, count } = view.tree
    for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
      const source = rows[at + ROW_SOURCE]!
      if (source !== NO_SOURCE) rows[at + ROW_START]! -= view.sources[source]!.start
    }
    for (const source of view.sources) {
      source.bytes = source.bytes.subarray(source.start, source.end)
      source.end -= source.start
      source.start = 0
    }
    return view
  }
}

const NOTHING_RARE: Pick<Kept, 'findings' | 'place'> = { findings: [], place: undefined }

function derivedOf({ rows, count, derived }: Message['tree']): DerivedValue[] {
  if (derived.length === 0) return NOTHING_DERIVED
  const values: DerivedValue[] = []
  for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
    if (rows[at + ROW_SOURCE] === NO_SOURCE && !isLink(fieldById(rows[at]!)))
      values.push(derived[rows[at + ROW_START]!]!)
  }
  return values
}

const NOTHING_DERIVED: DerivedValue[] = []

/** Rows differ little from the ones before: starts are written as distances. */
function writeRows(to: Packing, { tree: { rows, count }, sources }: Message): void {
  const size = count * ROW_SIZE
  let kept = 0
  for (let at = 0; at < size; at += ROW_SIZE) if (!isLink(fieldById(rows[at]!))) kept++
  to.number(kept)
  let before = 0
  for (let at = 0; at < size; at += ROW_SIZE) {
    if (isLink(fieldById(rows[at]!))) continue
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

/** Reads rows; the view's sources are there already. */
function readRows(from: Unpacking, { tree, sources }: View): void {
  const size = from.number() * ROW_SIZE
  if (size > tree.rows.length) tree.rows = new Int32Array(size)
  const { rows } = tree
  tree.count = size / ROW_SIZE
  let derived = 0
  let before = 0
  for (let at = 0; at < size; at += ROW_SIZE) {
    rows[at] = from.number()
    rows[at + ROW_DEPTH] = from.number()
    const source = from.number() - 1
    rows[at + ROW_SOURCE] = source
    if (source === NO_SOURCE) {
      rows[at + ROW_START] = derived++
      rows[at + ROW_LENGTH] = 0
      continue
    }
    before += from.signed()
    rows[at + ROW_START] = sources[source]!.start + before
    rows[at + ROW_LENGTH] = from.number()
  }
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
