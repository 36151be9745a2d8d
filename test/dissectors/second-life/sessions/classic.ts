import { CLASSIC_REQUEST, logIn, loginReply } from './login.js'
import * as people from './people.js'
import { SIMULATOR, VIEWER, viewerAt } from './people.js'
import { arrive, arriveByTeleport, askTeleport, logOut, lookAround, meetNeighbour, talk } from './scenes.js'
import { CircuitScript, type Sent, World } from './world.js'
import type { MessageWriter } from './write-message.js'

const TOKEN = '168902b0-7538-50f1-8f41-fea76e9af798'

/** 24 January 2007, 10:00 UTC. */
const START = 1_169_632_800

/** A session of a viewer of January 2007 (1.13.2), from its checksum request to its logout. */
export function classicSession(writer: MessageWriter): World {
  const world = new World(START)
  checksum(new CircuitScript(world, 'classic', writer, [viewerAt(37998), people.USER_SERVER]), world)
  world.wait(1200)
  const login = logIn(
    world,
    viewerAt(49152),
    people.LOGIN_SERVER,
    CLASSIC_REQUEST,
    loginReply(people.HARBOUR),
  )
  world.wait(300)
  const harbour = new CircuitScript(world, 'classic', writer, [viewerAt(37999), people.HARBOUR], login)
  const acks = arrive(harbour, world, 'UseCircuitCode')
  lookAround(harbour, world, acks)
  talk(harbour, world)
  const enable = neighbour(harbour, world)
  meetNeighbour(new CircuitScript(world, 'classic', writer, [viewerAt(37999), people.MEADOW], enable), world)
  const finish = finishTeleport(harbour, world, askTeleport(harbour, world))
  const hills = new CircuitScript(world, 'classic', writer, [viewerAt(37999), people.HILLS], finish)
  arriveByTeleport(hills, harbour, world)
  logOut(hills, world)
  return world
}

function checksum(circuit: CircuitScript, world: World): void {
  const request = circuit.send(
    VIEWER,
    'SecuredTemplateChecksumRequest',
    { TokenBlock: { Token: TOKEN } },
    { reliable: true },
  )
  world.wait(85)
  const version = { Checksum: 0x9d95_e4c4, MajorVersion: 1, MinorVersion: 13, PatchVersion: 2 }
  const blocks = { DataBlock: version, TokenBlock: { Token: TOKEN } }
  // That viewer's whole template is not built in.
  circuit.send(SIMULATOR, 'TemplateChecksumReply', blocks, { findings: ['sl.template-missing'] })
  world.wait(1)
  circuit.ack(SIMULATOR, [request])
  world.wait(3)
  circuit.send(VIEWER, 'CloseCircuit', {})
}

/** The simulator names its neighbour. */
function neighbour(circuit: CircuitScript, world: World) {
  world.wait(300)
  const enable = circuit.send(
    SIMULATOR,
    'EnableSimulator',
    { SimulatorInfo: { Handle: people.HANDLES.meadow, IP: people.MEADOW.address, Port: people.MEADOW.port } },
    { reliable: true },
  )
  world.wait(4)
  circuit.ack(VIEWER, [enable])
  return enable.made[0]!
}

/** The simulator says over UDP where the agent goes. */
function finishTeleport(circuit: CircuitScript, world: World, [start, progress]: Sent[]) {
  world.wait(200)
  const finish = circuit.send(
    SIMULATOR,
    'TeleportFinish',
    {
      Info: {
        AgentID: people.AGENT,
        LocationID: 4,
        SimIP: people.HILLS.address,
        SimPort: people.HILLS.port,
        RegionHandle: people.HANDLES.hills,
        SeedCapability: '',
        SimAccess: 13,
        TeleportFlags: 16,
      },
    },
    { reliable: true },
  )
  world.wait(5)
  circuit.ack(VIEWER, [start!, progress!, finish])
  return finish.made[0]!
}
