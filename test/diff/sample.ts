import type { KeptConversation } from '../../src/diff/collect.js'
import type { Kept } from '../../src/diff/kept.js'
import { type Node, nodesOf } from '../../src/diff/node.js'
import { Policy, type Treatment } from '../../src/diff/policy.js'
import { CHORES } from '../../src/dissect/chores.js'
import { collect, compare, tellAll } from './compare.js'
import { messagesOf, retell, type Told } from './retell.js'

export const EVERYTHING = { ignore: [], only: [], strict: false, noise: new Set<string>() }

/** A field in the bytes of message `index`. */
export interface Leaf {
  readonly index: number
  readonly node: Node
}

/** The messages of a sample, the fields that lie in their own bytes, and their shape. */
export interface Sample {
  readonly told: readonly Told[]
  readonly path: string
  readonly leaves: readonly Leaf[]
  /** Of each message. */
  readonly shapes: readonly string[]
  /** Opened up, those that are none of several put together. */
  readonly whole: readonly Kept[]
}

export async function load(path: string): Promise<Sample> {
  const told = await messagesOf(path)
  const retold = retell(told)
  const conversations = await collect(retold, CHORES)
  // What is put together of undecoded pieces is none of the messages told.
  const whole = inOrder(conversations).filter(
    ({ number, sources }) => sources[0]!.end === told[number - 1]?.bytes.length,
  )
  const leaves = whole.flatMap((message) =>
    leavesOf(nodesOf(message)).map((node) => ({ index: message.number - 1, node })),
  )
  return { told, path: retold, leaves, shapes: shapesOf(conversations), whole }
}

function inOrder(conversations: readonly KeptConversation[]) {
  const all = conversations.flatMap(({ messages }) => messages.map((message) => message.open()))
  return all.toSorted((x, y) => x.number - y.number)
}

/** Everything of each message but its values: an edit that changes more of them is another edit than the one meant. */
export function shapesOf(conversations: readonly KeptConversation[]): string[] {
  const rows = (nodes: readonly Node[]): unknown =>
    nodes.map(({ def, length, children }) => [def.path, length, rows(children)])
  return inOrder(conversations).map((kept) =>
    JSON.stringify([kept.type, kept.side, rows(nodesOf(kept).filter(hasBytes))]),
  )
}

export async function shapesIn(path: string): Promise<string[]> {
  return shapesOf(await collect(path, CHORES))
}

export function areEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, i) => each === b[i])
}

function hasBytes({ source }: Node): boolean {
  return source >= 0
}

export function leavesOf(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => [...(node.children.length === 0 ? [node] : []), ...leavesOf(node.children)])
}

/** Fields compared in one way, of those that lie in the message's own bytes or in another source. */
export function treated({ leaves }: Sample, treatment: Treatment, source = 'message'): Leaf[] {
  const policy = new Policy(EVERYTHING)
  return leaves.filter(
    ({ node }) => sourceName(node) === source && node.length > 0 && policy.of(node.def) === treatment,
  )
}

export async function tellEdit(sample: Sample, told: readonly Told[]): Promise<string[]> {
  return tellAll(await compare(sample.path, retell(told), { include: CHORES }))
}

export function withoutIndexes(line: string): string {
  return line.replace(/\[\d+\]/g, '')
}

function sourceName({ message, source }: Node): string | undefined {
  return message.sources[source]?.name
}
