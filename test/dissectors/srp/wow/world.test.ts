import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import {
  clientHeaderKey,
  serverHeaderKey,
  sharedHeaderKey,
} from '../../../../dissectors/srp/core/header-keys.js'
import { worldHash } from '../../../../dissectors/srp/core/srp6a.js'
import { MAX_INFLATED } from '../../../../dissectors/srp/wow/world/addons.js'
import type { Side } from '../../../../src/network/conversation.js'
import { CaptureMaker } from '../capture.js'
import { type Heard, type HearOptions, hear } from '../heard.js'
import { ascii, hex, toHex, VECTORS } from '../vectors.js'
import {
  addonBlock,
  authChallenge,
  authSession,
  BURNING_CRUSADE,
  cstr,
  type Game,
  join,
  realmList,
  u8,
  u16,
  u32,
  VANILLA,
  WorldCipher,
  WRATH,
  worldPacket,
} from './encode.js'
import { SAMPLE_LOGONS, type SampleLogon, sampleCapture, type Write } from './sample-logons.js'

const [vanilla, burningCrusade, wrath] = SAMPLE_LOGONS as [SampleLogon, SampleLogon, SampleLogon]

const PATH = 'wow-world'

/** What is heard of a connection to a world server, each write a segment. */
async function world(
  writes: readonly Write[],
  setting: HearOptions = {},
  port = 8085,
): Promise<readonly Heard[]> {
  const capture = new CaptureMaker()
  const talk = capture.connect('192.0.2.10:50002', `192.0.2.30:${port}`)
  for (const [side, bytes] of writes) talk.send(side, bytes)
  return (await hear([capture.bytes()], setting)).messages
}

/** Opcode of a packet, from either side. */
function opcode(message: Heard | undefined): unknown {
  return message?.value(`${PATH}.server_opcode`) ?? message?.value(`${PATH}.client_opcode`)
}

function keyLine({ numbers }: SampleLogon): string {
  return `SRP_SESSION_KEY SLXTEST ${toHex(numbers.K)}`
}

describe.each(SAMPLE_LOGONS)('the sample $file', (logon) => {
  it('is read whole with the key', async () => {
    const { messages } = await hear([sampleCapture(logon)], { keys: keyLine(logon) })
    expect(messages.flatMap(({ findings }) => findings)).toEqual([])
    const packets = messages.filter(({ values }) => values.has(`${PATH}.encrypted`))
    expect(packets.map(opcode)).toEqual(logon.encrypted.map((packet) => packet.opcode))
    expect(messages.filter(({ protocol }) => protocol === PATH)).toHaveLength(52)
  })

  it('tells without the key what it can', async () => {
    const { messages, secrets } = await hear([sampleCapture(logon)])
    const packets = messages.filter(({ values }) => values.has(`${PATH}.encrypted`))
    const segments = messages.filter(({ type }) => type === 'encrypted')
    if (logon === wrath) {
      expect(packets).toEqual([])
      expect(segments.length).toBeGreaterThan(40)
      expect(segments[0]?.sentences).toEqual([
        'Headers are encrypted here and no key of SLXTEST that fits is known (give one with --secrets): packets cannot be told apart.',
      ])
      expect(secrets.learned).toEqual([])
    } else {
      expect(packets.map(opcode)).toEqual(logon.encrypted.map((packet) => packet.opcode))
      expect(segments).toEqual([])
      const key = logon === vanilla ? logon.numbers.K : sharedHeaderKey(logon.numbers.K)
      expect(secrets.learned.map(({ words, from }) => [...words, from])).toEqual([
        ['SLXTEST', toHex(key), 'recovered from traffic'],
      ])
    }
  })
})

describe('without looking ahead', () => {
  it('goes on with a key as soon as it is recovered', async () => {
    const { messages } = await hear([sampleCapture(vanilla)], { lookahead: 'never' })
    const found = messages.findIndex(({ findings }) => findings.includes('wow-world.key-recovered'))
    expect(messages[found]?.sentences.at(-1)).toBe(
      'The session key K was recovered from traffic up to here and the digest in CMSG_AUTH_SESSION proves it: later packets are decrypted with it.',
    )
    const after = messages.slice(found + 1)
    expect(after.length).toBeGreaterThan(1)
    const last = vanilla.encrypted.slice(-after.length).map((packet) => packet.opcode)
    expect(after.map(opcode)).toEqual(last)
  })
})

describe.skipIf(!VECTORS)('the sessions of the vectors', () => {
  interface Vector {
    readonly version: string
    readonly K: string
    readonly login: Record<string, string>
    readonly world_plain: Record<string, string>
    readonly world_encrypted: { dir: string; opcode: number; body: string; wire: string }[]
  }
  const sideOf = (name: string): Side => (name.startsWith('C>S') ? 0 : 1)

  it.each<Vector>(VECTORS?.wow_synthetic_sessions ?? [])('$version', async (vector) => {
    const capture = new CaptureMaker()
    const login = capture.connect('192.0.2.10:50001', '192.0.2.20:3724')
    for (const [name, bytes] of Object.entries(vector.login)) login.send(sideOf(name), hex(bytes))
    const talk = capture.connect('192.0.2.10:50002', '192.0.2.30:8085')
    for (const [name, bytes] of Object.entries(vector.world_plain)) talk.send(sideOf(name), hex(bytes))
    for (const { dir, wire } of vector.world_encrypted) talk.send(sideOf(dir), hex(wire))
    const { messages } = await hear([capture.bytes()], { keys: `SRP_SESSION_KEY A ${vector.K}` })
    expect(messages.flatMap(({ findings }) => findings)).toEqual([])
    const session = messages.find(({ type }) => type === 'CMSG_AUTH_SESSION')
    expect(session?.value(`${PATH}.CMSG_AUTH_SESSION.digest_check`)).toMatch(/^verified/)
    const packets = messages.filter(({ values }) => values.has(`${PATH}.encrypted`))
    expect(packets.map(opcode)).toEqual(vector.world_encrypted.map((packet) => packet.opcode))
    expect(packets.slice(1).map((message) => message.value(`${PATH}.body`) ?? '')).toEqual(
      vector.world_encrypted.slice(1).map(({ body }) => body),
    )
  })
})

describe.skipIf(!VECTORS)('headers of real clients', () => {
  interface Header {
    readonly cipher: string
    readonly size: number
    readonly opcode: number
  }
  const captures: {
    version: string
    account?: string
    K: string
    server_seed: number
    client_seed: number
    client_proof: string
    server_headers?: Header[]
    client_headers?: Header[]
  }[] = VECTORS?.wow_header_real_captures ?? []

  /** A session with the seeds and the digest of a capture, or with a digest made for it. */
  function opening(game: Game, each: (typeof captures)[number]): Write[] {
    const { K, account = 'A', client_proof } = each
    const [client, server] = [u32(each.client_seed ?? 1), u32(each.server_seed ?? 2)]
    const digest = client_proof ? hex(client_proof) : worldHash(ascii(account), client, server, hex(K))
    const wotlk = game === WRATH
    const front = join(u32(game.build), u32(0), cstr(account), wotlk ? u32(0) : u8(0).slice(1), client)
    const body = join(front, wotlk ? new Uint8Array(20) : new Uint8Array(0), digest)
    const challenge = wotlk ? join(u32(1), server, new Uint8Array(32)) : server
    const addons = new Uint8Array(deflateSync(new Uint8Array(0)))
    return [
      [1, worldPacket(1, 0x1ec, challenge)],
      [0, worldPacket(0, 0x1ed, join(body, u32(0), addons))],
    ]
  }

  const GAMES: Record<string, Game> = { vanilla: VANILLA, tbc: BURNING_CRUSADE, wotlk: WRATH }

  it.each(captures)('$version', async (each) => {
    const game = GAMES[each.version.split(/[ /]/)[0]!]!
    const headers = [
      ...(each.server_headers ?? []).map((header) => [1, header] as const),
      ...(each.client_headers ?? []).map((header) => [0, header] as const),
    ]
    const writes = headers.map(([side, { cipher, size }]): Write => {
      const body = new Uint8Array(size - (side === 0 ? 4 : 2))
      return [side, join(hex(cipher), side === 1 && body.length < 20 ? okay(body) : body)]
    })
    const keys = `SRP_SESSION_KEY ${each.account ?? 'A'} ${each.K}`
    const messages = await world([...opening(game, each), ...writes], { keys })
    expect(messages[1]?.value(`${PATH}.CMSG_AUTH_SESSION.digest_check`)).toMatch(/^verified with K/)
    const packets = messages.filter(({ values }) => values.has(`${PATH}.encrypted`))
    expect(packets.map(opcode)).toEqual(headers.map(([, header]) => header.opcode))
    expect(
      packets.map((message) => {
        return message.value(`${PATH}.large_size_value`) ?? message.value(`${PATH}.size`)
      }),
    ).toEqual(headers.map(([, header]) => header.size))
  })

  /** A body that can be one of SMSG_AUTH_RESPONSE. */
  function okay(body: Uint8Array): Uint8Array {
    body[0] = 0x0c
    return body
  }
})

describe('header keys', () => {
  const lines: readonly [SampleLogon, string][] = [
    [burningCrusade, `SRP_HEADER_KEY SLXTEST ${toHex(sharedHeaderKey(burningCrusade.numbers.K))}`],
    [
      wrath,
      `SRP_HEADER_KEYS SLXTEST ${toHex(clientHeaderKey(wrath.numbers.K))} ${toHex(serverHeaderKey(wrath.numbers.K))}`,
    ],
  ]

  it.each(lines.map(([logon, keys]) => ({ file: logon.file, logon, keys })))(
    'given for an account are tried on the first header ($file)',
    async ({ logon, keys }) => {
      const wrong = keys.replace(/[0-9a-f]{40}/g, '11'.repeat(20))
      const { messages } = await hear([sampleCapture(logon)], { keys: `${wrong}\n${keys}` })
      const packets = messages.filter(({ values }) => values.has(`${PATH}.encrypted`))
      expect(packets.map(opcode)).toEqual(logon.encrypted.map((packet) => packet.opcode))
      expect(packets[0]?.value(`${PATH}.key`)).toBe('keys.txt line 2')
    },
  )
})

describe('a world server', () => {
  const { numbers, game } = vanilla
  const addons = addonBlock(['Blizzard_RaidUI'])
  const hello: Write[] = [
    [1, authChallenge(game)],
    [0, authSession(game, numbers, addons)],
  ]

  it.each([
    ['0d', 'AUTH_FAILED'],
    ['15', 'AUTH_UNKNOWN_ACCOUNT'],
  ])('may refuse in plain (%s)', async (result, name) => {
    const messages = await world([...hello, [1, worldPacket(1, 0x1ee, hex(result))]])
    expect(messages.map(({ type }) => type)).toEqual([
      'SMSG_AUTH_CHALLENGE',
      'CMSG_AUTH_SESSION',
      'SMSG_AUTH_RESPONSE',
    ])
    expect(name).toBeTruthy()
    expect(messages[2]?.value(`${PATH}.SMSG_AUTH_RESPONSE.result`)).toBe(Number.parseInt(result, 16))
    expect(messages[2]?.values.has(`${PATH}.encrypted`)).toBe(false)
  })

  it.each([
    [VANILLA, join(u8(0x1b), u32(7)), { queue_position: 7 }],
    [WRATH, join(u8(0x1b), u32(7), u8(1)), { queue_position: 7, free_migration: 1 }],
    [BURNING_CRUSADE, join(u8(0x0c), u32(0), u8(2), u32(3), u8(1)), { billing_rested: 3, expansion: 1 }],
  ])('answers in the form of its game (%#)', async (each, body, values) => {
    const logon = SAMPLE_LOGONS.find((sample) => sample.game === each)!
    const cipher = new WorldCipher(each, logon.numbers.K)
    const writes: Write[] = [
      [1, authChallenge(each)],
      [0, authSession(each, logon.numbers, each === WRATH ? u32(0) : addons)],
      [1, cipher.packet(1, 0x1ee, body)],
    ]
    const messages = await world(writes, { keys: keyLine(logon) })
    for (const [name, value] of Object.entries(values))
      expect(messages[2]?.value(`${PATH}.SMSG_AUTH_RESPONSE.${name}`)).toBe(value)
    expect(messages[2]?.findings).toEqual([])
  })

  it('is known by its first packets on any port, and who is who by them', async () => {
    const messages = await world(hello, {}, 9999)
    expect(messages.map(({ type }) => type)).toEqual(['SMSG_AUTH_CHALLENGE', 'CMSG_AUTH_SESSION'])
  })

  it.skipIf(!VECTORS)('gets the add-ons of a real client', async () => {
    const fixture = VECTORS.wow_messages.find(
      ({ message }: { message: string }) => message === 'CMSG_AUTH_SESSION',
    )
    const [message] = await world([[0, hex(fixture.hex)]])
    const { decoded } = fixture
    const path = `${PATH}.CMSG_AUTH_SESSION`
    expect(message?.value(`${path}.build`)).toBe(decoded.build)
    expect(message?.value(`${path}.account`)).toBe(decoded.username)
    expect(message?.value(`${path}.client_seed`)).toBe(decoded.client_seed)
    expect(message?.value(`${path}.digest`)).toBe(decoded.client_proof)
    expect(message?.value(`${path}.addons_size`)).toBe(decoded.decompressed_size)
    const rows = decoded.addon_info.map((addon: Record<string, unknown>) => [
      addon.addon_name,
      addon.addon_has_signature,
      addon.addon_crc,
      addon.addon_extra_crc,
    ])
    const columns = ['name', 'has_signature', 'crc', 'extra_crc'].map(
      (name) => message?.values.get(`${path}.addon.${name}`) ?? [],
    )
    expect(columns[0]!.map((_, i) => columns.map((column) => column[i]))).toEqual(rows)
    expect(message?.findings).toEqual([])
  })

  it.each([
    ['a stream that is none', (bytes: Uint8Array) => bytes.fill(0xaa, -12), /cannot be inflated/],
    ['a wrong size', (bytes: Uint8Array) => bytes.fill(9, 0x2e, 0x2f), /says 9 bytes, the stream has/],
  ])('is told of add-ons in %s', async (_what, damage, sentence) => {
    const bytes = authSession(game, numbers, addons)
    damage(bytes)
    const messages = await world([hello[0]!, [0, bytes]])
    expect(messages[1]?.sentences).toEqual([expect.stringMatching(sentence)])
  })

  it('inflates add-ons to MAX_INFLATED bytes', async () => {
    // Each takes 16 bytes.
    const fitting: string[] = new Array(MAX_INFLATED / 16).fill('xxxxxx')
    const sentences = async (block: Uint8Array) =>
      (await world([hello[0]!, [0, authSession(game, numbers, block)]]))[1]?.sentences
    expect(await sentences(addonBlock(fitting))).toEqual([])
    expect(await sentences(addonBlock(['xxxxxxx', ...fitting.slice(1)]))).toEqual([
      `The stream inflates to more than ${MAX_INFLATED} bytes; it is not decoded.`,
    ])
  })

  it('says so when a build is none whose layouts are known', async () => {
    const messages = await world([[0, authSession({ ...game, build: 5000 }, numbers, addons)]])
    expect(messages[0]?.sentences).toEqual([
      'The layouts of build 5000 are not known; it is read as 1.12, which is nearest.',
    ])
  })

  it('cannot be followed over a gap, which is told once', async () => {
    const capture = new CaptureMaker()
    const talk = capture.connect('192.0.2.10:50002', '192.0.2.30:8085')
    vanilla.world.forEach(([side, bytes], i) => {
      if (i === 8) talk.lose(side, bytes)
      else talk.send(side, bytes)
    })
    const { messages } = await hear([capture.bytes()], { keys: keyLine(vanilla) })
    const lost = messages.flatMap(({ sentences }) => sentences).filter((text) => text.includes('cipher'))
    expect(lost).toEqual([
      'Headers are encrypted here and where they stand in the cipher is not known, since the capture lacks what came before: packets cannot be told apart.',
    ])
    // The other side goes on.
    expect(messages.filter(({ values }) => values.has(`${PATH}.encrypted`)).length).toBeGreaterThan(20)
  })

  it('is not understood from its middle, which is told', async () => {
    const messages = await world(vanilla.world.slice(4), { keys: keyLine(vanilla) })
    expect(new Set(messages.map(({ type }) => type))).toEqual(new Set(['encrypted']))
    expect(messages.flatMap(({ findings }) => findings)).toEqual([
      'wow-world.encrypted',
      'wow-world.encrypted',
    ])
  })

  it('reads packets however segments lie', async () => {
    const capture = new CaptureMaker()
    const talk = capture.connect('192.0.2.10:50002', '192.0.2.30:8086')
    // Runs of one side, a few bytes at a time.
    for (const [side, bytes] of wrath.world) {
      const step = bytes.length > 1000 ? 999 : 3
      talk.split(
        side,
        bytes,
        ...Array.from({ length: Math.ceil(bytes.length / step) - 1 }, (_, i) => (i + 1) * step),
      )
    }
    const { messages } = await hear([capture.bytes()], { keys: keyLine(wrath) })
    const packets = messages.filter(({ values }) => values.has(`${PATH}.encrypted`))
    expect(packets.map(opcode)).toEqual(wrath.encrypted.map((packet) => packet.opcode))
    expect(messages.flatMap(({ findings }) => findings)).toEqual([])
  })

  it('has opcodes by number where no name is known', async () => {
    const cipher = new WorldCipher(game, numbers.K)
    const messages = await world(
      [...hello, [1, cipher.packet(1, 0x1ee, u8(0x0d))], [1, cipher.packet(1, 0xffe, u16(1))]],
      {
        keys: keyLine(vanilla),
      },
    )
    expect(messages.map(({ type }) => type).slice(2)).toEqual(['SMSG_AUTH_RESPONSE', 'opcode 0x0ffe'])
  })

  it.each(['192.0.2.30:9000', 'realm.example:9000'])(
    'is known by the list of realms (%s)',
    async (socket) => {
      const capture = new CaptureMaker()
      const realm = { type: 0, flags: 0, name: 'One', socket }
      capture.connect('192.0.2.10:50001', '192.0.2.20:3724').send(1, realmList(3, [realm]))
      const talk = capture.connect('192.0.2.10:50002', '192.0.2.30:9000')
      // Nothing here can be recognised by itself.
      talk.send(0, hex('390290eeafda'))
      const { messages } = await hear([capture.bytes()], { options: { 'wow-version': '3' } })
      expect(messages.map(({ protocol }) => protocol)).toEqual(['wow-login', 'wow-world'])
    },
  )

  it('links to the list of realms that announced it', async () => {
    const { messages } = await hear([sampleCapture(burningCrusade)])
    const challenge = messages.find(({ type }) => type === 'SMSG_AUTH_CHALLENGE')
    expect(challenge?.value(`${PATH}.SMSG_AUTH_CHALLENGE.Announced-in`)).toBe(6)
  })
})
