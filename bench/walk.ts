import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Walked } from './job.js'
import { made, type Traffic } from './traffic/index.js'

const JOB = fileURLToPath(new URL('job.js', import.meta.url))

const KINDS = ['framing', 'fields', 'meaning'] as const

/** Packets a second, once warm and without printing: framed, then all fields walked, then with what values mean. */
export function walk({ name, write }: Traffic, packets: number): void {
  const { path } = made(name, packets, write)
  const speeds = KINDS.map((kind) => {
    const { seconds } = JSON.parse(execFileSync(process.execPath, [JOB, path, kind]).toString()) as Walked
    return `${kind} ${Math.round(packets / seconds).toLocaleString('en')}`
  })
  console.log(`Nothing printed, packets a second: ${speeds.join(', ')}`)
}
