import {
  type DerivedValue,
  NO_SOURCE,
  ROW_DEPTH,
  ROW_LENGTH,
  ROW_SIZE,
  ROW_SOURCE,
  ROW_START,
} from '../dissect/tree.js'
import { type FieldDef, fieldById } from '../fields/definition.js'
import type { Kept } from './kept.js'

/** A row of a kept message, opened up. */
export interface Node {
  readonly message: Kept
  readonly row: number
  readonly def: FieldDef
  /** The source the row lies in, -1 for a derived value. */
  readonly source: number
  readonly start: number
  readonly length: number
  readonly children: readonly Node[]
}

/** The top rows of a message with everything below them. */
export function nodesOf(message: Kept): Node[] {
  return level(message, 0, message.tree.count)
}

/** The bytes of a node; none of a derived value. */
export function bytesOf({ message, source, start, length }: Node): Uint8Array {
  return source === NO_SOURCE ? NOTHING : message.sources[source]!.bytes.subarray(start, start + length)
}

/** Whether it is known where in the message a node's bytes lie. */
export function hasPlace({ message, source }: Node): boolean {
  return source !== NO_SOURCE && !message.valuesOnly
}

export function hexOf(node: Node): string {
  return Buffer.from(bytesOf(node)).toString('hex')
}

/** The value of a derived node; undefined for one with bytes. */
export function derivedOf({ message, source, start }: Node): DerivedValue | undefined {
  return source === NO_SOURCE ? message.tree.derived[start] : undefined
}

/** The nodes of rows `from` to `to`, those deeper than the one before below it. */
function level(message: Kept, from: number, to: number): Node[] {
  const { rows } = message.tree
  const nodes: Node[] = []
  for (let row = from; row < to; ) {
    const at = row * ROW_SIZE
    const depth = rows[at + ROW_DEPTH]!
    let next = row + 1
    while (next < to && rows[next * ROW_SIZE + ROW_DEPTH]! > depth) next++
    nodes.push({
      message,
      row,
      def: fieldById(rows[at]!),
      source: rows[at + ROW_SOURCE]!,
      start: rows[at + ROW_START]!,
      length: rows[at + ROW_LENGTH]!,
      children: next > row + 1 ? level(message, row + 1, next) : NONE,
    })
    row = next
  }
  return nodes
}

const NOTHING = new Uint8Array(0)
const NONE: readonly Node[] = []
