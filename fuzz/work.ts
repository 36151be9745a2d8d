import { Random } from '../bench/random.js'
import { BUDGET } from './budget.js'
import type { Case } from './case.js'
import { Tally } from './tally.js'
import type { Target } from './target.js'

/** The target of a case, and the case: the same for the same numbers. */
export function makeCase(targets: readonly Target[], seed: number, number: number): Case {
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b))
  return targets[number % targets.length]!.make(random)
}

/** Runs a case: what is wrong with it, and what it took. */
export async function runCase(
  targets: readonly Target[],
  one: Case,
): Promise<{ faults: string[]; tally: Tally }> {
  const tally = new Tally()
  tally.bytes = one.parts.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const target = targets.find(({ name }) => name === one.target)
  if (!target) return { faults: [`there is no target ${one.target}`], tally }
  const faults = [...(await attempt(target, one, tally)), ...excess(tally, isPacked(one))]
  return { faults, tally }
}

async function attempt(target: Target, one: Case, tally: Tally): Promise<string[]> {
  try {
    return await target.check(one, tally)
  } catch (error) {
    return [`threw ${error instanceof Error ? error.stack : String(error)}`]
  }
}

/** What a case took beyond its budget. */
function excess({ bytes, messages, rows, output }: Tally, packed: boolean): string[] {
  const faults: string[] = []
  const messagesPerByte = packed ? BUDGET.messagesPerPackedByte : BUDGET.messagesPerByte
  if (messages > BUDGET.messages + bytes * messagesPerByte)
    faults.push(`${messages} messages of ${bytes} bytes`)
  if (rows > BUDGET.rows + bytes * BUDGET.rowsPerByte) faults.push(`${rows} rows of ${bytes} bytes`)
  if (output > BUDGET.output + rows * BUDGET.outputPerRow)
    faults.push(`${output} bytes of output for ${rows} rows`)
  return faults
}

/** Whether a case is a file of gzip. */
function isPacked({ parts }: Case): boolean {
  const [first, second] = parts.flatMap(({ bytes }) => [...bytes.subarray(0, 2)])
  return first === 0x1f && second === 0x8b
}
