import { describe, expect, it } from 'vitest'
import {
  authPacket,
  authSession,
  clientChallenge,
  GameWriter,
  gamePacket,
  join,
  Logon,
  numbersFor,
  realmChallenge,
  str8,
  u16,
  u32,
  u64,
  worldChallenge,
} from '../../../../bench/encode/mmo.js'
import { mmoLogin } from '../../../../dissectors/srp/mmo/login.js'
import { mmoRealm } from '../../../../dissectors/srp/mmo/realm.js'
import { mmoServer } from '../../../../dissectors/srp/mmo/server.js'
import { mmoWorld } from '../../../../dissectors/srp/mmo/world.js'
import { CaptureMaker } from '../capture.js'
import { type Heard, hear } from '../heard.js'
import { hex, toHex } from '../vectors.js'

const logon = new Logon('ANN', 'SECRET')
const KEY_LINE = `SRP_SESSION_KEY ANN ${toHex(logon.K)}`
const [CLIENT_SEED, SERVER_SEED] = [1, 2]

/** A realm's connection up to where the cipher begins. */
function realmOpening(maker: CaptureMaker, server = '192.0.2.2:8129') {
  const talk = maker.connect('192.0.2.1:40000', server)
  talk.send(1, gamePacket(0, u32(SERVER_SEED)))
  talk.send(0, authSession(logon, CLIENT_SEED, SERVER_SEED))
  return talk
}

const types = (messages: readonly Heard[]) => messages.map(({ type }) => type)

describe('what changed over the history is seen in the packets', () => {
  it('the three forms of a client’s challenge', async () => {
    const maker = new CaptureMaker()
    const body = [[0, 1, 0], u16(100)] as const
    const forms = [
      authPacket(0, ...body, hex('36387800'), hex('6e695700'), 'EDed', str8('ANN')),
      authPacket(0, ...body, 'EDed', str8('ANN')),
      clientChallenge('ANN'),
    ]
    forms.forEach((form, i) => {
      maker.connect(`192.0.2.1:${40000 + i}`, '192.0.2.2:3724').send(0, form)
    })
    const { messages } = await hear([maker.bytes()])
    const at = (path: string) => messages.map((m) => m.value(`mmo-login.LogonChallenge.${path}`))
    expect(at('account')).toEqual(['ANN', 'ANN', 'ANN'])
    expect(at('locale')).toEqual([0x64654445, 0x64654445, 0x64654445])
    expect(at('platform')).toEqual([0x783836, undefined, undefined])
    expect(at('auth_version')).toEqual([undefined, undefined, 3])
    expect(messages.flatMap(({ sentences }) => sentences)).toEqual([])
  })

  it('A and s cut of high zero bytes, and K of 39 bytes', async () => {
    // Numbers found by search: A, s and K end in zero bytes.
    const { a, b } = numbersFor('ANN')
    const salt = new Uint8Array(32).fill(9)
    salt[31] = 0
    const short = search(
      (i) => new Logon('ANN', 'SECRET', { a: a + 2n * i, b, salt }),
      (l) => l.A[31] === 0,
    )
    const talk = new CaptureMaker()
    const login = talk.connect('192.0.2.1:40000', '192.0.2.2:3724')
    login.send(0, clientChallenge('ANN'))
    login.send(1, cutAtEnd(short.challenge()))
    login.send(0, authPacket(1, short.A.subarray(0, 31), short.M1))
    login.send(1, short.answer())
    const keys = `SRP_SESSION_KEY ANN ${toHex(short.K)}`
    const { messages } = await hear([talk.bytes()], { keys })
    expect(messages[2]!.value('mmo-login.LogonProof.M1_check')).toBe(
      'verified with K (keys.txt line 1), with s and A cut of zero bytes',
    )
    expect(messages[3]!.value('mmo-login.LogonProof.M2_check')).toMatch(/^verified/)
    expect(messages.flatMap(({ findings }) => findings)).toEqual(['mmo.cut-number'])
  })

  it('a K of 39 bytes counts cut where the project cuts it', async () => {
    const { a, b, salt } = numbersFor('ANN')
    const short = search(
      (i) => new Logon('ANN', 'SECRET', { a: a + 2n * i, b, salt }),
      (l) => l.K[39] === 0,
    )
    const maker = new CaptureMaker()
    const talk = maker.connect('192.0.2.1:40000', '192.0.2.2:8129')
    talk.send(1, gamePacket(0, u32(SERVER_SEED)))
    talk.send(0, authSession(short, CLIENT_SEED, SERVER_SEED))
    talk.send(1, gamePacket(1, [0]))
    talk.send(0, new GameWriter(short.headerKey).packet(1))
    const number = toHex(short.K.slice(0, 39).reverse())
    for (const key of [toHex(short.K), toHex(short.K.slice(0, 39)), number]) {
      const { messages } = await hear([maker.bytes()], { keys: `SRP_SESSION_KEY ANN ${key}` })
      expect(messages[1]!.value('mmo-realm.AuthSession.hash_check')).toMatch(/, with K cut of zero bytes$/)
      expect(messages[3]!.type).toBe('CharEnum')
    }
  })

  it('a realm’s answer that is encrypted, before 2026-06-16', async () => {
    const maker = new CaptureMaker()
    const talk = realmOpening(maker)
    const [client, server] = [new GameWriter(logon.headerKey), new GameWriter(logon.headerKey)]
    talk.send(1, server.packet(1, [0]))
    talk.send(0, client.packet(1))
    talk.send(1, server.packet(2, [0]))
    const { messages } = await hear([maker.bytes()], { keys: KEY_LINE })
    expect(types(messages)).toEqual([
      'AuthChallenge',
      'AuthSession',
      'AuthSessionResponse',
      'CharEnum',
      'CharEnum',
    ])
    expect(messages[2]!.value('mmo-realm.AuthSessionResponse.result')).toBe(0)
    expect(messages[2]!.value('mmo-realm.AuthSessionResponse.Answer-to')).toBe(2)
  })

  it('the forms of ClientAuthSessionResponse', async () => {
    const maker = new CaptureMaker()
    const talk = maker.connect('192.0.2.1:40000', '192.0.2.2:6279')
    const key = join(u16(40), logon.K)
    const forms = [
      join(key),
      join(u64(5), key),
      join(u64(5), [1], key),
      join(u64(5), [1], key, [1], str8('beta')),
    ]
    forms.forEach((form, i) => {
      const hash = logon.hash(CLIENT_SEED, SERVER_SEED)
      talk.send(0, authPacket(2, u64(i), str8('ANN'), u32(SERVER_SEED), u32(CLIENT_SEED), hash))
      talk.send(1, authPacket(2, u64(i), [0], form))
    })
    const { messages, secrets } = await hear([maker.bytes()])
    const answers = messages.filter(({ type }) => type === 'ClientAuthSessionResponse')
    const at = (path: string) => answers.map((m) => m.value(`mmo-server.ClientAuthSessionResponse.${path}`))
    expect(at('key')).toEqual(forms.map(() => toHex(logon.K)))
    expect(at('key_check').every((check) => String(check).startsWith('verified'))).toBe(true)
    expect(at('account_id')).toEqual([undefined, 5n, 5n, 5n])
    expect(at('gm_level')).toEqual([undefined, undefined, 1, 1])
    expect(at('feature.key')).toEqual([undefined, undefined, undefined, 'beta'])
    expect(secrets.learned.map(({ words }) => words)).toEqual([['ANN', toHex(logon.K)]])
    expect(messages.flatMap(({ sentences }) => sentences)).toEqual([])
  })
})

describe('a realm’s connection', () => {
  it('is known by the list of realms on any port, and who is who by its packets', async () => {
    const maker = new CaptureMaker()
    const login = maker.connect('192.0.2.1:40000', '192.0.2.2:3724')
    login.send(1, authPacket(4, u16(1), u32(1), str8('R'), str8('192.0.2.3'), u16(47_123)))
    const talk = maker.connect('192.0.2.1:40001', '192.0.2.3:47123')
    talk.split(1, gamePacket(0, u32(SERVER_SEED)), 4)
    talk.send(0, authSession(logon, CLIENT_SEED, SERVER_SEED))
    talk.send(1, gamePacket(1, [0]))
    talk.send(0, new GameWriter(logon.headerKey).packet(1))
    const { messages } = await hear([maker.bytes()], { keys: KEY_LINE })
    expect(types(messages)).toEqual([
      'RealmList',
      'AuthChallenge',
      'AuthSession',
      'AuthSessionResponse',
      'CharEnum',
    ])
    expect(messages[1]!.value('mmo-realm.AuthChallenge.Announced-in')).toBe(1)
    expect(messages[0]!.value('mmo-realm.AuthChallenge.Opened-in')).toBe(2)
  })

  it('says so where no key is known, and tells nothing apart', async () => {
    const maker = new CaptureMaker()
    const talk = realmOpening(maker)
    talk.send(1, gamePacket(1, [0]))
    const client = new GameWriter(logon.headerKey)
    for (let i = 0; i < 4; i++) talk.send(0, client.packet(1), client.packet(4, u64(i)))
    const { messages } = await hear([maker.bytes()])
    expect(types(messages).slice(3)).toEqual(['encrypted', 'encrypted', 'encrypted', 'encrypted'])
    expect(messages.flatMap(({ sentences }) => sentences)).toEqual([
      'Headers are encrypted here and no key of ANN that fits is known (give one with --secrets): packets cannot be told apart.',
    ])
  })

  it('says so where the key is wrong, naming its line', async () => {
    const maker = new CaptureMaker()
    const talk = realmOpening(maker)
    talk.send(1, gamePacket(1, [0]))
    talk.send(0, new GameWriter(logon.headerKey).packet(1))
    const { messages } = await hear([maker.bytes()], { keys: `\n\nSRP_SESSION_KEY ANN ${'11'.repeat(40)}` })
    expect(messages[1]!.value('mmo-realm.AuthSession.hash_check')).toBe(
      'failed: it does not follow from K (keys.txt line 3) in either byte order; that key is wrong or of another logon',
    )
    expect(types(messages).at(-1)).toBe('encrypted')
  })

  it('says so where the header key is wrong, naming its line', async () => {
    const maker = new CaptureMaker()
    const talk = realmOpening(maker)
    talk.send(1, gamePacket(1, [0]))
    talk.send(0, new GameWriter(logon.headerKey).packet(1))
    const { messages } = await hear([maker.bytes()], { keys: `# x\nSRP_HEADER_KEY ANN ${'11'.repeat(20)}` })
    expect(messages.at(-1)!.sentences).toEqual([
      'Headers are encrypted here and the header key of keys.txt line 2 does not fit: packets cannot be told apart.',
    ])
  })

  it('is decrypted with a header key of either byte order', async () => {
    const maker = new CaptureMaker()
    const talk = realmOpening(maker)
    talk.send(1, gamePacket(1, [0]))
    talk.send(0, new GameWriter(logon.headerKey).packet(1))
    const wrong = `SRP_HEADER_KEY ANN ${'42'.repeat(20)}`
    for (const key of [logon.headerKey, logon.headerKey.slice().reverse()]) {
      const { messages } = await hear([maker.bytes()], { keys: `${wrong}\nSRP_HEADER_KEY ann ${toHex(key)}` })
      expect(types(messages).at(-1)).toBe('CharEnum')
      expect(messages.at(-1)!.value('mmo-realm.key')).toMatch(/^keys\.txt line 2/)
    }
  })

  it('shows a refusal in plain, and what follows it', async () => {
    const maker = new CaptureMaker()
    const talk = realmOpening(maker)
    talk.send(1, gamePacket(1, [5]))
    const { messages } = await hear([maker.bytes()], { keys: KEY_LINE })
    expect(messages[2]!.value('mmo-realm.AuthSessionResponse.result')).toBe(5)
  })

  it('finds its place again after a loss only where packets fit exactly', async () => {
    const maker = new CaptureMaker()
    const talk = realmOpening(maker)
    talk.send(1, gamePacket(1, [0]))
    const client = new GameWriter(logon.headerKey)
    const packets = Array.from({ length: 9 }, (_, i) => client.packet(4, u64(i)))
    talk.send(0, packets[0]!)
    talk.lose(0, join(packets[1]!, packets[2]!, packets[3]!.subarray(0, 5)))
    talk.send(0, packets[3]!.subarray(5), packets[4]!)
    for (const packet of packets.slice(5)) talk.send(0, packet)
    const { messages } = await hear([maker.bytes()], { keys: KEY_LINE })
    expect(types(messages).slice(3)).toEqual([
      'EnterWorld',
      'encrypted',
      'opcode lost',
      'EnterWorld',
      'EnterWorld',
      'EnterWorld',
    ])
    expect(messages[4]!.sentences.at(-1)).toContain('where they stand in the cipher is not known')
    expect(messages[5]!.value('mmo-realm.size')).toBe(8)
    expect(messages[5]!.value('mmo-realm.key')).toBe('K (keys.txt line 1)')
    expect(messages.at(-1)!.value('mmo-realm.EnterWorld.character')).toBe(8n)
  })

  it('that begins within the cipher stays undecoded', async () => {
    const maker = new CaptureMaker()
    const talk = maker.connect('192.0.2.1:40000', '192.0.2.2:8129')
    const client = new GameWriter(logon.headerKey)
    for (let i = 0; i < 15; i++) talk.send(0, client.packet(4, u64(i)))
    const { messages } = await hear([maker.bytes()], { keys: KEY_LINE })
    expect(new Set(types(messages))).toEqual(new Set(['encrypted']))
    expect(messages[0]!.sentences[0]).toContain('the capture lacks what came before')
    expect(messages.slice(1).flatMap(({ sentences }) => sentences)).toEqual([])
  })

  it('goes on in the same pass once its key is recovered', async () => {
    const { wholeLogon: _, clientOnly } = await import('./samples.js')
    const once = await hear([clientOnly()], { lookahead: 'never' })
    const recovered = once.messages.findIndex(({ findings }) => findings.includes('mmo.key-recovered'))
    expect(recovered).toBeGreaterThan(0)
    const later = once.messages.slice(recovered + 1).map(({ type }) => type)
    expect(later.length).toBeGreaterThan(10)
    expect(later.filter((type) => type === 'encrypted')).toEqual([])
    const twice = await hear([clientOnly()])
    const game = twice.messages.filter(({ protocol }) => protocol === 'mmo-realm')
    expect(types(game)).not.toContain('encrypted')
    expect(types(game).slice(-later.length)).toEqual(later)
    expect(game[3]!.value('mmo-realm.key')).toBe('recovered from traffic')
    expect(twice.secrets.learned.map(({ label }) => label.name)).toEqual(['SRP_HEADER_KEY'])
  })
})

describe('several logons of one account', () => {
  const { a, b, salt } = numbersFor('ANN')
  const second = new Logon('ANN', 'SECRET', { a: a + 2n, b: b + 2n, salt })
  const maker = new CaptureMaker()
  ;[logon, second].forEach((each, i) => {
    const talk = maker.connect(`192.0.2.1:${40000 + i}`, '192.0.2.2:3724')
    talk.send(0, clientChallenge('ANN'))
    talk.send(1, each.challenge())
    talk.send(0, each.proof())
    talk.send(1, each.answer())
  })

  it.each([
    ['K', `SRP_SESSION_KEY ANN ${toHex(second.K)}`],
    ['b', `SRP_SERVER_PRIVATE ANN ${second.numbers.b.toString(16)}`],
  ])('a %s that one of them proves is not called wrong at the other', async (_, keys) => {
    const { messages } = await hear([maker.bytes()], { keys })
    const verdicts = messages.map((m) => m.value('mmo-login.LogonProof.M1_check')).filter(Boolean)
    expect(verdicts[0]).toBe('not checkable, because every key known of ANN belongs to another logon')
    expect(verdicts[1]).toMatch(/^verified/)
    expect(messages.flatMap(({ findings }) => findings)).toEqual([])
  })

  it('a key that the login server tells for one is not called wrong at the other', async () => {
    const servers = new CaptureMaker()
    const talk = servers.connect('192.0.2.3:40002', '192.0.2.2:6279')
    const told = join(u64(5), [1], u16(40), second.K)
    talk.send(0, authPacket(2, u64(0), str8('ANN'), u32(2), u32(1), second.hash(1, 2)))
    talk.send(1, authPacket(2, u64(0), [0], told))
    const { messages } = await hear([maker.bytes(), servers.bytes()])
    const verdicts = messages.map((m) => m.value('mmo-login.LogonProof.M1_check')).filter(Boolean)
    expect(verdicts).toEqual([
      'not checkable, because every key known of ANN belongs to another logon',
      'verified with K (ClientAuthSessionResponse)',
    ])
    expect(messages.flatMap(({ findings }) => findings)).toEqual([])
  })

  it('each finds its own among many', async () => {
    const others = Array.from({ length: 20 }, (_, i) => `SRP_SESSION_KEY ANN ${'0'.repeat(76)}${1000 + i}`)
    const keys = [...others, ...[second, logon].map((each) => `SRP_SESSION_KEY ANN ${toHex(each.K)}`)]
    const { messages } = await hear([maker.bytes()], { keys: keys.join('\n') })
    const verdicts = messages.map((m) => m.value('mmo-login.LogonProof.M1_check')).filter(Boolean)
    expect(verdicts).toEqual(['verified with K (keys.txt line 22)', 'verified with K (keys.txt line 21)'])
  })
})

describe('on one port', () => {
  const scores = (bytes: Uint8Array) =>
    [mmoLogin, mmoServer, mmoWorld, mmoRealm].map(({ detect }) => detect(bytes, 0, bytes.length))

  it('packets of each link are known by their content', () => {
    expect(scores(clientChallenge('ANN'))[0]).toBeGreaterThanOrEqual(90)
    expect(scores(realmChallenge('REALM'))).toEqual([0, 70, 0, 0])
    expect(scores(worldChallenge('WORLD'))[2]).toBeGreaterThanOrEqual(50)
    expect(scores(authSession(logon, 1, 2))[3]).toBeGreaterThanOrEqual(90)
    expect(scores(gamePacket(0, u32(7)))[3]).toBeGreaterThanOrEqual(50)
  })

  it('World of Warcraft’s packets are none of these, in whole or in part', () => {
    const client = hex('00031f00576f5700010c01f316363878006e69570042476e653c0000007f0000010141')
    const server = hex(`000000${'40'.repeat(32)}010720${'b7'.repeat(32)}${'3c'.repeat(48)}00`)
    for (const bytes of [client, server, hex('000004'), hex('00082a00576f5700')]) {
      for (let end = 2; end <= bytes.length; end++)
        expect(scores(bytes.subarray(0, end))).toEqual([0, 0, 0, 0])
    }
  })

  it('a challenge in pieces is known too', () => {
    for (const bytes of [clientChallenge('ANN'), logon.challenge(), authPacket(0, [2])]) {
      for (let end = 2; end < bytes.length; end++)
        expect(scores(bytes.subarray(0, end))[0]).toBeGreaterThan(0)
    }
  })
})

it('numbers that make a logon worthless, or unlike any known, are told', async () => {
  const maker = new CaptureMaker()
  const talk = maker.connect('192.0.2.1:40000', '192.0.2.2:3724')
  const challenge = logon.challenge()
  const withNumbers = (B: Uint8Array, N: Uint8Array) => authPacket(0, [0], B, [7], N, challenge.subarray(-32))
  const N = challenge.subarray(5 + 34, 5 + 66)
  talk.send(0, clientChallenge('ANN'))
  talk.send(1, withNumbers(N, N))
  talk.send(0, authPacket(1, new Uint8Array(32), logon.M1))
  talk.send(0, clientChallenge('ANN'))
  talk.send(1, withNumbers(logon.B, new Uint8Array(32)))
  talk.send(0, logon.proof())
  const { messages } = await hear([maker.bytes()], { keys: KEY_LINE })
  const findings = messages.map((message) => message.findings.filter((code) => code !== 'srp.check-failed'))
  expect(findings).toEqual([[], ['srp.zero-number'], ['srp.zero-number'], [], ['srp.other-group'], []])
  expect(messages[5]!.value('mmo-login.LogonProof.M1_check')).toBe(
    'not checkable, because the challenge it answers is not known, or its numbers make no group',
  )
})

describe('a link', () => {
  it('skips what is no packet, and finds the next one that begins a segment', async () => {
    const maker = new CaptureMaker()
    const talk = maker.connect('192.0.2.1:40000', '192.0.2.2:6279')
    talk.send(0, hex('aabbccddeeff00112233'))
    talk.send(0, authPacket(3, u32(9)))
    talk.send(0, authPacket(0x77, [1, 2, 3]))
    const { messages } = await hear([maker.bytes()])
    expect(types(messages)).toEqual(['skipped', 'Ping', 'opcode 0x77'])
    expect(messages[2]!.findings).toEqual(['mmo.unknown-opcode'])
  })
})

/** The first of a series for which something holds. */
function search<T>(make: (i: bigint) => T, holds: (made: T) => boolean): T {
  for (let i = 0n; i < 5000n; i++) {
    const made = make(i)
    if (holds(made)) return made
  }
  throw new Error('none in 5000')
}

/** A challenge whose salt lost its last byte, a zero. */
function cutAtEnd(packet: Uint8Array): Uint8Array {
  return authPacket(packet[0]!, packet.subarray(5, -1))
}
