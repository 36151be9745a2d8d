/**
 * Bodies of the game protocol whose layout is known (protocol page 1.9), as of revision 2427. Layouts changed now and then, and
 * nothing in a packet tells: one is used only where it explains the body to its last byte.
 */
import { Cursor } from '../../../src/dissect/cursor.js'
import { MESSAGE_SOURCE, Message } from '../../../src/dissect/message.js'
import { type FieldDef, names, Wire } from '../../../src/fields/index.js'
import type { Sender } from './opcodes/history.js'
import { type Part, Parts, readParts } from './parts.js'
import { REALM_NAME } from './realm-fields.js'
import { avatar, CHAT_TYPES } from './world-bodies.js'

/** Reads the body of `size` bytes of a game packet, which is the rest of the region; as `whole` where no layout explains it. */
export function readGameBody(at: Cursor, sender: Sender, name: string, size: number, whole: FieldDef): void {
  const parts = LAYOUTS[sender].get(name)
  // Of a body that is not whole nobody can say whether a layout explains it.
  if (parts && at.remaining === size && explains(parts, at.bytes, at.pos, at.end)) readParts(at, parts)
  else at.rest(whole)
}

/** Longest body tried; the longer ones are updates of objects, whose layout is not known. */
export const MAX_TRIED = 16 * 1024

const scratch = new Message()
const scratchCursor = new Cursor()

/** Whether a layout takes all of the bytes and wants no more. */
function explains(parts: readonly Part[], bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > MAX_TRIED) return false
  scratch.clear()
  scratch.addSource('trial', bytes, start, end)
  scratchCursor.begin(scratch, MESSAGE_SOURCE)
  readParts(scratchCursor, parts)
  return !scratchCursor.failed && scratchCursor.remaining === 0
}

const guid = { role: 'id', base: 'hex' } as const

const CREATE_RESULTS = names({
  0: 'unknown',
  1: 'error',
  2: 'name in use',
  3: 'disabled',
  4: 'server limit',
  5: 'account limit',
  6: 'only existing',
})
const ENTER_FAILURES = names({ 0: 'no world server', 1: 'no character', 2: 'race or class disabled' })
const TRANSFER_FAILURES = names({
  0: 'none',
  1: 'max players',
  2: 'not found',
  3: 'too many instances',
  4: 'zone in combat',
})
const CHANNEL_NOTES = names({ 0: 'joined', 1: 'left', 2: 'does not exist', 3: 'already member' })

const SWIMMING_OR_FLYING = 0x2000 | 0x100000
const FALLING = 0x800

const MOVEMENTS = [
  'MoveStartForward MoveStartBackward MoveStop MoveStartStrafeLeft MoveStartStrafeRight MoveStopStrafe',
  'MoveStartTurnLeft MoveStartTurnRight MoveStopTurn MoveHeartBeat MoveSetFacing MoveJump MoveFallLand',
  'MoveStartSwim MoveStopSwim MoveStartWalk MoveStopWalk',
].flatMap((line) => line.split(' '))

type Layout = (f: Parts) => readonly Part[]

const character: Layout = (f) => [f.u64('character', guid)]
const place: Layout = (f) => [f.u32('map'), f.vec3('position'), f.f32('facing')]

const movement: Layout = (f) => [
  f.u64('character', guid),
  ...f.flagged('flags', (flag) => [
    f.u64('time', { role: 'volatile', unit: 'ms' }),
    f.vec3('position'),
    f.f32('facing'),
    flag(SWIMMING_OR_FLYING, f.f32('pitch')),
    f.u64('fall_time', { unit: 'ms' }),
    flag(FALLING, f.vec3('jump_velocity')),
  ]),
]

/** Speakers of these kinds of chat (units) are not players: they send their name too. */
const NAMED_SPEAKERS: readonly number[] = [10, 11, 12]

/** Behind the flags some senders have one more byte. Only the end of the body tells. */
function chatFromRealm(f: Parts): readonly Part[] {
  const extra = f.u8('extra', { doc: 'Sent or not, as the speaker may be; its meaning is not known' })
  const speaker = f.str8('speaker')
  let type = 0
  return [
    f.pguid('character', { role: 'id' }),
    (at) => void (type = at.peek(Wire.U8, 1)),
    f.u8('type', { names: CHAT_TYPES, summary: '' }),
    f.cstr('text', { summary: '' }),
    f.u8('flags', { base: 'hex' }),
    (at) => {
      const named = NAMED_SPEAKERS.includes(type)
      const needed = named ? 1 + at.peek(Wire.U8, 1) : 0
      if (at.remaining !== needed) extra(at)
      if (named) speaker(at)
    },
  ]
}

const FROM_CLIENT: Readonly<Record<string, Layout>> = {
  CreateChar: (f) => [
    f.str8('name', { summary: '' }),
    f.u8('race'),
    f.u8('class'),
    f.u8('gender'),
    f.group('avatar', avatar),
  ],
  DeleteChar: character,
  EnterWorld: character,
  SetSelection: (f) => [f.u64('target', guid)],
  NameQuery: (f) => [f.pguid('character', { role: 'id' })],
  ChatMessage: (f) => [
    f.u8('type', { names: CHAT_TYPES, summary: '' }),
    f.cstr('text', { summary: '' }),
    f.optional(f.str8('target', { doc: 'Of a whisper, or in a channel' })),
  ],
  ...Object.fromEntries(MOVEMENTS.map((name) => [name, movement])),
}

const FROM_REALM: Readonly<Record<string, Layout>> = {
  CharEnum: (f) => [f.list8('character', listedCharacter)],
  CharCreateResponse: (f) => [f.u8('result', { names: CREATE_RESULTS, summary: '' })],
  LoginVerifyWorld: place,
  NewWorld: place,
  EnterWorldFailed: (f) => [f.u8('reason', { names: ENTER_FAILURES, summary: '' })],
  RealmConfig: (f) => [
    f.list8('disabled_race', (r) => [r.u8('id')]),
    f.list8('disabled_class', (c) => [c.u8('id')]),
  ],
  NameQueryResult: (f) => [
    f.pguid('character', { role: 'id' }),
    f.yesNo('found'),
    f.optional(f.cstr('name', { summary: '' })),
  ],
  TransferPending: (f) => [f.u32('map')],
  TransferAborted: (f) => [f.u32('map'), f.u8('reason', { names: TRANSFER_FAILURES, summary: '' })],
  MessageOfTheDay: (f) => [f.str16('text', { summary: '' })],
  ChatMessage: chatFromRealm,
  ChannelNotify: (f) => [
    f.u8('what', { names: CHANNEL_NOTES, summary: '' }),
    f.u32('id'),
    f.str8('name', { summary: '' }),
  ],
}

const LAYOUTS: Readonly<Record<Sender, ReadonlyMap<string, readonly Part[]>>> = {
  client: declare(FROM_CLIENT),
  realm: declare(FROM_REALM),
}

function declare(layouts: Readonly<Record<string, Layout>>): ReadonlyMap<string, readonly Part[]> {
  return new Map(
    Object.entries(layouts).map(([name, layout]) => [name, layout(new Parts(`${REALM_NAME}.${name}`))]),
  )
}

function listedCharacter(f: Parts): readonly Part[] {
  return [
    f.u64('id', guid),
    f.str8('name', { summary: '' }),
    f.u8('level'),
    f.u32('map'),
    f.u32('zone'),
    f.u32('race'),
    f.u32('class'),
    f.u8('gender'),
    f.yesNo('dead'),
    f.u32('display'),
    f.group('avatar', avatar),
    f.repeat('equipment', 19, { doc: 'How each worn item looks' }),
  ]
}
