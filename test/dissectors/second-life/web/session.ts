import { newFrame } from '../../../../src/ingest/frame.js'
import { PcapWriter } from '../../../../src/ingest/write/pcap.js'
import type { Side } from '../../../../src/network/conversation.js'
import { HeaderMaker } from '../../../../src/network/headers.js'
import { deflate, gzip } from '../../../support/deflate.js'
import { map, type Plain, toBinary, toXml } from '../../llsd/encode.js'
import { cutIn, http, httpInChunks, methodCall, methodResponse } from './encode.js'

/** Everything in the session that must not be shown. */
export const SECRETS = {
  passwd: '$1$d2c81f7e40a95b36e8f1724c0b9da653',
  mac: 'c47be1906d3f82a5197ce40b8df26a31',
  id0: '1f60d94a27be835cf0461d9ba8e3752c',
  session: '5e5510b1-9a3c-4d17-b86e-0f2d4c6a8e13',
  secure: '5ec07ea8-e24b-41f9-a0d3-73b5c9178f6d',
  cookie: 'agni-1b7e0c93fa52',
  seed: '5eed2f84-c7a1-4be3-96d0-e81f35b27c4a',
  eventQueue: 'e09c51d7-38fb-4a62-bd14-6c20f9e7a385',
  texture: '7e8f3b06-d519-47ca-82e4-a9d63c150fb7',
  otherSeed: 'b1d94e72-0f6a-4c85-9e37-25c8fa10d36e',
  lastSeed: 'f83a6d15-72ce-49b0-a5f1-d04e9b87c263',
} as const

const AGENT = 'a9e47000-0000-4000-8000-00000000cccc'
const CLIENT = '192.0.2.10'
const LOGIN_SERVER = '203.0.113.5'
const HOME = '203.0.113.20'
const NEIGHBOUR = '203.0.113.21'
const FAR = '198.51.100.7'
const CODE = 52_308_708

/** Sizes of segments that break start lines, chunk sizes and line ends in two. */
const SEGMENTS = [1, 7, 64, 3, 536, 2, 1448]

const LLSD = 'Content-Type: application/llsd+xml'
const OK = 'HTTP/1.1 200 OK'

const capability = (secret: string) => `http://${HOME}:9510/cap/${secret}`
const post = (secret: string, body: Plain) =>
  http(`POST /cap/${secret} HTTP/1.1`, [`Host: ${HOME}:9510`, 'Accept: */*', LLSD], toXml(body))

/**
 * A capture of a login and what follows it over HTTP: the login by XML-RPC, capabilities on a port of their own, events
 * in gzip and chunks, in deflate, and in binary, and the first packet of each circuit that is announced.
 */
export function webSession(): Buffer {
  const parts: Buffer[] = []
  const capture = new Capture((bytes) => parts.push(Buffer.from(bytes)))
  logIn(capture)
  capture.packet(HOME, 9500, circuitCode(1))
  const web = capture.connection(40_002, HOME, 9510)
  web(0, post(SECRETS.seed, ['EventQueueGet', 'GetTexture', 'UpdateAgentLanguage']))
  web(1, http(OK, [LLSD, 'Content-Encoding: deflate'], deflate(toXml(capabilities()))))
  web(0, post(SECRETS.eventQueue, map({ ack: null, done: false })))
  web(1, httpInChunks(OK, [LLSD, 'Content-Encoding: gzip'], gzip(toXml(events())), [10, 1, 300, 200]))
  capture.packet(NEIGHBOUR, 9501, circuitCode(1))
  // Two requests in one go, and their answers in one go.
  const pipelined = [
    http(`GET /cap/${SECRETS.texture}/?texture_id=${AGENT} HTTP/1.1`, [`Host: ${HOME}:9510`]),
    post(SECRETS.eventQueue, map({ ack: 7, done: false })),
  ]
  web(0, Buffer.concat(pipelined))
  const moved = `Location: http://cdn.example/cap/${SECRETS.texture}`
  const answers = [
    http('HTTP/1.1 302 Found', [moved, 'Content-Type: text/plain'], Buffer.from('moved\n')),
    http(OK, ['Content-Type: application/llsd+binary'], toBinary(teleport())),
  ]
  web(1, Buffer.concat(answers))
  capture.packet(FAR, 9502, circuitCode(1))
  web(0, post(SECRETS.eventQueue, map({ ack: 8, done: true })))
  web(1, http('HTTP/1.1 502 Upstream error', ['Content-Type: text/plain'], Buffer.from('Upstream error')))
  capture.end()
  return Buffer.concat(parts)
}

function logIn(capture: Capture): void {
  const login = capture.connection(40_001, LOGIN_SERVER, 8002)
  const request = methodCall('login_to_simulator', {
    ...{ first: 'Test', last: 'Resident', passwd: SECRETS.passwd, start: 'last', channel: 'Made & Up' },
    ...{ version: '1.18.0.6', platform: 'Lin', mac: SECRETS.mac, id0: SECRETS.id0 },
    options: ['inventory-root', 'login-flags', 'gestures'],
  })
  const type = 'Content-Type: text/xml'
  login(0, http('POST /cgi-bin/login.cgi HTTP/1.1', ['Host: login.example:8002', type], request))
  const reply = methodResponse({
    ...{ login: 'true', message: 'Welcome, "Test"', first_name: '"Test"', last_name: 'Resident' },
    ...{ agent_id: AGENT, session_id: SECRETS.session, secure_session_id: SECRETS.secure },
    ...{ circuit_code: CODE, sim_ip: HOME, sim_port: 9500, region_x: 256_000, region_y: 256_256 },
    seed_capability: capability(SECRETS.seed),
    home: "{'region_handle':[r256000,r256256], 'position':[r128,r64.5,r23.25], 'look_at':[r1,r0,r0]}",
    look_at: '[r0.99949799999999999756,r0.03166859999999999814,r0]',
    seconds_since_epoch: 1_184_000_000,
    'login-flags': [{ ever_logged_in: 'Y', gendered: 'N' }],
    'inventory-root': [{ folder_id: 'f0000000-0000-4000-8000-00000000dddd' }],
    gestures: [],
  })
  const cookie = `Set-Cookie: agni=${SECRETS.cookie}; path=/`
  login(1, httpInChunks(OK, [type, cookie], reply, [1000, 16, 5, 700]))
}

function capabilities(): Plain {
  return map({
    EventQueueGet: capability(SECRETS.eventQueue),
    GetTexture: capability(SECRETS.texture),
  })
}

function events(): Plain {
  const seed = `http://${NEIGHBOUR}:9511/cap/${SECRETS.otherSeed}`
  const enable = map({ Handle: u64(256_256, 256_256), IP: ip(NEIGHBOUR), Port: 9501 })
  const establish = map({
    'agent-id': { uuid: AGENT },
    'sim-ip-and-port': `${NEIGHBOUR}:9501`,
    'seed-capability': seed,
  })
  return map({
    events: [
      map({ message: 'EnableSimulator', body: map({ SimulatorInfo: [enable] }) }),
      map({ message: 'EstablishAgentCommunication', body: establish }),
    ],
    id: 7,
  })
}

function teleport(): Plain {
  const info = map({
    AgentID: { uuid: AGENT },
    LocationID: 4,
    SimIP: ip(FAR),
    SimPort: 9502,
    RegionHandle: u64(300_032, 300_288),
    SeedCapability: `http://${FAR}:9512/cap/${SECRETS.lastSeed}`,
    SimAccess: 13,
    TeleportFlags: Buffer.of(0, 0, 0x10, 0),
  })
  return map({ events: [map({ message: 'TeleportFinish', body: map({ Info: [info] }) })], id: 8 })
}

function u64(x: number, y: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32BE(x, 0)
  bytes.writeUInt32BE(y, 4)
  return bytes
}

function ip(address: string): Buffer {
  return Buffer.from(address.split('.').map(Number))
}

/** UseCircuitCode of the modern era, reliable. */
function circuitCode(sequence: number): Buffer {
  const packet = Buffer.alloc(14)
  packet[0] = 0x40
  packet.writeUInt32BE(sequence, 1)
  packet.writeUInt32BE(0xffff0003, 6)
  packet.writeUInt32LE(CODE, 10)
  const id = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex')
  return Buffer.concat([packet, id(SECRETS.session), id(AGENT)])
}

/** Writes frames a hundredth of a second apart. */
class Capture {
  readonly #writer: PcapWriter
  #hundredths = 0

  constructor(write: (bytes: Uint8Array) => void) {
    this.#writer = new PcapWriter(write)
  }

  /** A TCP connection from the client: what each side sends goes out in awkward segments. */
  connection(port: number, address: string, serverPort: number): (side: Side, data: Uint8Array) => void {
    const maker = new HeaderMaker('tcp', [
      { address: CLIENT, port },
      { address, port: serverPort },
    ])
    return (side, data) => {
      for (const part of cutIn(data, SEGMENTS)) this.#frames(maker.frames(side, part))
    }
  }

  packet(address: string, port: number, data: Uint8Array): void {
    const maker = new HeaderMaker('udp', [
      { address: CLIENT, port: 13_000 + this.#hundredths },
      { address, port },
    ])
    this.#frames(maker.frames(0, data))
  }

  end(): void {
    this.#writer.end()
  }

  #frames(frames: readonly Uint8Array[]): void {
    for (const bytes of frames) {
      const nanoseconds = (this.#hundredths % 100) * 10_000_000
      const seconds = 1_184_000_000 + Math.floor(this.#hundredths / 100)
      this.#hundredths++
      const length = bytes.length
      this.#writer.frame({ ...newFrame(), seconds, nanoseconds, bytes, end: length, originalLength: length })
    }
  }
}
