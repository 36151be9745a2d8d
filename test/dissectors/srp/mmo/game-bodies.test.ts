import { describe, expect, it } from 'vitest'
import {
  authPacket,
  f32,
  gamePacket,
  join,
  type Piece,
  REVISION,
  str8,
  u16,
  u32,
  u64,
  worldChallenge,
} from '../../../../bench/encode/mmo.js'
import { opcodesAt } from '../../../../dissectors/srp/mmo/opcodes/history.js'
import { CaptureMaker } from '../capture.js'
import { type Heard, hear } from '../heard.js'

const PROXY = 'mmo-world.ProxyPacket'
const PGUID: Piece = [1, 0x2a]
const place = [u32(1), f32(1), f32(2), f32(3), f32(4)]
const moving = (flags: number, ...more: readonly Piece[]) => [
  u64(42),
  u32(flags),
  u64(99),
  f32(1),
  f32(2),
  f32(3),
  f32(0.5),
  ...more,
]
const avatar = join(u16(1), u32(1), u32(2), u16(0))
const listed = join(
  u64(42),
  str8('Ann'),
  [60],
  ...[0, 1, 2, 3].map(u32),
  [1, 0],
  u32(5),
  avatar,
  ...Array.from({ length: 19 }, (_, i) => u32(i)),
)

type Case = readonly [name: string, body: readonly Piece[], path: string, value: unknown]

/** Bodies as the protocol page's section 1.9 lays them out, and one value that must come out. */
const CLIENT: readonly Case[] = [
  ['CreateChar', [str8('Ann'), [1, 2, 0], avatar], 'avatar.option.option', 2],
  ['DeleteChar', [u64(42)], 'character', 42n],
  ['EnterWorld', [u64(42)], 'character', 42n],
  ['SetSelection', [u64(43)], 'target', 43n],
  ['NameQuery', [PGUID], 'character.guid', '0x2a'],
  ['ChatMessage', [[1], 'Hello', [0]], 'text', 'Hello'],
  ['ChatMessage', [[7], 'Hello', [0], str8('Bob')], 'target', 'Bob'],
  ['MoveHeartBeat', moving(1, u64(7)), 'fall_time', 7n],
  ['MoveStartSwim', moving(0x2000, f32(0.25), u64(7)), 'pitch', 0.25],
  ['MoveJump', moving(0x800, u64(7), f32(4), f32(5), f32(6)), 'jump_velocity', [4, 5, 6]],
]

const REALM: readonly Case[] = [
  ['CharEnum', [[1], listed], 'character.equipment', 0],
  ['CharEnum', [[0]], 'character_count', 0],
  ['CharCreateResponse', [[2]], 'result', 2],
  ['LoginVerifyWorld', place, 'position', [1, 2, 3]],
  ['NewWorld', place, 'facing', 4],
  ['EnterWorldFailed', [[1]], 'reason', 1],
  ['RealmConfig', [[2, 3, 4], [0]], 'disabled_race.id', 3],
  ['NameQueryResult', [PGUID, [1], 'Ann', [0]], 'name', 'Ann'],
  ['NameQueryResult', [PGUID, [0]], 'found', 0],
  ['TransferPending', [u32(571)], 'map', 571],
  ['TransferAborted', [u32(571), [1]], 'reason', 1],
  ['MessageOfTheDay', [u16(5), 'Hello'], 'text', 'Hello'],
  ['ChatMessage', [PGUID, [1], 'Hello', [0], [4]], 'flags', 4],
  ['ChatMessage', [PGUID, [1], 'Hello', [0], [0], [9]], 'extra', 9],
  ['ChatMessage', [PGUID, [10], 'Grunt', [0], [0], str8('Boar')], 'speaker', 'Boar'],
  ['ChatMessage', [PGUID, [12], 'Grunt', [0], [0], [9], str8('Boar')], 'extra', 9],
  ['ChannelNotify', [[0], u32(1), str8('General')], 'name', 'General'],
]

/** The packets as a world and its realm hand them to each other. */
async function relay(sender: 'client' | 'realm', cases: readonly Case[]): Promise<readonly Heard[]> {
  const opcodes = new Map([...opcodesAt(sender, REVISION)].map(([opcode, name]) => [name, opcode]))
  const maker = new CaptureMaker()
  const talk = maker.connect('192.0.2.1:40000', '192.0.2.2:6280')
  talk.send(0, worldChallenge('W'))
  for (const [name, body] of cases) {
    const opcode = opcodes.get(name)!
    const packet = gamePacket(opcode, ...body)
    const size = u32(packet.length - 6)
    if (sender === 'client') talk.send(1, authPacket(4, u64(42), u16(opcode), size, ...body))
    else talk.send(0, authPacket(8, u64(42), u16(opcode), size, u32(packet.length), packet))
  }
  return (await hear([maker.bytes()])).messages.slice(1)
}

describe.each([
  ['client', CLIENT],
  ['realm', REALM],
] as const)('bodies from the %s', (sender, cases) => {
  it('whose layout is known are read field by field', async () => {
    const messages = await relay(sender, cases)
    cases.forEach(([name, , path, value], i) => {
      expect(messages[i]!.type).toBe(`ProxyPacket ${name}`)
      expect(messages[i]!.value(`mmo-realm.${name}.${path}`), `${name}.${path}`).toEqual(value)
      expect(messages[i]!.sentences).toEqual([])
      if (sender === 'realm') expect(messages[i]!.value(`${PROXY}.packet_opcode_name`)).toBe(name)
    })
  })

  it('that are longer or shorter than the layout says stay undecoded', async () => {
    const wrong = cases.flatMap(([name, body, path, value]): Case[] => {
      const bytes = join(...body)
      return [
        [name, [bytes, [0xff, 0xff, 0xff]], path, value],
        [name, [bytes.subarray(0, -1)], path, value],
      ]
    })
    for (const message of await relay(sender, wrong)) {
      const size = Number(message.value(`${PROXY}.size`))
      const body = message.value(`${PROXY}.packet_body`)
      if (size > 0 && body === undefined)
        expect(message.type).toMatch(/ChatMessage|NameQueryResult|RealmConfig/)
      expect(message.sentences).toEqual([])
    }
  })
})
