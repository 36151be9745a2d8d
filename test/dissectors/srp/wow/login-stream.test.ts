import { describe, expect, it } from 'vitest'
import { mmoLogin } from '../../../../dissectors/srp/mmo/login.js'
import { wowLogin } from '../../../../dissectors/srp/wow/login/index.js'
import { Engine } from '../../../../src/dissect/engine.js'
import { Registry } from '../../../../src/dissect/registry.js'
import type { Side } from '../../../../src/network/conversation.js'
import { coverageFaults } from '../../../support/coverage.js'
import { fakeConversation, fakePayload } from '../../../support/fake-payload.js'
import { dissectOptions } from '../../../support/options.js'
import { readTree } from '../../../support/read-tree.js'
import { slx } from '../../../support/slx.js'
import { ascii, hex } from '../vectors.js'
import {
  clientChallenge,
  clientProofMessage,
  computeLogon,
  join,
  realmList,
  serverChallenge,
  serverProofMessage,
  u8,
  u16,
  u32,
  VANILLA,
  WRATH,
} from './encode.js'
import { sampleSeed, type Write } from './sample-logons.js'

interface Heard {
  readonly type: string
  readonly sentences: readonly string[]
  readonly names: readonly string[]
  readonly length: number
}

/** What is heard of one connection, whose ends both close it. */
function talk(writes: readonly Write[], version?: string): Heard[] {
  const heard: Heard[] = []
  const options = { ...dissectOptions(version ? { 'wow-version': version } : {}), layers: false }
  const engine = new Engine(new Registry([], [], wowLogin), options, (message) => {
    expect(coverageFaults(message)).toEqual([])
    const { start, end } = message.sources[0]!
    heard.push({
      type: message.type,
      sentences: message.findings.map(({ text }) => text),
      names: readTree(message).map(({ def }) => def.name),
      length: end - start,
    })
  })
  const conversation = fakeConversation('tcp', 3724)
  writes.forEach(([side, bytes], i) => {
    engine.segment(fakePayload(conversation, bytes, i + 1, side))
  })
  engine.closed(conversation, 0, 'fin')
  engine.closed(conversation, 1, 'fin')
  if (engine.counters.bugs > 0) throw engine.counters.firstBug
  return heard
}

const numbers = computeLogon(sampleSeed(VANILLA))

/** What `security` adds to the server's challenge and to the client's proof, in each version. */
function security(version: number): { ask: Uint8Array; answer: Uint8Array } {
  if (version === 2) return { ask: new Uint8Array(0), answer: new Uint8Array(0) }
  const flags = { 3: 1, 5: 3, 6: 3, 7: 3, 8: 7 }[version]!
  const pin = join(u32(5), new Uint8Array(16))
  const matrix = new Uint8Array(12)
  const ask = [u8(flags), pin, flags & 2 ? matrix : u8(0).slice(1), flags & 4 ? u8(1) : u8(0).slice(1)]
  const code = join(u8(6), ascii('123456'))
  const answer = [u8(flags), new Uint8Array(36), flags & 2 ? new Uint8Array(20) : u8(0).slice(1)]
  return { ask: join(...ask), answer: join(...answer, flags & 4 ? code : u8(0).slice(1)) }
}

function logon(version: number): Write[] {
  const { ask, answer } = security(version)
  const realms = [
    { type: 0, flags: 0, name: 'One', socket: '192.0.2.30:8085' },
    { type: 1, flags: 0x40, name: 'Two', socket: '192.0.2.31:8085' },
  ]
  return [
    [0, clientChallenge({ ...VANILLA, protocol: version }, numbers.account)],
    [1, serverChallenge(numbers, ask)],
    [0, clientProofMessage(numbers, answer)],
    [1, serverProofMessage(numbers, version)],
    [0, hex('1000000000')],
    [1, realmList(version, realms)],
    [1, join(u8(0x30), u8(5), ascii('Patch'), u32(9), u32(0), new Uint8Array(16))],
    [0, hex('334000000000000000')],
    [1, join(u8(0x31), u16(300), new Uint8Array(300).fill(0x10))],
    [0, hex('34')],
  ]
}

const TYPES = [
  'CMD_AUTH_LOGON_CHALLENGE',
  'CMD_AUTH_LOGON_CHALLENGE',
  'CMD_AUTH_LOGON_PROOF',
  'CMD_AUTH_LOGON_PROOF',
  'CMD_REALM_LIST',
  'CMD_REALM_LIST',
  'CMD_XFER_INITIATE',
  'CMD_XFER_RESUME',
  'CMD_XFER_DATA',
  'CMD_XFER_CANCEL',
]

describe.each([2, 3, 5, 6, 7, 8])('protocol version %i', (version) => {
  const writes = logon(version)

  it('is taken from the client', () => {
    const heard = talk(writes)
    expect(heard.map(({ type }) => type)).toEqual(TYPES)
    expect(heard.flatMap(({ sentences }) => sentences)).toEqual([])
    expect(heard.map(({ length }) => length)).toEqual(writes.map(([, bytes]) => bytes.length))
  })

  it('is read however segments lie', () => {
    const whole = talk(writes)
    const byOne = writes.flatMap(([side, bytes]) =>
      [...bytes].map((byte): Write => [side, Uint8Array.of(byte)]),
    )
    expect(talk(byOne)).toEqual(whole)
    // All of one side at once: a server may send all its answers in one segment.
    const side = (from: Side): Write => [
      from,
      join(...writes.filter(([s]) => s === from).map(([, bytes]) => bytes)),
    ]
    const joined = talk([side(0), side(1)])
    expect(joined.map(({ type }) => type).sort()).toEqual([...TYPES].sort())
    expect(joined.flatMap(({ sentences }) => sentences)).toEqual([])
  })

  it('may be given for a lone packet, and is guessed, which is told, where it matters', () => {
    const list = writes[5]!
    const [given] = talk([list], String(version))
    expect(given?.sentences).toEqual([])
    const [guessed] = talk([list])
    expect(guessed?.type).toBe('CMD_REALM_LIST')
    expect(guessed?.sentences).toEqual([
      expect.stringMatching(/^No client's challenge says the protocol version/),
    ])
    expect(guessed?.names.filter((name) => name === 'name')).toHaveLength(2)
  })
})

describe('what servers really send', () => {
  const hello = (version: number): Write => [0, clientChallenge({ ...WRATH, protocol: version }, ascii('A'))]

  it.each([
    ['with padding', '01050000', 8],
    ['without, at the end of the connection', '0109', 8],
    ['with another value, as for a wrong PIN', '01050300', 8],
    ['without, as versions before have it', '0105', 3],
  ])('a refused proof %s', (_what, answer, version) => {
    const heard = talk([hello(version), [1, hex(answer)]])
    expect(heard.map(({ type }) => type)).toEqual(['CMD_AUTH_LOGON_CHALLENGE', 'CMD_AUTH_LOGON_PROOF'])
    expect(heard[1]?.sentences).toEqual([])
  })

  it.each([
    ['0300', 2],
    ['03000000', 2],
    ['03000000', 8],
    ['0300', 8],
  ])('a reconnect accepted by %s in version %i', (answer, version) => {
    const heard = talk([hello(version), [1, hex(answer)]])
    expect(heard.map(({ type }) => type)).toEqual(['CMD_AUTH_LOGON_CHALLENGE', 'CMD_AUTH_RECONNECT_PROOF'])
    expect(heard[1]?.sentences).toEqual([])
  })

  it('a challenge as answer to a proof', () => {
    const [, answer] = talk([hello(8), [1, hex('000009')]])
    expect(answer?.type).toBe('CMD_AUTH_LOGON_CHALLENGE')
    expect(answer?.names).toContain('result')
  })

  it('a command that is none does not hide what follows', () => {
    const heard = talk([hello(8), [1, hex('7f0102')], [1, hex('000005')]])
    expect(heard.map(({ type }) => type)).toEqual([
      'CMD_AUTH_LOGON_CHALLENGE',
      'skipped',
      'CMD_AUTH_LOGON_CHALLENGE',
    ])
  })

  it('a version that is not known is read as the nearest, which is told', () => {
    const heard = talk([hello(9), [1, hex('01050000')]])
    expect(heard[0]?.sentences).toEqual([
      'Protocol version 9 is not known; what follows is read as version 8.',
    ])
    expect(heard[1]?.sentences).toEqual([])
  })

  it('numbers that give the game away', () => {
    const heard = talk([
      hello(3),
      [1, serverChallenge({ ...numbers, B: new Uint8Array(32) }, u8(0))],
      [0, clientProofMessage({ ...numbers, A: new Uint8Array(32) }, u8(0))],
    ])
    expect(heard.flatMap(({ sentences }) => sentences)).toEqual([
      'B is a multiple of N: the session key does not depend on the password.',
      'A is a multiple of N: the session key does not depend on the password.',
    ])
  })

  it('a realm whose socket has no port', () => {
    const realms = [{ type: 0, flags: 0, name: 'One', socket: 'nowhere' }]
    const heard = talk([hello(8), [1, realmList(8, realms)]])
    expect(heard[1]?.sentences).toEqual([
      "Expected a host and a port (host:8085) as server socket, found 'nowhere'.",
    ])
  })
})

describe('port 3724', () => {
  const mmoChallenge = hex(`0016000000${'000100'}0102${'03000000'}${'05000000'}45446564${'0441424344'}`)
  const wowChallenge = clientChallenge(VANILLA, ascii('ABCD'))

  it('has two protocols, told apart by content', () => {
    const score = (bytes: Uint8Array) =>
      [wowLogin, mmoLogin].map((dissector) => dissector.detect(bytes, 0, bytes.length))
    expect(score(wowChallenge)).toEqual([98, 0])
    expect(score(mmoChallenge)).toEqual([0, 95])
    expect(score(serverChallenge(numbers, u8(0)))).toEqual([92, 0])
  })
})

describe('the command line', () => {
  const proof = Buffer.from(clientProofMessage(numbers, security(8).answer)).toString('hex')

  it('takes a version for a lone packet, and keeps PIN hash and code to itself', () => {
    const args = ['dissect', '--as', 'wow-login', '--wow-version', '8', '--width', '100']
    const { stdout, code } = slx(args, proof)
    expect(code).toBe(0)
    expect(stdout).toContain('Authenticator code')
    expect(stdout).not.toContain('123456')
    expect(stdout).not.toContain('31 32 33')
    expect(slx([...args, '--show-secrets'], proof).stdout).toContain('"123456"')
  })

  it('does not take another', () => {
    const { stderr, code } = slx(['dissect', '--wow-version', '4'], proof)
    expect(code).toBe(2)
    expect(stderr).toContain('2, 3, 5, 6, 7, 8')
  })
})
