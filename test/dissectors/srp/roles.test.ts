import { describe, expect, it } from 'vitest'
import { DEFAULT_KEYS, frame, payload, setup } from '../../../bench/encode/grand-chase.js'
import { authSession, gamePacket, Logon, u32 } from '../../../bench/encode/mmo.js'
import { runAll } from '../../support/run.js'
import { CENTER_KEYS } from '../grand-chase/sample.js'
import { CaptureMaker } from './capture.js'
import { authChallenge, BURNING_CRUSADE } from './wow/encode.js'
import { SAMPLE_LOGONS, sampleCapture } from './wow/sample-logons.js'

/** Who sent what, and how that is known: `SMSG_AUTH_CHALLENGE server content`. */
async function heard(capture: Uint8Array): Promise<readonly string[]> {
  const lines: string[] = []
  await runAll(
    ['-'],
    ({ type, side, conversation }) =>
      void lines.push(`${type} ${side === 0 ? 'client' : 'server'} ${conversation.roles}`),
    { standardInput: [capture] },
  )
  return lines
}

/** Of servers of another protocol. */
const CHANCE_PORT = 9000

interface Opening {
  readonly game: string
  readonly type: string
  /** What a server says first, and a client's answer. */
  readonly first: Uint8Array
  readonly answer?: Uint8Array
  readonly clientPorts: readonly number[]
}

const OPENINGS: readonly Opening[] = [
  {
    game: 'World of Warcraft',
    type: 'SMSG_AUTH_CHALLENGE',
    first: authChallenge(BURNING_CRUSADE),
    answer: SAMPLE_LOGONS[1]!.world[1]![1],
    clientPorts: [40000, CHANCE_PORT],
  },
  {
    game: 'Kyoril/mmo',
    type: 'AuthChallenge',
    first: gamePacket(0, u32(7)),
    answer: authSession(new Logon('ANN', 'BOB'), 8, 7),
    clientPorts: [40000],
  },
  {
    game: 'Grand Chase',
    type: 'SET_SECURITY_KEY_NOT',
    first: frame(DEFAULT_KEYS, payload(1, setup(CENTER_KEYS)), { sequence: 1, iv: 0x41 }),
    clientPorts: [40000, CHANCE_PORT],
  },
]

describe.each(OPENINGS)('a server of $game that speaks first', ({ type, first, answer, clientPorts }) => {
  it.each(clientPorts)('is the server, on a port of its own, to a client on port %i', async (port) => {
    const capture = new CaptureMaker()
    const talk = capture.connect(`192.0.2.10:${port}`, '192.0.2.30:6001')
    talk.send(1, first)
    if (answer) talk.send(0, answer)
    const [opening, ...more] = await heard(capture.bytes())
    expect(opening).toBe(`${type} server content`)
    expect(more).toEqual(answer ? [expect.stringMatching(/ client content$/)] : [])
  })
})

it.each(SAMPLE_LOGONS)('in the sample $file the world server is the server', async (sample) => {
  const roles = (await heard(sampleCapture(sample))).slice(6)
  const expected = sample.socket[1] === 8085 ? 'port' : 'announced'
  expect(roles[0]).toBe(`SMSG_AUTH_CHALLENGE server ${expected}`)
  expect(roles[1]).toBe(`CMSG_AUTH_SESSION client ${expected}`)
})
