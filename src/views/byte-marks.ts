import { NO_SOURCE, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { type FieldDef, fieldById } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import { Part, type Selection } from './selection.js'

/** What a dump has to know of a byte. */
export const enum Mark {
  None = 0,
  /** Of a secret: a star stands for it. */
  Secret = 1,
  /** Made out elsewhere, where some of it is a secret: a dash stands for it. */
  Covered = 2,
  /** Of a field that was asked for. */
  Picked = 4,
}

/** What bytes are marked of: a message, or what is kept of one. */
export interface Marked {
  readonly tree: { readonly rows: Int32Array; readonly count: number }
  readonly sources: readonly { readonly start: number; readonly end: number }[]
}

/** Marks the bytes of a message's sources. */
export class ByteMarks {
  readonly #masks: (def: FieldDef) => boolean
  readonly #only: Selection | undefined
  readonly #sources: Uint8Array[] = []
  #covers = false

  constructor(masks: (def: FieldDef) => boolean, only: Selection | undefined) {
    this.#masks = masks
    this.#only = only
  }

  /** Looks at a message: what `of` says afterwards is about it. */
  read(message: Marked): void {
    const { tree, sources } = message
    this.#covers = false
    for (const [index, { start, end }] of sources.entries()) this.#clear(index, end - start)
    const discreet = hasSecrets(message, this.#masks)
    for (let row = 0; row < tree.count; row++) {
      const def = fieldById(tree.rows[row * ROW_SIZE]!)
      if (this.#masks(def)) this.#mark(message, row, Mark.Secret)
      else if (def.elsewhere && (discreet || def.withheld)) this.#mark(message, row, Mark.Covered)
      if (this.#only?.part(row) === Part.In && def.wire !== Wire.Derived)
        this.#mark(message, row, Mark.Picked)
    }
  }

  /** Whether some of its bytes must not be shown. */
  get covers(): boolean {
    return this.#covers
  }

  /** A mark for each byte of a source, from its beginning. */
  of(source: number): Uint8Array {
    return this.#sources[source]!
  }

  #clear(index: number, length: number): void {
    const known = this.#sources[index]
    if (known && known.length >= length) known.fill(0, 0, length)
    else this.#sources[index] = new Uint8Array(2 * length)
  }

  #mark({ tree: { rows }, sources }: Marked, row: number, mark: Mark): void {
    const at = row * ROW_SIZE
    const index = rows[at + ROW_SOURCE]!
    if (index === NO_SOURCE) return
    const from = rows[at + ROW_START]! - sources[index]!.start
    const marks = this.#sources[index]!
    if (mark !== Mark.Picked) this.#covers = true
    for (let i = from; i < from + rows[at + ROW_LENGTH]!; i++) marks[i]! |= mark
  }
}

/** Whether a message has fields that must not be shown: then neither must the bytes they were made of. */
export function hasSecrets(
  { tree: { rows, count } }: Pick<Marked, 'tree'>,
  masks: (def: FieldDef) => boolean,
): boolean {
  for (let row = 0; row < count; row++) if (masks(fieldById(rows[row * ROW_SIZE]!))) return true
  return false
}
