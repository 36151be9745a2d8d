import { existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Table from 'cli-table3'
import { loadDissectors } from '../src/cli/choose-protocols.js'
import { Registry } from '../src/dissect/registry.js'
import { ByteWriter } from '../src/output/byte-writer.js'
import { readFrames, run } from '../src/run.js'
import { createView } from '../src/views/index.js'
import type { ViewKind } from '../src/views/kinds.js'
import { quickest, quickestCommand, writeLludpCapture } from './measure.js'

/** `npm run bench [PACKETS]`: packets a second on made-up Second Life traffic, and the ratio to tshark. */
const packets = Number(process.argv[2] ?? 200_000)
const ROUNDS = 3
const folder = fileURLToPath(new URL('../../.bench/', import.meta.url))
const capture = `${folder}lludp-${packets}.pcap`

mkdirSync(folder, { recursive: true })
if (!existsSync(capture)) writeLludpCapture(capture, packets)

const registry = new Registry(await loadDissectors())
const input = { text: {}, report: () => undefined, problem: () => undefined, afterChunk: () => undefined }

/** Takes output and counts it. */
const nowhere = {
  closed: false,
  count: 0,
  write(bytes: Uint8Array) {
    this.count += bytes.length
  },
}

const frames = () => readFrames([capture], registry, input, () => true)

function messages(view?: Awaited<ReturnType<typeof createView>>, flush = () => {}) {
  return run([capture], registry, {
    ...input,
    layers: false,
    socks5: false,
    protocolOptions: new Map(),
    afterChunk: flush,
    message: (message) => {
      view?.message(message)
      return true
    },
  })
}

async function printed(kind: ViewKind) {
  const writer = new ByteWriter(nowhere)
  const view = await createView(kind, writer, { width: 100, colour: false, showSecrets: false })
  const result = await messages(view, () => writer.flush())
  view.end()
  writer.flush()
  if (result.messages !== packets)
    throw new Error(`${kind}: ${result.messages} messages of ${packets} packets`)
}

const table = new Table({
  head: ['', 'packets a second', 'bytes a packet', 'beside tshark'],
  style: { head: [], border: [] },
  colAligns: ['left', 'right', 'right', 'left'],
})

async function row(what: string, work: () => Promise<unknown>, tshark?: readonly string[]) {
  nowhere.count = 0
  const seconds = await quickest(ROUNDS, work)
  const bytes = Math.round(nowhere.count / ROUNDS / packets)
  const other = tshark ? quickestCommand(1, 'tshark', ['-n', '-r', capture, ...tshark]) : undefined
  const ratio = other ? `${(other / seconds).toFixed(1)} times tshark ${tshark!.join(' ')}` : ''
  table.push([what, Math.round(packets / seconds).toLocaleString('en'), bytes || '', ratio])
}

await row('framing', frames)
await row('every field, nothing printed', () => messages())
await row('summary', () => printed('summary'), [])
await row('tree', () => printed('tree'), ['-V'])
await row('JSON', () => printed('json'), ['-T', 'json'])

console.log(
  `${packets.toLocaleString('en')} packets of made-up Second Life traffic, best of ${ROUNDS} rounds`,
)
console.log(table.toString())
console.log('tshark takes this traffic for bare UDP or QUIC: it decodes far less of it.')
console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
