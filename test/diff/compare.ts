import { Collector, type KeptConversation } from '../../src/diff/collect.js'
import { type CaptureDiff, diffCaptures } from '../../src/diff/diff.js'
import type { Difference } from '../../src/diff/differences.js'
import { Policy, type PolicyOptions } from '../../src/diff/policy.js'
import type { Chore } from '../../src/dissect/chores.js'
import type { ReadsValues } from '../../src/saved/values.js'
import { allDissectors, runAll } from '../support/run.js'

/** What the command keeps of a capture. */
export async function collect(
  path: string,
  include: readonly Chore[] = [],
  saved?: ReadsValues,
): Promise<KeptConversation[]> {
  const collector = new Collector(await allDissectors(), new Set(include))
  await runAll([path], (message) => collector.add(message), saved ? { saved } : {})
  return [...collector.conversations.values()]
}

export async function compare(
  a: string,
  b: string,
  options: Partial<PolicyOptions> & {
    include?: readonly Chore[]
    spelled?: ReadonlyMap<string, string>
  } = {},
): Promise<CaptureDiff> {
  const policy = new Policy({ ignore: [], only: [], strict: false, noise: new Set(), ...options })
  const [from, to] = [await collect(a, options.include), await collect(b, options.include)]
  return diffCaptures(from, to, policy, options.spelled ?? new Map())
}

/** Everything that differs, in a line each: `changed sl.X.Y`, `removed PacketAck`. */
export function tellAll({ conversations }: CaptureDiff): string[] {
  return conversations.flatMap(({ entries }) =>
    entries.flatMap((entry) => {
      switch (entry.op) {
        case 'removed':
        case 'moved':
          return [`${entry.op} ${entry.a.head.type}`]
        case 'added':
          return [`${entry.op} ${entry.b.head.type}`]
        case 'changed':
          return [...(entry.moved ? [`moved ${entry.a.head.type}`] : []), ...entry.differences.map(tell)]
        default:
          return []
      }
    }),
  )
}

function tell(difference: Difference): string {
  return difference.op === 'finding' ? `finding ${difference.code}` : `${difference.op} ${difference.path}`
}
