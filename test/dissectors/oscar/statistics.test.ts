import { expect, it } from 'vitest'
import { oscar } from '../../../dissectors/oscar/index.js'
import { FlapSession } from '../../../dissectors/oscar/session.js'
import { oscarStatistic } from '../../../dissectors/oscar/statistics.js'
import { dissectIn } from '../../support/dissect.js'
import { fakeConversation } from '../../support/fake-payload.js'
import { dissectOptions } from '../../support/options.js'
import { le16, le32, s8, snac, tlv, u8, u16, u32 } from './encode.js'

/** A connection whose statistics are kept: says SNACs, and reports. */
function recorded() {
  const options = dissectOptions()
  oscarStatistic.begin?.(options.state)
  const session = new FlapSession(oscar, fakeConversation('tcp', 5190), options)
  let number = 0
  const say = (side: 0 | 1, bytes: Uint8Array) =>
    dissectIn(session, Buffer.concat([u8(0x2a, 2), u16(1, bytes.length), bytes]), { side, number: ++number })
  return { say, report: () => oscarStatistic.report(options.state) }
}

it('counts SNACs by direction, and the requests that were answered', () => {
  const { say, report } = recorded()
  say(0, snac(2, 2, 1))
  say(0, snac(2, 2, 2))
  say(1, snac(2, 3, 1))
  expect(report()[0]!.rows).toEqual([
    ['LOCATE RIGHTS_QUERY', 2, 0, 1],
    ['LOCATE RIGHTS_REPLY', 0, 1, 0],
  ])
  const [, unanswered] = report()
  expect(unanswered!.rows.map(([, title]) => title)).toEqual(['LOCATE RIGHTS_QUERY'])
  const level = (current: number) => [80, 2500, 2000, 1500, 800, current, 6000].map(u32)
  const tail = [u32(0), u8(0)]
  say(1, snac(1, 0x0a, 0x8000_0001, [u16(1, 3), ...level(1700), ...tail, u16(4), ...level(700), ...tail]))
  const rates = report().find(({ title }) => title === 'OSCAR rate levels in ms')!
  expect(rates.rows.map((row) => row.slice(2))).toEqual([
    [3, 1700, 2500, 2000, 1500, 800, 'alert'],
    [4, 700, 2500, 2000, 1500, 800, 'below disconnect'],
  ])
})

it('lists requests without a reply, but nothing that gets none by design', () => {
  const { say, report } = recorded()
  const im = (...tlvs: Buffer[]) => [Buffer.from('12345678'), u16(1), s8('Other'), ...tlvs]
  const icq = (type: number) => [tlv(1, Buffer.concat([le16(8), le32(1234567), le16(type), le16(1)]))]
  say(0, snac(1, 0x02, 1))
  say(0, snac(1, 0x11, 2, [u32(0)]))
  say(0, snac(4, 6, 3, im()))
  say(0, snac(4, 6, 4, im(tlv(3))))
  say(0, snac(0x15, 2, 5, icq(62)))
  say(0, snac(0x15, 2, 6, icq(60)))
  say(0, snac(0x13, 8, 7))
  // The server's own changes of a list await nothing.
  say(1, snac(0x13, 8, 8))
  // The same id again: the first one stays without a reply.
  say(0, snac(2, 2, 9))
  say(0, snac(2, 2, 9))
  say(1, snac(2, 3, 9))
  const unanswered = report().find(({ title }) => /without a reply/.test(title))!
  expect(unanswered.rows).toEqual([
    [4, 'ICBM CHANNEL_MSG_TOHOST'],
    [6, 'ICQ DB_QUERY'],
    [7, 'FEEDBAG INSERT_ITEM'],
    [9, 'LOCATE RIGHTS_QUERY'],
  ])
})
