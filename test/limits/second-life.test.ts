import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { choiceFor, MAX_REMEMBERED } from '../../dissectors/second-life/choice.js'
import { PacketNotes } from '../../dissectors/second-life/circuit/notes.js'
import {
  CIRCUITS,
  CircuitBook,
  MAX_CIRCUITS,
  MAX_NAMES,
  MAX_STEPS,
  SentRecord,
} from '../../dissectors/second-life/circuit/record.js'
import { MAX_REMEMBERED_PACKETS, ROOM } from '../../dissectors/second-life/circuit/room.js'
import { MAX_UNACKED, Unacked } from '../../dissectors/second-life/circuit/unacked.js'
import { Arrival, WINDOW, Window } from '../../dissectors/second-life/circuit/window.js'
import { MAX_TOKENS } from '../../dissectors/second-life/circuit.js'
import { secondLife } from '../../dissectors/second-life/index.js'
import { CircuitTemplates, MAX_SPOKEN } from '../../dissectors/second-life/spoken.js'
import { circuits } from '../../dissectors/second-life/statistics.js'
import { openLibrary } from '../../dissectors/second-life/template/library.js'
import { MAX_FILES } from '../../dissectors/second-life/template/load.js'
import { findViewers, MAX_VIEWERS } from '../../dissectors/second-life/template/viewers.js'
import { dissectIn, fromHex, openSession } from '../support/dissect.js'
import { fakeConversation } from '../support/fake-payload.js'
import { codesOf } from '../support/finding-codes.js'
import { dissectOptions } from '../support/options.js'
import { readTree } from '../support/read-tree.js'
import { startMessage } from '../support/sample-messages.js'

const ref = (number: number) => ({ number, seconds: 0, nanoseconds: 0 })

function inFolder(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'slx-limits-'))
  try {
    use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

it('remembers MAX_TOKENS tokens of a circuit, and says so', () => {
  const session = openSession(secondLife)
  const token = (i: number) => i.toString(16).padStart(32, '0')
  const ask = (i: number) => dissectIn(session, fromHex(`40000001 fffffffa ${token(i)}`), { number: i + 1 })
  for (let i = 0; i < MAX_TOKENS; i++) expect(codesOf(ask(i))).not.toContain('limit.waiting')
  expect(codesOf(ask(MAX_TOKENS))).toContain('limit.waiting')
  const answered = (i: number) => {
    const reply = fromHex(`0000000${i + 1} ffffffff 00 02 c4e4959d 00000000 01 0d ${token(i)}`)
    const message = dissectIn(session, reply, { side: 1 })
    return [readTree(message).find(({ path }) => path.endsWith('Token-request'))?.value, ...codesOf(message)]
  }
  expect(answered(0)).toEqual([undefined, 'sl.template-missing', 'sl.token'])
  expect(answered(1)).toEqual(['token of the request in #2', 'sl.template-missing'])
})

it('remembers of MAX_SPOKEN viewers which template they speak, and says so', () => {
  const options = dissectOptions()
  const viewer = (i: number) => new CircuitTemplates(options, `viewer ${i}`)
  const learn = (i: number) => {
    const { message, at } = startMessage(new Uint8Array(4))
    viewer(i).learn(at, 7)
    return codesOf(message).includes('limit.waiting')
  }
  for (let i = 0; i < MAX_SPOKEN; i++) expect(learn(i)).toBe(false)
  expect(learn(MAX_SPOKEN)).toBe(true)
  expect([0, 1, MAX_SPOKEN].map((i) => viewer(i).spoken)).toEqual([undefined, 7, 7])
})

it('a later pass knows the template of MAX_REMEMBERED conversations', () => {
  const options = dissectOptions()
  const first = fakeConversation('udp', 13_000)
  const choice = choiceFor(first, options)
  for (let i = 2; i <= MAX_REMEMBERED; i++) choiceFor(fakeConversation('udp', 13_000), options)
  expect(choiceFor(first, options)).toBe(choice)
  const last = fakeConversation('udp', 13_000)
  expect(choiceFor(last, options)).not.toBe(choiceFor(last, options))
})

it('remembers WINDOW packets of a direction', () => {
  const window = new Window(dissectOptions().state.of(ROOM))
  for (let i = 0; i <= WINDOW; i++) window.see(i, ref(i))
  expect(window.find(0)).toBe(-1)
  expect(window.message(window.find(1), ref(WINDOW))).toEqual(ref(1))
})

it('a run has room for MAX_REMEMBERED_PACKETS packets', () => {
  const room = dissectOptions().state.of(ROOM)
  const grown: boolean[] = []
  const tenant = () => ({ shrink: () => grown.push(true) })
  for (let i = 0; i < MAX_REMEMBERED_PACKETS / WINDOW; i++) room.grew(tenant(), WINDOW)
  expect(grown).toEqual([])
  room.grew(tenant(), WINDOW)
  expect(grown).toEqual([true])
})

it('reads MAX_FILES templates of a folder, and says how many it left out', () => {
  inFolder((root) => {
    const folder = join(root, '.config', 'slx', 'templates')
    mkdirSync(folder, { recursive: true })
    const template = 'version 2.0\n{\nA Low 1 NotTrusted Unencoded\n}\n'
    for (let i = MAX_FILES + 1; i >= 0; i--) writeFileSync(join(folder, `${1000 + i}.msg`), template)
    const machine = { platform: 'linux', env: { HOME: root }, root: '' } as const
    for (const given of [[folder], []]) {
      const [shelf, own] = openLibrary(given, machine).shelves()
      const { templates, unusable } = given.length > 0 ? shelf! : own!
      expect(templates.map(({ path }) => path)).toEqual(
        Array.from({ length: MAX_FILES }, (_, i) => join(folder, `${1000 + i}.msg`)),
      )
      expect(unusable.map(({ problem }) => problem)).toEqual([
        `${folder}: of its ${MAX_FILES + 2} .msg files only the first ${MAX_FILES}, by name, are read`,
      ])
    }
  })
})

it('looks for the templates of MAX_VIEWERS viewers', () => {
  inFolder((root) => {
    for (let i = 0; i <= MAX_VIEWERS; i++) {
      const settings = join(root, 'opt', `Firestorm-${i}`, 'app_settings')
      mkdirSync(settings, { recursive: true })
      writeFileSync(join(settings, 'message_template.msg'), '')
    }
    expect(findViewers({ platform: 'linux', env: {}, root })).toHaveLength(MAX_VIEWERS)
  })
})

it('tells of MAX_CIRCUITS circuits one by one, and how many it left out', () => {
  const { state } = dissectOptions()
  const book = state.of(CIRCUITS)
  expect(book).toBeInstanceOf(CircuitBook)
  const open = () => book.open(fakeConversation('udp', 13_000))
  for (let i = 0; i < MAX_CIRCUITS; i++) open()!.first = ref(i)
  expect([open(), open()]).toEqual([undefined, undefined])
  expect(circuits.report(state, {})[0]!.notes).toEqual(['2 later circuits left out: too many for one run.'])
})

it('counts MAX_NAMES names of messages, and the others together', () => {
  const sent = new SentRecord()
  for (let i = 0; i < MAX_NAMES + 3; i++) sent.count(`${i}`, 10)
  expect(sent.messages.size).toBe(MAX_NAMES + 1)
  expect(sent.messages.get('(others)')).toEqual({ count: 3, bytes: 30 })
})

it('keeps MAX_STEPS steps of a circuit, counts the others, and knows what they answer', () => {
  const { state } = dissectOptions()
  const record = state.of(CIRCUITS).open(fakeConversation('udp', 13_000))!
  const { message } = startMessage(new Uint8Array(4))
  const step = (type: string) => {
    message.type = type
    record.packet(message, new PacketNotes(), Arrival.InOrder, 0)
  }
  for (let i = 0; i < MAX_STEPS; i++) step('UseCircuitCode')
  expect(record.steps).toHaveLength(MAX_STEPS)
  const notes = () => circuits.report(state, {}).find(({ title }) => title.endsWith(': handshake'))!.notes
  expect(notes()).toEqual([expect.stringMatching(/^UseCircuitCode is not followed by RegionHandshake/)])
  step('RegionHandshake')
  step('RegionHandshakeReply')
  expect(record.steps).toHaveLength(MAX_STEPS)
  expect(notes()).toEqual(['2 further messages left out.'])
})

it('lets MAX_UNACKED packets wait for their ack; the oldest counts as never acked', () => {
  const unacked = new Unacked()
  for (let i = 0; i < MAX_UNACKED + 2; i++) unacked.add(i, 'x', ref(i), false, undefined)
  expect([unacked.size, unacked.dropped, unacked.find(1)]).toEqual([MAX_UNACKED, 2, -1])
  expect(unacked.oldest(1)[0]!.sequence).toBe(2)
})
