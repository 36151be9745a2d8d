import type { KeptConversation } from './collect.js'
import type { Head } from './kept.js'
import { shareOf } from './siblings.js'

/** Conversations that belong together, and those that have no counterpart. */
export interface Pairing {
  readonly pairs: readonly (readonly [a: KeptConversation, b: KeptConversation])[]
  readonly onlyA: readonly KeptConversation[]
  readonly onlyB: readonly KeptConversation[]
  /** There were too many of one protocol to compare each with each: some were paired in their order. */
  readonly bounded: boolean
}

/** Pairs of conversations of one protocol that are looked at for their likeness. */
const MAX_COMPARED = 250_000

/** Less alike than this, two conversations have nothing to do with each other. */
const LEAST_LIKENESS = 0.1

/**
 * Pairs conversations by protocol and transport, those with the same server port before others, and among these the
 * most alike first: those that share the most messages by type and direction, of these those that share the most contents.
 * `contentsOf` gives a number for the content of each message.
 */
export function pairConversations(
  a: readonly KeptConversation[],
  b: readonly KeptConversation[],
  contentsOf: (conversation: KeptConversation) => Int32Array,
): Pairing {
  const pairs: [KeptConversation, KeptConversation][] = []
  const left = { a: [...a], b: [...b] }
  let bounded = false
  for (const keyOf of [protocolAndPort, protocolOnly]) {
    const groups = new Map<string, { a: KeptConversation[]; b: KeptConversation[] }>()
    for (const side of ['a', 'b'] as const) {
      for (const conversation of left[side]) {
        const key = keyOf(conversation)
        const group = groups.get(key) ?? { a: [], b: [] }
        group[side].push(conversation)
        groups.set(key, group)
      }
    }
    const found = [...groups.values()].flatMap((group) => {
      bounded ||= group.a.length * group.b.length > MAX_COMPARED
      return pairGroup(group.a, group.b, contentsOf)
    })
    pairs.push(...found)
    const paired = new Set(found.flat())
    left.a = left.a.filter((conversation) => !paired.has(conversation))
    left.b = left.b.filter((conversation) => !paired.has(conversation))
  }
  return { pairs: pairs.toSorted(([x], [y]) => x.id - y.id), onlyA: left.a, onlyB: left.b, bounded }
}

function protocolAndPort(conversation: KeptConversation): string {
  return `${protocolOnly(conversation)} ${conversation.ends[1].port}`
}

function protocolOnly({ protocol, transport }: KeptConversation): string {
  return `${protocol} ${transport}`
}

function pairGroup(
  a: readonly KeptConversation[],
  b: readonly KeptConversation[],
  contentsOf: (conversation: KeptConversation) => Int32Array,
): [KeptConversation, KeptConversation][] {
  if (a.length === 0 || b.length === 0) return []
  if (a.length === 1 && b.length === 1) return [[a[0]!, b[0]!]]
  if (a.length * b.length > MAX_COMPARED) {
    return a.slice(0, b.length).map((conversation, i) => [conversation, b[i]!])
  }
  const [typesA, typesB] = [a.map(typesOf), b.map(typesOf)]
  const [sortedA, sortedB] = [a, b].map((all) => all.map((each) => contentsOf(each).toSorted()))
  const candidates = a.flatMap((_, i) =>
    b.map((__, j) => ({
      i,
      j,
      likeness: likenessOf(typesA[i]!, typesB[j]!),
      share: shareOf(sortedA![i]!, sortedB![j]!),
    })),
  )
  candidates.sort(
    (x, y) =>
      y.likeness - x.likeness || y.share - x.share || Math.abs(x.i - x.j) - Math.abs(y.i - y.j) || x.i - y.i,
  )
  const pairs: [KeptConversation, KeptConversation][] = []
  const [takenA, takenB] = [new Set<number>(), new Set<number>()]
  for (const { i, j, likeness } of candidates) {
    if (likeness < LEAST_LIKENESS || takenA.has(i) || takenB.has(j)) continue
    takenA.add(i)
    takenB.add(j)
    pairs.push([a[i]!, b[j]!])
  }
  return pairs
}

/** How often each type occurs in each direction. */
function typesOf({ messages }: KeptConversation): Map<string, number> {
  const heads = new Map<Head, number>()
  for (const { head } of messages) heads.set(head, (heads.get(head) ?? 0) + 1)
  const counts = new Map<string, number>()
  for (const [{ side, type }, count] of heads) {
    const key = `${side} ${type}`
    counts.set(key, (counts.get(key) ?? 0) + count)
  }
  return counts
}

/** The messages of one type and direction that two conversations have in common, as a part of all, 0 to 1. */
function likenessOf(a: Map<string, number>, b: Map<string, number>): number {
  let common = 0
  let all = 0
  for (const [key, count] of a) {
    common += Math.min(count, b.get(key) ?? 0)
    all += Math.max(count, b.get(key) ?? 0)
  }
  for (const [key, count] of b) if (!a.has(key)) all += count
  return all === 0 ? 1 : common / all
}
