import { map } from '../../llsd/encode.js'
import { askEvents, logIn, loginReply, MODERN_REQUEST } from './login.js'
import * as people from './people.js'
import { VIEWER, viewerAt } from './people.js'
import { arrive, arriveByTeleport, askTeleport, logOut, lookAround, meetNeighbour, talk } from './scenes.js'
import { CircuitScript, World } from './world.js'
import type { MessageWriter } from './write-message.js'

/** 22 November 2025, 12:00 UTC. */
const START = 1_763_812_800

/** A session of a viewer of today: neighbours and teleports are announced over the event queue. */
export function modernSession(
  writer: MessageWriter,
  makeWorld = (start: number): World => new World(start),
): World {
  const world = makeWorld(START)
  const login = logIn(world, viewerAt(49152), people.LOGIN_SERVER, MODERN_REQUEST, loginReply(people.HARBOUR))
  world.wait(250)
  const harbour = new CircuitScript(world, 'modern', writer, [viewerAt(37999), people.HARBOUR], login)
  const acks = arrive(harbour, world, 'RegionHandshakeReply')
  lookAround(harbour, world, acks)
  talk(harbour, world)
  const enable = askEvents(world, viewerAt(49153), [enableSimulator()])
  world.wait(10)
  meetNeighbour(new CircuitScript(world, 'modern', writer, [viewerAt(37999), people.MEADOW], enable), world)
  const told = askTeleport(harbour, world)
  world.wait(3)
  harbour.ack(VIEWER, told)
  const finish = askEvents(world, viewerAt(49154), [teleportFinish()])
  world.wait(15)
  const hills = new CircuitScript(world, 'modern', writer, [viewerAt(37999), people.HILLS], finish)
  arriveByTeleport(hills, harbour, world)
  logOut(hills, world)
  return world
}

function enableSimulator() {
  const simulator = map({
    Handle: bytesOf(people.HANDLES.meadow),
    IP: addressBytes(people.MEADOW.address),
    Port: people.MEADOW.port,
  })
  return map({ message: 'EnableSimulator', body: map({ SimulatorInfo: [simulator] }) })
}

function teleportFinish() {
  const info = map({
    AgentID: { uuid: people.AGENT },
    LocationID: Uint8Array.of(0, 0, 0, 4),
    RegionHandle: bytesOf(people.HANDLES.hills),
    SeedCapability: `http://${people.HILLS.address}/cap/0f1e2d3c-4b5a-4697-8887-96a5b4c3d2dd`,
    SimAccess: 13,
    SimIP: addressBytes(people.HILLS.address),
    SimPort: people.HILLS.port,
    TeleportFlags: Uint8Array.of(0, 0, 0, 16),
  })
  return map({ message: 'TeleportFinish', body: map({ Info: [info] }) })
}

/** 64 bits are sent in network order. */
function bytesOf(handle: bigint): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(handle)
  return bytes
}

function addressBytes(address: string): Uint8Array {
  return Uint8Array.from(address.split('.'), Number)
}
