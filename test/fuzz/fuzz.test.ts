import { describe, expect, it } from 'vitest'
import { DISSECTORS } from '../../dissectors/index.js'
import { caseAsJson, caseFromJson } from '../../fuzz/case.js'
import { textFaults, Watched } from '../../fuzz/checks.js'
import { Tally } from '../../fuzz/tally.js'
import type { Target } from '../../fuzz/target.js'
import { allTargets } from '../../fuzz/targets/index.js'
import { makeCase, runCase } from '../../fuzz/work.js'
import { startMessage } from '../support/sample-messages.js'

const SEED = 7
const targets = await allTargets()
const byName = new Map(targets.map((target) => [target.name, target]))

it('covers every protocol', () => {
  for (const { name } of DISSECTORS) expect([...byName.keys()]).toContain(name)
})

it('makes the same case of the same numbers, and writes it so that it reads back', async () => {
  const again = await allTargets()
  for (let number = 0; number < targets.length; number++) {
    const json = caseAsJson(makeCase(targets, SEED, number))
    expect(caseAsJson(makeCase(again, SEED, number))).toBe(json)
    expect(caseAsJson(caseFromJson(json))).toBe(json)
  }
  expect(caseAsJson(makeCase(targets, SEED + 1, 0))).not.toBe(caseAsJson(makeCase(targets, SEED, 0)))
})

describe('sees', () => {
  const first = makeCase(targets, SEED, 0)
  const [real] = targets as [Target]
  const faultsOf = async (check: Target['check']) =>
    (await runCase([{ ...real, check }], { ...first, target: real.name })).faults

  it('what throws', async () => {
    expect(await faultsOf(() => Promise.reject(new Error('oops')))).toEqual([
      expect.stringMatching(/^threw .*oops/),
    ])
    const thrown = () => {
      throw new TypeError('oops')
    }
    expect(await faultsOf(thrown)).toEqual([expect.stringMatching(/^threw TypeError: oops/)])
  })

  it('what takes more than its budget', async () => {
    const greedy: Target['check'] = (_, tally) => {
      tally.rows = 1e9
      tally.messages = 1e6
      return []
    }
    expect(await faultsOf(greedy)).toHaveLength(2)
  })

  it('bytes in no field, and what is printed as it is', () => {
    const { setting } = first
    const watched = new Watched({ ...setting, view: 'summary' }, new Tally())
    const { message } = startMessage(new Uint8Array(4))
    watched.message(message)
    expect(watched.end()).toEqual([expect.stringContaining('lies in no leaf')])
    expect(textFaults('a\x1b[31mb\u202e', 'it')).toEqual(['it holds U+1b U+202e as they are'])
    expect(textFaults('fine\n', 'it')).toEqual([])
  })
})

/** Cases of each target: few, since `npm run fuzz` has the hours. */
const EACH = 40

it.each([...byName.values()])('finds nothing in $name', async ({ name }) => {
  const mine = targets.flatMap((target, at) => (target.name === name ? [at] : []))
  for (let i = 0; i < EACH; i++) {
    const number = mine[i % mine.length]! + targets.length * Math.floor(i / mine.length)
    const { faults } = await runCase(targets, makeCase(targets, SEED, number))
    expect(faults, `npm run fuzz -- --seed ${SEED} --case ${number}`).toEqual([])
  }
})
