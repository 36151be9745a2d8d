import { expect, it } from 'vitest'
import { oscar } from '../../dissectors/oscar/index.js'
import { MORE_FOLLOWS } from '../../dissectors/oscar/layout/foodgroup.js'
import { MAX_ACCOUNTS, MAX_PROPOSALS, MAX_SERIES } from '../../dissectors/oscar/limits.js'
import { PeerLinks, sawRendezvous } from '../../dissectors/oscar/peer/proposals.js'
import { PASSWORDS } from '../../dissectors/oscar/signon/passwords.js'
import { MAX_ROWS, OSCAR_LOG, oscarStatistic } from '../../dissectors/oscar/statistics.js'
import { flap, snac, tlv, u16, u32 } from '../dissectors/oscar/encode.js'
import { dissectIn, openSession } from '../support/dissect.js'
import { fakeConversation } from '../support/fake-payload.js'
import { codesOf } from '../support/finding-codes.js'
import { dissectOptions } from '../support/options.js'
import { readTree } from '../support/read-tree.js'
import { startMessage } from '../support/sample-messages.js'

const COOKIE = 8

/** A rendezvous with cookie `id`, of a sender that waits at `addresses`. */
function rendezvous(id: number, addresses: readonly number[] = []) {
  const places = addresses.flatMap((address, i) => [tlv(2 + i, u32(address))])
  const port = addresses.length > 0 ? [tlv(5, u16(5190))] : []
  return startMessage(Buffer.concat([u32(0), u32(id), ...places, ...port]), id + 1)
}

it('remembers MAX_PROPOSALS proposals of rendezvous, and says so', () => {
  const { state } = dissectOptions()
  const say = (type: number, id: number) => {
    const { message, at } = rendezvous(id)
    sawRendezvous(at, type, 0, COOKIE, state)
    return message
  }
  for (let i = 0; i < MAX_PROPOSALS; i++) expect(codesOf(say(0, i))).toEqual([])
  expect(codesOf(say(0, MAX_PROPOSALS))).toEqual(['limit.waiting'])
  const links = [0, 1].map((id) => readTree(say(2, id)).map(({ value }) => value))
  expect(links).toEqual([[], [2]])
})

it('remembers MAX_PROPOSALS places where peers wait, and says so', () => {
  const { state } = dissectOptions()
  const propose = (i: number) => {
    const { message, at } = rendezvous(i, [3 * i, 3 * i + 1, 3 * i + 2])
    sawRendezvous(at, 0, 0, COOKIE, state)
    return codesOf(message)
  }
  const fitting = Math.floor(MAX_PROPOSALS / 3)
  for (let i = 0; i < fitting; i++) expect(propose(i)).toEqual([])
  expect(propose(fitting)).toEqual(['limit.waiting'])
  const linked = (address: string) => {
    const { message, at } = rendezvous(0xffff)
    const ends = [
      { address: '192.0.2.1', port: 1 },
      { address, port: 5190 },
    ] as const
    new PeerLinks({ ...fakeConversation('tcp', 5190), ends }, state).link(at, 0)
    return readTree(message).map(({ value }) => value)
  }
  // The first place had to go, the one after the last that had to has not.
  expect([linked('0.0.0.0'), linked('0.0.0.9')]).toEqual([[], [4]])
})

it('remembers MAX_SERIES replies of a connection that have come in part, and says so', () => {
  const session = openSession(oscar)
  let sequence = 0
  const send = (side: 0 | 1, sub: number, id: number, flags = 0) =>
    dissectIn(session, flap(2, sequence++, snac(2, sub, id, [], flags)), { number: sequence, side })
  const begin = (id: number) => {
    send(0, 2, id)
    return codesOf(send(1, 3, id, MORE_FOLLOWS)).filter((code) => code === 'limit.waiting')
  }
  for (let id = 1; id <= MAX_SERIES; id++) expect(begin(id)).toEqual([])
  expect(begin(MAX_SERIES + 1)).toEqual(['limit.waiting'])
  const continued = [1, 2].map((id) => readTree(send(1, 3, id)).some(({ path }) => path === 'snac.Continues'))
  expect(continued).toEqual([false, true])
})

it('tries passwords of the traffic for MAX_ACCOUNTS accounts', () => {
  const options = dissectOptions()
  const passwords = options.settings.of(PASSWORDS)
  for (let i = 0; i <= MAX_ACCOUNTS; i++) passwords.learn(`name${i}`, 'x', options)
  const known = [0, MAX_ACCOUNTS - 1, MAX_ACCOUNTS].map((i) => passwords.of(`name${i}`, options).length)
  expect(known).toEqual([1, 1, 0])
})

it('keeps MAX_ROWS rows of each table of slx stats --oscar, and says so', () => {
  const { state } = dissectOptions()
  const log = state.of(OSCAR_LOG)
  const rate = { id: 1, current: 1, clear: 1, alert: 1, limit: 1, disconnect: 1 }
  for (let i = 0; i <= MAX_ROWS + 2; i++) {
    const message = { number: i, seconds: 0, nanoseconds: 0 }
    log.count(`SNAC ${i}`, 0)
    log.asked(message, 'x')
    log.rate({ message, ...rate })
    log.step(message, 'x')
  }
  const [snacs, unanswered, rates, steps] = oscarStatistic.report(state, {})
  expect(snacs!.rows).toHaveLength(MAX_ROWS + 1)
  expect(snacs!.rows[0]).toEqual(['(others)', 3, 0, 0])
  for (const section of [unanswered!, rates!, steps!]) {
    expect(section.rows).toHaveLength(MAX_ROWS)
    expect(section.notes).toHaveLength(1)
    expect(section.notes![0]).toMatch(/^3 /)
  }
})
