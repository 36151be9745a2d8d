import { describe, expect, test } from 'vitest'
import { snac, tlv, user } from '../dissectors/oscar/encode.js'
import { compare, tellAll } from './compare.js'
import { retell, type Told } from './retell.js'

const OSCAR_ENDS = [
  { address: '192.0.2.10', port: 40_000 },
  { address: '192.0.2.20', port: 5190 },
] as const

/** SNACs of the server, in FLAP frames that count from `first`. */
function served(snacs: readonly Uint8Array[], first = 1): Told[] {
  return snacs.map((body, i) => {
    const sequence = first + i
    const header = [0x2a, 2, sequence >> 8, sequence & 0xff, body.length >> 8, body.length & 0xff]
    const bytes = Buffer.concat([Uint8Array.from(header), body])
    return { conversation: 1, transport: 'tcp', ends: OSCAR_ENDS, side: 1, bytes, protocol: 'oscar' }
  })
}

/** A buddy arrives: user info with these TLVs. */
function arrival(name: string, ...tlvs: readonly Buffer[]): Buffer {
  return snac(3, 11, 0x8000_0001, [user(name, ...tlvs)])
}

async function tell(a: readonly Told[], b: readonly Told[]): Promise<string[]> {
  return tellAll(await compare(retell(a), retell(b)))
}

const CLASS = tlv(1, Uint8Array.of(0, 0x10))
const ONLINE = tlv(15, Uint8Array.of(0, 0, 0, 5))
const STATUS = tlv(6, Uint8Array.of(0, 0, 0, 0x20))

describe('TLVs', () => {
  const reference = served([arrival('Ann', CLASS, ONLINE, STATUS), arrival('Bob', CLASS)])

  test.each<[string, readonly Buffer[], RegExp[]]>([
    ['one left out', [CLASS, STATUS], [/^removed oscar\..*tlv/]],
    ['one more', [CLASS, ONLINE, STATUS, tlv(0x7d, 'x')], [/^added oscar\..*tlv/]],
    ['one elsewhere', [STATUS, CLASS, ONLINE], [/^moved oscar\..*tlv/]],
    ['a flag', [CLASS, ONLINE, tlv(6, Uint8Array.of(0, 0, 0, 0x21))], [/^changed oscar\..*status/]],
  ])('%s', async (_what, tlvs, expected) => {
    const lines = await tell(reference, served([arrival('Ann', ...tlvs), arrival('Bob', CLASS)]))
    expect(lines).toEqual(expected.map((pattern) => expect.stringMatching(pattern)))
  })

  test('a longer name is one difference, whatever lengths it changes', async () => {
    const lines = await tell(
      reference,
      served([arrival('Anna', CLASS, ONLINE, STATUS), arrival('Bob', CLASS)]),
    )
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^changed oscar\..*name$/)
  })

  test('other sequence numbers are none', async () => {
    const shifted = served([arrival('Ann', CLASS, ONLINE, STATUS), arrival('Bob', CLASS)], 0x7000)
    expect(await tell(reference, shifted)).toEqual([])
  })

  test('a sequence that goes up otherwise is one', async () => {
    const [first, second] = [served([arrival('Ann', CLASS)]), served([arrival('Bob', CLASS)], 5)]
    const other = served([arrival('Ann', CLASS), arrival('Bob', CLASS)])
    expect(await tell(other, [...first, ...second])).toEqual(['changed flap.sequence'])
  })
})

test('one message more in the middle of a thousand alike is one difference', async () => {
  const arrivals = Array.from({ length: 1000 }, (_, i) => arrival(`user${i % 7}`, CLASS, ONLINE))
  const more = arrivals.toSpliced(500, 0, arrival('somebody', CLASS))
  const { conversations } = await compare(retell(served(arrivals)), retell(served(more)))
  const differing = conversations.flatMap(({ entries }) => entries.filter(({ op }) => op !== 'same'))
  expect(differing.map(({ op }) => op)).toEqual(['added'])
})
