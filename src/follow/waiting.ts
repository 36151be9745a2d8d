import type { Message } from '../dissect/message.js'
import { NO_SOURCE, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import type { Turn } from './turn.js'

/** Bytes that messages may take while it is not known whose conversation is wanted. */
export const MAX_WAITING = 64 * 1024 * 1024

/** What a kept message takes beside its bytes and rows, about. */
const OVERHEAD = 1024

/**
 * Messages of an input that cannot be read twice, kept until the one comes whose conversation is wanted. The oldest
 * go when they are too many.
 */
export class Waiting {
  /** The oldest first; what stands before `#first` is gone. */
  #turns: (Turn | undefined)[] = []
  #first = 0
  #size = 0
  /** Of conversations that have lost messages: how many. */
  readonly #lost = new Map<number, number>()
  readonly #most: number

  constructor(most = MAX_WAITING) {
    this.#most = most
  }

  add(message: Message, isLeftOut: boolean): void {
    const turn = { ...keep(message), isLeftOut }
    this.#turns.push(turn)
    this.#size += sizeOf(turn)
    while (this.#size > this.#most && this.#first < this.#turns.length - 1) this.#drop()
    if (this.#first > this.#turns.length / 2) {
      this.#turns = this.#turns.slice(this.#first)
      this.#first = 0
    }
  }

  /** The messages of a conversation, in order, and how many before them are lost. All others are forgotten. */
  take(conversation: number): { readonly turns: readonly Turn[]; readonly lost: number } {
    const turns = this.#turns.filter((turn) => turn?.conversation.id === conversation) as Turn[]
    const lost = this.#lost.get(conversation) ?? 0
    this.#turns = []
    this.#lost.clear()
    return { turns, lost }
  }

  #drop(): void {
    const turn = this.#turns[this.#first]!
    this.#turns[this.#first++] = undefined
    this.#size -= sizeOf(turn)
    const { id } = turn.conversation
    this.#lost.set(id, (this.#lost.get(id) ?? 0) + 1)
  }
}

function sizeOf({ tree, sources }: Turn): number {
  return sources.reduce((size, { start, end }) => size + end - start, OVERHEAD + 20 * tree.count)
}

/** Copies what is shown, since the engine uses its message again; sources begin at 0. */
function keep(message: Message): Turn {
  const { number, seconds, nanoseconds, conversation, side, protocol, type, findingsDropped } = message
  const { tree, sources, findings } = message
  const rows = tree.rows.slice(0, tree.count * ROW_SIZE)
  for (let at = 0; at < rows.length; at += ROW_SIZE) {
    const source = rows[at + ROW_SOURCE]!
    if (source !== NO_SOURCE) rows[at + ROW_START]! -= sources[source]!.start
  }
  return {
    ...{ number, seconds, nanoseconds, conversation, side, protocol, type, findingsDropped },
    tree: { rows, count: tree.count, derived: tree.derived.slice(0, tree.derivedCount) },
    sources: sources.map(({ name, bytes, start, end }) => ({
      name,
      bytes: bytes.slice(start, end),
      start: 0,
      end: end - start,
    })),
    findings: findings.slice(),
  }
}
