import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { MAX_COOKIES } from '../../dissectors/oscar/limits.js'
import { giveCookie } from '../../dissectors/oscar/signon/cookies.js'
import { MAX_PINGS } from '../../dissectors/second-life/circuit.js'
import { secondLife } from '../../dissectors/second-life/index.js'
import {
  announceCapability,
  capabilityAt,
  MAX_CAPABILITIES,
  tellForgottenCapabilities,
} from '../../dissectors/second-life/web/capabilities.js'
import { MAX_TRIED, sessionKeys } from '../../dissectors/srp/core/key-ring.js'
import { SESSION_KEY } from '../../dissectors/srp/core/labels.js'
import { LogonLog, MAX_ACCOUNTS, MAX_STEPS } from '../../dissectors/srp/core/logon-log.js'
import { Engine } from '../../src/dissect/engine.js'
import { Registry } from '../../src/dissect/registry.js'
import { Waiting as WaitingThings } from '../../src/dissect/waiting.js'
import { Folder, MAX_FILES, MAX_HOLE } from '../../src/extract/folder.js'
import { MAX_WAITING, Waiting } from '../../src/follow/waiting.js'
import { MAX_SECRETS, Secrets } from '../../src/secrets/secrets.js'
import { fakeConversation, fakePayload } from '../support/fake-payload.js'
import { codesOf } from '../support/finding-codes.js'
import { dissectOptions } from '../support/options.js'
import { startMessage } from '../support/sample-messages.js'

it('tells once that what waits longest is forgotten', () => {
  const { message } = startMessage(new Uint8Array(4))
  const waiting = new WaitingThings<number, number>(2)
  for (let i = 0; i < 5; i++) {
    waiting.add(i, i)
    waiting.tellDropped(message, 'things wait')
    expect(codesOf(message)).toEqual(i < 2 ? [] : ['limit.waiting'])
  }
  expect(message.findings[0]!.text).toBe(
    'More than 2 things wait; from here on each new one makes the oldest be forgotten.',
  )
})

it('remembers MAX_COOKIES cookies of OSCAR, and says so', () => {
  const { message, at } = startMessage(new Uint8Array(4))
  const { state } = dissectOptions()
  for (let i = 0; i <= MAX_COOKIES; i++) {
    expect(message.findings).toHaveLength(0)
    at.bytes.set([i >> 8, i & 0xff])
    giveCookie(at, 0, 4, state)
  }
  expect(codesOf(message)).toEqual(['limit.waiting'])
})

it('remembers MAX_CAPABILITIES capabilities, and says so', () => {
  const { message } = startMessage(new Uint8Array(4))
  const options = dissectOptions()
  const path = (i: number) => `/cap/${i}`
  const announce = (i: number) =>
    announceCapability(options, 'X', `https://a.example${path(i)}`, '', message.ref())
  for (let i = 0; i < MAX_CAPABILITIES; i++) announce(i)
  tellForgottenCapabilities(options, message)
  expect(codesOf(message)).toEqual([])
  announce(MAX_CAPABILITIES)
  tellForgottenCapabilities(options, message)
  expect(codesOf(message)).toEqual(['limit.waiting'])
  expect(capabilityAt(options, path(0))).toBeUndefined()
  expect(capabilityAt(options, path(1))).toBeDefined()
})

it('remembers MAX_PINGS pings of a circuit, and says so', () => {
  const told: number[] = []
  const engine = new Engine(
    new Registry([], [], secondLife),
    { ...dissectOptions(), layers: false },
    (message) => {
      if (codesOf(message).includes('limit.waiting')) told.push(message.number)
    },
  )
  const conversation = fakeConversation('udp', 13_000)
  for (let i = 1; i <= MAX_PINGS + 5; i++) {
    const ping = Uint8Array.of(0, 0, 0, 0, i, 0, 1, i, 0, 0, 0, 0)
    engine.datagram(fakePayload(conversation, ping, i))
  }
  expect(told).toEqual([MAX_PINGS + 1])
})

it('learns secrets of the traffic up to MAX_SECRETS, and counts the others', () => {
  const secrets = new Secrets()
  for (let i = 0; i < MAX_SECRETS; i++) secrets.learn(SESSION_KEY, ['A', `${i}`])
  expect(secrets.dropped).toBe(0)
  expect(secrets.learn(SESSION_KEY, ['A', '0'])).toBe(false)
  expect(secrets.learn(SESSION_KEY, ['A', 'more'])).toBe(false)
  expect(secrets.dropped).toBe(1)
  expect(secrets.learned).toHaveLength(MAX_SECRETS)
})

it('tries MAX_TRIED keys of an account, the first and the last', () => {
  const secrets = new Secrets()
  const key = (i: number) => i.toString(16).padStart(80, '0')
  for (let i = 0; i <= MAX_TRIED; i++) {
    secrets.give({ label: SESSION_KEY, words: ['A', key(i)], from: `line ${i}` })
  }
  const lines = new Set(sessionKeys(secrets, 'a').map(({ from }) => from))
  expect(lines.size).toBe(MAX_TRIED)
  expect(lines).toContain('line 0')
  expect(lines).toContain(`line ${MAX_TRIED}`)
  expect(lines).not.toContain(`line ${MAX_TRIED / 2}`)
})

it('logs MAX_ACCOUNTS accounts and MAX_STEPS steps of logons', () => {
  const { message } = startMessage(new Uint8Array(4))
  const accounts = new LogonLog()
  for (let i = 0; i <= MAX_ACCOUNTS; i++) accounts.add(`${i}`, message)
  expect([accounts.accounts.size, accounts.dropped]).toEqual([MAX_ACCOUNTS, 1])
  const steps = new LogonLog()
  for (let i = 0; i <= MAX_STEPS; i++) steps.add('a', message)
  expect([steps.accounts.get('a')!.length, steps.dropped]).toEqual([MAX_STEPS, 1])
})

it('follow keeps MAX_WAITING bytes of messages, and counts what it lost', () => {
  const { message, at } = startMessage(new Uint8Array(8 << 20))
  at.finish()
  const fitting = MAX_WAITING / (8 << 20) - 1
  const waiting = new Waiting()
  for (let i = 0; i < fitting; i++) waiting.add(message, false)
  for (let i = 0; i < 3; i++) waiting.add(message, false)
  const { turns, lost } = waiting.take(message.conversation.id)
  expect([turns.length, lost]).toEqual([fitting, 3])
})

it('extract writes MAX_FILES files, and fills holes of MAX_HOLE bytes', () => {
  const path = mkdtempSync(join(tmpdir(), 'slx-limits-'))
  try {
    const folder = new Folder(path)
    const file = (i: number) => ({
      ...{ name: 'a', size: 2 * MAX_HOLE, identity: `${i}`, from: 0, message: 1 },
    })
    const holes = [MAX_HOLE, MAX_HOLE + 1].map((hole, i) => {
      const target = folder.take(file(i))!
      target.skip(hole)
      target.write(Uint8Array.of(1), 0, 1)
      return folder.files[i]!.length
    })
    expect(holes).toEqual([MAX_HOLE + 1, 0])
    for (let i = 2; i < MAX_FILES; i++) expect(folder.take(file(i))).toBeDefined()
    expect(folder.take(file(MAX_FILES))).toBeUndefined()
    folder.finish()
    expect([folder.files.length, folder.dropped, readdirSync(path).length]).toEqual([MAX_FILES, 1, MAX_FILES])
  } finally {
    rmSync(path, { recursive: true })
  }
})
