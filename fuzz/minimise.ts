import type { Case, Part } from './case.js'
import type { Target } from './target.js'
import { runCase } from './work.js'

/** Makes a failing case smaller while it fails in the same way: fewer parts, then fewer bytes, ever shorter runs of them. */
export async function minimise(targets: readonly Target[], one: Case): Promise<Case> {
  const wanted = await firstFault(targets, one)
  if (wanted === undefined) return one
  let best = one
  const attempt = async (parts: readonly Part[]) => {
    if (parts.length === 0) return false
    const smaller = { ...one, parts }
    if ((await firstFault(targets, smaller)) !== wanted) return false
    best = smaller
    return true
  }
  for (let at = best.parts.length - 1; at >= 0; at--) await attempt(best.parts.toSpliced(at, 1))
  for (let index = 0; index < best.parts.length; index++) {
    for (let run = best.parts[index]!.bytes.length >> 1; run > 0; run >>= 1) {
      for (let at = 0; at < best.parts[index]!.bytes.length; ) {
        const part = best.parts[index]!
        const bytes = Buffer.concat([part.bytes.subarray(0, at), part.bytes.subarray(at + run)])
        if (!(await attempt(best.parts.with(index, { ...part, bytes })))) at += run
      }
    }
  }
  return best
}

/** What fails first, without the numbers in it. */
async function firstFault(targets: readonly Target[], one: Case): Promise<string | undefined> {
  const { faults } = await runCase(targets, one)
  return faults[0]?.split('\n').slice(0, 2).join('\n').replaceAll(/\d+/g, '#')
}
