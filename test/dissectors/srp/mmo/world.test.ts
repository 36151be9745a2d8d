import { describe, expect, it } from 'vitest'
import { authPacket, f32, join, type Piece, str8, u16, u32, u64 } from '../../../../bench/encode/mmo.js'
import { CaptureMaker } from '../capture.js'
import { type Heard, hear } from '../heard.js'

const UUID = Uint8Array.from({ length: 16 }, (_, i) => i)
const PGUID: Piece = [0b0000_0101, 0x2a, 0x07]
const place = [f32(1), f32(2), f32(3), f32(4)]
const item = join(
  u32(1234),
  u16(23),
  [1, 0xee],
  u64(5),
  u64(6),
  u16(100),
  u16(1),
  u16(2),
  [9, 9],
  u32(3),
  [9, 9, 9, 9],
)
const questState = [[1, 0], u32(60), u16(1), u16(2), u16(3), u16(4)] as const

const JOIN_BODY = [
  PGUID,
  u32(1),
  UUID,
  str8('Ann'),
  ...place,
  u16(2),
  u32(11),
  u32(12),
  u32(1),
  u32(2),
  u32(0),
  [60],
  ...[1, 2, 3, 4, 5, 6].map(u32),
  u16(1),
  item,
  u32(0),
  ...place,
  u16(1),
  u32(77),
  u64(0),
  u64(9),
  join(u16(1), u32(1), u32(2), u16(1), u32(3), f32(0.5)),
  [1],
  u32(3600),
  join(u16(1), u32(5), ...questState),
  join([1], u32(1), [60], u32(0), ...[1, 2, 3, 4, 5].map(u32), [1], u32(8), [2]),
  join(u16(1), u32(5), u64(99)),
  join(u16(1), u32(6), u64(2), u64(3000), u32(1), [0], [1], u32(2), u32(-5)),
  join(u16(1), u32(6), u64(1500)),
  [1],
  str8('beta'),
]

/** Packets of the protocol page's section 1.6 with bodies as it lays them out; some paths and values that must come out. */
const FROM_WORLD: readonly (readonly [number, string, readonly Piece[], Record<string, unknown>])[] = [
  [2, 'PropagateMapList', [u16(2), u32(0), u32(571)], { 'map.id': 0 }],
  [3, 'InstanceCreated', [UUID], { instance: '00010203-0405-0607-0809-0a0b0c0d0e0f' }],
  [4, 'InstanceDestroyed', [UUID], {}],
  [5, 'PlayerCharacterJoined', [PGUID, UUID], { 'character.guid': '0x7002a' }],
  [6, 'PlayerCharacterJoinFailed', [[0]], { 'character.guid': '0x0' }],
  [7, 'PlayerCharacterLeft', [u64(42), [2]], { character: 42n, reason: 2 }],
  [9, 'CharacterData', [u64(42), u32(0), UUID, u32(9), [1, 2, 3]], { time_played: 9, player: '010203' }],
  [10, 'QuestData', [u64(42), u32(5), ...questState], { 'state.counter4': 4 }],
  [11, 'TeleportRequest', [u64(42), u32(1), ...place], { position: [1, 2, 3], facing: 4 }],
  [12, 'CharacterLocationResponse', [u64(42), u64(1), [0]], { ok: 0 }],
  [12, 'CharacterLocationResponse', [u64(42), u64(1), [1], u32(3), ...place], { map: 3 }],
  [
    13,
    'PlayerGroupUpdate',
    [u64(1), [1], u64(2), u32(3), u32(4), [0], u32(5), u32(6), [7], u32(8), u32(0), f32(1), f32(2), f32(3)],
    { 'nearby.character': 2n, max_health: 4, position: [1, 2, 3] },
  ],
  [14, 'SaveInventoryItems', [u64(42), u32(7), u16(1), item], { 'item.entry': 1234, 'item.flags': 3 }],
  [15, 'DeleteInventoryItems', [u64(42), u32(8), u16(1), u16(23)], { 'item.slot': 23 }],
]

const FROM_REALM: typeof FROM_WORLD = [
  [2, 'PlayerCharacterJoin', JOIN_BODY, { name: 'Ann', 'aura.effect.points': -5, 'feature.key': 'beta' }],
  [3, 'PlayerCharacterLeave', [u64(42), [0]], { reason: 0 }],
  [5, 'LocalChatMessage', [PGUID, [1], u16(5), 'Hello'], { type: 1, text: 'Hello' }],
  [6, 'FetchCharacterLocation', [u64(42), u64(1)], {}],
  [7, 'TeleportRequest', [u64(42), u32(1), ...place], { map: 1 }],
  [8, 'PlayerGroupChanged', [u64(42), u64(9), [1], [2]], { group: 9n, threshold: 2 }],
  [9, 'PlayerGuildChanged', [u64(42), u64(8)], { guild: 8n }],
  [10, 'PlayerGroupLootMethodChanged', [u64(42), [1], u64(43), [2]], { loot_master: 43n }],
  [11, 'InventoryOperationResult', [u64(42), u32(7), [1], [1]], { operation: 1, ok: 1 }],
]

async function send(side: 0 | 1, packets: typeof FROM_WORLD): Promise<readonly Heard[]> {
  const maker = new CaptureMaker()
  const talk = maker.connect('192.0.2.1:40000', '192.0.2.2:6280')
  for (const [opcode, , body] of packets) talk.send(side, authPacket(opcode, ...body))
  return (await hear([maker.bytes()])).messages
}

describe.each([
  ['world', 0, FROM_WORLD],
  ['realm', 1, FROM_REALM],
] as const)('packets from the %s', (_, side, packets) => {
  it('are read to the last byte', async () => {
    const messages = await send(side, packets)
    expect(messages.map(({ type }) => type)).toEqual(packets.map(([, name]) => name))
    expect(messages.flatMap(({ sentences }) => sentences)).toEqual([])
    packets.forEach(([, name, , values], i) => {
      for (const [path, value] of Object.entries(values))
        expect(messages[i]!.value(`mmo-world.${name}.${path}`), `${name}.${path}`).toEqual(value)
    })
  })
})

it('questions and answers find each other by their numbers', async () => {
  const maker = new CaptureMaker()
  const talk = maker.connect('192.0.2.1:40000', '192.0.2.2:6280')
  talk.send(1, authPacket(6, u64(42), u64(5)))
  talk.send(1, authPacket(6, u64(42), u64(6)))
  talk.send(0, authPacket(12, u64(42), u64(6), [0]))
  const { messages } = await hear([maker.bytes()])
  expect(messages[2]!.value('mmo-world.CharacterLocationResponse.Answer-to')).toBe(2)
  expect(messages[1]!.value('mmo-world.CharacterLocationResponse.Answer-in')).toBe(3)
  expect(messages[0]!.value('mmo-world.CharacterLocationResponse.Answer-in')).toBeUndefined()
})
