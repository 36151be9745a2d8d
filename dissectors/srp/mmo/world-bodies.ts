/** Bodies between world and realm that need no memory (protocol page 1.6). */
import { names } from '../../../src/fields/index.js'
import { type Part, Parts } from './parts.js'

const PATH = 'mmo-world'

const LEAVE_REASONS = names({ 0: 'logout', 1: 'teleport', 2: 'disconnect', 3: 'unknown' })
const OPERATIONS = names({ 0: 'save', 1: 'delete' })
export const CHAT_TYPES = names({
  0: 'unknown',
  1: 'say',
  2: 'yell',
  3: 'group',
  4: 'raid',
  5: 'guild',
  6: 'officer',
  7: 'whisper',
  8: 'emote',
  9: 'channel',
  10: 'unit say',
  11: 'unit yell',
  12: 'unit emote',
  13: 'system',
})

const body = (packet: string, parts: (f: Parts) => readonly Part[]) => parts(new Parts(`${PATH}.${packet}`))

const guid = { role: 'id', base: 'hex' } as const

/** A raw structure of a server compiled for x86-64; other compilers may lay it out otherwise. */
const itemData = (f: Parts) => [
  f.u32('entry'),
  f.u16('slot'),
  f.u8('stack'),
  f.padding('pad1', 1),
  f.u64('creator', guid),
  f.u64('contained', guid),
  f.u16('durability'),
  f.u16('random_property'),
  f.u16('random_suffix'),
  f.padding('pad2', 2),
  f.u32('flags', { base: 'hex' }),
  f.padding('pad3', 4),
]

const place = (f: Parts) => [f.vec3('position'), f.f32('facing')]

const questState = (f: Parts) => [
  f.u8('status'),
  f.u8('explored'),
  f.u32('expiration'),
  f.u16('counter1'),
  f.u16('counter2'),
  f.u16('counter3'),
  f.u16('counter4'),
]

/** How a character looks. */
export const avatar = (f: Parts) => [
  f.list16('option', (o) => [o.u32('group'), o.u32('option')]),
  f.list16('value', (o) => [o.u32('id'), o.f32('value')]),
]

const classData = (f: Parts) => [
  f.u32('id'),
  f.u8('level'),
  f.u32('xp'),
  ...[1, 2, 3, 4, 5].map((i) => f.u32(`attribute${i}`)),
  f.list8('talent', (t) => [t.u32('id'), t.u8('rank')]),
]

const aura = (f: Parts) => [
  f.u32('spell'),
  f.u64('caster', guid),
  f.u64('remaining', { unit: 'ms' }),
  f.u32('stack'),
  f.u8('realtime'),
  f.list8('effect', (e) => [e.u32('id'), e.i32('points')]),
]

export const MAP_LIST = body('PropagateMapList', (f) => [f.list16('map', (m) => [m.u32('id')])])

export const INSTANCE_CREATED = body('InstanceCreated', (f) => [f.uuid('instance', { role: 'id' })])
export const INSTANCE_DESTROYED = body('InstanceDestroyed', (f) => [f.uuid('instance', { role: 'id' })])

export const JOINED = body('PlayerCharacterJoined', (f) => [
  f.pguid('character', { role: 'id' }),
  f.uuid('instance', { role: 'id' }),
])

export const JOIN_FAILED = body('PlayerCharacterJoinFailed', (f) => [f.pguid('character', { role: 'id' })])

const leaving = (f: Parts) => [
  f.u64('character', guid),
  f.u8('reason', { names: LEAVE_REASONS, summary: '' }),
]
export const LEFT = body('PlayerCharacterLeft', leaving)
export const LEAVE = body('PlayerCharacterLeave', leaving)

export const LOCAL_CHAT = body('LocalChatMessage', (f) => [
  f.pguid('character', { role: 'id' }),
  f.u8('type', { names: CHAT_TYPES, summary: '' }),
  f.str16('text', { summary: '' }),
])

export const TELEPORT = body('TeleportRequest', (f) => [f.u64('character', guid), f.u32('map'), ...place(f)])

export const GROUP_CHANGED = body('PlayerGroupChanged', (f) => [
  f.u64('character', guid),
  f.u64('group', guid),
  f.u8('loot_method'),
  f.u8('threshold'),
])

export const GUILD_CHANGED = body('PlayerGuildChanged', (f) => [
  f.u64('character', guid),
  f.u64('guild', guid),
])

export const LOOT_METHOD_CHANGED = body('PlayerGroupLootMethodChanged', (f) => [
  f.u64('character', guid),
  f.u8('method'),
  f.u64('loot_master', guid),
  f.u8('threshold'),
])

export const GROUP_UPDATE = body('PlayerGroupUpdate', (f) => [
  f.u64('character', guid),
  f.list8('nearby', (n) => [n.u64('character', guid)]),
  f.u32('health'),
  f.u32('max_health'),
  f.u8('power_type'),
  f.u32('power'),
  f.u32('max_power'),
  f.u8('level'),
  f.u32('map'),
  f.u32('zone'),
  f.vec3('position'),
])

export const QUEST_DATA = body('QuestData', (f) => [
  f.u64('character', guid),
  f.u32('quest'),
  f.group('state', questState),
])

export const CHARACTER_DATA = body('CharacterData', (f) => [
  f.u64('character', guid),
  f.u32('map'),
  f.uuid('instance', { role: 'id' }),
  f.u32('time_played', { unit: 's' }),
  f.rest('player', { doc: 'The serialised player, whose layout is not known' }),
])

/** Behind the character and the acknowledgement id. */
export const LOCATION = body('CharacterLocationResponse', (f) => [
  f.ifSet('ok', [f.u32('map'), ...place(f)], { label: 'Found' }),
])

/** Behind the character and the operation's id. */
export const SAVE_ITEMS = body('SaveInventoryItems', (f) => [f.list16('item', itemData)])
export const DELETE_ITEMS = body('DeleteInventoryItems', (f) => [f.list16('item', (i) => [i.u16('slot')])])
export const OPERATION_RESULT = body('InventoryOperationResult', (f) => [
  f.u8('operation', { names: OPERATIONS, summary: '' }),
  f.yesNo('ok', { label: 'Succeeded' }),
])

export const JOIN = body('PlayerCharacterJoin', (f) => [
  f.pguid('character', { role: 'id' }),
  f.u32('map'),
  f.uuid('instance', { role: 'id' }),
  f.str8('name', { summary: '' }),
  ...place(f),
  f.list16('spell', (s) => [s.u32('id')]),
  f.u32('class'),
  f.u32('race'),
  f.u32('gender'),
  f.u8('level'),
  ...['xp', 'health', 'mana', 'rage', 'energy', 'money'].map((name) => f.u32(name)),
  f.list16('item', itemData),
  f.u32('bind_map'),
  f.group('bind', place),
  f.list16('rewarded_quest', (q) => [q.u32('id')]),
  f.u64('group', guid),
  f.u64('guild', guid),
  f.group('avatar', avatar),
  f.yesNo('is_gm', { label: 'Is GM' }),
  f.u32('time_played', { unit: 's' }),
  f.list16('quest', (q) => [q.u32('id'), ...questState(q)]),
  f.list8('class_data', classData),
  f.list16('quest_reset', (q) => [q.u32('quest'), q.u64('time')]),
  f.list16('aura', aura),
  f.list16('cooldown', (c) => [c.u32('spell'), c.u64('remaining', { unit: 'ms' })]),
  f.list8('feature', (a) => [a.str8('key')]),
])
