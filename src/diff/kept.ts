import type { Finding } from '../dissect/finding.js'
import type { DerivedValue } from '../dissect/tree.js'
import type { Side } from '../network/conversation.js'

/** Bytes that fields of a kept message lie in. */
export interface KeptSource {
  readonly name: string
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
}

/** Rows as in FieldTree; there may be more rows than count. */
export interface KeptTree {
  readonly rows: Int32Array
  readonly count: number
  readonly derived: readonly DerivedValue[]
}

/** What the messages of one kind have in common. */
export interface Head {
  readonly side: Side
  readonly protocol: string
  readonly title: string
  readonly type: string
  /** What tells messages of one type apart, as its dissector says. */
  readonly discriminator: string
  /** It is made of saved values: its bytes say them, but are not those it had. */
  readonly valuesOnly: boolean
}

/**
 * What the sequence fields of a message went up by, as its side counted them: path number, then the step and one; 0 for a
 * field's first value. Of a repeated field the last counts.
 */
export type Steps = readonly number[]

/** What is kept of a message, opened up. */
export interface Kept extends Head {
  readonly number: number
  /** The first frame it came from. */
  readonly frame: number
  readonly place: string | undefined
  readonly tree: KeptTree
  readonly sources: readonly KeptSource[]
  readonly findings: readonly Finding[]
  readonly steps: Steps
}

/** A message as it lies in memory, small until it is opened. */
export interface KeptMessage {
  readonly head: Head
  readonly number: number
  readonly frame: number
  /** Opens it up for good; its sources begin at 0. */
  open(): Kept
  /** Opens it up for a look, until `view` is used again; its sources lie among other bytes. */
  look(view: View): Kept
}

/** Room for one opened message after the other. */
export class View implements Kept {
  side: Side = 0
  protocol = ''
  title = ''
  type = ''
  discriminator = ''
  valuesOnly = false
  number = 0
  frame = 0
  place: string | undefined
  findings: readonly Finding[] = []
  readonly steps: number[] = []
  readonly sources: { name: string; bytes: Uint8Array; start: number; end: number }[] = []
  readonly tree = { rows: new Int32Array(0), count: 0, derived: [] as DerivedValue[] }
}
