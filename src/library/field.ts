import type { Message } from '../dissect/message.js'
import { NO_SOURCE, ROW_DEPTH, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { type FieldDef, fieldById, type Role } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import { ByteWriter } from '../output/byte-writer.js'
import { jsonWriter, writeJsonDerived, writeJsonLength } from '../views/json-value.js'
import { PerField } from '../views/per-field.js'
import { Values, type WriteValue } from '../views/value.js'

/** A field of a message, with those inside it. */
export interface Field {
  /** `sl.UseCircuitCode.CircuitCode.Code`. */
  readonly path: string
  /** The path's last part. */
  readonly name: string
  readonly label: string
  /** The type as the protocol's page writes it. */
  readonly type: string
  readonly role: Role
  /**
   * As in `-T json`: numbers; 64-bit integers beyond 2^53 - 1 as strings; `{ value, name }` of enumerations and `{ value, names }`
   * of flags; bytes in hexadecimal; vectors as arrays. Undefined for groups and for secrets that are masked.
   */
  readonly value: unknown
  /** The value as the tree shows it; empty for groups. */
  readonly text: string
  /** The source its bytes lie in (`message`, `decrypted` ...); undefined for derived values, which have none. */
  readonly source: string | undefined
  /** In bytes, from the beginning of the source. */
  readonly start: number
  readonly length: number
  readonly fields: readonly Field[]
}

/** Longest text and bytes in `text`; `value` has all. */
const MAX_TEXT = 1024
const MAX_BYTES = 32

/** Makes objects of a message's rows. */
export class FieldReader {
  readonly #values: Values
  readonly #json = new PerField<WriteValue>()
  readonly #parts: Uint8Array[] = []
  readonly #out = new ByteWriter({ closed: false, write: (bytes) => this.#parts.push(bytes.slice()) })

  constructor(showSecrets: boolean) {
    this.#values = new Values({ showSecrets, maxBytes: MAX_BYTES, maxText: MAX_TEXT })
  }

  /** The fields at the top of a message's tree. */
  fields(message: Message): Field[] {
    return this.#level(message, 0, message.tree.count)
  }

  /** The fields of rows `from` to `to`, those deeper than the one before inside it. */
  #level(message: Message, from: number, to: number): Field[] {
    const { rows } = message.tree
    const fields: Field[] = []
    for (let row = from; row < to; ) {
      const depth = rows[row * ROW_SIZE + ROW_DEPTH]!
      let next = row + 1
      while (next < to && rows[next * ROW_SIZE + ROW_DEPTH]! > depth) next++
      fields.push(this.#field(message, row, this.#level(message, row + 1, next)))
      row = next
    }
    return fields
  }

  #field(message: Message, row: number, fields: readonly Field[]): Field {
    const { rows } = message.tree
    const at = row * ROW_SIZE
    const def = fieldById(rows[at]!)
    const { path, name, label, type, role } = def
    const source = rows[at + ROW_SOURCE]!
    const from = source === NO_SOURCE ? undefined : message.sources[source]!
    return {
      path,
      name,
      label,
      type,
      role,
      value: this.#value(message, row, def),
      text: def.wire === Wire.Group ? '' : this.#written(() => this.#values.row(this.#out, message, row)),
      source: from?.name,
      start: from ? rows[at + ROW_START]! - from.start : 0,
      length: from ? rows[at + ROW_LENGTH]! : 0,
      fields,
    }
  }

  #value({ tree: { rows, derived }, sources }: Message, row: number, def: FieldDef): unknown {
    if (def.wire === Wire.Group || this.#values.masks(def)) return undefined
    const at = row * ROW_SIZE
    const source = rows[at + ROW_SOURCE]!
    const start = rows[at + ROW_START]!
    if (source === NO_SOURCE) return this.#parsed(() => writeJsonDerived(this.#out, derived[start]!))
    const length = rows[at + ROW_LENGTH]!
    const { bytes } = sources[source]!
    if (length < def.width) return Buffer.from(bytes.subarray(start, start + length)).toString('hex')
    const write =
      this.#json.get(def) ?? this.#json.set(def, def.elsewhere ? writeJsonLength : jsonWriter(def))
    return this.#parsed(() => write(this.#out, bytes, start, length))
  }

  #parsed(write: () => void): unknown {
    return JSON.parse(this.#written(write))
  }

  #written(write: () => void): string {
    write()
    this.#out.flush()
    return Buffer.concat(this.#parts.splice(0)).toString('utf8')
  }
}
