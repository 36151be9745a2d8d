import type { Message } from '../dissect/message.js'
import { type FieldDef, isMasked } from '../fields/definition.js'
import type { Selection } from './selection.js'

/** Prints messages, one after the other, into a ByteWriter it was made with. */
export interface View {
  message(message: Message): void
  /** After the last message. */
  end(): void
}

export interface ViewOptions {
  /** Columns to wrap at. */
  readonly width: number
  readonly colour: boolean
  /** Show fields of role `secret` instead of masking them. */
  readonly showSecrets: boolean
  /** JSON: say where the values lie too, with the bytes. */
  readonly positions?: boolean
  /** What `fields` and `csv` show, and how. */
  readonly columns?: ColumnOptions
  /** Show only these fields. It has been asked about a message before a view gets that. */
  readonly only?: Selection
  /** Add the dump of each message. */
  readonly dump?: boolean
}

export interface ColumnOptions {
  /** Facts, and field paths with globs. */
  readonly paths: readonly string[]
  /** Begin with a line of the paths. */
  readonly header: boolean
  /** One character. */
  readonly separator: string
  /** Of several values: the first, the last, or all with the aggregator between them. */
  readonly occurrence: 'f' | 'l' | 'a'
  readonly aggregator: string
  /** Double quotes, single ones or none around each column. */
  readonly quote: 'd' | 's' | 'n'
  /** Names of enumerations and flags instead of their numbers. */
  readonly names: boolean
}

/** Whether the bytes of a field must not be shown. */
export function masks(def: FieldDef, { showSecrets }: ViewOptions): boolean {
  return isMasked(def, showSecrets)
}
