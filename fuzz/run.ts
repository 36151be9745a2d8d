import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Report, Slot } from './assignment.js'
import { caseAsJson, caseFromJson } from './case.js'
import { minimise } from './minimise.js'
import { FUZZ_ROOT } from './root.js'
import { allTargets } from './targets/index.js'
import { watch } from './watch.js'
import { makeCase, runCase } from './work.js'

const HELP = `npm run fuzz -- [OPTIONS]

  --seed N         which inputs (default: from the clock); the same seed gives the same inputs
  --count N        how many (default: until stopped)
  --seconds N      or how long for each target
  --target NAME    only this one; repeatable. --list names them
  --case M         run exactly one, number M of the seed, and say what is wrong
  --file FILE      the same for an input that was kept
  --minimise FILE  make a kept input smaller while it still fails

Inputs that fail are kept in .fuzz/. Exit code 1: some failed.
`

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    count: { type: 'string' },
    seconds: { type: 'string' },
    target: { type: 'string', multiple: true },
    case: { type: 'string' },
    file: { type: 'string' },
    minimise: { type: 'string' },
    list: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})

const KEPT = `${FUZZ_ROOT}.fuzz/`
const seed = Number(values.seed ?? Date.now() % 1_000_000)

if (values.help) process.stdout.write(HELP)
else if (values.list) for (const name of await targetNames()) console.log(name)
else if (values.case !== undefined) await runOne(makeCase(await allTargets(), seed, Number(values.case)))
else if (values.file !== undefined) await runOne(caseFromJson(readFileSync(values.file, 'utf8')))
else if (values.minimise !== undefined) {
  const small = await minimise(await allTargets(), caseFromJson(readFileSync(values.minimise, 'utf8')))
  process.stdout.write(caseAsJson(small))
} else await runMany()

/** Runs one case in the open: with its stack, its time and a debugger if there is one. */
async function runOne(one: ReturnType<typeof caseFromJson>): Promise<void> {
  keep('one', caseAsJson(one))
  const begun = performance.now()
  const { faults, tally } = await runCase(await allTargets(), one)
  console.log(`${one.target}: ${JSON.stringify(tally)}, ${Math.round(performance.now() - begun)} ms`)
  for (const fault of faults) console.log(printable(fault))
  if (faults.length > 0) process.exitCode = 1
}

async function targetNames(): Promise<string[]> {
  return [...new Set((await allTargets()).map(({ name }) => name))]
}

async function runMany(): Promise<void> {
  const only = values.target ?? []
  const names = await targetNames()
  const unknown = only.filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    console.error(`There is no target ${unknown.join(', ')}; they are ${names.join(', ')}.`)
    process.exitCode = 2
    return
  }
  const parts = only.length > 0 ? only.length : names.length
  const begun = Date.now()
  const until =
    values.seconds === undefined ? Number.POSITIVE_INFINITY : begun + 1000 * parts * Number(values.seconds)
  const to = values.count === undefined ? Number.MAX_SAFE_INTEGER : Number(values.count)
  const failures = new Map<string, number>()
  let said = 0
  const { numbers, memory } = await watch({ seed, from: 0, to, only }, until, fail, (now, most) => {
    if (Date.now() - said < 30_000) return
    said = Date.now()
    console.error(line(now, most, begun))
  })
  console.log(line(numbers, memory, begun))
  for (const [what, count] of failures) console.log(`${count} x ${printable(what)}`)
  if (failures.size > 0) process.exitCode = 1

  function fail({ number, target, faults, json }: Report): void {
    const what = `${target} ${faults[0]!.split('\n').slice(0, 3).join(' ')}`.replaceAll(/\d+/g, '#')
    const before = failures.get(what) ?? 0
    failures.set(what, before + 1)
    if (before > 0) return
    console.error(`--seed ${seed} --case ${number}: ${printable(what)}`)
    if (json !== '') keep(`${target}-${seed}-${number}`, json)
  }
}

function line(numbers: Float64Array, memory: number, begun: number): string {
  const n = (slot: number) => Math.round(numbers[slot]!).toLocaleString('en')
  return [
    `seed ${seed}: ${n(Slot.Done)} inputs of ${n(Slot.Bytes)} bytes in ${Math.round((Date.now() - begun) / 1000)} s`,
    `${n(Slot.Messages)} messages, ${n(Slot.Rows)} rows, ${n(Slot.Output)} characters printed`,
    `slowest ${n(Slot.Slowest)} ms (case ${numbers[Slot.SlowestCase]})`,
    `peak memory ${Math.round(memory / 1e6)} MB`,
  ].join('; ')
}

function keep(name: string, json: string): void {
  mkdirSync(KEPT, { recursive: true })
  writeFileSync(`${KEPT}${name}.json`, json)
}

function printable(text: string): string {
  return text.replace(/[^\n\x20-\x7e]/g, '?')
}
