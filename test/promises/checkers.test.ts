import { describe, expect, it } from 'vitest'
import { Message } from '../../src/dissect/message.js'
import { bytes, layer } from '../../src/fields/index.js'
import { coverageFaults } from '../support/coverage.js'
import { ESCAPE_CORPUS, forbidden } from '../support/escape-corpus.js'
import { duplicateKeys } from '../support/json-keys.js'

const F = layer('checkertest', { part: bytes() })

/** A message of four bytes with leaves at the given ranges. */
function withLeaves(...ranges: readonly (readonly [start: number, length: number])[]): Message {
  const message = new Message()
  message.addSource('message', new Uint8Array(4), 0, 4)
  for (const [start, length] of ranges) message.tree.add(F.part, 0, start, length, 0)
  return message
}

describe('the checkers of the promises', () => {
  it('see bytes in no leaf, in two, and leaves outside their source', () => {
    expect(coverageFaults(withLeaves([0, 4]))).toEqual([])
    expect(coverageFaults(withLeaves([0, 2], [3, 1]))).toEqual(['byte 2 of source message lies in no leaf'])
    expect(coverageFaults(withLeaves([0, 3], [2, 2]))).toEqual(['byte 2 of source message lies in 2 leaves'])
    expect(coverageFaults(withLeaves([0, 4], [3, 2]))).toEqual([
      'checkertest.part lies outside source message',
    ])
  })

  it('see what must not be printed', () => {
    expect(forbidden('fine: ä漢\n')).toEqual([])
    for (const evil of ESCAPE_CORPUS.slice(0, 9)) {
      expect(forbidden(new TextDecoder().decode(evil))).not.toEqual([])
    }
  })

  it('see double keys, also deep ones, and only within one object', () => {
    expect(duplicateKeys('{"a":{"a":1},"b":[{"a":1},{"a":"}{"}]}')).toEqual([])
    expect(duplicateKeys('{"b":{"a":1,"c":[],"a":2}}')).toEqual(['"a"'])
  })
})
