import { Worker } from 'node:worker_threads'
import { type Assignment, type Report, Slot } from './assignment.js'
import { BUDGET } from './budget.js'

/** What a run came to. */
export interface Watched {
  readonly numbers: Float64Array
  /** Bytes of the whole process at most. */
  readonly memory: number
}

const PATROL = 250

/**
 * Runs cases in a worker thread until they are done or `until` (Date.now) has come. A case that hangs or takes too much
 * memory ends its worker, is reported, and the next worker goes on behind it.
 */
export async function watch(
  work: Omit<Assignment, 'shared'>,
  until: number,
  report: (report: Report) => void,
  progress: (numbers: Float64Array, memory: number) => void,
): Promise<Watched> {
  const shared = new SharedArrayBuffer(8 * Slot.size)
  const numbers = new Float64Array(shared)
  let memory = 0
  const patrol = () => {
    memory = Math.max(memory, process.memoryUsage.rss())
    progress(numbers, memory)
    if (numbers[Slot.Begun]! > 0 && Date.now() - numbers[Slot.Begun]! > BUDGET.hang)
      return `ran ${BUDGET.hang} ms without an end`
    if (process.memoryUsage.rss() > BUDGET.memory * 1e6) return `took ${BUDGET.memory} MB`
    return Date.now() >= until ? 'time' : undefined
  }
  for (let { from } = work; from < work.to; from = numbers[Slot.Case]! + 1) {
    numbers[Slot.Begun] = 0
    const fault = await oneWorker({ ...work, from, shared }, report, patrol)
    if (fault === undefined || fault === 'time') break
    const number = numbers[Slot.Case]!
    report({ number, target: '', faults: [fault], json: '' })
  }
  return { numbers, memory }
}

/** Runs a worker to its end; resolves to why it had to be stopped, if so. */
function oneWorker(
  assignment: Assignment,
  report: (report: Report) => void,
  patrol: () => string | undefined,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: assignment,
      resourceLimits: { maxOldGenerationSizeMb: BUDGET.heap },
    })
    let fault: string | undefined
    const timer = setInterval(() => {
      fault ??= patrol()
      if (fault !== undefined) worker.terminate()
    }, PATROL)
    worker.on('message', report)
    worker.on('error', (error) => {
      fault ??= `ended the worker: ${error.stack ?? error.message}`
    })
    worker.on('exit', () => {
      clearInterval(timer)
      patrol()
      resolve(fault)
    })
  })
}
