import { parentPort, workerData } from 'node:worker_threads'
import type { Assignment, Report } from './assignment.js'
import { Slot } from './assignment.js'
import { caseAsJson } from './case.js'
import { allTargets } from './targets/index.js'
import { makeCase, runCase } from './work.js'

/** Runs cases one after the other and tells faults as they come. The watcher reads from `shared` which case is at hand. */
const { seed, from, to, only, shared } = workerData as Assignment
const told = new Float64Array(shared)
const targets = await allTargets()
const tell = (report: Report) => parentPort!.postMessage(report)

for (let number = from; number < to; number++) {
  if (only.length > 0 && !only.includes(targets[number % targets.length]!.name)) continue
  told[Slot.Case] = number
  told[Slot.Begun] = Date.now()
  const begun = performance.now()
  const one = makeCase(targets, seed, number)
  const { faults, tally } = await runCase(targets, one)
  const took = performance.now() - begun
  told[Slot.Done]!++
  told[Slot.Bytes]! += tally.bytes
  told[Slot.Messages]! += tally.messages
  told[Slot.Rows]! += tally.rows
  told[Slot.Output]! += tally.output
  if (took > told[Slot.Slowest]!) {
    told[Slot.Slowest] = took
    told[Slot.SlowestCase] = number
  }
  if (faults.length > 0) tell({ number, target: one.target, faults, json: caseAsJson(one) })
}
told[Slot.Begun] = 0
