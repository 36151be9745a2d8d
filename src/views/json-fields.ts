import {
  type DerivedValue,
  NO_SOURCE,
  ROW_DEPTH,
  ROW_LENGTH,
  ROW_SIZE,
  ROW_SOURCE,
  ROW_START,
} from '../dissect/tree.js'
import { type FieldDef, fieldById, isMasked } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { type Key, KeysOfObject, KeyTable } from './json-keys.js'
import { jsonWriter, writeJsonDerived, writeJsonHex, writeJsonLength, writeJsonMasked } from './json-value.js'
import { PerField } from './per-field.js'
import type { FieldValue, RowHolder } from './value.js'

/** A message, or what is kept of one. */
type Rows = RowHolder & { readonly tree: { readonly count: number } }

/** An object that is being written. */
class Level {
  /** Depth of the row it belongs to: deeper rows go into it. */
  depth = -1
  /** It stands for an array's element (or a boxed leaf) that has parts: inline values behind the row go into it too. */
  element = false
  empty = true
  /** Definition of the elements of the array that is open in it, -1 for none. */
  array = -1
  readonly keys = new KeysOfObject()
}

/** What a field is in the object that holds it. */
interface Member extends FieldValue {
  readonly key: Key
}

/**
 * Writes a message's rows as one JSON object. A group is an object; rows of one repeated definition that
 * stand together are an array; parts of a leaf (its bits, inline values) are keys beside it, but in an
 * array, or where its definition says so, a leaf with parts is an object that has the leaf as `value`. A group whose definition says so has its
 * bytes as `raw`. Should two rows of an object have
 * the same name though they are not repeated, the second gets `#2` behind it, so that nothing is lost.
 */
export class JsonFields {
  readonly #out: ByteWriter
  readonly #showSecrets: boolean
  readonly #table = new KeyTable()
  readonly #value = this.#table.get('value')
  readonly #raw = this.#table.get('raw')
  readonly #members = new PerField<Member>()
  readonly #levels: Level[] = []
  #top = -1

  constructor(out: ByteWriter, showSecrets: boolean) {
    this.#out = out
    this.#showSecrets = showSecrets
  }

  write(message: Rows): void {
    this.#open(-1, false)
    const { count } = message.tree
    for (let row = 0; row < count; row++) this.#row(message, row)
    while (this.#top >= 0) this.#close()
  }

  #row(message: Rows, row: number): void {
    const { rows } = message.tree
    const at = row * ROW_SIZE
    const def = fieldById(rows[at]!)
    if (def.hidden) return
    const depth = rows[at + ROW_DEPTH]!
    const source = rows[at + ROW_SOURCE]!
    const member = this.#members.get(def) ?? this.#members.set(def, this.#memberOf(def))
    const part = source === NO_SOURCE && def.inline
    let level = this.#levels[this.#top]!
    while (level.depth >= depth && !(part && level.element && level.depth === depth)) {
      this.#close()
      level = this.#levels[this.#top]!
    }
    if (level.array >= 0 || def.repeated) this.#element(level, def, member.key)
    else this.#key(level, member.key)
    if (def.wire === Wire.Group) {
      const inside = this.#open(depth, false)
      if (def.raw && !def.withheld && source !== NO_SOURCE) {
        this.#key(inside, this.#raw)
        writeJsonHex(this.#out, message.sources[source]!.bytes, rows[at + ROW_START]!, rows[at + ROW_LENGTH]!)
      }
      return
    }
    if ((def.repeated || def.boxed) && hasParts(message, row, depth))
      this.#key(this.#open(depth, true), this.#value)
    const start = rows[at + ROW_START]!
    if (source === NO_SOURCE) this.#derived(def, message.tree.derived[start]!)
    else {
      const length = rows[at + ROW_LENGTH]!
      // A value is given only if its bytes are there.
      const write = length < member.needs ? writeJsonHex : member.write
      write(this.#out, message.sources[source]!.bytes, start, length)
    }
  }

  #memberOf(def: FieldDef): Member {
    const key = this.#table.get(def.name)
    if (this.#masks(def)) return { key, write: writeJsonMasked, needs: 0 }
    if (def.elsewhere) return { key, write: writeJsonLength, needs: 0 }
    return { key, write: jsonWriter(def), needs: def.width }
  }

  #masks(def: FieldDef): boolean {
    return isMasked(def, this.#showSecrets)
  }

  #derived(def: FieldDef, value: DerivedValue): void {
    if (this.#masks(def)) this.#out.ascii('{"masked":true}')
    else writeJsonDerived(this.#out, value)
  }

  /** Writes what stands before a value where arrays are concerned: the next element of one, the first, or what comes behind one. */
  #element(level: Level, def: FieldDef, key: Key): void {
    if (level.array === def.id) {
      this.#out.byte(COMMA)
      return
    }
    this.#endArray(level)
    this.#key(level, key)
    if (!def.repeated) return
    this.#out.byte(LEFT_SQUARE)
    level.array = def.id
  }

  #key(level: Level, key: Key): void {
    const unique = level.keys.add(key) ? key : level.keys.addAgain(key, this.#table)
    this.#out.label(level.empty ? unique.first : unique.next)
    level.empty = false
  }

  #open(depth: number, element: boolean): Level {
    const index = ++this.#top
    const level = (this.#levels[index] ??= new Level())
    level.depth = depth
    level.element = element
    level.empty = true
    level.array = -1
    level.keys.clear()
    this.#out.byte(LEFT_BRACE)
    return level
  }

  #close(): void {
    this.#endArray(this.#levels[this.#top]!)
    this.#out.byte(RIGHT_BRACE)
    this.#top--
  }

  #endArray(level: Level): void {
    if (level.array < 0) return
    this.#out.byte(RIGHT_SQUARE)
    level.array = -1
  }
}

/** Whether rows behind a leaf belong to it: deeper ones, or inline values. */
function hasParts(message: Rows, row: number, depth: number): boolean {
  const next = row + 1
  const { rows, count } = message.tree
  if (next >= count) return false
  const at = next * ROW_SIZE
  const nextDepth = rows[at + ROW_DEPTH]!
  if (nextDepth !== depth) return nextDepth > depth
  return rows[at + ROW_SOURCE] === NO_SOURCE && fieldById(rows[at]!).inline
}

const COMMA = 0x2c
const LEFT_SQUARE = 0x5b
const RIGHT_SQUARE = 0x5d
const LEFT_BRACE = 0x7b
const RIGHT_BRACE = 0x7d
