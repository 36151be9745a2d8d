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
    for (const { path: field, bytes: secret } of await collect(path, ({ role }) => role === 'secret')) {
      if (secret.length < SHORTEST || secret.every((byte) => byte === 0)) continue
      // What redacted text keeps: a scheme and host, the name of a command or of a way to authenticate.
      for (const form of formsOf(secret))
        expect(bytes.includes(form), `${field} ${secret.toString('latin1')}`).toBe(false)
    }
  })
}

/** Fields that may differ besides: what follows from secrets, and what slx does not understand. */
function mayDiffer({ path, role, isDerived, isOpaque }: Value): boolean {
  return (
    role === 'secret' ||
    role === 'volatile' ||
    role === 'random' ||
    isDerived ||
    isOpaque ||
    BROUGHT_ALONG.has(path)
  )
}

/** A hash of a password, and the line that an URL of a capability begins in. */
const BROUGHT_ALONG = new Set<string>([])

for (const path of samples().filter((name) => name.endsWith('.pcap'))) {
  it(`${basename(path)} keeps every other field`, async () => {
    const before = await collect(path, () => true)
    const after = await collect((await redacted(path)).path, () => true)
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
