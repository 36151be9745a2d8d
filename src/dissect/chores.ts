import type { Comparing } from './dissector.js'

/** Messages that keep a conversation going rather than say something. Not compared unless asked for. */
export const CHORES = ['acknowledgements', 'keep-alives', 'repetitions'] as const
export type Chore = (typeof CHORES)[number]

/** What comparing has to know of a protocol in which messages of these types only keep the connection open. */
export function keepAlives(...types: readonly string[]): Comparing {
  const known = new Set(types)
  return { chore: ({ type }) => (known.has(type) ? 'keep-alives' : undefined) }
}
