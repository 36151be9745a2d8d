import { parseArgs } from 'node:util'
import { hasTime } from './command.js'
import { check, compare } from './compare.js'
import { Expected } from './expected.js'
import { linear } from './linear.js'
import { startUp } from './start-up.js'
import { TRAFFIC } from './traffic/index.js'
import { walk } from './walk.js'

/*
 * npm run bench -- [--quick] [--check] [--update] [--packets N] [--rounds N] [--jobs tree,json] [NAME...]
 *
 * NAME: start-up, linear, oscar, lludp, grand-chase, mmo; all but `linear` when none is given.
 * --check times nothing, --update records what slx prints as right.
 * Exit code 1: what slx prints is not what expected.json records.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
    packets: { type: 'string' },
    rounds: { type: 'string' },
    jobs: { type: 'string', default: '' },
  },
})

if (!hasTime()) {
  console.error(
    'The bench needs GNU time as /usr/bin/time (Debian package time) for processor time and memory.',
  )
  process.exit(2)
}
const known = ['start-up', 'linear', ...TRAFFIC.map(({ name }) => name)]
const strange = positionals.find((name) => !known.includes(name))
if (strange !== undefined) {
  console.error(`There is no bench '${strange}'; there are ${known.join(', ')}.`)
  process.exit(2)
}

const packets = Number(values.packets ?? (values.quick ? 20_000 : 200_000))
const rounds = Number(values.rounds ?? 3)
const expected = new Expected(values.update)
const wants = (name: string) => (positionals.length > 0 ? positionals.includes(name) : name !== 'linear')

if (wants('start-up') && !values.check) startUp(3 * rounds)
for (const traffic of TRAFFIC.filter(({ name }) => wants(name))) {
  const jobs = values.jobs.split(',').filter((name) => name !== '')
  const options = { packets, rounds, jobs, lua: process.env.SLX_BENCH_LUA, expected }
  if (values.check) await check(traffic, options)
  else {
    await compare(traffic, options)
    walk(traffic, packets)
  }
}
if (wants('linear') && !linear(values.quick)) process.exitCode = 1
expected.save()
for (const fault of expected.faults) console.error(fault)
if (expected.faults.length > 0) process.exitCode = 1
