import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  content,
  DEFAULT_KEYS,
  frame,
  narrow,
  payload,
  setup,
  u32,
  wide,
} from '../../../bench/encode/grand-chase.js'
import { grandChase } from '../../../dissectors/grand-chase/index.js'
import { Engine } from '../../../src/dissect/engine.js'
import { Registry } from '../../../src/dissect/registry.js'
import { VIEW_KINDS, type ViewKind } from '../../../src/views/kinds.js'
import { coverageFaults } from '../../support/coverage.js'
import { ESCAPE_CORPUS, forbidden } from '../../support/escape-corpus.js'
import { fakeConversation, fakePayload } from '../../support/fake-payload.js'
import { duplicateKeys } from '../../support/json-keys.js'
import { dissectOptions } from '../../support/options.js'
import { lineEnd, Printer } from '../../support/print.js'
import { CENTER_KEYS, CHANNEL_LIST, FIRST_INIT_INFO } from './sample.js'

// Random bytes hold under no key, so the shared tests do not reach the messages inside: these do.

const SETUP = frame(DEFAULT_KEYS, payload(1, setup(CENTER_KEYS)), { sequence: 9, iv: 0x57 })

/** What a view prints of plaintexts under good keys; checks coverage on the way. */
function print(plaintexts: readonly Uint8Array[], port: number, kind: ViewKind = 'tree'): string {
  const printer = new Printer(kind)
  const options = { ...dissectOptions(), layers: false }
  const engine = new Engine(new Registry([], [], grandChase), options, (message) => {
    const faults = coverageFaults(message)
    if (faults.length > 0) throw new Error(`${message.type}: ${faults.join('; ')}`)
    printer.view.message(message)
  })
  const conversation = { ...fakeConversation('tcp', port), id: 1 }
  engine.segment(fakePayload(conversation, SETUP, 1, 1))
  for (const [i, plaintext] of plaintexts.entries()) {
    const bytes = frame(CENTER_KEYS, plaintext, { sequence: i + 1, iv: 0x41, tail: tailFor(plaintext) })
    engine.segment(fakePayload(conversation, bytes, i + 2, 1))
  }
  if (engine.counters.bugs > 0) throw engine.counters.firstBug
  expect(engine.counters.messages).toBe(plaintexts.length + 1)
  return printer.text()
}

/** Fills up to a block of sixteen bytes or more with zeros, so that the padding is the plaintext's own. */
function tailFor({ length }: Uint8Array): Uint8Array {
  return Buffer.alloc(Math.max(16, 8 * Math.ceil(length / 8)) - length)
}

const ports = fc.constantFrom(9300, 9401, 9501, 5555)

const KNOWN = [
  payload(28, content(u32(2), wide('ai.kom'), wide('main.exe'))),
  payload(24, Buffer.from(FIRST_INIT_INFO, 'base64'), { inflated: 764 }),
  payload(15, Buffer.from(CHANNEL_LIST, 'hex')),
  payload(2, content(narrow('me'), narrow('secret'), wide('10.0.0.1'), u32(323))),
  payload(9, content(u32(7), wide('News'), u32(2), narrow('one'), narrow('two'))),
  payload(1, setup(CENTER_KEYS)),
]

describe('messages under good keys', () => {
  it('may be any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), ports, (bytes, port) => void print([bytes], port)),
      { numRuns: 300 },
    )
  })

  it('may have any content', () => {
    const opcodes = fc.nat(60)
    fc.assert(
      fc.property(opcodes, fc.uint8Array({ maxLength: 200 }), ports, (opcode, bytes, port) => {
        print([payload(opcode, bytes)], port)
      }),
      { numRuns: 300 },
    )
  })

  it('may be damaged in any byte', () => {
    const damaged = fc
      .tuple(fc.constantFrom(...KNOWN), fc.nat(), fc.nat(255))
      .map(([bytes, at, value]) => bytes.map((byte, i) => (i === at % bytes.length ? value : byte)))
    fc.assert(
      fc.property(damaged, ports, (bytes, port) => void print([bytes], port)),
      { numRuns: 500 },
    )
  })

  it.each(VIEW_KINDS)('cannot act on a terminal (%s)', (kind) => {
    for (const evil of ESCAPE_CORPUS) {
      const strings = content(u32(evil.length), evil, wide(Buffer.from(evil).toString('utf8')))
      const files = content(u32(1), wide(Buffer.from(evil).toString('utf8')))
      const output = print([payload(9, strings), payload(28, files)], 9501, kind)
      expect(forbidden(output, lineEnd(kind))).toEqual([])
    }
  })

  it('give JSON without double keys', () => {
    for (const port of [9300, 9401, 9501]) {
      for (const line of print(KNOWN, port, 'json').trimEnd().split('\n')) {
        expect(duplicateKeys(line)).toEqual([])
        expect(line).not.toMatch(/#\d+":/)
      }
    }
  })
})
