import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { NEWEST_REVISION, opcodesAt } from '../../../../dissectors/srp/mmo/opcodes/history.js'
import { sharedPath } from '../../../support/shared.js'

const path = sharedPath('vectors/srp-mmo-opcodes.json')

interface Table {
  readonly revision: number
  readonly direction: 'C>R' | 'R>C'
  readonly kind: 'full' | 'delta'
  readonly table?: Record<string, string>
  readonly edits?: readonly [number, number, string[]][]
}

const SENDERS = { 'C>R': 'client', 'R>C': 'realm' } as const

describe.skipIf(!path)('opcodes by revision, beside the vectors', () => {
  it('are those of every state of the history, from its revision up to the next', () => {
    const { tables } = JSON.parse(readFileSync(path!, 'utf8')) as { tables: Table[] }
    const now: Record<string, string[]> = { 'C>R': [], 'R>C': [] }
    tables.forEach((entry, index) => {
      const { direction, revision } = entry
      const names = now[direction]!
      if (entry.kind === 'full') now[direction] = Object.values(entry.table!)
      else for (const [from, to, added] of entry.edits!.toReversed()) names.splice(from, to - from, ...added)
      const next = tables.slice(index + 1).find((later) => later.direction === direction)
      for (const at of [revision, (next?.revision ?? revision + 1000) - 1]) {
        expect([...opcodesAt(SENDERS[direction], at).values()], `${direction} ${at}`).toEqual(now[direction])
      }
    })
    expect(tables.length).toBeGreaterThan(100)
  })

  it('are the newest where the revision is not known, or newer than the tables', () => {
    const head = JSON.parse(readFileSync(path!, 'utf8'))['head_R>C'] as Record<string, string>
    for (const revision of [undefined, 0, NEWEST_REVISION, 1_000_000]) {
      const names = opcodesAt('realm', revision)
      expect([...names]).toEqual(Object.entries(head).map(([opcode, name]) => [Number(opcode), name]))
    }
  })
})

it('revisions before the game protocol are read with its first table', () => {
  expect([...opcodesAt('client', 5)]).toEqual([[0, 'AuthSession']])
})
