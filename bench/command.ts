import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'

export type Command = readonly [program: string, ...args: string[]]

/** What one run of a command took: seconds of wall and of processor time, peak memory in bytes. */
export interface Taken {
  readonly wall: number
  readonly user: number
  readonly memory: number
}

const TIME = '/usr/bin/time'

/** `slx` with these arguments, as users run it. */
export function slx(...args: readonly string[]): Command {
  return [process.execPath, fileURLToPath(new URL('../../bin/slx.js', import.meta.url)), ...args]
}

export function isInstalled(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).error === undefined
}

export function hasTime(): boolean {
  return isInstalled(TIME, '-f', '', 'true')
}

/** Runs a command, its output thrown away. Throws when it fails; finding nothing (exit code 1) is no failure. */
export function timed([program, ...args]: Command): Taken {
  const before = performance.now()
  const { status, stderr } = spawnSync(TIME, ['-q', '-f', '%U %M', program, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const wall = (performance.now() - before) / 1000
  if (status !== 0 && status !== 1) throw new Error(`${program} ${args.join(' ')} fails: ${stderr}`)
  const [user, kilobytes] = stderr.toString().trimEnd().split('\n').at(-1)!.split(' ').map(Number)
  return { wall, user: user!, memory: kilobytes! * 1024 }
}

/** What a command prints, as its size, lines and digest. */
export interface Printed {
  readonly bytes: number
  readonly lines: number
  readonly sha256: string
}

/** Runs a command and looks at all it prints. */
export async function printed([program, ...args]: Command): Promise<Printed> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const hash = createHash('sha256')
  let bytes = 0
  let lines = 0
  child.stdout.on('data', (chunk: Buffer) => {
    hash.update(chunk)
    bytes += chunk.length
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, at + 1)) lines++
  })
  const [status] = await once(child, 'close')
  if (status !== 0 && status !== 1) throw new Error(`${program} ${args.join(' ')} ends with ${status}`)
  return { bytes, lines, sha256: hash.digest('hex') }
}
