import { expect, it } from 'vitest'
import { oscar } from '../../../dissectors/oscar/index.js'
import { FlapSession } from '../../../dissectors/oscar/session.js'
import { oscarStatistic } from '../../../dissectors/oscar/statistics.js'
import { dissectIn } from '../../support/dissect.js'
import { fakeConversation } from '../../support/fake-payload.js'
import { dissectOptions } from '../../support/options.js'
import { snac, u8, u16 } from './encode.js'

it('counts SNACs by direction, and the requests that were answered', () => {
  const options = dissectOptions()
  oscarStatistic.begin(options.state)
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
})
