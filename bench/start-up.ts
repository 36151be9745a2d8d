import { type Command, isInstalled, slx } from './command.js'
import { JOBS, tshark } from './jobs.js'
import { alternate } from './rounds.js'
import { made, TRAFFIC } from './traffic/index.js'

/** A capture in which there is next to nothing to do. */
const FEW = 10

/** Prints how long it takes to start, beside Node and tshark. */
export function startUp(rounds: number): void {
  const traffic = TRAFFIC[0]!
  const { path } = made(traffic.name, FEW, traffic.write)
  const commands: Record<string, Command> = {
    'node -e 0': [process.execPath, '-e', '0'],
    'slx --help': slx('--help'),
    'slx, ten packets': slx('dissect', path),
  }
  if (isInstalled('tshark', '-v')) commands['tshark -V, ten packets'] = tshark(path, traffic, JOBS[0]!)
  const results = Object.entries(alternate(rounds, commands))
  const node = results[0]![1]
  console.log('\nStart-up: wall and user milliseconds, beside node -e 0')
  for (const [name, { wall, user }] of results) {
    const times = `${(wall / node.wall).toFixed(2)} (user ${(user / node.user).toFixed(2)})`
    console.log(`  ${name.padEnd(24)} ${ms(wall)} ${ms(user)}  ${times}`)
  }
}

function ms(seconds: number): string {
  return Math.round(seconds * 1000)
    .toString()
    .padStart(6)
}
