import { allDissectors } from '../../test/support/run.js'
import { readSeeds } from '../seeds.js'
import type { Target } from '../target.js'
import { dissectorTarget } from './dissector.js'
import { inputTargets } from './inputs.js'
import { textTargets } from './texts.js'

/** Everything that is fuzzed; a protocol listed in dissectors/index.ts is covered without further ado. */
export async function allTargets(): Promise<Target[]> {
  const [dissectors, seeds] = [await allDissectors(), await readSeeds()]
  return [
    ...dissectors.map((dissector) => dissectorTarget(dissector, dissectors, seeds)),
    ...inputTargets(dissectors, seeds),
    ...textTargets(dissectors, seeds),
  ]
}
