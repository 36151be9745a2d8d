import { describe, expect, it } from 'vitest'
import { valuesAt } from '../../support/read-tree.js'
import { runAll } from '../../support/run.js'
import { sharedPath } from '../../support/shared.js'

const capture = sharedPath('captures/oscar-icq-port443.pcap')

/** Values of a field in the messages of one type. */
async function valuesIn(type: string, path: string): Promise<unknown[]> {
  const found: unknown[] = []
  await runAll([capture!], (message) => {
    if (message.type === type) found.push(...valuesAt(message, path))
  })
  return found
}

describe.skipIf(!capture)('what Wireshark reads otherwise (skipped where the capture is absent)', () => {
  it('reads direct-connection info to its end', async () => {
    expect(await valuesIn('OSERVICE SET_NICKINFO_FIELDS', 'oscar.dc.web_port')).toEqual([80])
  })

  it('reads the type of the message of the day', async () => {
    expect(await valuesIn('OSERVICE MOTD', 'oscar.oservice.motd')).toEqual([5])
  })

  it('reads every rate class of a change', async () => {
    expect(await valuesIn('OSERVICE RATE_PARAM_CHANGE', 'oscar.rate.id')).toEqual([1, 2, 3, 4, 5])
  })

  it('reads text in UTF-16', async () => {
    expect(await valuesIn('ICBM CHANNEL_MSG_TOCLIENT', 'oscar.fragment.text')).toEqual([
      '<HTML><BODY>hey</BODY></HTML>',
    ])
  })
})
