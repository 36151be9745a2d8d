import { execFileSync } from 'node:child_process'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { passing } from '../support/filter.js'
import { runAll } from '../support/run.js'
import { sharedPath } from '../support/shared.js'
import { ROOT } from '../support/slx.js'
import { hasTool } from '../support/tools.js'

/** Some captures of each kind: tshark takes its time. */
const captures = [
  sharedPath('captures/oscar-icq-port443.pcap'),
  sharedPath('captures/second-life-classic-handshake.pcap'),
  `${ROOT}samples/oscar-flap-sign-on.pcap`,
  `${ROOT}samples/sl-login-over-http.pcap`,
].filter((path) => path !== undefined)

/** Filters that mean the same to both. Their unit is the frame, ours the message: only the frames of messages can be compared. */
const SAME = [
  'ip.addr == 192.0.2.10',
  'ip.addr != 192.0.2.10',
  '!(ip.addr == 192.0.2.10)',
  'ip.src == 192.0.2.0/28',
  'ip.dst in {192.0.2.10, 198.51.100.1..198.51.100.9}',
  'tcp.port == 5190',
  'tcp.port != 5190',
  'tcp.srcport > 5000 && tcp.dstport lt 41000',
  'udp.port in {12036, 13000..13050}',
  'not udp.port',
  'udp || tcp.port eq 443',
  'frame.number in {1..3, 7}',
]

/** The same, but about header fields of the frame that completed a message: compared for messages of one frame. */
const HEADERS = [
  'tcp.flags & 0x08',
  'ip.ttl == 64',
  'ip.proto == 17',
  'ip.src[0:2] == c0:00',
  'udp.length > 40',
  'tcp.window_size_value >= 1000',
]

/** Our fields of OSCAR and those of tshark. Both see a frame with several FLAPs. */
const OSCAR = [
  ['flap.channel == 2', 'aim.channel == 2'],
  ['flap.channel in {1 4}', 'aim.channel in {1, 4}'],
  ['flap.sequence > 0x1000', 'aim.seqno > 0x1000'],
  ['flap.length < 20', 'aim.datalen < 20'],
  ['snac.foodgroup == 1', 'aim.fnac.family == 1'],
  ['snac.subgroup != 3', 'aim.fnac.subtype != 3'],
  ['snac.foodgroup in {2..4, 0x13}', 'aim.fnac.family in {2..4, 0x13}'],
] as const

/** Numbers of the frames that pass in tshark. */
function byTshark(capture: string, filter: string): Set<number> {
  const args = [
    '-n',
    '-d',
    'tcp.port==443,aim',
    '-d',
    'tcp.port==5190,aim',
    '-r',
    capture,
    '-Y',
    filter,
    '-T',
    'fields',
    '-e',
    'frame.number',
  ]
  const output = execFileSync('tshark', args, { stdio: ['ignore', 'pipe', 'ignore'] })
  return new Set(output.toString().trim().split('\n').filter(Boolean).map(Number))
}

async function framesOf(capture: string) {
  const all: (readonly number[])[] = []
  await runAll([capture], ({ frames }) => all.push([...frames]))
  return all
}

describe.skipIf(!hasTool('tshark'))('beside tshark -Y', () => {
  describe.each(captures.map((path) => ({ name: basename(path), path })))('$name', ({ path }) => {
    it('the same frames pass', async () => {
      const all = new Set((await framesOf(path)).flat())
      for (const filter of SAME) {
        const ours = new Set((await passing([path], filter, ({ frames }) => [...frames])).flat())
        // A message of several frames passes with all of them.
        if (filter.includes('frame.number')) {
          for (const frame of byTshark(path, filter))
            if (all.has(frame)) expect(ours, filter).toContain(frame)
        } else {
          const theirs = [...byTshark(path, filter)].filter((frame) => all.has(frame))
          expect(
            [...ours].sort((a, b) => a - b),
            filter,
          ).toEqual(theirs)
        }
      }
    })

    it('the same headers pass', async () => {
      for (const filter of HEADERS) {
        const theirs = byTshark(path, filter)
        const ours = new Set<number>()
        const single = new Set<number>()
        await runAll([path], ({ frames }) => frames.length === 1 && single.add(frames[0]!))
        for (const frames of await passing([path], filter, ({ frames }) => [...frames]))
          if (frames.length === 1) ours.add(frames[0]!)
        const expected = [...theirs].filter((frame) => single.has(frame))
        expect(
          [...ours].sort((a, b) => a - b),
          filter,
        ).toEqual(expected)
      }
    })
  })

  it.each(OSCAR)('%s is %s', async (ours, theirs) => {
    for (const path of captures.filter((capture) => capture.includes('oscar'))) {
      const alone = (await framesOf(path)).filter((frames) => frames.length === 1).map(([frame]) => frame!)
      // Frames of one message each: of the others tshark tests all messages at once.
      const clean = new Set(
        alone.filter((frame, i) => alone.indexOf(frame) === i && alone.lastIndexOf(frame) === i),
      )
      const passed = (await passing([path], ours, ({ frames }) => frames.at(-1)!)).filter((frame) =>
        clean.has(frame),
      )
      const expected = [...byTshark(path, theirs)].filter((frame) => clean.has(frame))
      expect(passed, basename(path)).toEqual(expected)
    }
  })
})
