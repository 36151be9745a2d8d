import type { Message } from '../dissect/message.js'
import { NO_SOURCE, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { type FieldDef, fieldById } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import type { Addresses } from './addresses.js'
import type { Counts } from './counts.js'
import type { KnownSecrets } from './known-secrets.js'
import type { Fate, Policy } from './policy.js'
import type { Carrier } from './redacting.js'
import { type Range, repack } from './repack.js'
import type { Replacer } from './replacer.js'

/** What rewriting a message takes. */
export interface Tools {
  readonly policy: Policy
  readonly replacer: Replacer
  readonly addresses: Addresses
  readonly secrets: KnownSecrets
  readonly counts: Counts
}

/** A leaf of a message's tree. */
interface Leaf {
  readonly def: FieldDef
  readonly source: number
  /** In the source's rewritten bytes, which begin with its first. */
  readonly start: number
  readonly length: number
}

/** The bytes of a message (of its first source) with everything replaced or dropped that must be; of the same length. */
export function redactMessage(message: Message, tools: Tools): Uint8Array {
  return new Rewriting(message, tools).bytes()
}

/** Chooses the replacements of the addresses in a message's fields, in their order. */
export function chooseAddresses(
  message: Message,
  { policy, addresses }: Pick<Tools, 'policy' | 'addresses'>,
): void {
  for (const { def, source, start, length } of leavesOf(message)) {
    if (policy.fate(def) !== 'address') continue
    const { bytes, start: from } = message.sources[source]!
    replacedAddress(def, bytes.subarray(from + start, from + start + length), addresses)
  }
}

class Rewriting {
  readonly #message: Message
  readonly #tools: Tools
  readonly #copies: Uint8Array[]
  readonly #changed: boolean[]
  readonly #leaves: Leaf[]

  constructor(message: Message, tools: Tools) {
    this.#message = message
    this.#tools = tools
    // What was inflated comes in buffers of Node's, whose `slice` is no copy.
    this.#copies = message.sources.map(({ bytes, start, end }) => new Uint8Array(bytes.subarray(start, end)))
    this.#changed = message.sources.map(() => false)
    this.#leaves = leavesOf(message)
  }

  bytes(): Uint8Array {
    const carried = this.#carried()
    const carrying = new Set([...carried.values()].flatMap(({ leaves }) => leaves))
    for (const leaf of this.#leaves) if (!carrying.has(leaf)) this.#rewrite(leaf)
    // Sources that lie in others come after them.
    for (let source = this.#copies.length - 1; source > 0; source--) {
      const by = carried.get(source)
      if (by) this.#repack(source, by.carrier, by.leaves)
      else if (this.#changed[source])
        throw new Error(`nothing carries ${this.#message.sources[source]!.name}`)
    }
    return this.#copies[0]!
  }

  /** The fields that carry each source but the first. */
  #carried(): Map<number, { carrier: Carrier; leaves: Leaf[] }> {
    const found = new Map<number, { carrier: Carrier; leaves: Leaf[] }>()
    const used = new Set<Leaf>()
    for (const [source, { name }] of this.#message.sources.entries()) {
      if (source === 0) continue
      const carriers = this.#tools.policy.carriers.filter((each) => each.source === name)
      const fitting = this.#leaves.filter(
        (leaf) =>
          leaf.source < source && !used.has(leaf) && carriers.some(({ field }) => field === leaf.def.path),
      )
      const carrier = carriers.find(({ field }) => field === fitting[0]?.def.path)
      if (!carrier) continue
      const leaves = carrier.coding === 'joined' ? fitting : fitting.slice(0, 1)
      for (const leaf of leaves) used.add(leaf)
      found.set(source, { carrier, leaves })
    }
    return found
  }

  #rewrite(leaf: Leaf): void {
    const { policy, counts } = this.#tools
    const before = this.#copies[leaf.source]!.subarray(leaf.start, leaf.start + leaf.length)
    const fate = policy.fate(leaf.def)
    const after = this.#replacement(leaf, before, fate)
    if (!after) return
    const changed = differing(before, after)
    if (changed === 0) return
    if (fate === 'unknown') counts.drop(this.#what(leaf), changed)
    else counts.replaced(fate === 'kept' ? 'secret' : fate, changed)
    before.set(after)
    this.#changed[leaf.source] = true
  }

  #replacement({ def, source }: Leaf, before: Uint8Array, fate: Fate): Uint8Array | undefined {
    const { policy, replacer, addresses, secrets } = this.#tools
    switch (fate) {
      case 'kept':
        return secrets.hidden(def, before, replacer)
      case 'unknown':
        return this.#filler(source, before)
      case 'address':
        return replacedAddress(def, before, addresses) ?? replacer.field(def, before)
      default:
        return withBeginning(policy.publicLength(def, before), before, replacer.field(def, before))
    }
  }

  /** Zeros; in zero-coded bytes, which must keep their zeros where they are, ones. */
  #filler(source: number, before: Uint8Array): Uint8Array {
    const { name } = this.#message.sources[source]!
    const isCoded = this.#tools.policy.carriers.some(
      (each) => each.source === name && each.coding === 'zero-coded',
    )
    return isCoded ? before.map((byte) => (byte === 0 ? 0 : 1)) : new Uint8Array(before.length)
  }

  #what({ def }: Leaf): string {
    const { protocol, type } = this.#message
    return def.wire === Wire.Undecoded
      ? `${protocol === 'data' ? type || 'unknown protocol' : protocol}`
      : def.path
  }

  /** Brings a source's changes into the fields that carry it. */
  #repack(source: number, carrier: Carrier, leaves: readonly Leaf[]): void {
    const origin = this.#message.sources[source]!
    if (!this.#changed[source] && !origin.seal) return
    const ranges = leaves.map((leaf) => this.#range(leaf))
    const { replacer, counts, secrets } = this.#tools
    const packed = repack(carrier.coding, this.#copies[source]!, ranges, {
      message: this.#message,
      source: origin,
      whole: this.#copies[0]!,
      // Keys that the traffic does not tell are everybody's, or the user's own.
      key: (key) => secrets.hidden(KEY, key, replacer) ?? key,
    })
    for (const leaf of leaves) this.#changed[leaf.source] = true
    if (packed) return
    counts.fill(carrier.field)
    for (const { bytes, start, length } of ranges) bytes.fill(0, start, start + length)
  }

  #range({ source, start, length }: Leaf): Range {
    return { bytes: this.#copies[source]!, start, length }
  }
}

function withBeginning(length: number, before: Uint8Array, after: Uint8Array): Uint8Array {
  if (length > 0) after.set(before.subarray(0, length))
  return after
}

/** As keys are declared: bytes. */
const KEY = { wire: Wire.Bytes } as FieldDef

/** Rows that hold bytes and no others. */
export function leavesOf({ tree: { rows, count }, sources }: Message): Leaf[] {
  const leaves: Leaf[] = []
  for (let row = 0; row < count; row++) {
    const at = row * ROW_SIZE
    const def = fieldById(rows[at]!)
    const source = rows[at + ROW_SOURCE]!
    const length = rows[at + ROW_LENGTH]!
    if (source === NO_SOURCE || length === 0 || def.wire === Wire.Group || def.mask !== 0) continue
    leaves.push({ def, source, start: rows[at + ROW_START]! - sources[source]!.start, length })
  }
  return leaves
}

function replacedAddress(def: FieldDef, before: Uint8Array, addresses: Addresses): Uint8Array | undefined {
  const { wire } = def
  if (wire === Wire.IPv4 || wire === Wire.IPv6 || wire === Wire.Mac) return addresses.binary(wire, before)
  if (wire !== Wire.Text && before.length === 4) return addresses.ipv4(before)
  const wide = wire === Wire.TextUtf16LE || wire === Wire.TextUtf16BE
  const text = Buffer.from(before).toString(wire === Wire.TextUtf16LE ? 'utf16le' : 'latin1')
  const replaced = addresses.text(text)
  return replaced === undefined || wire === Wire.TextUtf16BE
    ? undefined
    : Buffer.from(replaced, wide ? 'utf16le' : 'latin1')
}

function differing(before: Uint8Array, after: Uint8Array): number {
  let count = 0
  for (let i = 0; i < before.length; i++) if (before[i] !== after[i]) count++
  return count
}
