import { isIPv4 } from 'node:net'
import type { DissectOptions } from '../../../src/dissect/dissector.js'
import type { MessageRef } from '../../../src/dissect/message.js'
import { numberOf, textOf, type Value, valueAt } from '../../llsd/value.js'
import { announceCircuit } from '../announce.js'
import { announceCapability, SEED } from './capabilities.js'

/** The capability that a viewer asks, again and again, for what the simulator has to tell. */
export const EVENT_QUEUE = 'EventQueueGet'

/** Names of events that a heading shows. */
const SHOWN = 4

/** Whether a map is a request of the event queue: the id of the last answer, and whether it was the last. */
export function isEventRequest(map: Value): boolean {
  return map.entries.length === 2 && valueAt(map, 'ack') !== undefined && valueAt(map, 'done') !== undefined
}

/** Whether a map is an answer of the event queue: its id, and messages by name. */
export function isEventReply(map: Value): boolean {
  return valueAt(map, 'events')?.type === 'array'
}

/** Takes note of where the messages of an answer lead. Returns their names, shortened. */
export function followEvents(reply: Value, options: DissectOptions, message: MessageRef): string {
  const events = valueAt(reply, 'events')!.items
  const names = events.map((event) => (textOf(valueAt(event, 'message')) ?? 'nameless').slice(0, 40))
  // The newest announcement wins, so the first is noted last: it is EnableSimulator that begins a circuit, while the
  // EstablishAgentCommunication behind it adds capabilities.
  for (let index = events.length - 1; index >= 0; index--) {
    const body = valueAt(events[index], 'body')
    for (const place of PLACES.get(names[index]!)?.(body) ?? [])
      follow(place, names[index]!, options, message)
  }
  const more = names.length - SHOWN
  return names.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** Where a message says that a simulator is. */
interface Place {
  readonly address: string | undefined
  readonly port: number | undefined
  readonly seed: string | undefined
}

function follow(
  { address, port, seed }: Place,
  by: string,
  options: DissectOptions,
  message: MessageRef,
): void {
  if (address && isIPv4(address) && port) announceCircuit(options.expectations, address, port, message, by)
  if (seed) announceCapability(options, SEED, seed, address ?? '', message)
}

/** What of a message's body says where simulators are, by the message's name. */
const PLACES: ReadonlyMap<string, (body: Value | undefined) => Place[]> = new Map([
  ['EnableSimulator', (body) => inBlocks(body, 'SimulatorInfo', 'IP', 'Port')],
  ['CrossedRegion', (body) => inBlocks(body, 'RegionData', 'SimIP', 'SimPort')],
  ['TeleportFinish', (body) => inBlocks(body, 'Info', 'SimIP', 'SimPort')],
  ['EstablishAgentCommunication', (body) => [inText(body)]],
])

/** Blocks of a message of the template: an array of maps. */
function inBlocks(body: Value | undefined, block: string, ip: string, port: string): Place[] {
  const blocks = valueAt(body, block)?.items ?? []
  return blocks.map((fields) => ({
    address: addressOf(valueAt(fields, ip)),
    port: numberOf(valueAt(fields, port)),
    seed: textOf(valueAt(fields, 'SeedCapability')),
  }))
}

/** `10.1.2.3:13005`. */
function inText(body: Value | undefined): Place {
  const [address, port] = (textOf(valueAt(body, 'sim-ip-and-port')) ?? '').split(':')
  return { address, port: Number(port) || undefined, seed: textOf(valueAt(body, 'seed-capability')) }
}

/** Four bytes, or text. */
function addressOf(value: Value | undefined): string | undefined {
  const said = value?.value
  return said instanceof Uint8Array && said.length === 4 ? said.join('.') : textOf(value)
}
