import { http } from '../../../dissectors/http/index.js'
import { Engine } from '../../../src/dissect/engine.js'
import type { Message } from '../../../src/dissect/message.js'
import { Registry } from '../../../src/dissect/registry.js'
import type { Side } from '../../../src/network/conversation.js'
import { coverageFaults } from '../../support/coverage.js'
import { fakeConversation, fakePayload } from '../../support/fake-payload.js'
import { dissectOptions } from '../../support/options.js'
import { readTree } from '../../support/read-tree.js'

/** What one side sends; a number is that many bytes lost on the way. */
export type Piece = readonly [side: Side, data: string | Uint8Array | number]

/** A message as the engine handed it on, kept. */
export interface Heard {
  readonly side: Side
  readonly title: string
  readonly type: string
  /** `path=value` of every row, groups and bytes included. */
  readonly rows: readonly string[]
  /** Codes of its findings. */
  readonly findings: readonly string[]
  readonly sentences: readonly string[]
  /** Bytes that lie in no leaf, or in two. */
  readonly faults: readonly string[]
  readonly length: number
}

/** Lets two sides talk over one connection and returns the messages; both directions are closed at the end. */
export function talk(pieces: readonly Piece[]): Heard[] {
  const heard: Heard[] = []
  const options = { ...dissectOptions(), layers: false }
  const engine = new Engine(new Registry([http]), options, (message) => heard.push(hear(message)))
  const conversation = fakeConversation('tcp', 80)
  pieces.forEach(([side, data], index) => {
    if (typeof data === 'number') engine.gap(conversation, side, data)
    else engine.segment(fakePayload(conversation, toBytes(data), index + 1, side))
  })
  engine.closed(conversation, 0, 'fin')
  engine.closed(conversation, 1, 'fin')
  if (engine.counters.bugs > 0) throw engine.counters.firstBug
  return heard
}

export function hear(message: Message): Heard {
  const { start, end } = message.sources[0]!
  return {
    side: message.side,
    title: message.title,
    type: message.type,
    rows: readTree(message).map(({ path, value }) => (value === undefined ? path : `${path}=${value}`)),
    findings: message.findings.map((finding) => finding.kind.code),
    sentences: message.findings.map((finding) => finding.text),
    faults: coverageFaults(message),
    length: end - start,
  }
}

/** Text of one byte a character, as bytes. */
export function toBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? new Uint8Array(Buffer.from(data, 'latin1')) : data
}

/** Lines with CRLF behind each. */
export function lines(...text: string[]): string {
  return text.map((line) => `${line}\r\n`).join('')
}
