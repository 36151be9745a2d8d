import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { SECRETS, webSession } from '../dissectors/second-life/web/session.js'
import { collect, outline, redacted, scratch } from './redacted.js'

const input = scratch('.pcap')
writeFileSync(input, webSession())

it('replaces secrets in XML, LLSD, chunks, gzip, deflate, headers and targets alike', async () => {
  const { path, bytes } = await redacted(input)
  expect(await outline(path)).toEqual(await outline(input))
  const values = await collect(path, () => true)
  for (const [name, secret] of Object.entries(SECRETS)) {
    const forms = [Buffer.from(secret), Buffer.from(secret.replaceAll('-', ''), 'hex')]
    for (const form of forms.filter(({ length }) => length >= 8)) {
      expect(bytes.includes(form), name).toBe(false)
      for (const value of values) expect(value.bytes.includes(form), `${name} in ${value.path}`).toBe(false)
    }
  }
})

it('replaces names in bodies, and leaves them otherwise', async () => {
  const names = ({ path }: { path: string }) => path === 'xmlrpc.first' || path === 'xmlrpc.last'
  const before = await collect(input, names)
  expect(before.length).toBeGreaterThan(0)
  expect(await collect((await redacted(input)).path, names)).toEqual(before)
  const after = await collect((await redacted(input, { names: true })).path, names)
  expect(after).toHaveLength(before.length)
  for (const [i, { bytes }] of after.entries()) {
    expect(bytes).toHaveLength(before[i]!.bytes.length)
    expect(bytes).not.toEqual(before[i]!.bytes)
  }
})

it('replaces an address the same in headers and bodies', async () => {
  const { bytes, path } = await redacted(input, { addresses: true })
  for (const address of ['192.0.2.10', '203.0.113.20']) {
    const binary = Buffer.from(address.split('.').map(Number))
    expect(bytes.includes(binary)).toBe(false)
  }
  const told = await collect(path, (value) => value.path === 'xmlrpc.sim_ip')
  expect(told).not.toHaveLength(0)
  for (const value of told)
    expect(bytes.includes(Buffer.from(value.bytes.toString().split('.').map(Number)))).toBe(true)
})
