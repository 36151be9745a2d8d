import { describe, expect, it } from 'vitest'
import {
  authPacket,
  authSession,
  GameWriter,
  gamePacket,
  Logon,
  str8,
  u16,
  u32,
  u64,
  worldChallenge,
} from '../../../../bench/encode/mmo.js'
import { slx } from '../../../support/slx.js'
import { CaptureMaker } from '../capture.js'
import { hear } from '../heard.js'
import { hex, toHex } from '../vectors.js'

const logon = new Logon('ANN', 'SECRET')
const KEYS = `SRP_SESSION_KEY ANN ${toHex(logon.K)}`
const REALM = '192.0.2.2'
const ENTER_WORLD = 4
const ENTERED = 'mmo-world.Character-entered-in'

/** A client enters the world with character 0x1234 in its message 5. */
function entering(maker: CaptureMaker): void {
  const talk = maker.connect('192.0.2.1:40000', `${REALM}:8129`)
  talk.send(1, gamePacket(0, u32(2)))
  talk.send(0, authSession(logon, 1, 2))
  talk.send(1, gamePacket(1, [0]))
  const client = new GameWriter(logon.headerKey)
  talk.send(0, client.packet(2))
  talk.send(0, client.packet(ENTER_WORLD, u64(0x1234)))
}

/** What world and realm say to each other then. */
async function worldHears(realm: string, side: 0 | 1, packet: Uint8Array) {
  const maker = new CaptureMaker()
  entering(maker)
  const talk = maker.connect('192.0.2.9:40001', `${realm}:6280`)
  talk.send(0, worldChallenge('WORLD'))
  talk.send(side, packet)
  talk.send(side, packet)
  const { messages } = await hear([maker.bytes()], { keys: KEYS })
  expect(messages.find(({ type }) => type === 'EnterWorld')?.number).toBe(5)
  return messages.filter(({ protocol }) => protocol === 'mmo-world').slice(1)
}

const proxied = (guid: number) => authPacket(4, u64(guid), u16(ENTER_WORLD), u32(8), u64(guid))
const joined = authPacket(5, hex('033412'), new Uint8Array(16))

describe('a character that entered the world', () => {
  it.each([
    ['its packets handed on', 1, proxied(0x1234)],
    ['its joining', 0, joined],
  ] as const)('is known by %s, the first time', async (_, side, packet) => {
    const [first, second] = await worldHears(REALM, side, packet)
    expect(first!.value(ENTERED)).toBe(5)
    expect(second!.value(ENTERED)).toBeUndefined()
  })

  it('is another one by another guid, or at another realm', async () => {
    for (const heard of [
      await worldHears(REALM, 1, proxied(0x1235)),
      await worldHears('192.0.2.7', 0, joined),
    ]) {
      expect(heard.map((message) => message.value(ENTERED))).toEqual([undefined, undefined])
    }
  })

  it('is nobody where its guid is cut', async () => {
    const [cut] = await worldHears(REALM, 0, authPacket(5, hex('ff34120000'), new Uint8Array(0)))
    expect(cut?.value(ENTERED)).toBeUndefined()
  })
})

it('a realm’s question is about the session that has its hash', async () => {
  const maker = new CaptureMaker()
  entering(maker)
  const talk = maker.connect(`${REALM}:40002`, '192.0.2.3:6279')
  for (const hash of [logon.hash(1, 3), logon.hash(1, 2)])
    talk.send(0, authPacket(2, u64(0), str8('ANN'), u32(2), u32(1), hash))
  const { messages } = await hear([maker.bytes()], { keys: KEYS })
  const asked = messages.filter(({ type }) => type === 'ClientAuthSession')
  expect(asked.map((each) => each.value('mmo-server.ClientAuthSession.Asks-about'))).toEqual([undefined, 2])
  expect(messages[1]!.value('mmo-server.ClientAuthSession.Asked-about-in')).toBe(asked[1]!.number)
})

it('follow --related shows all four conversations of a logon', () => {
  const { stdout } = slx(['follow', '--related', '-T', 'ladder', '-c', '1', 'samples/mmo-logon.pcap', '11'])
  for (const server of ['mmo-login', 'mmo-realm', 'mmo-server', 'mmo-world'])
    expect(stdout).toContain(`${server} server`)
})
