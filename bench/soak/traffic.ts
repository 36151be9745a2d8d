import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { LinkType, newFrame } from '../../src/ingest/frame.js'
import { PcapWriter } from '../../src/ingest/write/pcap.js'
import { DescriptorSink } from '../../src/output/sink.js'
import { Random } from '../random.js'
import { Circuits, framesOf, replay, type Talk } from './talks.js'

/*
 * `traffic.js MINUTES`: a capture on standard output that goes on for so long, as fast as somebody reads it.
 * Conversations of all samples and made-up circuits begin and end, a few hundred at any time. Some packets
 * are lost, overtaken, cut or damaged.
 */

const [minutes = '10'] = process.argv.slice(2)
const OPEN = 300
/** Frames in a hundred. */
const LOST = 2
const OVERTAKEN = 2
/** Frames between two looks at the clock. */
const ROUND = 1000

const random = new Random(11)
let talks = 0
const sink = new DescriptorSink(1, 'standard output')
const writer = new PcapWriter((bytes) => sink.write(bytes))
const frame = newFrame()
const folder = fileURLToPath(new URL('../../../samples/', import.meta.url))
const samples = readdirSync(folder)
  .filter((name) => name.endsWith('.pcap'))
  .map((name) => framesOf(`${folder}${name}`))
const circuits = new Circuits(random)
const open = Array.from({ length: OPEN }, newTalk)
/** Comes after the frame that follows it. */
let overtaken: Uint8Array | undefined

const end = Date.now() + Number(minutes) * 60_000
while (Date.now() < end && !sink.closed) for (let i = 0; i < ROUND; i++) step()
writer.end()
process.stderr.write(`${frame.number} frames, ${talks} conversations or groups of them\n`)

function step(): void {
  const at = random.below(OPEN)
  const { value: bytes } = open[at]!.next()
  const fate = random.below(100)
  if (!bytes) open[at] = newTalk()
  else if (fate < LOST) return
  else if (fate < LOST + OVERTAKEN) overtaken ??= bytes
  else {
    write(bytes)
    if (overtaken) write(overtaken)
    overtaken = undefined
  }
}

function newTalk(): Talk {
  talks++
  const client = Uint8Array.of(10, talks >> 16, talks >> 8, talks)
  return random.chance(60) ? circuits.talk(client) : replay(samples[random.below(samples.length)]!, client)
}

function write(bytes: Uint8Array): void {
  // Headers of link and IP stay whole: damage there makes no conversation at all.
  if (random.chance(1) && bytes.length > 54)
    bytes[54 + random.below(bytes.length - 54)]! ^= 1 << random.below(8)
  frame.number++
  frame.linkType = LinkType.ETHERNET
  frame.seconds = 1_170_000_000 + Math.floor(frame.number / 10_000)
  frame.nanoseconds = (frame.number % 10_000) * 100_000
  frame.bytes = bytes
  frame.originalLength = bytes.length
  frame.end = random.chance(1) ? 34 + random.below(bytes.length - 33) : bytes.length
  writer.frame(frame)
}
