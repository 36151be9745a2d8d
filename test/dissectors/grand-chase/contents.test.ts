import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import {
  content,
  DEFAULT_KEYS,
  frame,
  narrow,
  payload,
  setup,
  u8,
  u16,
  u32,
  wide,
} from '../../../bench/encode/grand-chase.js'
import { grandChase } from '../../../dissectors/grand-chase/index.js'
import type { Expectations } from '../../../src/dissect/expectations.js'
import { dissectOptions } from '../../support/options.js'
import { CENTER_KEYS, CHANNEL_LIST } from './sample.js'
import { fieldOf, type Heard, type TalkOptions, talk } from './talk.js'

const SETUP = frame(DEFAULT_KEYS, payload(1, setup(CENTER_KEYS)), { sequence: 9, iv: 0x57 })

/** What becomes of messages of one session. */
function hearAll(messages: readonly Uint8Array[], options: TalkOptions = {}): Heard[] {
  const frames = messages.map((bytes, i) => frame(CENTER_KEYS, bytes, { sequence: i + 1, iv: 0x41 }))
  return talk([[1, SETUP], ...frames.map((bytes) => [1, bytes] as const)], options).slice(1)
}

function hear(opcode: number, body: Uint8Array, options: TalkOptions = {}): Heard {
  return hearAll([payload(opcode, body)], options)[0]!
}

/** Labels and values of a content's fields. */
function fields({ rows }: Heard): unknown[] {
  const from = rows.findIndex(({ def }) => def.label === 'Content')
  const to = rows.findIndex(({ def }) => def.label === 'Null trailer')
  return rows
    .slice(from + 1, to)
    .map(({ def, value }) => [def.label, def.role === 'secret' ? '(secret)' : value])
}

/** Labels of what must not be shown. */
function secrets({ rows }: Heard): string[] {
  return rows.filter(({ def }) => def.role === 'secret').map(({ def }) => def.label)
}

const GAME = { port: 9401 }

describe('known contents', () => {
  it('list files to be checked, with and without the zero that emulators write', () => {
    const files = content(u32(2), wide('ai.kom'), wide('main.exe'))
    const read = fields(hear(28, files))
    expect(read).toEqual([
      ['File count', 2],
      ['File', undefined],
      ['Name length', 12],
      ['Name', 'ai.kom'],
      ['File', undefined],
      ['Name length', 16],
      ['Name', 'main.exe'],
    ])
    expect(fields(hear(28, content(u32(0), files)))).toEqual([['Zero', 0], ...read])
  })

  it('read a login of Eternal and of Season 5, and mask its password', () => {
    const login = content(narrow('me'), narrow('secret'), wide('10.0.0.1'), u32(323), u32(7))
    const expected = [
      ['Login length', 2],
      ['Login', 'me'],
      ['Password length', 6],
      ['Password', '(secret)'],
      ['Client IP length', 16],
      ['Client IP', '10.0.0.1'],
      ['Protocol version', 323],
      ['Rest', '(secret)'],
    ]
    expect(fields(hear(2, login))).toEqual(expected)
    for (const first of [0, 1, 77]) {
      expect(fields(hear(2, content(u32(first), login)))).toEqual([['First number', first], ...expected])
    }
  })

  it('read ping settings, times, nicknames and rooms', () => {
    const ping = content(...[4000, 4000, 4000, 1].map(u32), u8(0), u32(-1), u32(0))
    expect(ping.length).toBe(25)
    expect(fieldOf(hear(26, ping), 'value_6')).toBe(-1)
    const time = hear(406, content(...[1_510_000_000, 2017, 11, 6, 20, 26, 40].map(u32)), GAME)
    expect(fieldOf(time, 'time')).toBe(1_510_000_000)
    expect(fieldOf(time, 'year')).toBe(2017)
    expect(fieldOf(hear(135, content(u32(0), wide('Ronan')), GAME), 'nickname')).toBe('Ronan')
    expect(fieldOf(hear(16, content(u8(1), u32(2), u32(3), u32(4)), GAME), 'page')).toBe(3)
  })

  it('open nested buffers, compressed or not', () => {
    const list = hear(15, Buffer.from(CHANNEL_LIST, 'hex'), GAME)
    const names = list.rows.filter(({ path }) => path.endsWith('channels.name')).map(({ value }) => value)
    expect(names).toHaveLength(6)
    expect(names[0]).toBe('Free Class')
    expect(names[5]).toBe('Dungeon')
    expect(list.findings).toEqual([])
    const channel = content(u32(1), u32(5), wide('Plain'), u16(300), u16(7), u8(3), u8(0))
    const plain = hear(15, content(u32(0), u32(channel.length), u8(0), channel), GAME)
    expect(fieldOf(plain, 'channels.name')).toBe('Plain')
    expect(plain.sources).toEqual(['message', 'decrypted'])
  })

  it('open the nested buffer of a list of rooms, whose content is guessed', () => {
    const rooms = content(u32(1), wide('Come in'))
    const zlib = deflateSync(rooms)
    const size = Buffer.alloc(4)
    size.writeUInt32LE(rooms.length)
    const nested = content(u32(zlib.length + 4), u8(1), size, zlib)
    const heard = hear(17, content(u32(0), u32(0), u32(1), nested), GAME)
    expect(heard.findings).toEqual([])
    expect(fieldOf(heard, 'guess.wide')).toBe('Come in')
  })

  it('that are laid out otherwise are guessed, and say so', () => {
    const heard = hear(28, content(u32(5), wide('ai.kom')))
    expect(heard.findings).toEqual(['grand-chase.other-layout'])
    expect(fieldOf(heard, 'guess.wide')).toBe('ai.kom')
  })

  it('of a login that are laid out otherwise are masked whole', () => {
    const heard = hear(2, content(u32(1), u32(2), narrow('me'), narrow('secret')))
    expect(heard.findings).toEqual(['grand-chase.other-layout'])
    expect(secrets(heard)).toEqual(['Content'])
    const messenger = hear(31, content(narrow('me'), narrow('secret')), { port: 9300 })
    expect(messenger.type).toBe('verify account (Season 2)')
    expect(secrets(messenger)).toEqual(['Content'])
  })
})

describe('opcodes', () => {
  it('that are unknown are told', () => {
    const heard = hear(4321, u32(1))
    expect(heard.type).toBe('opcode 4321')
    expect(heard.findings).toEqual(['grand-chase.unknown-opcode'])
  })

  it('follow the profile that is asked for', () => {
    const options = (profile: string) => ({ ...GAME, options: dissectOptions({ 'gc-profile': profile }) })
    expect(hear(37, u8(1), options('s5')).type).toBe('EVENT_CHAT_NOT')
    expect(hear(37, u8(1), options('s5ep3')).type).toBe('EVENT_CHAT_REQ')
    expect(hear(37, u8(1), options('eternal')).type).toBe('EVENT_START_GAME_ACK')
    expect(hear(37, u8(1), options('s1')).type).toBe('opcode 37')
    expect(hear(37, u8(1), options('s5')).title).toBe('Grand Chase game server (Season 5)')
  })

  it('follow what contents tell, on any port', () => {
    const chat = content(u8(1), u32(7), wide('Me'), u32(0), wide(''), u32(0), wide('Hello'), u32(0), u32(0))
    const other = { port: 5555 }
    expect(hear(7, chat, other).title).toBe('Grand Chase game server (Eternal)')
    expect(hear(36, chat, other).title).toBe('Grand Chase game server (Season 5)')
    expect(hear(38, chat, other).title).toBe('Grand Chase game server (Season 5 ep. 3)')
    expect(hear(26, content(u32(1), wide('ai.kom')), other).title).toBe(
      'Grand Chase center server (Season 5?)',
    )
    expect(hear(77, u32(1), other).title).toBe('Grand Chase (Eternal?)')
  })

  it('follow the port where there is nothing else', () => {
    expect(hear(12, u32(1), { port: 9500 }).type).toBe('CLIENT_SCRIPT_INFO_NOT')
    expect(hear(12, u32(1), { port: 9410 }).type).toBe('EVENT_ENTER_CHANNEL_REQ')
    expect(hear(20, u32(1), { port: 9300 }).type).toBe('chat')
    expect(hear(12, u32(1), { port: 5555 }).type).toBe('opcode 12')
  })

  it('go on as the build that other connections told', () => {
    const options = dissectOptions()
    hear(26, content(u32(1), wide('ai.kom')), { options })
    expect(hear(36, u32(1), { ...GAME, options }).type).toBe('EVENT_CHAT_REQ')
  })

  it('take names from files, for one server or for all', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'slx-')), 'names.txt')
    writeFileSync(file, 'gc-center 77 ENU_MY_NOT\n0x4e EVERYWHERE\ngc-center 300 ENU_WAIT_TIME_NOT\n')
    const options = dissectOptions({ opcodes: [file] })
    await grandChase.prepare!(options)
    expect(hear(77, u32(1), { options }).type).toBe('ENU_MY_NOT')
    expect(hear(78, u32(1), { options }).type).toBe('EVERYWHERE')
    expect(hear(78, u32(1), { ...GAME, options }).type).toBe('EVERYWHERE')
    expect(hear(77, u32(1), { ...GAME, options }).type).toBe('opcode 77')
    expect(fieldOf(hear(300, u32(5), { options }), 'wait')).toBe(5)
  })

  it('refuse a file that cannot be read', async () => {
    const options = dissectOptions({ opcodes: ['/nowhere/names.txt'] })
    await expect(grandChase.prepare!(options)).rejects.toThrow('/nowhere/names.txt cannot be read (ENOENT)')
  })
})

it('a server list announces the connections to its servers', () => {
  const options = dissectOptions()
  const entry = (name: string, ip: string, port: number) =>
    content(
      u32(1),
      u32(1),
      wide(name),
      narrow(ip),
      u16(port),
      ...[1, 500, 327, 0, -1].map(u32),
      narrow(ip),
      wide('All'),
      u32(85),
    )
  const list = content(u32(2), entry('One', '10.0.0.1', 4001), entry('Two', '10.0.0.2', 4002))
  expect(hear(4, list, { options }).findings).toEqual([])
  const { expectations } = options
  for (const [address, port] of [
    ['10.0.0.1', 4001],
    ['10.0.0.2', 4002],
  ] as const) {
    expect(expected(expectations, address, port)).toMatchObject({
      dissector: 'grand-chase',
      by: 'SERVER_LIST_NOT',
      data: { profiles: ['s5', 's5ep3'] },
    })
  }
})

function expected(expectations: Expectations, address: string, port: number) {
  const client = { address: '10.0.0.9', port: 40000 }
  return expectations.of({
    id: 1,
    transport: 'tcp',
    ends: [client, { address, port }],
    roles: 'syn',
    state: undefined,
  })
}
