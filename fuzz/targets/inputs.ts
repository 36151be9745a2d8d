import { gzipSync } from 'node:zlib'
import type { Random } from '../../bench/random.js'
import type { Dissector } from '../../src/dissect/dissector.js'
import { Registry } from '../../src/dissect/registry.js'
import type { Frame } from '../../src/ingest/frame.js'
import { DumpWriter } from '../../src/ingest/write/dump.js'
import { PcapWriter } from '../../src/ingest/write/pcap.js'
import { PcapngWriter } from '../../src/ingest/write/pcapng.js'
import { escapeText } from '../../src/output/escape.js'
import { readPcap } from '../../test/support/pcap.js'
import { runAll } from '../../test/support/run.js'
import type { Case, Part } from '../case.js'
import { errorFaults, textFaults, Watched } from '../checks.js'
import { mutateBytes } from '../mutate-bytes.js'
import { mutateText } from '../mutate-text.js'
import { resegment } from '../resegment.js'
import type { Seeds } from '../seeds.js'
import type { Tally } from '../tally.js'
import { anySetting, type Target } from '../target.js'

/** Damages one input. */
export type Damage = (random: Random) => Uint8Array

/** What damages inputs of each kind. */
export interface InputKinds {
  readonly pcap: Damage
  readonly pcapng: Damage
  readonly frames: Damage
  readonly gzip: Damage
  readonly saved: Damage
  readonly text: Damage
}

/** Makes damaged inputs: captures in each form, messages saved as JSON, and texts with dumps. */
export function inputKinds(seeds: Seeds): InputKinds {
  const captures = seeds.captures.map((path) => readPcap(path))
  const some = (random: Random) => someFrames(captures, random)
  const asPcap = (random: Random) =>
    written(some(random), (write) => new PcapWriter(write, { nanoseconds: random.chance(30) }))
  const asPcapng = (random: Random) => written(some(random), (write) => new PcapngWriter(write))
  const asDump = (random: Random) =>
    Buffer.from(written(some(random), (write) => new DumpWriter(write))).toString()
  const text = (random: Random) =>
    random.chance(30) ? asDump(random) : seeds.texts[random.below(seeds.texts.length)]!
  const lines = (random: Random) => {
    const from = random.below(seeds.saved.length)
    return `${seeds.saved.slice(from, from + 1 + random.below(3)).join('\n')}\n`
  }
  return {
    pcap: (random) => mutateBytes(asPcap(random), random, asPcap(random)),
    pcapng: (random) => mutateBytes(asPcapng(random), random, asPcapng(random)),
    frames: (random) => writtenDamaged(some(random), random),
    gzip: (random) => mutateBytes(gzipSync(asPcap(random)), random, gzipSync(asPcapng(random))),
    saved: (random) => Buffer.from(mutateText(lines(random), random, lines(random), true)),
    text: (random) => Buffer.from(mutateText(text(random), random, text(random))),
  }
}

/** Whole inputs, from sniffing to the last view. */
export function inputTargets(all: readonly Dissector[], kinds: InputKinds): Target[] {
  return Object.entries(kinds).map(([name, damage]) => inputTarget(name, all, damage))
}

function inputTarget(name: string, all: readonly Dissector[], damage: Damage): Target {
  return {
    name,
    make: (random) => {
      const whole: Part = { bytes: damage(random), side: 0 }
      return {
        target: name,
        parts: random.chance(30) ? resegment([whole], random) : [whole],
        setting: anySetting(random),
      }
    },
    check: (one, tally) => readInput(one, all, tally),
  }
}

/** Reads what arrives in parts as the command reads standard input. */
export async function readInput(
  { parts, setting }: Case,
  all: readonly Dissector[],
  tally: Tally,
): Promise<string[]> {
  const watched = new Watched(setting, tally)
  try {
    const { firstBug, problems, reports } = await runAll(['-'], (message) => watched.message(message), {
      standardInput: parts.map(({ bytes }) => bytes),
      layers: setting.layers,
      registry: new Registry(all),
    })
    if (firstBug) watched.faults.push(...errorFaults(firstBug.error))
    const told = [...reports, ...problems.map(({ message }) => message)].map(escapeText)
    watched.faults.push(...told.flatMap((line) => textFaults(line, 'what is told')))
  } catch (error) {
    watched.faults.push(...errorFaults(error))
  }
  return watched.end()
}

function someFrames(captures: readonly (readonly Frame[])[], random: Random): Frame[] {
  const frames = captures[random.below(captures.length)]!
  const from = random.chance(50) ? 0 : random.below(frames.length)
  return frames.slice(from, from + 1 + random.below(16))
}

function written(
  frames: readonly Frame[],
  make: (write: (bytes: Uint8Array) => void) => { frame(frame: Frame): void; end(): void },
): Uint8Array {
  const parts: Uint8Array[] = []
  const writer = make((bytes) => parts.push(bytes.slice()))
  for (const frame of frames) writer.frame(frame)
  writer.end()
  return Buffer.concat(parts)
}

/** A sound capture of damaged, repeated, lost and swapped frames. */
function writtenDamaged(frames: readonly Frame[], random: Random): Uint8Array {
  const changed = frames.flatMap((frame) => {
    if (random.chance(5)) return []
    const bytes = frame.bytes.subarray(frame.start, frame.end)
    const other = frames[random.below(frames.length)]!
    const now = random.chance(30)
      ? mutateBytes(bytes, random, other.bytes.subarray(other.start, other.end))
      : bytes
    const cut = random.chance(5) ? random.below(100) : 0
    const made = { ...frame, bytes: now, start: 0, end: now.length, originalLength: now.length + cut }
    return random.chance(5) ? [made, made] : [made]
  })
  if (changed.length > 1 && random.chance(20))
    changed.push(...changed.splice(random.below(changed.length), 1))
  return written(changed, (write) => new PcapWriter(write))
}
