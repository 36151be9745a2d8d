import { describe, expect, it } from 'vitest'
import { Survey, type Wanted } from '../../src/follow/survey.js'
import { runAll } from '../support/run.js'
import { ROOT } from '../support/slx.js'

async function chosen(sample: string, wanted: Wanted): Promise<number[]> {
  const survey = new Survey(wanted)
  survey.begin()
  await runAll([`${ROOT}samples/${sample}`], (message) => survey.message(message))
  return survey.chosen().map(({ id }) => id)
}

describe('which conversations are followed', () => {
  it.each([
    ['the one of the message', 'oscar-flap-sign-on.pcap', { message: 4, related: false }, [2]],
    ['none where there is no such message', 'oscar-flap-sign-on.pcap', { message: 99, related: false }, []],
    ['none related either', 'oscar-flap-sign-on.pcap', { message: 99, related: true }, []],
    ['all', 'oscar-flap-sign-on.pcap', { message: undefined, related: false }, [1, 2]],
    ['AIM: the sign-on, over the cookie', 'oscar-flap-sign-on.pcap', { message: 11, related: true }, [1, 2]],
    ['the other sign-on stays out', 'oscar-bucp-sign-on.pcap', { message: 1, related: true }, [1]],
    ['mmo: login, realm and world', 'mmo-logon.pcap', { message: 17, related: true }, [1, 2, 3, 4]],
    ['WoW: login and world', 'wow-1.12-logon.pcap', { message: 1, related: true }, [1, 2]],
    ['Grand Chase: center and game', 'grand-chase-sessions.pcap', { message: 1, related: true }, [1, 2]],
    [
      'Second Life: login, circuits, capabilities',
      'sl-login-over-http.pcap',
      { message: 8, related: true },
      [1, 2, 3, 4, 5],
    ],
  ] as const)('%s', async (_, sample, wanted, expected) => {
    expect(await chosen(sample, wanted)).toEqual(expected)
  })

  it('forgets what an earlier pass told', async () => {
    const survey = new Survey({ message: undefined, related: false })
    survey.begin()
    await runAll([`${ROOT}samples/mmo-logon.pcap`], (message) => survey.message(message))
    survey.begin()
    await runAll([`${ROOT}samples/oscar-flap-sign-on.pcap`], (message) => survey.message(message))
    expect(survey.chosen().map(({ id }) => id)).toEqual([1, 2])
    expect(survey.messages).toBe(11)
  })
})
