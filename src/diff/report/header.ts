import { count } from '../../count.js'
import { escapeText } from '../../output/escape.js'
import type { DiffFacts } from './view.js'

/** Paths named for each reason that fields were left out. */
const MAX_PATHS = 3

/** What is compared, and what was left out and why. */
export function* headerLines({ names, counts, leftOut, policy, diff }: DiffFacts): Generator<string> {
  yield `--- ${escapeText(names[0])}  ${count(counts[0], 'message')}`
  yield `+++ ${escapeText(names[1])}  ${count(counts[1], 'message')}`
  for (const [reason, paths] of policy.leftOut) {
    const shown = [...paths].slice(0, MAX_PATHS).map(escapeText).join(', ')
    const more = paths.size > MAX_PATHS ? ` and ${paths.size - MAX_PATHS} more` : ''
    yield `^ ignored (${reason}): ${shown}${more}`
  }
  if (diff.renamed > 0) yield `^ ${count(diff.renamed, 'id')} renamed consistently`
  const chores = new Set([...leftOut[0].keys(), ...leftOut[1].keys()])
  for (const chore of [...chores].sort()) {
    const [a, b] = [leftOut[0].get(chore) ?? 0, leftOut[1].get(chore) ?? 0]
    yield `^ left out: ${chore}, ${a} and ${b} (--include ${chore} compares them)`
  }
  if (diff.bounded)
    yield '^ too many conversations to compare each with each: some were paired in their order'
}
