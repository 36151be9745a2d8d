import { count } from '../count.js'
import { defineField, type FieldDef } from '../fields/definition.js'
import { readNumber } from '../fields/read.js'
import { Wire } from '../fields/wire.js'
import type { FieldRow } from './field-row.js'
import { type FindingKind, findingKind } from './finding.js'
import { MAX_DEPTH, MAX_FIELDS } from './limits.js'
import type { LinkKind } from './links.js'
import type { Message, MessageRef } from './message.js'
import type { DerivedValue, FieldTree } from './tree.js'

/** Bytes nobody understood. */
export const UNDECODED = defineField('slx.undecoded', {
  wire: Wire.Undecoded,
  label: 'undecoded',
  doc: 'Bytes that no field explains',
})

const CUT = findingKind('capture.cut', 'warning')
const SHORT = findingKind('malformed.short', 'error')
const LENGTH = findingKind('malformed.length', 'error')
const LEFT_OVER = findingKind('malformed.left-over', 'warning')
const TOO_MANY = findingKind('limit.fields', 'error')
const TOO_DEEP = findingKind('limit.depth', 'error')

/** What set the end of the bytes a cursor may read: the whole source, or a length field. */
interface Region {
  end: number
  failed: boolean
  /** The length said more than there was, and that has been reported. */
  clipped: boolean
  by: string | FieldDef
}

/**
 * Walks over one source of a message; `read` records a field and returns its value in one call.
 *
 * Running out of bytes is an ordinary outcome: what is left becomes one undecoded leaf with one finding
 * that says which limit was crossed, `failed` turns true, and further reads record nothing and return 0.
 * Loops must therefore ask `more` (or `failed`). A region set by a length field (`enter`, `leave`)
 * confines the damage: after `leave` reading goes on behind it.
 */
export class Cursor {
  bytes: Uint8Array = new Uint8Array(0)
  pos = 0
  end = 0
  source = 0
  depth = 0
  failed = false
  message!: Message
  tree!: FieldTree
  #clipped = false
  /** What set the end, in words, or the length field that did. */
  #by: string | FieldDef = ''
  readonly #regions: Region[] = []
  #regionCount = 0
  /** Row of each open group, and where the group began. */
  readonly #groups: number[] = []

  /** Points the cursor at the beginning of a source of `message`. `limit` says in findings what set its end. */
  begin(message: Message, source: number, depth = 0, limit = 'the end of the data'): void {
    const from = message.sources[source]!
    this.message = message
    this.tree = message.tree
    this.source = source
    this.bytes = from.bytes
    this.pos = from.start
    this.end = from.end
    this.depth = depth
    this.failed = false
    this.#clipped = false
    this.#by = limit
    this.#regionCount = 0
    if (this.#groups.length > 0) this.#groups.length = 0
  }

  get remaining(): number {
    return this.end - this.pos
  }

  /** Whether there is anything left to read here. */
  get more(): boolean {
    return this.pos < this.end && !this.failed
  }

  /** Records a field of fixed width and returns its number (0 for types that are none, and after a failure). */
  read(def: FieldDef): number {
    const at = this.pos
    const next = at + def.width
    if (next > this.end || this.failed || this.tree.count >= MAX_FIELDS) return this.#refuse(def, def.width)
    this.tree.add(def, this.source, at, def.width, this.depth)
    this.pos = next
    return readNumber(this.bytes, at, def.wire)
  }

  /** Records a field of `length` bytes. Returns where it starts in `bytes`, or -1 when it is not all there. */
  take(def: FieldDef, length: number): number {
    const at = this.pos
    if (length < 0 || at + length > this.end || this.failed || this.tree.count >= MAX_FIELDS) {
      this.#refuse(def, length)
      return -1
    }
    this.tree.add(def, this.source, at, length, this.depth)
    this.pos = at + length
    return at
  }

  /** Records fields that follow one another. Returns where the first starts in `bytes`, or -1 when they are not all there. */
  takeRow(row: FieldRow): number {
    const at = this.pos
    const next = at + row.width
    const count = row.defs.length
    if (next > this.end || this.failed || this.tree.count + count > MAX_FIELDS) {
      for (const def of row.defs) this.take(def, def.width)
      return -1
    }
    this.tree.addFields(row.layout, 0, count, this.source, at, this.depth)
    this.pos = next
    return at
  }

  /** Records everything left in this region as one field; nothing when nothing is left. */
  rest(def: FieldDef): void {
    if (this.more) this.take(def, this.end - this.pos)
  }

  /** Records a part of the bits of the field just read, one level deeper. `value` is that field's number. */
  bits(def: FieldDef, value: number): number {
    const mask = def.mask
    if (this.failed) return 0
    this.tree.add(def, this.source, this.pos - def.width, def.width, this.depth + 1)
    return (value & mask) >>> (31 - Math.clz32(mask & -mask))
  }

  /** Records a value that has no bytes of its own. */
  derive(def: FieldDef, value: DerivedValue): void {
    if (this.tree.count < MAX_FIELDS) this.tree.derive(def, value, this.depth)
  }

  /** Records at this depth that the message belongs to an earlier one. */
  link(kind: LinkKind, earlier: MessageRef): void {
    if (this.tree.count + 2 <= MAX_FIELDS) this.message.link(kind, earlier, this.depth)
  }

  /** The integer at `offset` bytes from here in a wire type of `width` bytes, without recording; -1 when it is not there. */
  peek(wire: Wire, width: number, offset = 0): number {
    const at = this.pos + offset
    return at + width > this.end ? -1 : readNumber(this.bytes, at, wire)
  }

  /** Opens a group: rows recorded until `close` are its children. */
  open(def: FieldDef): void {
    if (this.depth >= MAX_DEPTH) {
      this.#stop(TOO_DEEP, `More than ${MAX_DEPTH} nested groups; the rest is not decoded.`)
    }
    this.#groups.push(this.failed ? -1 : this.tree.add(def, this.source, this.pos, 0, this.depth))
    this.depth++
  }

  close(): void {
    const row = this.#groups.pop()
    this.depth--
    if (row !== undefined && row >= 0) this.tree.setEnd(row, this.pos)
  }

  /** Limits reading to the next `length` bytes, as the field `by` said. A negative length (less than what it must hold) counts as 0. */
  enter(length: number, by: FieldDef): void {
    const index = this.#regionCount++
    const saved = (this.#regions[index] ??= { end: 0, failed: false, clipped: false, by: '' })
    saved.end = this.end
    saved.failed = this.failed
    saved.clipped = this.#clipped
    saved.by = this.#by
    if (this.failed) return
    const end = this.pos + Math.max(0, length)
    if (end > this.end) {
      if (!this.#clipped) this.#reportLength(length, by)
      this.#clipped = true
    } else {
      this.end = end
      this.#clipped = false
      this.#by = by
    }
  }

  /** Ends the region of the last `enter`; bytes left in it are recorded as undecoded, with a finding. */
  leave(): void {
    this.#leftOver()
    const saved = this.#regions[--this.#regionCount]!
    const cutShort = this.#clipped && !saved.clipped
    this.end = saved.end
    this.failed = saved.failed || cutShort
    this.#clipped = saved.clipped
    this.#by = saved.by
  }

  /** Closes whatever is open and accounts for every byte left. The engine calls it after each message. */
  finish(): void {
    while (this.#regionCount > 0) this.leave()
    this.#leftOver()
    while (this.#groups.length > 0) this.close()
  }

  /** Records a problem at `length` bytes that begin `back` bytes before the cursor. */
  find(kind: FindingKind, text: string, back = 0, length = back): void {
    this.message.find(kind, text, this.source, this.pos - back, length)
  }

  #leftOver(): void {
    const left = this.end - this.pos
    if (left <= 0) return
    const failed = this.failed
    this.#swallow()
    if (!failed) this.find(LEFT_OVER, `${count(left, 'byte')} left over before ${this.#limit}.`, left)
  }

  /** Records what is left as one leaf. */
  #swallow(def = UNDECODED): void {
    if (this.pos < this.end) this.tree.add(def, this.source, this.pos, this.end - this.pos, this.depth)
    this.pos = this.end
  }

  #refuse(def: FieldDef, length: number): number {
    if (this.failed) return 0
    if (this.tree.count >= MAX_FIELDS) {
      this.#stop(TOO_MANY, `More than ${MAX_FIELDS} fields in one message; the rest is not decoded.`)
      return 0
    }
    const left = this.end - this.pos
    const offset = this.pos - this.message.sources[this.source]!.start
    const clipped = this.#clipped
    const [kind, text] = this.#isCut()
      ? [
          CUT,
          `The capture lacks the rest of this: '${def.label}' needs ${count(length, 'byte')} at offset ${offset}, ${left} are there.`,
        ]
      : [
          SHORT,
          `Not enough data for '${def.label}': ${count(length, 'byte')} needed at offset ${offset}, ${left} left before ${this.#limit}.`,
        ]
    this.failed = true
    // What is there of a secret stays one.
    this.#swallow(def.role === 'secret' ? def : UNDECODED)
    if (!clipped) this.find(kind, text, left)
    return 0
  }

  #reportLength(length: number, by: FieldDef): void {
    const left = this.end - this.pos
    if (this.#isCut())
      this.find(
        CUT,
        `The capture lacks the rest of this: ${by.path} says ${count(length, 'byte')} follow, ${left} are there.`,
        0,
        left,
      )
    else
      this.find(
        LENGTH,
        `${by.path} says ${count(length, 'byte')} follow, but only ${left} are left before ${this.#limit}.`,
        0,
        left,
      )
  }

  /** What set the end of the region, for findings. */
  get #limit(): string {
    return typeof this.#by === 'string' ? this.#by : `the length in ${this.#by.path}`
  }

  #isCut(): boolean {
    const from = this.message.sources[this.source]!
    return from.cut > 0 && this.end === from.end
  }

  #stop(kind: FindingKind, text: string): void {
    if (this.failed) return
    this.failed = true
    const left = this.end - this.pos
    this.#swallow()
    this.find(kind, text, left)
  }
}
