import { expect, it } from 'vitest'
import { DEFAULT_KEYS, frame, payload, type SenderKeys, setup, u32 } from '../../bench/encode/grand-chase.js'
import { stringAt } from '../../dissectors/grand-chase/guess-string.js'
import {
  MAX_FRUITLESS,
  MAX_GUESSED_STRING,
  MAX_SEARCHED,
  MAX_WINDOWS,
} from '../../dissectors/grand-chase/limits.js'
import { GRAND_CHASE_SA } from '../../dissectors/grand-chase/secrets.js'
import {
  GRAND_CHASE_COUNTS,
  grandChaseStatistic,
  MAX_CONNECTIONS,
  MAX_OPCODES,
} from '../../dissectors/grand-chase/statistics.js'
import { Secrets } from '../../src/secrets/secrets.js'
import { CENTER_KEYS, GAME_KEYS } from '../dissectors/grand-chase/sample.js'
import { talk } from '../dissectors/grand-chase/talk.js'
import { fakeConversation } from '../support/fake-payload.js'
import { dissectOptions } from '../support/options.js'

const wait = (keys: SenderKeys, sequence: number) =>
  frame(keys, payload(5, u32(10_000)), { sequence, iv: 0x41 })

it('follows the sequences of MAX_WINDOWS associations of a connection, and says so', () => {
  const keys = (i: number): SenderKeys => ({
    spi: 100 + i,
    authentication: Buffer.alloc(8, 2 * i + 2),
    encryption: Buffer.from(`${i}2345678`),
  })
  const setUp = (i: number, sequence: number) =>
    frame(DEFAULT_KEYS, payload(1, setup(keys(i))), { sequence, iv: 0x57 })
  // The default keys have a window too; the last setup message comes with a gap before it.
  const last = (setups: number) => {
    const before = Array.from({ length: setups }, (_, i) => [1, setUp(i, i + 1)] as const)
    const heard = talk([...before, [1, setUp(setups, setups + 9)]])
    expect(heard.slice(0, -1).flatMap(({ findings }) => findings)).toEqual([])
    return heard.at(-1)!.findings
  }
  expect(last(MAX_WINDOWS - 2)).toEqual(['grand-chase.sequence-gap'])
  expect(last(MAX_WINDOWS - 1)).toEqual(['grand-chase.sequence-gap', 'limit.waiting'])
})

it('tries all keys for MAX_FRUITLESS frames of a connection', () => {
  const secrets = new Secrets()
  const words = [GAME_KEYS.authentication, GAME_KEYS.encryption].map((key) =>
    Buffer.from(key).toString('hex'),
  )
  secrets.give({ label: GRAND_CHASE_SA, words: ['1c05', ...words], from: 'keys.txt line 1' })
  const opened = (fruitless: number) => {
    const closed = Array.from({ length: fruitless }, (_, i) => [1, wait(CENTER_KEYS, i + 1)] as const)
    return talk([...closed, [1, wait(GAME_KEYS, 1)]], { options: dissectOptions({}, secrets) }).at(-1)!.type
  }
  expect(opened(MAX_FRUITLESS - 1)).toBe('WAIT_TIME_NOT')
  expect(opened(MAX_FRUITLESS)).toBe('encrypted frame')
})

it('searches MAX_SEARCHED bytes behind a gap for a likely frame', () => {
  // Wherever one looks there is the size of a frame, 514, and nothing else of one.
  const piece = Buffer.alloc(1000, 2)
  const frames = (bytes: number) => {
    const begin = frame(DEFAULT_KEYS, payload(1, setup(CENTER_KEYS)), { sequence: 9, iv: 0x57 })
    const behind = Array.from({ length: bytes / piece.length }, () => [1, piece] as const)
    return talk([[1, begin], [1, 100], ...behind]).filter(({ type }) => type === 'encrypted frame').length
  }
  expect(frames(MAX_SEARCHED - 1000)).toBeLessThan(2)
  expect(frames(MAX_SEARCHED + 10_000)).toBeGreaterThan(10)
})

it('guesses strings of MAX_GUESSED_STRING bytes', () => {
  const found = (length: number) => {
    const bytes = Buffer.concat([u32(length), Buffer.alloc(length, 'a')])
    return stringAt(bytes, 0, bytes.length)?.end
  }
  expect(found(MAX_GUESSED_STRING)).toBe(4 + MAX_GUESSED_STRING)
  expect(found(MAX_GUESSED_STRING + 1)).toBeUndefined()
})

it('lists MAX_CONNECTIONS connections and MAX_OPCODES opcodes, and says what it left out', () => {
  const { state } = dissectOptions()
  const counts = state.of(GRAND_CHASE_COUNTS)
  const connections = Array.from({ length: MAX_CONNECTIONS + 2 }, () =>
    counts.connection(fakeConversation('tcp', 9501)),
  )
  const read = { name: undefined, server: undefined, setUp: undefined }
  for (let opcode = 0; opcode < MAX_OPCODES + 3; opcode++)
    connections[0]!.opened(1, { ...read, opcode }, false)
  const sections = grandChaseStatistic.report(state, {})
  expect(sections.map(({ rows, notes }) => [rows.length, notes])).toEqual([
    [MAX_CONNECTIONS, ['2 more connections are not listed.']],
    [MAX_OPCODES, ['3 frames of more opcodes are not listed.']],
  ])
})
