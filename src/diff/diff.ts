import type { Side } from '../network/conversation.js'
import { type Alignment, align } from './align.js'
import type { KeptConversation, KeptMessage } from './collect.js'
import { type Context, compareMessages, shareOf } from './compare.js'
import type { Difference } from './differences.js'
import { Contents } from './fingerprint.js'
import { nodesOf } from './node.js'
import { pairConversations } from './pair-conversations.js'
import type { Policy } from './policy.js'
import { Renaming } from './renaming.js'
import { StepComparison } from './steps.js'

/** What became of a message of either side. `a` stands in the reference, `b` in the other capture. */
export type Entry =
  | { readonly op: 'same'; readonly a: KeptMessage; readonly b: KeptMessage }
  | {
      readonly op: 'changed'
      readonly a: KeptMessage
      readonly b: KeptMessage
      readonly moved: boolean
      readonly differences: readonly Difference[]
    }
  | { readonly op: 'moved'; readonly a: KeptMessage; readonly b: KeptMessage }
  | { readonly op: 'removed'; readonly a: KeptMessage }
  | { readonly op: 'added'; readonly b: KeptMessage }

/** The message of one side in an entry, if that side has one. */
export function messageOf(entry: Entry, side: 'a' | 'b'): KeptMessage | undefined {
  if (side === 'a') return 'a' in entry ? entry.a : undefined
  return 'b' in entry ? entry.b : undefined
}

/** Two conversations that belong together, or one that has no counterpart. */
export interface ConversationDiff {
  readonly a: KeptConversation | undefined
  readonly b: KeptConversation | undefined
  /** In the order of the reference; what only the other has stands behind what came before it there. */
  readonly entries: readonly Entry[]
  /** Some stretches were so different that they were aligned by place only. */
  readonly bounded: boolean
}

export interface CaptureDiff {
  readonly conversations: readonly ConversationDiff[]
  /** There were too many conversations to find the most alike. */
  readonly bounded: boolean
  /** Ids that have another name in the other capture. */
  readonly renamed: number
}

/** Compares the conversations of two captures. `progress` is told the part that is done, 0 to 1. */
export function diffCaptures(
  a: readonly KeptConversation[],
  b: readonly KeptConversation[],
  policy: Policy,
  spelled: ReadonlyMap<string, string>,
  progress: (part: number) => void = () => undefined,
): CaptureDiff {
  const pairing = pairConversations(a, b)
  const contents = new Contents(policy)
  const renaming = new Renaming()
  const matched = pairing.pairs.map(([x, y]) => ({ a: x, b: y, ...match(x, y, contents) }))
  const total = Math.max(
    1,
    matched.reduce((sum, pair) => sum + pair.a.messages.length, 0),
  )
  const compareAll = (begin: number): ConversationDiff[] => {
    let done = 0
    return matched.map((pair) => {
      const context = { policy, contents, renaming, steps: new StepComparison(), spelled }
      const entries = merge(pair.a, pair.b, pair.matches, context)
      done += pair.a.messages.length
      progress(begin + done / total / 2)
      return { a: pair.a, b: pair.b, bounded: pair.bounded, entries }
    })
  }
  // The first comparison finds out which ids stand for which, the second says what differs.
  compareAll(0)
  renaming.settle()
  const all = compareAll(0.5)
  const conversations = [
    ...[...all, ...pairing.onlyA.map((each) => alone(each, 'removed'))].toSorted((x, y) => x.a!.id - y.a!.id),
    ...pairing.onlyB.map((each) => alone(each, 'added')),
  ]
  return { conversations, bounded: pairing.bounded, renamed: renaming.renamed }
}

function alone(conversation: KeptConversation, op: 'removed' | 'added'): ConversationDiff {
  const { messages } = conversation
  return op === 'removed'
    ? { a: conversation, b: undefined, bounded: false, entries: messages.map((a) => ({ op, a })) }
    : { a: undefined, b: conversation, bounded: false, entries: messages.map((b) => ({ op, b })) }
}

/** The messages of two conversations that belong together, by the first one's. */
interface Matching {
  readonly matches: ReadonlyMap<KeptMessage, { readonly b: KeptMessage; readonly moved: boolean }>
  readonly bounded: boolean
}

/** The directions are aligned apart: which side's message of two comes first is a matter of timing. */
function match(a: KeptConversation, b: KeptConversation, contents: Contents): Matching {
  const matches = new Map<KeptMessage, { readonly b: KeptMessage; readonly moved: boolean }>()
  let bounded = false
  for (const side of [0, 1] as const) {
    const [fromA, fromB] = [ofSide(a, side), ofSide(b, side)]
    const alignment = alignMessages(fromA, fromB, contents)
    bounded ||= alignment.bounded
    for (const [i, j] of alignment.ofA.entries()) {
      if (j >= 0) matches.set(fromA[i]!, { b: fromB[j]!, moved: alignment.moved.has(i) })
    }
  }
  return { matches, bounded }
}

function ofSide({ messages }: KeptConversation, side: Side): KeptMessage[] {
  return messages.filter(({ kept }) => kept.side === side)
}

function alignMessages(a: readonly KeptMessage[], b: readonly KeptMessage[], contents: Contents): Alignment {
  const kinds = new Map<string, number>()
  const kindOf = ({ kept }: KeptMessage) => {
    const key = JSON.stringify([kept.protocol, kept.type, kept.discriminator])
    const known = kinds.get(key) ?? kinds.size
    kinds.set(key, known)
    return known
  }
  const reduce = (messages: readonly KeptMessage[]) => {
    const kind = Int32Array.from(messages, kindOf)
    return { kind, content: Int32Array.from(messages, ({ kept }) => contents.ofMessage(kept)) }
  }
  const [sequenceA, sequenceB] = [reduce(a), reduce(b)]
  const features = new Map<KeptMessage, Int32Array>()
  const featuresOf = (message: KeptMessage) => {
    const known = features.get(message) ?? contents.features(nodesOf(message.kept))
    features.set(message, known)
    return known
  }
  return align(sequenceA, sequenceB, (i, j) => shareOf(featuresOf(a[i]!), featuresOf(b[j]!)))
}

/** Walks both conversations at once and compares what belongs together. */
function merge(
  a: KeptConversation,
  b: KeptConversation,
  matches: Matching['matches'],
  context: Context,
): Entry[] {
  const entries: Entry[] = []
  const taken = new Set([...matches.values()].map((match) => match.b))
  let next = 0
  const addedBefore = (stop: KeptMessage | undefined) => {
    for (; next < b.messages.length && b.messages[next] !== stop; next++) {
      const message = b.messages[next]!
      if (!taken.has(message)) entries.push({ op: 'added', b: message })
    }
  }
  const places = new Map(b.messages.map((message, place) => [message, place]))
  for (const message of a.messages) {
    const match = matches.get(message)
    if (!match) {
      entries.push({ op: 'removed', a: message })
      continue
    }
    if (!match.moved && places.get(match.b)! >= next) addedBefore(match.b)
    entries.push(entryOf(message, match.b, match.moved, context))
  }
  addedBefore(undefined)
  return entries
}

function entryOf(a: KeptMessage, b: KeptMessage, moved: boolean, context: Context): Entry {
  const differences = compareMessages(a.kept, b.kept, a.steps, b.steps, context)
  if (differences.length > 0) return { op: 'changed', a, b, moved, differences }
  return moved ? { op: 'moved', a, b } : { op: 'same', a, b }
}
