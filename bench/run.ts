import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Table from 'cli-table3'
import type { Measured } from './job.js'
import { quickestCommand, writeLludpCapture } from './measure.js'

/** `npm run bench [PACKETS]`: packets a second on made-up Second Life traffic, and the ratio to tshark. */
const packets = Number(process.argv[2] ?? 200_000)
const folder = fileURLToPath(new URL('../../.bench/', import.meta.url))
const capture = `${folder}lludp-${packets}.pcap`
const job = fileURLToPath(new URL('job.js', import.meta.url))

/** What is measured, and the options of tshark that do the nearest. */
const JOBS: readonly (readonly [what: string, title: string, tshark?: readonly string[]])[] = [
  ['framing', 'framing'],
  ['fields', 'every field of the wire, nothing printed'],
  ['meaning', 'the same, and what values mean'],
  ['summary', 'summary', []],
  ['tree', 'tree', ['-V']],
  ['json', 'JSON', ['-T', 'json']],
]

mkdirSync(folder, { recursive: true })
if (!existsSync(capture)) writeLludpCapture(capture, packets)

const table = new Table({
  head: ['', 'packets a second', 'bytes a packet', 'peak memory', 'beside tshark'],
  style: { head: [], border: [] },
  colAligns: ['left', 'right', 'right', 'right', 'left'],
})

for (const [what, title, tshark] of JOBS) {
  const { seconds, bytes, messages, memory } = measure(what)
  if (messages !== packets) throw new Error(`${title}: ${messages} messages of ${packets} packets`)
  const other = tshark ? quickestCommand(2, 'tshark', ['-n', '-r', capture, ...tshark]) : undefined
  table.push([
    title,
    Math.round(packets / seconds).toLocaleString('en'),
    Math.round(bytes / packets) || '',
    `${Math.round(memory / 1e6)} MB`,
    other ? `${(other / seconds).toFixed(1)} times tshark ${tshark!.join(' ')}` : '',
  ])
}

console.log(`${packets.toLocaleString('en')} packets of made-up Second Life traffic`)
console.log(table.toString())
console.log('tshark takes this traffic for bare UDP or QUIC: it decodes far less of it.')

function measure(what: string): Measured {
  return JSON.parse(execFileSync(process.execPath, [job, capture, what]).toString())
}
