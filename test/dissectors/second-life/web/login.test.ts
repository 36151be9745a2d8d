import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { http } from '../../../../dissectors/http/index.js'
import type { Session } from '../../../../src/dissect/dissector.js'
import type { Message } from '../../../../src/dissect/message.js'
import { coverageFaults } from '../../../support/coverage.js'
import { dissectIn } from '../../../support/dissect.js'
import { fakeConversation } from '../../../support/fake-payload.js'
import { dissectOptions } from '../../../support/options.js'
import { readTree, valuesAt } from '../../../support/read-tree.js'
import { sharedPath } from '../../../support/shared.js'
import { map, type Plain, toBinary, toNotation, toXml } from '../../llsd/encode.js'
import { http as encode, methodCall, methodResponse } from './encode.js'

const path = sharedPath('vectors/second-life.json')
const vectors = path ? JSON.parse(readFileSync(path, 'utf8')).login : undefined

/** A connection, and what its messages announce. */
function connection() {
  const options = dissectOptions()
  const conversation = fakeConversation('tcp', 9510)
  const session: Session = http.open(conversation, options)
  let number = 0
  const say = (side: 0 | 1, startLine: string, body: Uint8Array, ...fields: string[]): Message => {
    const bytes = encode(startLine, fields, body)
    const size = session.cut!(bytes, 0, bytes.length, side)
    expect(size).toBe(bytes.length)
    const message = dissectIn(session, bytes, { number: ++number, side })
    expect(coverageFaults(message)).toEqual([])
    return message
  }
  const announced = (address: string, port: number) =>
    options.expectations.of({
      ...fakeConversation('udp', port),
      ends: [
        { address: '192.0.2.1', port: 1 },
        { address, port },
      ],
    })
  return { say, announced, options }
}

const OK = 'HTTP/1.1 200 OK'
const POST = 'POST / HTTP/1.1'

describe('login replies', () => {
  it.skipIf(!vectors)('of February 2007: all 31 members (skipped where the vector is absent)', () => {
    const { say, announced } = connection()
    const message = say(1, OK, Buffer.from(vectors.response_2007.xml))
    expect(message.type).toBe('200 OK login_to_simulator reply')
    expect(message.findings).toEqual([])
    const rows = readTree(message).filter(
      (row) => row.path.startsWith('xmlrpc.') && row.path !== 'xmlrpc.markup',
    )
    const members = new Set(rows.filter(({ depth }) => depth === 2).map((row) => row.def.name))
    expect(members.size).toBe(31)
    expect(valuesAt(message, 'xmlrpc.circuit_code')).toEqual(['50633318'])
    expect(valuesAt(message, 'xmlrpc.category_name')).toHaveLength(9)
    expect(valuesAt(message, 'xmlrpc.position')).toEqual(['41.6589', '100.8374', '22.5072'])
    expect(announced('127.0.0.1', 1000)).toMatchObject({ dissector: 'sl', by: 'login reply' })
  })

  it('say why they refuse', () => {
    const { say } = connection()
    say(0, POST, methodCall('login_to_simulator', { first: 'a' }))
    const reply = say(
      1,
      OK,
      methodResponse({ reason: 'presence', login: 'false', message: 'You are here already.' }),
    )
    expect(reply.type).toBe('200 OK login_to_simulator refused: presence')
    expect(valuesAt(reply, 'xmlrpc.reason')).toEqual(['presence'])
  })

  it('may be faults, and calls any method', () => {
    const { say } = connection()
    expect(say(0, POST, methodCall('get_grid_info', [])).type).toBe('POST / get_grid_info')
    const fault =
      '<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>4</int></value></member></struct></value></fault></methodResponse>'
    const reply = say(1, OK, Buffer.from(fault))
    expect(reply.type).toBe('200 OK get_grid_info reply')
    expect(valuesAt(reply, 'xmlrpc.faultCode')).toEqual(['4'])
  })

  it('may be LLSD', () => {
    const { say, announced } = connection()
    const reply = map({ login: true, sim_ip: '203.0.113.9', sim_port: 9000, session_id: 'secret-session' })
    const message = say(1, OK, toXml(reply), 'Content-Type: application/llsd+xml')
    expect(message.type).toBe('200 OK login_to_simulator reply')
    expect(announced('203.0.113.9', 9000)).toMatchObject({ by: 'login reply' })
    expect(readTree(message).find((row) => row.path === 'llsd.session_id')!.def.role).toBe('secret')
  })
})

describe('the event queue', () => {
  const WRITERS = {
    'application/llsd+xml': toXml,
    'application/llsd+binary': toBinary,
    'application/llsd+notation': toNotation,
  } as const
  const SEED = 'http://203.0.113.9:9001/cap/5eed'
  const ip = Buffer.of(203, 0, 113, 9)
  const EVENTS: Readonly<Record<string, Plain>> = {
    EnableSimulator: map({ SimulatorInfo: [map({ IP: ip, Port: 13005, Handle: Buffer.alloc(8) })] }),
    CrossedRegion: map({ RegionData: [map({ SimIP: ip, SimPort: 13005, SeedCapability: SEED })] }),
    TeleportFinish: map({ Info: [map({ SimIP: ip, SimPort: 13005, SeedCapability: SEED })] }),
    EstablishAgentCommunication: map({ 'sim-ip-and-port': '203.0.113.9:13005', 'seed-capability': SEED }),
  }

  describe.each(Object.entries(WRITERS))('in %s', (type, write) => {
    it.each(Object.entries(EVENTS))('%s announces a circuit', (name, body) => {
      const { say, announced } = connection()
      const reply = map({ id: 1, events: [map({ message: name, body })] })
      const message = say(1, OK, write(reply), `Content-Type: ${type}`)
      expect(message.type).toBe(`200 OK EventQueueGet: ${name}`)
      expect(message.findings).toEqual([])
      expect(announced('203.0.113.9', 13005)).toMatchObject({
        dissector: 'sl',
        by: name,
        message: { number: 1 },
      })
      expect(announced('203.0.113.9', 13006)).toBeUndefined()
    })
  })

  it('believes nothing that is no address', () => {
    const { say, options } = connection()
    const bodies = [map({ SimulatorInfo: [map({ IP: 'nowhere', Port: 'x' }), 3] }), 'text', null]
    const events = bodies.map((body) => map({ message: 'EnableSimulator', body }))
    const message = say(1, OK, toXml(map({ id: 1, events })), 'Content-Type: application/llsd+xml')
    expect(message.type).toBe('200 OK EventQueueGet: EnableSimulator, EnableSimulator, EnableSimulator')
    expect(options.expectations.of(fakeConversation('udp', 0))).toBeUndefined()
  })
})

describe('capabilities', () => {
  it('are known by name on a port of their own, without /cap/ in their path too', () => {
    const { say, options } = connection()
    const llsd = 'Content-Type: application/llsd+xml'
    say(0, 'POST /cap/5eed HTTP/1.1', toXml(['EventQueueGet']), llsd)
    const urls = {
      EventQueueGet: 'http://sim.example:9555/CE/e4e4',
      GetMesh: 'https://cdn.example/mesh?key=1',
    }
    const reply = say(1, OK, toXml(map(urls)), llsd)
    expect(reply.type).toBe('200 OK seed capability reply')
    for (const name of Object.keys(urls))
      expect(readTree(reply).find((row) => row.path === `llsd.${name}`)!.def.role).toBe('secret')
    expect(options.expectations.of(fakeConversation('tcp', 9555))).toMatchObject({ dissector: 'http' })
    const poll = say(0, 'POST /CE/e4e4 HTTP/1.1', toXml(map({ ack: null, done: false })), llsd)
    expect(poll.type).toBe('POST /… EventQueueGet')
    expect(valuesAt(poll, 'http.capability')).toEqual(['CE/e4e4'])
    expect(valuesAt(poll, 'http.capability.Announced-in')).toEqual([2])
  })
})
