import { describe, expect, it } from 'vitest'
import { sha1 } from '../../../../dissectors/srp/core/digest.js'
import { bytesOf } from '../../../../dissectors/srp/core/numbers.js'
import { reconnectProof } from '../../../../dissectors/srp/core/srp6a.js'
import { logons } from '../../../../dissectors/srp/logons-statistic.js'
import type { Slots } from '../../../../src/dissect/slots.js'
import { CaptureMaker } from '../capture.js'
import { type Heard, hear } from '../heard.js'
import { ascii, hex, toHex, VECTORS } from '../vectors.js'
import { BURNING_CRUSADE, clientChallenge, computeLogon, type Game, join, u8, VANILLA } from './encode.js'
import { SAMPLE_LOGONS, type SampleLogon, sampleCapture, sampleSeed } from './sample-logons.js'

const [vanilla, burningCrusade, wrath] = SAMPLE_LOGONS as [SampleLogon, SampleLogon, SampleLogon]

function ofType(messages: readonly Heard[], type: string): Heard[] {
  return messages.filter((message) => message.type === type)
}

/** The three checks of a logon: M1, M2, the digest at the world server. */
async function checks(logon: SampleLogon, keys: string): Promise<unknown[]> {
  const { messages } = await hear([sampleCapture(logon)], { keys })
  const [client, server] = ofType(messages, 'CMD_AUTH_LOGON_PROOF')
  const [session] = ofType(messages, 'CMSG_AUTH_SESSION')
  return [
    client?.value('wow-login.proof.M1_check'),
    server?.value('wow-login.proof.M2_check'),
    session?.value('wow-world.CMSG_AUTH_SESSION.digest_check'),
  ]
}

const reversed = (bytes: Uint8Array) => toHex(bytes.slice().reverse())

describe('a logon is checked', () => {
  it.each(SAMPLE_LOGONS)('with K, in either byte order ($file)', async (logon) => {
    const { K } = logon.numbers
    const what = 'with K (keys.txt line 1)'
    expect(await checks(logon, `SRP_SESSION_KEY slxtest ${toHex(K)}`)).toEqual(
      Array.from({ length: 3 }, () => `verified ${what}`),
    )
    const [m1] = await checks(logon, `SRP_SESSION_KEY SLXTEST ${reversed(K)}`)
    expect(m1).toBe(`verified ${what}, read high byte first`)
  })

  it("with b, or with a and the password, from which the world's headers follow too", async () => {
    const [a, b] = [sampleSeed(wrath.game).a, sampleSeed(wrath.game).b].map((n) => toHex(bytesOf(n, 19)))
    for (const line of [
      `SRP_SERVER_PRIVATE SLXTEST ${b}`,
      `SRP_CLIENT_PRIVATE SLXTEST ${a} "not a secret"`,
    ]) {
      const all = await checks(wrath, line)
      expect(all).toHaveLength(3)
      for (const check of all)
        expect(check).toMatch(/^verified with K \((b|a and the password), keys\.txt line 1\)/)
    }
  })

  it('and fails with a wrong key, which is told', async () => {
    const { messages } = await hear([sampleCapture(wrath)], {
      keys: `SRP_SESSION_KEY SLXTEST ${'01'.repeat(40)}`,
    })
    const [client] = ofType(messages, 'CMD_AUTH_LOGON_PROOF')
    expect(client?.value('wow-login.proof.M1_check')).toMatch(
      /^failed: it does not follow from K \(keys\.txt line 1\)/,
    )
    expect(client?.findings).toEqual(['srp.check-failed'])
  })

  it('and cannot be without a key, which is told', async () => {
    expect(await checks(wrath, '')).toEqual([
      'not checkable, because no key of SLXTEST is known (--secrets)',
      'not checkable, because the key of this logon is not known',
      'not checkable, because no key of SLXTEST is known (--secrets)',
    ])
  })

  it('on 1.12 with a key that the traffic gives away', async () => {
    for (const check of await checks(vanilla, ''))
      expect(check).toBe('verified with K (recovered from traffic)')
  })

  it('and on 2.4.3 cannot be: the traffic gives the header key only', async () => {
    const [, , digest] = await checks(burningCrusade, '')
    expect(digest).toBe('not checkable, because no key of SLXTEST is known (--secrets)')
  })

  it('when its client never said who it is', async () => {
    const capture = new CaptureMaker()
    const talk = capture.connect('192.0.2.10:50001', '192.0.2.20:3724')
    for (const [side, bytes] of wrath.login.slice(1)) talk.send(side, bytes)
    const { messages } = await hear([capture.bytes()])
    expect(ofType(messages, 'CMD_AUTH_LOGON_PROOF')[0]?.value('wow-login.proof.M1_check')).toBe(
      "not checkable, because the client's challenge, which names the account, was not seen",
    )
  })
})

describe.skipIf(!VECTORS)('with the values of a real client', () => {
  it('all checks hold', async () => {
    const v = VECTORS.wow_srp_end_to_end
    const b = reversed(hex(v.b_be))
    const seed = { account: 'A', password: 'A', salt: hex(v.salt), a: 0n, b: 0n }
    expect(toHex(computeLogon({ ...seed, a: 5n, b: BigInt(`0x${v.b_be}`) }).B)).toBe(v.B)
    const { login } = VECTORS.wow_synthetic_sessions[0]
    const capture = new CaptureMaker()
    const talk = capture.connect('192.0.2.10:50001', '192.0.2.20:3724')
    for (const [name, bytes] of Object.entries(login))
      talk.send(name.startsWith('C>S') ? 0 : 1, hex(bytes as string))
    const { messages, secrets } = await hear([capture.bytes()], { keys: `SRP_SERVER_PRIVATE A ${b}` })
    const [client, server] = ofType(messages, 'CMD_AUTH_LOGON_PROOF')
    expect(client?.value('wow-login.proof.M1_check')).toMatch(/^verified/)
    expect(server?.value('wow-login.proof.M2_check')).toMatch(/^verified/)
    expect(secrets.learned.map(({ words }) => words)).toEqual([['A', v.K]])
  })
})

/** A reconnect as a capture. */
function reconnect(
  game: Game,
  account: string,
  parts: Record<'client' | 'server' | 'proof', Uint8Array>,
): Buffer {
  const talk = new CaptureMaker()
  const connection = talk.connect('192.0.2.10:50001', '192.0.2.20:3724')
  connection.send(0, clientChallenge(game, ascii(account), 2))
  connection.send(1, join(u8(2), u8(0), parts.server, new Uint8Array(16)))
  connection.send(0, join(u8(3), parts.client, parts.proof, sha1(parts.client, new Uint8Array(20)), u8(0)))
  connection.send(1, join(u8(3), u8(0), game.protocol >= 5 ? new Uint8Array(2) : new Uint8Array(0)))
  return talk.bytes()
}

describe('a reconnect', () => {
  const client = hex('000102030405060708090a0b0c0d0e0f')
  const server = hex('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff')
  const { account, K } = vanilla.numbers

  it.each([{ ...VANILLA, protocol: 2 }, BURNING_CRUSADE])(
    'is checked, in version $protocol',
    async (game) => {
      const proof = reconnectProof(account, client, server, K)
      const { messages } = await hear([reconnect(game, 'SLXTEST', { client, server, proof })], {
        keys: `SRP_SESSION_KEY SLXTEST ${toHex(K)}`,
      })
      expect(messages.map(({ type }) => type)).toEqual([
        'CMD_AUTH_RECONNECT_CHALLENGE',
        'CMD_AUTH_RECONNECT_CHALLENGE',
        'CMD_AUTH_RECONNECT_PROOF',
        'CMD_AUTH_RECONNECT_PROOF',
      ])
      expect(messages[2]?.value('wow-login.reconnect.proof_check')).toBe('verified with K (keys.txt line 1)')
      expect(messages[2]?.value('wow-login.reconnect.checksum_check')).toMatch(/^verified/)
      expect(messages.flatMap(({ findings }) => findings)).toEqual([])
    },
  )

  it.skipIf(!VECTORS)('holds for the proofs of the vectors', async () => {
    for (const row of VECTORS.wow_srp_regression.samples.reconnect_proof) {
      const parts = { client: hex(row.client_data), server: hex(row.server_data), proof: hex(row.proof) }
      const { messages } = await hear([reconnect(VANILLA, row.account, parts)], {
        keys: `SRP_SESSION_KEY ${row.account} ${row.K}`,
      })
      expect(messages[2]?.value('wow-login.reconnect.proof_check')).toBe('verified with K (keys.txt line 1)')
    }
  })

  it.skipIf(!VECTORS)('has the checksum of the vectors', () => {
    for (const row of VECTORS.wow_srp_regression.samples['reconnect checksum H(proof_data | 20 zero bytes)'])
      expect(toHex(sha1(hex(row.proof_data), new Uint8Array(20)))).toBe(row.checksum)
  })
})

describe('the table of logons', () => {
  it('has every step with result, check and round-trip', async () => {
    const states: Slots[] = []
    await hear([sampleCapture(vanilla)], {
      begin: (state) => {
        logons.begin?.(state)
        states.push(state)
      },
    })
    const [section] = logons.report(states[0]!)
    expect(section?.title).toBe('Account SLXTEST')
    expect(section?.rows.map((row) => row.slice(2, 5).map((cell) => cell ?? ''))).toEqual([
      ['wow-login CMD_AUTH_LOGON_CHALLENGE', '', ''],
      ['wow-login CMD_AUTH_LOGON_CHALLENGE', 'SUCCESS', ''],
      ['wow-login CMD_AUTH_LOGON_PROOF', '', 'M1 verified'],
      ['wow-login CMD_AUTH_LOGON_PROOF', 'SUCCESS', 'M2 verified'],
      ['wow-login CMD_REALM_LIST', '', ''],
      ['wow-login CMD_REALM_LIST', '2 realms', ''],
      ['wow-world CMSG_AUTH_SESSION', '', 'digest verified'],
      ['wow-world SMSG_AUTH_RESPONSE', 'AUTH_OK', ''],
    ])
    expect(section?.rows.map((row) => row[5])).toEqual(
      [undefined, 7, undefined, 7, undefined, 7, 7, 7].map((x) => x && expect.closeTo(x, 3)),
    )
  })
})
