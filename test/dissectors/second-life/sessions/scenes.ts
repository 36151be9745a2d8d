import * as people from './people.js'
import { SIMULATOR, VIEWER } from './people.js'
import type { CircuitScript, Sent, World } from './world.js'

/** What happens in sessions of both eras. */

/** One packet of the viewer's is lost behind it, and comes again after a second. Gives what waits for its ack. */
export function arrive(
  circuit: CircuitScript,
  world: World,
  lost: 'UseCircuitCode' | 'RegionHandshakeReply',
): Sent[] {
  const code = { Code: people.CIRCUIT_CODE, SessionID: people.SESSION, ID: people.AGENT }
  const use = circuit.send(VIEWER, 'UseCircuitCode', { CircuitCode: code }, { reliable: true })
  if (lost === 'UseCircuitCode') {
    world.wait(1000)
    circuit.resend(use)
  }
  world.wait(60)
  circuit.ack(SIMULATOR, [use])
  world.wait(5)
  const handshake = circuit.send(
    SIMULATOR,
    'RegionHandshake',
    { RegionInfo: people.region('Harbour') },
    { reliable: true },
  )
  world.wait(2)
  const move = circuit.send(
    VIEWER,
    'CompleteAgentMovement',
    { AgentData: people.AGENT_AND_CODE },
    { reliable: true },
  )
  world.wait(8)
  const reply = circuit.send(
    VIEWER,
    'RegionHandshakeReply',
    { AgentData: people.AGENT_DATA, RegionInfo: { Flags: 0 } },
    { reliable: true, acks: [handshake] },
  )
  if (lost === 'RegionHandshakeReply') {
    world.wait(1000)
    circuit.resend(reply)
  }
  world.wait(62)
  const complete = circuit.send(
    SIMULATOR,
    'AgentMovementComplete',
    {
      AgentData: people.AGENT_DATA,
      Data: {
        Position: [128, 128, 23.5],
        LookAt: [1, 0, 0],
        RegionHandle: people.HANDLES.harbour,
        Timestamp: 1_169_632_803,
      },
    },
    { reliable: true, acks: [move, reply] },
  )
  world.wait(4)
  const throttle = circuit.send(
    VIEWER,
    'AgentThrottle',
    { AgentData: people.AGENT_AND_CODE, Throttle: { GenCounter: 0, Throttles: throttles() } },
    { reliable: true },
  )
  return [complete, throttle]
}

/** Bits a second of seven kinds of traffic. */
function throttles(): Uint8Array {
  const bytes = Buffer.alloc(28)
  for (const [i, rate] of [150_000, 170_000, 34_000, 34_000, 446_000, 446_000, 220_000].entries())
    bytes.writeFloatLE(rate, i * 4)
  return bytes
}

/** Movement and objects; a packet of the simulator's is lost and sent again, two overtake each other, one comes twice. */
export function lookAround(circuit: CircuitScript, world: World, [complete, throttle]: Sent[]): void {
  for (let step = 0; step < 3; step++) {
    world.wait(100)
    circuit.send(VIEWER, 'AgentUpdate', { AgentData: people.agentUpdate(step, step === 1 ? 0x401 : 0) })
  }
  world.wait(10)
  circuit.send(SIMULATOR, 'CoarseLocationUpdate', {
    Location: [
      { X: 128, Y: 128, Z: 6 },
      { X: 40, Y: 200, Z: 5 },
    ],
    Index: { You: 0, Prey: -1 },
  })
  const lost = circuit.send(
    SIMULATOR,
    'ObjectUpdate',
    {
      RegionData: { RegionHandle: people.HANDLES.harbour, TimeDilation: 65535 },
      ObjectData: people.objects(),
    },
    { reliable: true, lost: true },
  )
  world.wait(20)
  const ping = circuit.ping(SIMULATOR, lost.sequence, { findings: ['sl.missing-sequence'] })
  world.wait(3)
  circuit.pong(ping, { acks: [complete!] })
  world.wait(55)
  circuit.ack(SIMULATOR, [throttle!])
  world.wait(900)
  circuit.resend(lost, { findings: ['sl.resend-alone'] })
  world.wait(12)
  const terse = [1, 2].map((step) =>
    circuit.send(
      SIMULATOR,
      'ImprovedTerseObjectUpdate',
      {
        RegionData: { RegionHandle: people.HANDLES.harbour, TimeDilation: 65000 },
        ObjectData: [{ Data: terseUpdate(step) }],
      },
      { lost: true },
    ),
  )
  circuit.deliver(terse[1]!, { findings: ['sl.missing-sequence'] })
  world.wait(1)
  circuit.deliver(terse[0]!, { findings: ['sl.late-sequence'] })
  world.wait(30)
  circuit.ack(VIEWER, [lost])
  world.wait(15)
  const stats = circuit.send(SIMULATOR, 'SimStats', {
    Region: { RegionX: 1000, RegionY: 1004, RegionFlags: 0x0001_0004, ObjectCapacity: 15000 },
    Stat: [
      { StatID: 0, StatValue: 0.99 },
      { StatID: 1, StatValue: 45 },
      { StatID: 13, StatValue: 2 },
    ],
  })
  circuit.deliver(stats, { findings: ['sl.duplicate-sequence'] })
}

/** The terse update of an avatar: local id, state, is-avatar, plane, position, and zeros for movement. */
function terseUpdate(step: number): Uint8Array {
  const bytes = Buffer.alloc(60)
  bytes.writeUInt32LE(1001, 0)
  bytes[5] = 1
  bytes.writeFloatLE(128 + step, 22)
  bytes.writeFloatLE(128, 26)
  bytes.writeFloatLE(23.5, 30)
  return bytes
}

export function talk(circuit: CircuitScript, world: World): void {
  world.wait(400)
  const said = circuit.send(
    VIEWER,
    'ChatFromViewer',
    { AgentData: people.AGENT_DATA, ChatData: { Message: 'Hello, is anybody here?', Type: 1, Channel: 0 } },
    { reliable: true },
  )
  world.wait(64)
  const heard = circuit.send(
    SIMULATOR,
    'ChatFromSimulator',
    {
      ChatData: {
        FromName: 'Ada Example',
        SourceID: people.AGENT,
        OwnerID: people.AGENT,
        SourceType: 1,
        ChatType: 1,
        Audible: 1,
        Position: [128, 128, 23.5],
        Message: 'Hello, is anybody here?',
      },
    },
    { reliable: true, acks: [said] },
  )
  world.wait(5)
  circuit.ack(VIEWER, [heard])
  world.wait(800)
  const im = circuit.send(
    SIMULATOR,
    'ImprovedInstantMessage',
    {
      AgentData: { AgentID: people.FRIEND },
      MessageBlock: people.instantMessage(
        people.FRIEND,
        people.AGENT,
        'Bo Example',
        'Over here – behind the café.',
      ),
    },
    { reliable: true },
  )
  world.wait(2)
  const fetch = circuit.send(
    VIEWER,
    'FetchInventoryDescendents',
    {
      AgentData: people.AGENT_DATA,
      InventoryData: {
        FolderID: people.FOLDER,
        OwnerID: people.AGENT,
        SortOrder: 1,
        FetchFolders: true,
        FetchItems: true,
      },
    },
    { reliable: true, acks: [im] },
  )
  world.wait(70)
  const inventory = circuit.send(
    SIMULATOR,
    'InventoryDescendents',
    {
      AgentData: {
        AgentID: people.AGENT,
        FolderID: people.FOLDER,
        OwnerID: people.AGENT,
        Version: 3,
        Descendents: 1,
      },
      ItemData: [people.NOTECARD],
    },
    { reliable: true, acks: [fetch] },
  )
  world.wait(6)
  circuit.ack(VIEWER, [inventory])
}

export function meetNeighbour(circuit: CircuitScript, world: World): void {
  const code = { Code: people.CIRCUIT_CODE, SessionID: people.SESSION, ID: people.AGENT }
  const use = circuit.send(VIEWER, 'UseCircuitCode', { CircuitCode: code }, { reliable: true })
  world.wait(75)
  const handshake = circuit.send(
    SIMULATOR,
    'RegionHandshake',
    { RegionInfo: people.region('Meadow') },
    { reliable: true, acks: [use] },
  )
  world.wait(7)
  // Never acked: the neighbour falls silent.
  circuit.send(
    VIEWER,
    'RegionHandshakeReply',
    { AgentData: people.AGENT_DATA, RegionInfo: { Flags: 0 } },
    { reliable: true, acks: [handshake] },
  )
}

export function arriveByTeleport(circuit: CircuitScript, left: CircuitScript, world: World): void {
  const code = { Code: people.CIRCUIT_CODE, SessionID: people.SESSION, ID: people.AGENT }
  const use = circuit.send(VIEWER, 'UseCircuitCode', { CircuitCode: code }, { reliable: true })
  world.wait(1)
  const move = circuit.send(
    VIEWER,
    'CompleteAgentMovement',
    { AgentData: people.AGENT_AND_CODE },
    { reliable: true },
  )
  world.wait(90)
  const complete = circuit.send(
    SIMULATOR,
    'AgentMovementComplete',
    {
      AgentData: people.AGENT_DATA,
      Data: {
        Position: [64, 80, 40],
        LookAt: [0, 1, 0],
        RegionHandle: people.HANDLES.hills,
        Timestamp: 1_169_632_810,
      },
    },
    { reliable: true, acks: [use, move] },
  )
  const handshake = circuit.send(
    SIMULATOR,
    'RegionHandshake',
    { RegionInfo: people.region('Hills') },
    { reliable: true },
  )
  world.wait(8)
  const reply = circuit.send(
    VIEWER,
    'RegionHandshakeReply',
    { AgentData: people.AGENT_DATA, RegionInfo: { Flags: 0 } },
    { reliable: true, acks: [complete, handshake] },
  )
  world.wait(80)
  circuit.ack(SIMULATOR, [reply])
  world.wait(20)
  left.send(VIEWER, 'CloseCircuit', {})
}

export function logOut(circuit: CircuitScript, world: World): void {
  world.wait(2000)
  const ping = circuit.ping(VIEWER, 0)
  world.wait(81)
  circuit.pong(ping)
  world.wait(100)
  const request = circuit.send(VIEWER, 'LogoutRequest', { AgentData: people.AGENT_DATA }, { reliable: true })
  world.wait(85)
  const reply = circuit.send(
    SIMULATOR,
    'LogoutReply',
    { AgentData: people.AGENT_DATA, InventoryData: [{ ItemID: people.ITEM }] },
    { reliable: true, acks: [request] },
  )
  world.wait(2)
  circuit.ack(VIEWER, [reply])
  circuit.send(VIEWER, 'CloseCircuit', {})
}

/** Asks to be taken to the hills; gives what waits for its ack. */
export function askTeleport(circuit: CircuitScript, world: World): Sent[] {
  world.wait(500)
  const request = circuit.send(
    VIEWER,
    'TeleportLocationRequest',
    {
      AgentData: people.AGENT_DATA,
      Info: { RegionHandle: people.HANDLES.hills, Position: [64, 80, 40], LookAt: [0, 1, 0] },
    },
    { reliable: true },
  )
  world.wait(66)
  const start = circuit.send(
    SIMULATOR,
    'TeleportStart',
    { Info: { TeleportFlags: 16 } },
    { reliable: true, acks: [request] },
  )
  world.wait(30)
  const progress = circuit.send(
    SIMULATOR,
    'TeleportProgress',
    { AgentData: { AgentID: people.AGENT }, Info: { TeleportFlags: 16, Message: 'resolving' } },
    { reliable: true },
  )
  return [start, progress]
}
