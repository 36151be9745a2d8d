import type { Cursor } from '../../../src/dissect/cursor.js'
import { u16be, u32le } from '../../../src/fields/read.js'
import { ipv4Text } from '../../../src/network/address.js'
import type { Annotate } from '../annotations.js'
import type { Circuit } from '../circuit.js'

/** What messages say about this circuit and about others: acks, pings, the circuit's code, where simulators are. */
export const CIRCUIT_ANNOTATIONS: readonly (readonly [path: string, annotate: Annotate])[] = [
  ['PacketAck.Packets.ID', (at, start, circuit) => circuit.ack(at, u32le(at.bytes, start))],
  ['StartPingCheck.PingID.PingID', (at, start, { notes }) => (notes.ping = at.bytes[start]!)],
  ['CompletePingCheck.PingID.PingID', (at, start, { notes }) => (notes.pong = at.bytes[start]!)],
  ['UseCircuitCode.CircuitCode.Code', (at, start, { notes }) => (notes.circuitCode = u32le(at.bytes, start))],
  ...announced('OpenCircuit.CircuitInfo', 'IP', 'Port'),
  ...announced('EnableSimulator.SimulatorInfo', 'IP', 'Port'),
  ...announced('CrossedRegion.RegionData', 'SimIP', 'SimPort'),
  ...announced('TeleportFinish.Info', 'SimIP', 'SimPort'),
]

/** The two fields of a block that say where a simulator is; which comes first is the era's. */
function announced(block: string, address: string, port: string): readonly (readonly [string, Annotate])[] {
  return [
    [`${block}.${address}`, noteAddress],
    [`${block}.${port}`, notePort],
  ]
}

function noteAddress(at: Cursor, start: number, { notes }: Circuit): void {
  notes.announcedAddress = ipv4Text(at.bytes, start)
}

function notePort(at: Cursor, start: number, { notes }: Circuit): void {
  notes.announcedPort = u16be(at.bytes, start)
}
