import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { caseAsJson, caseFromJson } from '../../fuzz/case.js'
import { allTargets } from '../../fuzz/targets/index.js'
import { runCase } from '../../fuzz/work.js'
import { ROOT } from '../support/slx.js'

/** Inputs that once broke a promise (docs/reliability.md), named by what they did. */
const folder = `${ROOT}test/regressions`
const targets = await allTargets()

it.each(readdirSync(folder).filter((name) => name.endsWith('.json')))('%s', async (name) => {
  const one = caseFromJson(readFileSync(`${folder}/${name}`, 'utf8'))
  expect(caseFromJson(caseAsJson(one))).toEqual(one)
  expect((await runCase(targets, one)).faults).toEqual([])
})
