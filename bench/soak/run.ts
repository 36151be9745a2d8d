import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/*
 * `npm run soak [-- MINUTES [COMMAND...]]`: feeds slx endless traffic on standard input and watches its memory. Tables fill
 * up in the first half of a run. Fails when the last quarter takes more than the third (medians), beyond a margin. Needs Linux, which tells in /proc what
 * a process takes.
 */

const COMMANDS: readonly (readonly string[])[] = [
  ['dissect'],
  ['dissect', '-T', 'summary'],
  ['dissect', '-T', 'json'],
  ['dissect', '-Y', 'tcp', '-T', 'fields', '-e', 'number', '-e', 'type'],
  ['stats'],
  ['keys'],
]

/** By how much the last quarter may be above the third: the collector frees memory in large steps. */
const MARGIN = { ratio: 1.1, bytes: 32e6 }

/** Exit codes of a run that went well: damaged packets are no damaged input. */
const FINE = 0

const [minutes = '10', ...command] = process.argv.slice(2)
const traffic = fileURLToPath(new URL('traffic.js', import.meta.url))
const slx = fileURLToPath(new URL('../../../bin/slx.js', import.meta.url))

for (const args of command.length > 0 ? [command] : COMMANDS) if (!(await soak(args))) process.exitCode = 1

async function soak(args: readonly string[]): Promise<boolean> {
  const source = spawn(process.execPath, [traffic, minutes], { stdio: ['ignore', 'pipe', 'inherit'] })
  const child = spawn(process.execPath, [slx, ...args], { stdio: [source.stdout, 'ignore', 'inherit'] })
  // The child reads the pipe itself.
  source.stdout.destroy()
  const samples: number[] = []
  const timer = setInterval(() => samples.push(memoryOf(child)), 1000)
  const [code] = await once(child, 'exit')
  clearInterval(timer)
  const [half, quarter] = [samples.length >> 1, Math.floor(samples.length * 0.75)]
  const [third, last] = [median(samples.slice(half, quarter)), median(samples.slice(quarter))]
  const flat = last <= third * MARGIN.ratio + MARGIN.bytes
  const figures = [`third quarter ${megabytes(third)}`, `last quarter ${megabytes(last)}`]
  const most = `most ${megabytes(Math.max(...samples))}`
  console.log(
    `slx ${args.join(' ')}: ${[...figures, most].join(', ')}; exit code ${code}; ${flat ? 'flat' : 'GROWS'}`,
  )
  return flat && code === FINE
}

/** Bytes of main memory that a process takes; 0 once it has ended. */
function memoryOf({ pid }: ChildProcess): number {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return 1024 * Number(kilobytes ?? 0)
  } catch {
    return 0
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
