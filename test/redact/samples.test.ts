import { basename } from 'node:path'
import { expect, it } from 'vitest'
import {
  JAVA_ROAST_KEY,
  KERBEROS_ROAST_KEY,
  ROAST_KEY,
  roast,
  TOC_ROAST_KEY,
} from '../../dissectors/oscar/signon/roast.js'
import { samples } from '../support/samples.js'
import { collect, outline, redacted, type Value } from './redacted.js'

const SHORTEST = 6

/** The ways in which a value may stand in a capture. */
function formsOf(value: Buffer): Buffer[] {
  const hex = value.toString('hex')
  return [
    value,
    Buffer.from(value.toString('latin1'), 'utf16le'),
    Buffer.from(hex),
    Buffer.from(hex.toUpperCase()),
    Buffer.from(value.toString('base64').replace(/=*$/, '')),
    ...[ROAST_KEY, JAVA_ROAST_KEY, KERBEROS_ROAST_KEY, TOC_ROAST_KEY].map((key) => roast(value, key)),
    Buffer.from(roast(value, TOC_ROAST_KEY).toString('hex')),
  ]
}

for (const path of samples()) {
  it(`${basename(path)} dissects as before, without its secrets`, async () => {
    const { path: made, bytes, code } = await redacted(path)
    expect(code).toBe(0)
    const before = await outline(path)
    expect(await outline(made)).toEqual(before)
    const secrets = await collect(made, ({ role, isDerived }) => role === 'secret' && !isDerived)
    for (const [i, { path: field, bytes: secret }] of (
      await collect(path, ({ role, isDerived }) => role === 'secret' && !isDerived)
    ).entries()) {
      expect(secrets[i]!.path).toBe(field)
      expect(secrets[i]!.bytes).toHaveLength(secret.length)
      if (secret.some((byte) => byte !== 0)) expect(secrets[i]!.bytes, field).not.toEqual(secret)
    }
    for (const { path: field, bytes: secret } of await collect(path, ({ role }) => role === 'secret')) {
      if (secret.length < SHORTEST || secret.every((byte) => byte === 0)) continue
      for (const form of formsOf(secret))
        expect(bytes.includes(form), `${field} ${secret.toString('latin1')}`).toBe(false)
    }
  })
}

/** Whether a field is secret, follows from secrets, or is not understood. */
function mayDiffer({ path, role, isOpaque }: Value): boolean {
  return role === 'secret' || role === 'volatile' || role === 'random' || isOpaque || MAY_DIFFER.test(path)
}

/** Derived values follow from others; what a body of unknown layout is taken for depends on bytes that are dropped. */
function isNoGuess({ path, isDerived }: Value): boolean {
  return !isDerived && !path.startsWith('grand-chase.guess')
}

/** Fields that may differ besides: ids that are secret elsewhere, and bytes of unknown content. */
const MAY_DIFFER = /(?:id|^toc\.payload)$/i

for (const path of samples().filter((name) => name.endsWith('.pcap'))) {
  it(`${basename(path)} keeps every other field`, async () => {
    const before = await collect(path, isNoGuess)
    const after = await collect((await redacted(path)).path, isNoGuess)
    expect(after.map(({ path: field }) => field)).toEqual(before.map(({ path: field }) => field))
    const changed = before.filter((value, i) => !mayDiffer(value) && !value.bytes.equals(after[i]!.bytes))
    expect(changed.map(({ path: field, bytes }) => `${field} ${bytes.toString('latin1')}`)).toEqual([])
  })
}

it('the samples have secrets in every kind of packing', async () => {
  const paths = new Set<string>()
  for (const path of samples())
    for (const { path: field } of await collect(path, ({ role }) => role === 'secret')) paths.add(field)
  expect([...paths]).toEqual(
    expect.arrayContaining([
      'grand-chase.setup.authentication_key',
      'http.capability',
      'oscar.login.tlv.roasted_password',
      'sl.TeleportFinish.Info.SeedCapability',
      'toc.login',
      'xmlrpc.passwd',
    ]),
  )
})
