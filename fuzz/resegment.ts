import type { Random } from '../bench/random.js'
import type { Part } from './case.js'

/** The same bytes cut anew: what follows each other in one direction is joined and cut at random places. */
export function resegment(parts: readonly Part[], random: Random): Part[] {
  const cut: Part[] = []
  const tiny = random.chance(20)
  const pieces = 1 + random.below(8)
  for (const { bytes, side, lost } of joined(parts)) {
    const most = tiny && bytes.length < 100 ? 3 : Math.ceil((2 * bytes.length) / pieces)
    let at = 0
    while (at < bytes.length) {
      const next = Math.min(bytes.length, at + 1 + random.below(most))
      cut.push({ bytes: bytes.subarray(at, next), side, ...(lost && next === bytes.length ? { lost } : {}) })
      at = next
    }
  }
  return cut
}

function joined(parts: readonly Part[]): Part[] {
  const runs: Part[] = []
  for (const part of parts) {
    const last = runs.at(-1)
    if (last && last.side === part.side && !last.lost) {
      runs[runs.length - 1] = { ...part, bytes: Buffer.concat([last.bytes, part.bytes]) }
    } else runs.push(part)
  }
  return runs
}
