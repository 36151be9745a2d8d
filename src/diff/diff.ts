import type { Side } from '../network/conversation.js'
import { type Alignment, align } from './align.js'
import type { KeptConversation } from './collect.js'
import { type Context, compareMessages } from './compare.js'
import type { Difference } from './differences.js'
import { Contents } from './fingerprint.js'
import { type Head, type KeptMessage, View } from './kept.js'
import { nodesOf } from './node.js'
import { type Pairing, pairConversations } from './pair-conversations.js'
import type { Policy } from './policy.js'
import { Renaming } from './renaming.js'
import { alignReordered, type Fingerprints } from './reorder.js'
import { shareOf } from './siblings.js'
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
  const contents = new Contents(policy)
  const [viewA, viewB] = [new View(), new View()]
  const known = new Map([...a, ...b].map((each) => [each, contents.ofMessages(each.messages, viewA)]))
  const pairing = pairConversations(a, b, (each) => known.get(each)!.content)
  const renaming = new Renaming()
  const done = new Done(pairing.pairs, progress)
  const matched = pairing.pairs.map(([x, y]) => ({ a: x, b: y, ...match(x, y, known, contents, done) }))
  const compareAll = (): ConversationDiff[] =>
    matched.map((pair) => {
      const context = { policy, contents, renaming, steps: new StepComparison(), spelled, viewA, viewB }
      return { a: pair.a, b: pair.b, bounded: pair.bounded, entries: merge(pair, context, done) }
    })
  // The first comparison finds out which ids stand for which. Where they do not agree, a second says what differs.
  const first = compareAll()
  const all = renaming.settle() ? first : compareAll()
  const conversations = [
    ...[...all, ...pairing.onlyA.map((each) => alone(each, 'removed'))].toSorted((x, y) => x.a!.id - y.a!.id),
    ...pairing.onlyB.map((each) => alone(each, 'added')),
  ]
  return { conversations, bounded: pairing.bounded, renamed: renaming.renamed }
}

/** Counts messages of the first capture: each is matched, compared, and maybe compared again. */
class Done {
  readonly #steps: number
  readonly #progress: (part: number) => void
  #count = 0

  constructor(pairs: Pairing['pairs'], progress: (part: number) => void) {
    this.#steps = STEPS * pairs.reduce((sum, [{ messages }]) => sum + messages.length, 0)
    this.#progress = progress
  }

  add(messages: number): void {
    this.#count += messages
    this.#progress(this.#count / this.#steps)
  }
}

const STEPS = 3

function alone(conversation: KeptConversation, op: 'removed' | 'added'): ConversationDiff {
  const { messages } = conversation
  return op === 'removed'
    ? { a: conversation, b: undefined, bounded: false, entries: messages.map((a) => ({ op, a })) }
    : { a: undefined, b: conversation, bounded: false, entries: messages.map((b) => ({ op, b })) }
}

/** Two conversations that belong together, and which of their messages do. */
interface Matching {
  readonly a: KeptConversation
  readonly b: KeptConversation
  /** Of each message of the first its counterpart's index in the second, -1 for none; and the other way round. */
  readonly ofA: Int32Array
  readonly ofB: Int32Array
  /** By index in the first. */
  readonly moved: ReadonlySet<number>
  readonly bounded: boolean
}

/** The directions are aligned apart: which side's message of two comes first is a matter of timing. */
function match(
  a: KeptConversation,
  b: KeptConversation,
  known: ReadonlyMap<KeptConversation, Fingerprints>,
  contents: Contents,
  done: Done,
): Omit<Matching, 'a' | 'b'> {
  const ofA = new Int32Array(a.messages.length).fill(-1)
  const ofB = new Int32Array(b.messages.length).fill(-1)
  const moved = new Set<number>()
  let bounded = false
  for (const side of [0, 1] as const) {
    const [fromA, fromB] = [placesOf(a, side), placesOf(b, side)]
    const knownA = pick(known.get(a)!, fromA)
    const knownB = pick(known.get(b)!, fromB)
    const messagesA = fromA.map((i) => a.messages[i]!)
    const messagesB = fromB.map((j) => b.messages[j]!)
    const aligned = alignMessages(messagesA, messagesB, knownA.content, knownB.content, contents)
    const alignment = alignReordered(aligned, knownA, knownB)
    bounded ||= alignment.bounded
    for (const [i, j] of alignment.ofA.entries()) {
      if (j < 0) continue
      ofA[fromA[i]!] = fromB[j]!
      ofB[fromB[j]!] = fromA[i]!
      if (alignment.moved.has(i)) moved.add(fromA[i]!)
    }
  }
  done.add(a.messages.length)
  return { ofA, ofB, moved, bounded }
}

function pick({ content, sequence }: Fingerprints, places: readonly number[]): Fingerprints {
  return {
    content: Int32Array.from(places, (place) => content[place]!),
    sequence: Float64Array.from(places, (place) => sequence[place]!),
  }
}

function placesOf({ messages }: KeptConversation, side: Side): number[] {
  const places: number[] = []
  for (const [place, { head }] of messages.entries()) if (head.side === side) places.push(place)
  return places
}

function alignMessages(
  a: readonly KeptMessage[],
  b: readonly KeptMessage[],
  contentA: Int32Array,
  contentB: Int32Array,
  contents: Contents,
): Alignment {
  const kindOf = kindsOfHeads()
  const view = new View()
  const kindsOf = (messages: readonly KeptMessage[]) => Int32Array.from(messages, ({ head }) => kindOf(head))
  const sequenceA = { kind: kindsOf(a), content: contentA }
  const sequenceB = { kind: kindsOf(b), content: contentB }
  const features = new Map<KeptMessage, Int32Array>()
  const featuresOf = (message: KeptMessage) => {
    const known = features.get(message) ?? contents.features(nodesOf(message.look(view)))
    features.set(message, known)
    return known
  }
  return align(sequenceA, sequenceB, (i, j) => shareOf(featuresOf(a[i]!), featuresOf(b[j]!)))
}

/** Numbers heads; those of either side that say the same have the same. */
function kindsOfHeads(): (head: Head) => number {
  const byHead = new Map<Head, number>()
  const byText = new Map<string, number>()
  return (head) => {
    const known = byHead.get(head)
    if (known !== undefined) return known
    const text = JSON.stringify([head.protocol, head.type, head.discriminator])
    const kind = byText.get(text) ?? byText.size
    byText.set(text, kind)
    byHead.set(head, kind)
    return kind
  }
}

/** Messages between two looks at the progress. */
const LOOK = 256

/** Walks both conversations at once and compares what belongs together. */
function merge({ a, b, ofA, ofB, moved }: Matching, context: Context, done: Done): Entry[] {
  const entries: Entry[] = []
  let next = 0
  const addedBefore = (stop: number) => {
    for (; next < stop; next++) if (ofB[next]! < 0) entries.push({ op: 'added', b: b.messages[next]! })
  }
  for (const [i, message] of a.messages.entries()) {
    if (i % LOOK === 0) done.add(Math.min(LOOK, a.messages.length - i))
    const j = ofA[i]!
    if (j < 0) {
      entries.push({ op: 'removed', a: message })
      continue
    }
    if (!moved.has(i)) addedBefore(j)
    entries.push(entryOf(message, b.messages[j]!, moved.has(i), context))
  }
  addedBefore(b.messages.length)
  return entries
}

function entryOf(a: KeptMessage, b: KeptMessage, moved: boolean, context: Context): Entry {
  const differences = compareMessages(a, b, context)
  if (differences.length > 0) return { op: 'changed', a, b, moved, differences }
  return moved ? { op: 'moved', a, b } : { op: 'same', a, b }
}
