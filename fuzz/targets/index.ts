import { allDissectors } from '../../test/support/run.js'
import { readSeeds } from '../seeds.js'
import type { Target } from '../target.js'
import { commandTargets } from './commands.js'
import { dissectorTarget } from './dissector.js'
import { inputKinds, inputTargets } from './inputs.js'
import { textTargets } from './texts.js'

/** Turns each protocol takes while another target takes one. */
const PROTOCOL_TURNS = 5

/** Everything that is fuzzed, in turn; a protocol listed in dissectors/index.ts is covered without further ado. */
export async function allTargets(): Promise<Target[]> {
  const [dissectors, seeds] = [await allDissectors(), await readSeeds()]
  const kinds = inputKinds(seeds)
  const protocols = dissectors.map((dissector) => dissectorTarget(dissector, dissectors, seeds))
  return [
    ...Array.from({ length: PROTOCOL_TURNS }, () => protocols).flat(),
    ...inputTargets(dissectors, kinds),
    ...textTargets(dissectors, seeds),
    ...commandTargets(dissectors, [kinds.frames, kinds.frames, kinds.pcap, kinds.text]),
  ]
}
