import Table from 'cli-table3'
import { type Command, isInstalled, type Printed, printed } from './command.js'
import type { Expected } from './expected.js'
import { JOBS, type Job, LUA_GOALS, tshark } from './jobs.js'
import { alternate, type Rounds } from './rounds.js'
import { type Made, made, type Traffic } from './traffic/index.js'

export interface CompareOptions {
  readonly packets: number
  readonly rounds: number
  /** Only jobs of these names. */
  readonly jobs: readonly string[]
  readonly lua: string | undefined
  readonly expected: Expected
}

/** Bytes that tshark prints for a packet are counted on captures of this size. */
const SAMPLE = 20_000

/** Only checks what slx prints. */
export async function check(traffic: Traffic, options: CompareOptions): Promise<void> {
  const capture = made(traffic.name, options.packets, traffic.write)
  for (const job of wanted(options)) await checked(traffic, job, capture, options)
}

function wanted({ jobs }: CompareOptions): readonly Job[] {
  return JOBS.filter(({ name }) => jobs.length === 0 || jobs.includes(name))
}

/** What a job prints, held against what is recorded. */
async function checked(
  traffic: Traffic,
  job: Job,
  capture: Made,
  { packets, expected }: CompareOptions,
): Promise<Printed> {
  const title = `${traffic.name}-${packets}`
  const output = await printed(job.slx(capture.path, traffic))
  expected.check(title, job.name, output)
  if (job.name === 'summary') expected.checkCount(title, output.lines, capture.messages)
  return output
}

/** Prints how long slx takes for each job with a traffic, beside tshark; checks what it prints on the way. */
export async function compare(traffic: Traffic, options: CompareOptions): Promise<void> {
  const { packets } = options
  const capture = made(traffic.name, packets, traffic.write)
  const table = new Table({
    head: [
      '',
      'packets/s',
      'user s',
      'spread',
      'bytes/packet',
      'peak MB',
      'beside tshark',
      'its bytes/packet',
      'goal',
    ],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
  })
  for (const job of wanted(options)) table.push(await row(traffic, job, capture, options))
  console.log(`\n${traffic.title}: ${packets.toLocaleString('en')} packets, ${capture.messages} messages`)
  console.log(table.toString())
}

async function row(traffic: Traffic, job: Job, capture: Made, options: CompareOptions): Promise<string[]> {
  const { packets, rounds } = options
  const lua = traffic.name === 'lludp' ? options.lua : undefined
  const other = job.tshark && isInstalled('tshark', '-v')
  const mine = job.slx(capture.path, traffic)
  const output = await checked(traffic, job, capture, options)
  const commands: Record<string, Command> = other
    ? { slx: mine, tshark: tshark(capture.path, traffic, job, lua) }
    : { slx: mine }
  const results = alternate(rounds, commands)
  return [
    job.name,
    Math.round(packets / results.slx!.wall).toLocaleString('en'),
    results.slx!.user.toFixed(2),
    `${Math.round(results.slx!.spread * 100)} %`,
    `${Math.round(output.bytes / packets)}`,
    `${Math.round(results.slx!.memory / 1e6)}`,
    ...(other ? await beside(traffic, job, results.slx!, results.tshark!, lua) : ['', '', '']),
  ]
}

/** Ratios of wall time and of processor time, bytes for a packet, and whether the goal is met. */
async function beside(
  traffic: Traffic,
  job: Job,
  mine: Rounds,
  other: Rounds,
  lua?: string,
): Promise<string[]> {
  const ratio = other.user / mine.user
  const goal = lua ? LUA_GOALS[job.name] : job.goals?.[traffic.name]
  const sample = made(traffic.name, SAMPLE, traffic.write)
  const output = await printed(tshark(sample.path, traffic, job, lua))
  return [
    `${(other.wall / mine.wall).toFixed(1)} (user ${ratio.toFixed(1)}, spread ${Math.round(other.spread * 100)} %)`,
    `${Math.round(output.bytes / SAMPLE)}`,
    goal === undefined ? '' : `${goal} ${ratio >= goal ? 'met' : 'missed'}`,
  ]
}
