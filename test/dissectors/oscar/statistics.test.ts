import { expect, it } from 'vitest'
import { oscar } from '../../../dissectors/oscar/index.js'
import { FlapSession } from '../../../dissectors/oscar/session.js'
import { oscarStatistic } from '../../../dissectors/oscar/statistics.js'
import { dissectIn } from '../../support/dissect.js'
import { fakeConversation } from '../../support/fake-payload.js'
import { dissectOptions } from '../../support/options.js'
import { snac, u8, u16, u32 } from './encode.js'

it('counts SNACs by direction, and the requests that were answered', () => {
  const options = dissectOptions()
  oscarStatistic.begin?.(options.state)
  const session = new FlapSession(oscar, fakeConversation('tcp', 5190), options)
  const say = (side: 0 | 1, bytes: Uint8Array) =>
    dissectIn(session, Buffer.concat([u8(0x2a, 2), u16(1, bytes.length), bytes]), { side })
  say(0, snac(2, 2, 1))
  say(0, snac(2, 2, 2))
  say(1, snac(2, 3, 1))
  expect(oscarStatistic.report(options.state)[0]!.rows).toEqual([
    ['LOCATE RIGHTS_QUERY', 2, 0, 1],
    ['LOCATE RIGHTS_REPLY', 0, 1, 0],
  ])
  const [, unanswered] = oscarStatistic.report(options.state)
  expect(unanswered!.rows.map(([, title]) => title)).toEqual(['LOCATE RIGHTS_QUERY'])
  const level = (current: number) => [80, 2500, 2000, 1500, 800, current, 6000].map(u32)
  const tail = [u32(0), u8(0)]
  say(1, snac(1, 0x0a, 0x8000_0001, [u16(1, 3), ...level(1700), ...tail, u16(4), ...level(700), ...tail]))
  const rates = oscarStatistic.report(options.state).find(({ title }) => title === 'OSCAR rate levels in ms')!
  expect(rates.rows.map((row) => row.slice(2))).toEqual([
    [3, 1700, 2500, 2000, 1500, 800, 'alert'],
    [4, 700, 2500, 2000, 1500, 800, 'below disconnect'],
  ])
})
