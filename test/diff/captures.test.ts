import { describe, expect, test } from 'vitest'
import { samples } from '../support/samples.js'
import { compare, tellAll } from './compare.js'
import { messagesOf, retell, type Telling } from './retell.js'

const TELLINGS: readonly (readonly [string, Telling])[] = [
  ['as it was', {}],
  ['at another time', { begins: 1_600_000_000 }],
  [
    'from other addresses and ports',
    { client: { address: '203.0.113.9', port: 50_000 }, server: '198.51.100.7' },
  ],
  ['in small segments', { segment: 7 }],
  ['in large segments, some sent twice', { segment: 1400, repeat: 3 }],
]

/** Its keys are recovered from what stands at the beginning of segments. */
const NEEDS_SEGMENTS = /mmo-client-only|wow-1.12|wow-2.4.3/

describe.each(samples())('%s', (path) => {
  test('differs from itself in nothing', async () => {
    expect(tellAll(await compare(path, path))).toEqual([])
    expect(tellAll(await compare(path, path, { strict: true }))).toEqual([])
  })

  test.each(TELLINGS)('differs in nothing when told again %s', async (_how, telling) => {
    const told = await messagesOf(path)
    if (told.length === 0 || (telling.segment !== undefined && NEEDS_SEGMENTS.test(path))) return
    expect(tellAll(await compare(retell(told), retell(told, telling)))).toEqual([])
  })
})
