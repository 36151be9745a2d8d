import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Walked, WalkKind } from './job.js'
import { made, type Traffic } from './traffic/index.js'

const JOB = fileURLToPath(new URL('job.js', import.meta.url))

const STEPS: readonly (readonly [name: string, kind: WalkKind, meaning: boolean])[] = [
  ['framing', 'framing', false],
  ['fields', 'fields', false],
  ['fields and what they mean', 'fields', true],
  ['tree of fields', 'tree', false],
  ['tree with meanings', 'tree', true],
  ['JSON of fields', 'json', false],
  ['JSON with meanings', 'json', true],
]

/** Packets a second of one step after the other, in a process that is warm and throws away what it writes. */
export function walk({ name, write }: Traffic, packets: number): void {
  const { path } = made(name, packets, write)
  console.log('In a warm process, its output thrown away:')
  for (const [step, kind, meaning] of STEPS) {
    const args = [JOB, path, kind, ...(meaning ? ['meaning'] : [])]
    const { seconds, bytes } = JSON.parse(execFileSync(process.execPath, args).toString()) as Walked
    const speed = Math.round(packets / seconds).toLocaleString('en')
    const size =
      bytes > 0
        ? `  ${Math.round(bytes / packets)} bytes each, ${Math.round(bytes / seconds / 1e6)} MB/s`
        : ''
    console.log(`  ${step.padEnd(26)} ${speed.padStart(12)} packets/s${size}`)
  }
}
