import type { Random } from '../bench/random.js'
import { VIEW_KINDS } from '../src/views/kinds.js'
import type { Case, Setting } from './case.js'
import type { Tally } from './tally.js'

/** A part of slx that takes input from outside, with what makes inputs for it and runs them. */
export interface Target {
  readonly name: string
  /** Makes an input; the same for the same random numbers. */
  make(random: Random): Case
  /** Runs one and counts what it took. Returns what is wrong; errors that slx explains to its user are none. */
  check(one: Case, tally: Tally): Promise<string[]> | string[]
}

/** Draws how a case is shown. */
export function anySetting(random: Random): Setting {
  return {
    view: VIEW_KINDS[random.below(VIEW_KINDS.length)]!,
    colour: random.chance(30),
    width: [40, 80, 80, 120, 200][random.below(5)]!,
    layers: random.chance(20),
    showSecrets: random.chance(30),
    choose: random.chance(20),
    keys: random.chance(50),
    pasted: random.chance(10),
    extra: random.below(1000),
  }
}
