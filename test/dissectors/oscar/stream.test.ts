import { expect, it } from 'vitest'
import { oscar } from '../../../dissectors/oscar/index.js'
import { Engine } from '../../../src/dissect/engine.js'
import { Registry } from '../../../src/dissect/registry.js'
import { ROW_SIZE } from '../../../src/dissect/tree.js'
import { fieldById } from '../../../src/fields/definition.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectIn, openSession } from '../../support/dissect.js'
import { fakeConversation, fakePayload } from '../../support/fake-payload.js'
import { dissectOptions } from '../../support/options.js'
import { snac, u8, u16 } from './encode.js'

const flap = (sequence: number, payload: Uint8Array) =>
  Buffer.concat([u8(0x2a, 2), u16(sequence, payload.length), payload])
const QUERY = snac(2, 2, 1)
const WHOLE = [1, 2, 3, 4].map((sequence) => flap(sequence, QUERY))

/** Types and findings of what one side's segments give. */
function hear(segments: readonly (Uint8Array | number)[]): string[] {
  const heard: string[] = []
  const options = { ...dissectOptions(), layers: false }
  const engine = new Engine(new Registry([oscar]), options, (message) => {
    expect(coverageFaults(message)).toEqual([])
    heard.push([message.type, ...message.findings.map(({ kind }) => kind.code)].join(' '))
  })
  const conversation = fakeConversation('tcp', 5190)
  segments.forEach((segment, i) => {
    if (typeof segment === 'number') engine.gap(conversation, 0, segment)
    else engine.segment(fakePayload(conversation, Uint8Array.from(segment), i + 1))
  })
  engine.closed(conversation, 0, 'fin')
  return heard
}

const GOOD = WHOLE.map(() => 'LOCATE RIGHTS_QUERY')

it('reads frames however they are cut into segments', () => {
  const all = Buffer.concat(WHOLE)
  for (let size = 1; size <= all.length; size++) {
    const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
      all.subarray(i * size, (i + 1) * size),
    )
    expect(hear(pieces)).toEqual(GOOD)
  }
})

it('begins in the middle of a session, and of a frame', () => {
  expect(hear([Buffer.concat(WHOLE).subarray(7)])).toEqual(['skipped stream.skipped', ...GOOD.slice(1)])
})

it('finds the way back after junk between frames', () => {
  const junk = Buffer.from('ff99deadbeef2a', 'hex')
  expect(hear([Buffer.concat([WHOLE[0]!, junk, WHOLE[1]!, WHOLE[2]!])])).toEqual([
    GOOD[0],
    'skipped stream.skipped',
    GOOD[1],
    GOOD[2],
  ])
})

it('does not let a wrong length hide the frames behind it', () => {
  const damaged = Buffer.from(WHOLE[1]!)
  damaged.writeUInt16BE(200, 4)
  expect(hear([WHOLE[0]!, damaged, WHOLE[2]!, WHOLE[3]!])).toEqual([
    GOOD[0],
    'LOCATE RIGHTS_QUERY malformed.length',
    GOOD[2],
    GOOD[3],
  ])
})

it('tells a hole in the capture from frames that were never sent', () => {
  expect(hear([WHOLE[0]!, 16, WHOLE[2]!])).toEqual([GOOD[0], 'LOCATE RIGHTS_QUERY stream.gap oscar.sequence'])
  expect(hear([WHOLE[0]!, WHOLE[3]!])).toEqual([GOOD[0], 'LOCATE RIGHTS_QUERY oscar.sequence'])
})

it('tells at the number itself what is wrong with it', () => {
  const told = (before: number, after: number) => {
    const session = openSession(oscar)
    dissectIn(session, flap(before, QUERY))
    const { findings, tree } = dissectIn(session, flap(after, QUERY))
    return findings.map(({ text, row, start, length }) => {
      expect([fieldById(tree.rows[row * ROW_SIZE]!).path, start, length]).toEqual(['flap.sequence', 2, 2])
      return text
    })
  }
  const stayed = 'the capture has no hole here, so the sender left'
  expect([1, 0, 7, 0x8000].map((last) => told(last, last + 1))).toEqual([[], [], [], []])
  expect([told(0x7fff, 0), told(0xffff, 0)]).toEqual([[], []])
  expect(told(5, 7)).toEqual([
    `Sequence 7 follows 5: 1 frame missing; ${stayed} it out, or the stream was changed.`,
  ])
  expect(told(5, 8)).toEqual([
    `Sequence 8 follows 5: 2 frames missing; ${stayed} them out, or the stream was changed.`,
  ])
  expect(told(7, 7)).toEqual([
    'Sequence 7 follows 7, a step back: the sender repeats frames or begins anew, or the stream was changed.',
  ])
})

it('takes a sign-off without length at the end of a stream', () => {
  expect(hear([WHOLE[0]!, u8(0x2a, 4, 0, 2)])).toEqual([GOOD[0], 'sign-off oscar.short-sign-off'])
})

it.each([
  ['TLS', '16030100650100006103014a'],
  ['P3', '5ab8710011000000c3000000'],
  ['TOC', '464c41504f4e0d0a0d0a'],
  ['OFT2', '4f46543201000101'],
])('does not take %s for its own', (_name, hex) => {
  expect(oscar.detect(Buffer.from(hex, 'hex'), 0, hex.length / 2)).toBeLessThan(0)
})
