import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { SECRETS, webSession } from '../dissectors/second-life/web/session.js'
import { ascii, tcpFrame } from '../network/packets.js'
import { writePcap } from '../support/pcap.js'
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

it('drops a body in more chunks than are told apart', async () => {
  const secret = '5eed2f84-c7a1-4be3-96d0-e81f35b27c4a'
  const body = `${'x'.repeat(1100)} http://sim.example/cap/${secret}`
  const chunks = [...body].map((letter) => `1\r\n${letter}\r\n`).join('')
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n'
  const chunked = scratch('.pcap')
  writePcap(chunked, [
    tcpFrame({ from: 80, to: 40_000, seq: 1, ack: 1, data: ascii(`${head}${chunks}0\r\n\r\n`) }),
  ])
  const { bytes } = await redacted(chunked)
  const text = bytes.toString('latin1')
  expect(text).toContain(head)
  expect(text).not.toContain([...secret.slice(0, 8)].map((letter) => `1\r\n${letter}\r\n`).join(''))
})
