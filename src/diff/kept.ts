import type { Finding } from '../dissect/finding.js'
import type { Message } from '../dissect/message.js'
import { type DerivedValue, NO_SOURCE, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import type { Side } from '../network/conversation.js'

/** Bytes that fields of a kept message lie in, from 0 on. */
export interface KeptSource {
  readonly name: string
  readonly bytes: Uint8Array
  readonly start: 0
  readonly end: number
}

/** Rows as in FieldTree, starts counted from the beginning of their source. */
export interface KeptTree {
  readonly rows: Int32Array
  readonly count: number
  readonly derived: readonly DerivedValue[]
}

/** What is kept of a message, since the engine reuses its own. */
export interface Kept {
  readonly number: number
  /** The first frame it came from. */
  readonly frame: number
  readonly side: Side
  readonly protocol: string
  readonly title: string
  readonly type: string
  /** What tells messages of one type apart, as its dissector says. */
  readonly discriminator: string
  readonly place: string | undefined
  readonly tree: KeptTree
  readonly sources: readonly KeptSource[]
  readonly findings: readonly Finding[]
}

/** Copies what comparing needs. */
export function keep(message: Message, discriminator: string): Kept {
  const { number, frames, side, protocol, title, type, place, tree, findings } = message
  const rows = tree.rows.slice(0, tree.count * ROW_SIZE)
  for (let at = 0; at < rows.length; at += ROW_SIZE) {
    const source = rows[at + ROW_SOURCE]!
    if (source !== NO_SOURCE) rows[at + ROW_START]! -= message.sources[source]!.start
  }
  return {
    number,
    frame: frames[0] ?? 0,
    side,
    protocol,
    title,
    type,
    discriminator,
    place,
    tree: { rows, count: tree.count, derived: tree.derived.slice() },
    sources: message.sources.map(({ name, bytes, start, end }) => ({
      name,
      bytes: bytes.slice(start, end),
      start: 0,
      end: end - start,
    })),
    findings: findings.slice(),
  }
}
