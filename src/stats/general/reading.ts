import type { FindingKind } from '../../dissect/finding.js'
import { MESSAGE_SOURCE, type Message } from '../../dissect/message.js'
import { ROW_LENGTH, ROW_SIZE, ROW_SOURCE } from '../../dissect/tree.js'
import { fieldById } from '../../fields/definition.js'
import { Wire } from '../../fields/wire.js'

/** How far a message was understood; docs/stats.md defines each. The first that holds is a message's. */
export const READINGS = ['cut', 'malformed', 'unknown', 'encrypted', 'left', 'whole'] as const
export type Reading = (typeof READINGS)[number]

export const enum Read {
  Cut,
  Malformed,
  Unknown,
  Encrypted,
  Left,
  Whole,
}

/** What a row's bytes are to the reckoning. */
const enum Leaf {
  /** Not looked at yet. */
  New,
  /** A group, a part of another leaf's bits, a derived value, or bytes whose content is in another source. */
  None,
  Understood,
  Opaque,
  Encrypted,
}

/** The findings' codes that say that a message's type is not known. */
const UNKNOWN = /\.unknown-(?:message|opcode|command|snac)$/

/** Reads messages one after the other; the results are in its fields. */
export class Reader {
  /** Bytes in leaves, over all sources, and those of them in leaves that are understood. */
  bytes = 0
  understood = 0
  /** By number of the definition. */
  #leaves = new Uint8Array(1024)
  readonly #kinds = new Map<FindingKind, Read>()

  /** How far a message was understood. */
  read(message: Message): Read {
    const worst = this.#worst(message)
    const opaque = this.#rows(message)
    if (worst < Read.Encrypted) return worst
    if (opaque === Leaf.Encrypted) return Read.Encrypted
    return opaque === Leaf.Opaque ? Read.Left : Read.Whole
  }

  /** Adds the leaves up; the worst of them. */
  #rows({ tree: { rows, count } }: Message): Leaf {
    let worst = Leaf.Understood
    let bytes = 0
    let lost = 0
    for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
      if (rows[at + ROW_SOURCE]! < 0) continue
      const leaf = this.#leaves[rows[at]!] || this.#look(rows[at]!)
      if (leaf === Leaf.None) continue
      const length = rows[at + ROW_LENGTH]!
      bytes += length
      if (leaf === Leaf.Understood || length === 0) continue
      lost += length
      if (leaf > worst) worst = leaf
    }
    this.bytes = bytes
    this.understood = bytes - lost
    return worst
  }

  #worst(message: Message): Read {
    if (message.sources[MESSAGE_SOURCE]!.cut > 0) return Read.Cut
    let worst = message.protocol === 'data' || isNameless(message.type) ? Read.Unknown : Read.Whole
    for (let i = 0; i < message.findings.length; i++) {
      const { kind } = message.findings[i]!
      const read = this.#kinds.get(kind) ?? this.#judge(kind)
      if (read < worst) worst = read
    }
    return worst
  }

  #judge(kind: FindingKind): Read {
    const read = readOf(kind)
    this.#kinds.set(kind, read)
    return read
  }

  #look(id: number): Leaf {
    if (id >= this.#leaves.length) {
      const more = new Uint8Array(id * 2)
      more.set(this.#leaves)
      this.#leaves = more
    }
    return (this.#leaves[id] = leafOf(id))
  }
}

/** Whether a type has no name: empty, or a number like `opcode 0x1fe`. */
function isNameless(type: string): boolean {
  return type === '' || (type.startsWith('opcode ') && /^opcode (?:0x)?[0-9a-f]+$/.test(type))
}

function readOf({ code, severity }: FindingKind): Read {
  if (code === 'capture.cut') return Read.Cut
  if (severity === 'error' || code === 'stream.skipped' || code === 'stream.incomplete') return Read.Malformed
  return UNKNOWN.test(code) ? Read.Unknown : Read.Whole
}

function leafOf(id: number): Leaf {
  const { wire, mask, elsewhere, opaque } = fieldById(id)
  if (wire === Wire.Group || mask !== 0 || elsewhere) return Leaf.None
  if (opaque === 'encrypted') return Leaf.Encrypted
  return wire === Wire.Undecoded || opaque ? Leaf.Opaque : Leaf.Understood
}
