import type { Message } from '../dissect/message.js'
import { NO_SOURCE, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import type { Fact } from '../facts/fact.js'
import { FACTS } from '../facts/index.js'
import { type FieldDef, fieldById } from '../fields/definition.js'
import { wholePathPattern } from '../fields/path-pattern.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { writeText } from '../output/escape.js'
import { FactText } from './fact-text.js'
import { SummaryFields } from './heading.js'
import { PerField } from './per-field.js'
import { plainValue, writePlainDerived, writePlainHex } from './plain-value.js'
import type { FieldValue } from './value.js'
import type { ColumnOptions, ViewOptions } from './view.js'

/** The column of what summary lines say of a message, which is no fact. */
export const INFO = 'info'

/** A column that shows fields, with the rows it shows of the message at hand; those of headers aside as `~row`. */
interface FieldColumn {
  readonly fits: (path: string) => boolean
  readonly rows: number[]
}

/** Writes the columns of one line a message, each from what the message has of its fact or fields. */
export class Columns {
  readonly #options: ColumnOptions & Pick<ViewOptions, 'showSecrets'>
  readonly #columns: readonly (Fact | FieldColumn | typeof INFO)[]
  readonly #fields: readonly FieldColumn[]
  /** Which columns show a field. */
  readonly #shownIn = new PerField<readonly FieldColumn[]>()
  readonly #values = new PerField<FieldValue>()
  readonly #facts = new FactText()
  readonly #info: SummaryFields

  constructor(options: ColumnOptions & Pick<ViewOptions, 'showSecrets'>) {
    this.#options = options
    this.#info = new SummaryFields(options.showSecrets)
    this.#columns = options.paths.map(
      (path) => (path === INFO ? INFO : FACTS.get(path)) ?? { fits: wholePathPattern(path), rows: [] },
    )
    this.#fields = this.#columns.filter(
      (column): column is FieldColumn => column !== INFO && 'fits' in column,
    )
  }

  get count(): number {
    return this.#columns.length
  }

  /** Gets ready to write columns of this message. */
  gather(message: Message): void {
    if (this.#fields.length === 0) return
    for (const { rows } of this.#fields) rows.length = 0
    this.#gather(message, false)
    if (message.headers) this.#gather(message.headers, true)
  }

  /** Writes one column, without quotes. */
  write(out: ByteWriter, message: Message, index: number): void {
    const column = this.#columns[index]!
    if (column === INFO) this.#info.write(out, message, true)
    else if ('fits' in column) {
      const { rows } = column
      this.#several(out, rows.length, (i) => this.#row(out, message, rows[i]!))
    } else this.#several(out, column.count(message), (i) => this.#facts.write(out, column, message, i))
  }

  #several(out: ByteWriter, count: number, write: (index: number) => void): void {
    const { occurrence, aggregator } = this.#options
    if (count === 0) return
    if (occurrence !== 'a') write(occurrence === 'f' ? 0 : count - 1)
    else
      for (let i = 0; i < count; i++) {
        if (i > 0) writeText(out, aggregator)
        write(i)
      }
  }

  #gather({ tree: { rows, count } }: Message, aside: boolean): void {
    for (let row = 0; row < count; row++) {
      const columns = this.#columnsOf(fieldById(rows[row * ROW_SIZE]!))
      for (const column of columns) column.rows.push(aside ? ~row : row)
    }
  }

  #columnsOf(def: FieldDef): readonly FieldColumn[] {
    const known = this.#shownIn.get(def)
    if (known) return known
    return this.#shownIn.set(
      def,
      this.#fields.filter(({ fits }) => fits(def.path)),
    )
  }

  #row(out: ByteWriter, message: Message, row: number): void {
    const { tree, sources } = row < 0 ? message.headers! : message
    const at = ROW_SIZE * (row < 0 ? ~row : row)
    const { rows } = tree
    const def = fieldById(rows[at]!)
    const source = rows[at + ROW_SOURCE]!
    const start = rows[at + ROW_START]!
    if (source === NO_SOURCE) {
      writePlainDerived(out, def, tree.derived[start]!, this.#options)
      return
    }
    const length = rows[at + ROW_LENGTH]!
    const value = this.#values.get(def) ?? this.#values.set(def, plainValue(def, this.#options))
    const write = length < value.needs ? writePlainHex : value.write
    write(out, sources[source]!.bytes, start, length)
  }
}
