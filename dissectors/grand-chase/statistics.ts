import type { Slot } from '../../src/dissect/slots.js'
import { type Conversation, endText, type Side } from '../../src/network/conversation.js'
import type { Section } from '../../src/stats/report.js'
import type { Statistic } from '../../src/stats/statistic.js'
import type { ReadMessage } from './message.js'

/** Connections listed, and opcodes of all of them together; the rest are only counted. */
export const MAX_CONNECTIONS = 10_000
export const MAX_OPCODES = 10_000

/** Frames of one opcode. */
interface OpcodeCount {
  readonly opcode: number
  readonly name: string | undefined
  readonly server: string
  /** By the side that sent them. */
  readonly frames: [number, number]
}

/** What is counted of one connection. */
export class ConnectionCounts {
  readonly conversation: Conversation
  readonly #all: GrandChaseCounts
  readonly frames: [number, number] = [0, 0]
  readonly spis: number[] = []
  keys = 0
  noKey = 0
  wrongIcv = 0

  constructor(conversation: Conversation, all: GrandChaseCounts) {
    this.conversation = conversation
    this.#all = all
  }

  /** A frame that stayed closed. */
  closed(side: Side, damaged: boolean): void {
    this.frames[side]++
    if (damaged) this.wrongIcv++
    else this.noKey++
  }

  /** A frame that was opened, be it in spite of a wrong ICV. */
  opened(side: Side, message: ReadMessage, damaged: boolean): void {
    this.frames[side]++
    if (damaged) this.wrongIcv++
    else this.#all.opcode(side, message)
  }

  /** Keys were learned. */
  setUp(spi: number): void {
    this.keys++
    if (this.spis.length < MAX_SPIS) this.spis.push(spi)
  }
}

const MAX_SPIS = 4

/** What `slx stats --grand-chase` counts. */
export class GrandChaseCounts {
  readonly connections: ConnectionCounts[] = []
  readonly opcodes = new Map<string, OpcodeCount>()
  /** Beyond the caps. */
  moreConnections = 0
  moreFrames = 0

  connection(conversation: Conversation): ConnectionCounts {
    const counts = new ConnectionCounts(conversation, this)
    if (this.connections.length < MAX_CONNECTIONS) this.connections.push(counts)
    else this.moreConnections++
    return counts
  }

  opcode(side: Side, { opcode, name, server: known }: ReadMessage): void {
    const server = known ?? 'unknown'
    const key = `${opcode} ${server} ${name}`
    let count = this.opcodes.get(key)
    if (count === undefined) {
      if (this.opcodes.size >= MAX_OPCODES) {
        this.moreFrames++
        return
      }
      count = { opcode, name, server, frames: [0, 0] }
      this.opcodes.set(key, count)
    }
    count.frames[side]++
  }
}

export const GRAND_CHASE_COUNTS: Slot<GrandChaseCounts> = {
  name: 'grand-chase counts',
  make: () => new GrandChaseCounts(),
}

export const grandChaseStatistic: Statistic = {
  begin: (state) => void state.of(GRAND_CHASE_COUNTS),
  report(state) {
    const counts = state.of(GRAND_CHASE_COUNTS)
    if (counts.connections.length === 0) return []
    const opcodes = [...counts.opcodes.values()].toSorted((a, b) => a.opcode - b.opcode)
    const known = opcodes.filter(({ name }) => name !== undefined)
    const unknown = opcodes.filter(({ name }) => name === undefined)
    return [
      sessions(counts),
      // Those that found no room are mostly without a name, and so may all be.
      frames('Grand Chase frames by opcode', known, unknown.length > 0 ? 0 : counts.moreFrames),
      frames('Grand Chase opcodes without a name', unknown, counts.moreFrames),
    ].filter(({ rows }) => rows.length > 0)
  },
}

function sessions({ connections, moreConnections }: GrandChaseCounts): Section {
  const keys = connections.reduce((sum, connection) => sum + connection.keys, 0)
  return {
    title: 'Grand Chase sessions',
    columns: [
      { name: 'connection' },
      { name: 'SPI' },
      { name: 'keys', align: 'right' },
      { name: 'to server', align: 'right' },
      { name: 'to client', align: 'right' },
      { name: 'wrong ICV', align: 'right' },
      { name: 'no key', align: 'right' },
    ],
    rows: connections.map(({ conversation: { ends }, spis, keys, frames, wrongIcv, noKey }) => [
      `${endText(ends[0])} -> ${endText(ends[1])}`,
      spis.map((spi) => spi.toString(16).padStart(4, '0')).join(' '),
      keys,
      ...frames,
      wrongIcv,
      noKey,
    ]),
    notes: [
      ...(keys > 0
        ? [`${keys} ${keys === 1 ? 'pair' : 'pairs'} of keys learned; slx keys prints them.`]
        : []),
      ...(connections.some(({ conversation: { roles } }) => roles === 'unknown')
        ? ['What was pasted does not say who sent it; it is counted as sent to the server.']
        : []),
      ...(moreConnections > 0 ? [`${moreConnections} more connections are not listed.`] : []),
    ],
  }
}

function frames(title: string, opcodes: readonly OpcodeCount[], more: number): Section {
  return {
    title,
    columns: [
      { name: 'opcode', align: 'right', plain: true },
      ...(opcodes.some(({ name }) => name !== undefined) ? [{ name: 'name' }] : []),
      { name: 'server' },
      { name: 'to server', align: 'right' },
      { name: 'to client', align: 'right' },
    ],
    rows: opcodes.map(({ opcode, name, server, frames }) => [
      opcode,
      ...(name === undefined ? [] : [name]),
      server,
      ...frames,
    ]),
    notes: more > 0 ? [`${more} frames of more opcodes are not listed.`] : [],
  }
}
