import { describe, expect, it } from 'vitest'
import type { Dissector } from '../../src/dissect/dissector.js'
import { Expectations } from '../../src/dissect/expectations.js'
import type { MessageRef } from '../../src/dissect/message.js'
import { Registry } from '../../src/dissect/registry.js'
import { CLIENT, SERVER, type Side } from '../../src/network/conversation.js'
import { toy } from '../support/toy-stream.js'

/** Certain of itself, on port 7000 or any other. */
const sure: Dissector = { ...toy, detect: (bytes, start) => (bytes[start] === 0x2a ? 95 : 0) }
/** Knows the servers of its protocol by what they say first. */
const telling: Dissector = {
  ...sure,
  speaker: (bytes, start) => (bytes[start + 1] === 0 ? SERVER : undefined),
}
const other: Dissector = { ...toy, name: 'other', ports: [[9000, 9000]], detect: () => 0 }

interface Setting {
  readonly dissectors?: readonly Dissector[]
  readonly registry?: Registry
  readonly expectations?: Expectations
  readonly bytes?: readonly number[]
  readonly sender?: Side
}

/** Who is told to be the server of a connection from one port to another, and why. */
function told(from: number, to: number, setting: Setting = {}) {
  const { dissectors = [sure, other], sender = CLIENT, expectations = new Expectations() } = setting
  const bytes = Uint8Array.from(setting.bytes ?? [0x2a, 1, 7])
  const conversation = {
    id: 1,
    transport: 'tcp',
    ends: [
      { address: '192.0.2.1', port: from },
      { address: '192.0.2.2', port: to },
    ],
    roles: 'first',
    state: undefined,
  } as const
  const registry = setting.registry ?? new Registry(dissectors)
  return registry.tellRoles(conversation, sender, bytes, 0, bytes.length, expectations)
}

describe('who the server is, where no SYN was seen', () => {
  it('an announcement tells, whatever the ports', () => {
    const expectations = new Expectations()
    const expectation = { dissector: 'toy', message: {} as MessageRef, by: 'a list' }
    expectations.add('tcp', '192.0.2.1', 9001, expectation)
    expect(told(9001, 7000, { expectations })).toEqual({ server: CLIENT, roles: 'announced' })
    expectations.add('tcp', '', 9002, expectation)
    expect(told(9003, 9002, { expectations })).toEqual({ server: SERVER, roles: 'announced' })
  })

  it('the protocol tells, if its servers are known by what they say', () => {
    const dissectors = [telling, other]
    expect(told(40000, 9000, { dissectors, bytes: [0x2a, 0] })).toEqual({ server: CLIENT, roles: 'content' })
    expect(told(40000, 9000, { dissectors, bytes: [0x2a, 0], sender: SERVER })).toEqual({
      server: SERVER,
      roles: 'content',
    })
  })

  it('a port of the protocol tells, even if the other one is of another protocol', () => {
    expect(told(9000, 7000)).toEqual({ server: SERVER, roles: 'port' })
    expect(told(7000, 9000)).toEqual({ server: CLIENT, roles: 'port' })
  })

  it('a port of another protocol does not: servers may have any', () => {
    expect(told(9000, 40000)).toBeUndefined()
    expect(told(40000, 9000, { sender: SERVER })).toBeUndefined()
  })

  it('a port that a rule gives to the protocol does', () => {
    const rule = { transport: 'tcp', ports: [8000, 8000], dissector: sure } as const
    expect(told(8000, 40000, { registry: new Registry([sure, other], [rule]) })).toEqual({
      server: CLIENT,
      roles: 'port',
    })
  })

  it('nothing does in bytes of no protocol known', () => {
    expect(told(40000, 40001, { bytes: [1, 2, 3] })).toBeUndefined()
  })
})
