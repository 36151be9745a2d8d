import { CORE_CLASSIC } from '../../dissectors/second-life/template/core/classic.js'
import { CORE_MODERN } from '../../dissectors/second-life/template/core/modern.js'
import { parseTemplate } from '../../dissectors/second-life/template/parse.js'
import { HeaderMaker } from '../../src/network/headers.js'
import { CaptureFile } from '../capture-file.js'
import { PacketWriter } from '../encode/lludp.js'
import { Random } from '../random.js'

/** What a circuit carries: share in percent, repeats of a Variable block, length of Variable fields. */
const MIX: readonly (readonly [share: number, name: string, repeats: number, text: number])[] = [
  [28, 'AgentUpdate', 1, 0],
  [30, 'ImprovedTerseObjectUpdate', 3, 40],
  [12, 'PacketAck', 4, 0],
  [4, 'StartPingCheck', 1, 0],
  [4, 'CompletePingCheck', 1, 0],
  [6, 'ObjectUpdate', 1, 12],
  [6, 'CoarseLocationUpdate', 5, 0],
  [3, 'ChatFromSimulator', 1, 24],
  [3, 'ChatFromViewer', 1, 24],
  [4, 'SimStats', 12, 0],
]

const CIRCUITS = 64

/** Writes a capture of made-up LLUDP traffic. */
export function writeLludpCapture(path: string, packets: number): number {
  const file = new CaptureFile(path)
  const makers = Array.from(
    { length: CIRCUITS },
    (_, circuit) =>
      new HeaderMaker('udp', [
        { address: '192.0.2.1', port: 40000 + circuit },
        { address: '192.0.2.2', port: 13000 + (circuit % 8) },
      ]),
  )
  for (const { circuit, payload } of lludpPayloads(packets))
    for (const bytes of makers[circuit]!.frames(0, payload)) file.add(bytes)
  return file.end(packets)
}

/** Made-up LLUDP payloads, three quarters modern and a quarter classic, some zero-coded, over so many circuits. */
export function* lludpPayloads(
  count: number,
): Generator<{ readonly circuit: number; readonly payload: Buffer }> {
  const random = new Random(7)
  const modern = parseTemplate(CORE_MODERN, 'modern')
  const classic = parseTemplate(CORE_CLASSIC, 'classic')
  // A writer for each, because each counts its packets.
  const writers = Array.from({ length: CIRCUITS }, (_, circuit) =>
    circuit % 4 === 0
      ? new PacketWriter('classic', classic, random)
      : new PacketWriter('modern', modern, random),
  )
  for (let i = 0; i < count; i++) {
    const circuit = random.below(CIRCUITS)
    const writer = writers[circuit]!
    const [, name, repeats, text] = pick(random)
    yield { circuit, payload: writer.packet(writer.has(name) ? name : 'PacketAck', repeats, text) }
  }
}

function pick(random: Random): (typeof MIX)[number] {
  let left = random.below(100)
  for (const entry of MIX) {
    left -= entry[0]
    if (left < 0) return entry
  }
  return MIX[0]!
}
