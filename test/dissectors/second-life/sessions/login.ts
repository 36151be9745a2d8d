import type { Endpoint } from '../../../../src/network/conversation.js'
import { map, type Plain, toXml } from '../../llsd/encode.js'
import { methodCall, methodResponse, type RpcValue } from '../web/encode.js'
import { holdings } from './holdings.js'
import { AGENT, CAPABILITIES, CIRCUIT_CODE, FOLDER, SECURE_SESSION, SESSION } from './people.js'
import type { Made } from './world.js'
import { HttpScript, type World } from './world.js'

/** The password's MD5 is that of `secret`. */
const PASSWORD = '$1$5ebe2294ecd0e0f08eab7690d2a6ee69'

export const SEED = `http://${CAPABILITIES.address}/cap/6b1f0c2e-4d3a-4587-96a1-b2c3d4e5f6bb`
export const EVENT_QUEUE = `http://${CAPABILITIES.address}/cap/d8e7f6a5-b4c3-42d1-80ef-9a8b7c6d5ecc`

export const CLASSIC_REQUEST: RpcValue = {
  first: 'Ada',
  last: 'Example',
  passwd: PASSWORD,
  start: 'last',
  major: '1',
  minor: '13',
  patch: '2',
  build: '15',
  platform: 'Win',
  mac: '0123456789abcdef0123456789abcdef',
  id0: 'fedcba9876543210fedcba9876543210',
  options: ['inventory-root', 'inventory-skeleton', 'buddy-list'],
}

export const MODERN_REQUEST: RpcValue = {
  first: 'Ada',
  last: 'Example',
  passwd: PASSWORD,
  start: 'last',
  channel: 'Example Viewer',
  version: '7.1.0.1234',
  platform: 'lnx',
  platform_version: '6.1.0',
  mac: '0123456789abcdef0123456789abcdef',
  id0: 'fedcba9876543210fedcba9876543210',
  agree_to_tos: 'true',
  read_critical: 'true',
  options: ['inventory-root', 'inventory-skeleton', 'buddy-list', 'max-agent-groups'],
}

/** A reply that sends the viewer to a simulator. */
export function loginReply({ address, port }: Endpoint): RpcValue {
  return {
    login: 'true',
    message: 'Welcome to a made-up grid, where nothing happens twice',
    agent_id: AGENT,
    session_id: SESSION,
    secure_session_id: SECURE_SESSION,
    first_name: '"Ada"',
    last_name: 'Example',
    agent_access: 'M',
    circuit_code: CIRCUIT_CODE,
    sim_ip: address,
    sim_port: port,
    region_x: 256_000,
    region_y: 257_024,
    look_at: '[r1,r0,r0]',
    home: "{'region_handle':[r256000,r257024], 'position':[r128,r128,r23.5], 'look_at':[r1,r0,r0]}",
    start_location: 'last',
    seconds_since_epoch: 1_169_632_800,
    seed_capability: SEED,
    'inventory-root': [{ folder_id: FOLDER }],
    'buddy-list': [],
  }
}

const XML = ['Content-Type: text/xml']
const LLSD_XML = ['Content-Type: application/llsd+xml']

/** The login over HTTP; gives the reply. */
export function logIn(
  world: World,
  viewer: Endpoint,
  server: Endpoint,
  request: RpcValue,
  reply: RpcValue,
): Made {
  const http = new HttpScript(world, viewer, server)
  const fields = [`Host: ${server.address}`, 'User-Agent: made-up', ...XML]
  http.send(0, 'POST / HTTP/1.1', fields, methodCall('login_to_simulator', request), holdings(request))
  world.wait(180)
  return http.send(1, 'HTTP/1.1 200 OK', XML, methodResponse(reply), holdings(reply))
}

/** Asks the seed for capabilities, and the event queue for events; gives the reply with the events. */
export function askEvents(world: World, viewer: Endpoint, events: readonly Plain[]): Made {
  const http = new HttpScript(world, viewer, CAPABILITIES)
  const ask = (url: string, body: Plain) =>
    http.send(
      0,
      `POST ${new URL(url).pathname} HTTP/1.1`,
      [`Host: ${CAPABILITIES.address}`, ...LLSD_XML],
      toXml(body),
      holdings(body),
    )
  const answer = (body: Plain) => http.send(1, 'HTTP/1.1 200 OK', LLSD_XML, toXml(body), holdings(body))
  ask(SEED, ['EventQueueGet'])
  world.wait(40)
  answer(map({ EventQueueGet: { uri: EVENT_QUEUE } }))
  world.wait(2)
  ask(EVENT_QUEUE, map({ ack: 0, done: false }))
  world.wait(900)
  return answer(map({ id: 1, events }))
}
