import type { Finding } from '../dissect/finding.js'
import { MESSAGE_SOURCE, type Message } from '../dissect/message.js'
import { ROW_SIZE } from '../dissect/tree.js'
import { fieldById } from '../fields/definition.js'
import type { Conversation, Endpoint, Side } from '../network/conversation.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { encode, encodeText, LabelCache } from '../output/label.js'
import { ConversationLabels, messageLength, ROLES } from './heading.js'
import { JsonFields } from './json-fields.js'
import type { JsonPositions } from './json-positions.js'
import { writeCut, writeElements, writeMember, writeNullable } from './json-shapes.js'
import { IsoTime } from './time.js'
import type { View, ViewOptions } from './view.js'

/** Name and version of the format, in every object. */
export const SCHEMA = 'slx/1'

/** Every message as one JSON object on a line of its own; values have types, keys never come twice. */
export class JsonView implements View {
  readonly #out: ByteWriter
  readonly #fields: JsonFields
  readonly #showSecrets: boolean
  readonly #time = new IsoTime()
  readonly #ways = new ConversationLabels(writeWay)
  readonly #texts = new LabelCache((text) => encode((out) => writeNullable(out, text)))

  readonly #positions: JsonPositions | undefined

  /** With `positions`, every object says where its values lie too. */
  constructor(out: ByteWriter, options: ViewOptions, positions?: JsonPositions) {
    this.#positions = positions
    this.#out = out
    this.#showSecrets = options.showSecrets
    this.#fields = new JsonFields(out, options.showSecrets)
  }

  message(message: Message): void {
    const out = this.#out
    out.label(BEGIN)
    out.decimal(message.number)
    this.#frames(message.frames)
    out.label(TIME)
    if (message.seconds < 0) out.ascii('null')
    else this.#time.json(out, message.seconds, message.nanoseconds)
    out.label(this.#ways.get(message))
    out.label(PROTOCOL)
    this.#text(message.protocol)
    out.label(TITLE)
    this.#text(message.title)
    out.label(TYPE)
    this.#text(message.type)
    out.label(LENGTH)
    out.decimal(messageLength(message))
    this.#extras(message)
    out.label(FIELDS)
    if (message.saved?.fields) out.ascii(message.saved.fields(this.#showSecrets))
    else this.#fields.write(message)
    this.#findings(message)
    if (!message.saved) this.#positions?.write(message)
    out.ascii('}\n')
  }

  end(): void {
    this.#out.flush()
  }

  #frames(frames: readonly number[]): void {
    const out = this.#out
    out.label(FRAMES)
    for (let i = 0; i < frames.length; i++) {
      if (i > 0) out.byte(COMMA)
      out.decimal(frames[i]!)
    }
    out.byte(RIGHT_SQUARE)
  }

  /** Writes a text that comes again and again, `null` for an empty one, which means not known. */
  #text(text: string): void {
    this.#out.label(this.#texts.get(text))
  }

  /** What only some messages have. */
  #extras({ sources, place, comment }: Message): void {
    writeCut(this.#out, sources[MESSAGE_SOURCE]?.cut ?? 0)
    if (place !== undefined) writeMember(this.#out, ',"place":', place)
    if (comment !== undefined) writeMember(this.#out, ',"comment":', comment)
  }

  #findings(message: Message): void {
    const out = this.#out
    const { findings, findingsDropped } = message
    out.ascii(',"findings":[')
    writeElements(out, findings, (finding) => this.#finding(message, finding))
    out.byte(RIGHT_SQUARE)
    if (findingsDropped === 0) return
    out.ascii(',"findingsDropped":')
    out.decimal(findingsDropped)
  }

  /** `source` is the name of the bytes `start` counts in; all three are null for a finding without bytes. */
  #finding({ sources, tree }: Message, { kind, text, source, start, length, row }: Finding): void {
    const out = this.#out
    writeMember(out, '{"severity":', kind.severity)
    writeMember(out, ',"code":', kind.code)
    writeMember(out, ',"text":', text)
    if (row >= 0) writeMember(out, ',"field":', fieldById(tree.rows[row * ROW_SIZE]!).path)
    const from = sources[source]
    if (from === undefined) {
      out.ascii(',"source":null,"start":null,"length":null}')
      return
    }
    writeMember(out, ',"source":', from.name)
    out.ascii(',"start":')
    out.decimal(start - from.start)
    out.ascii(',"length":')
    out.decimal(length)
    out.byte(RIGHT_BRACE)
  }
}

/** Writes who sent a message to whom. */
function writeWay(out: ByteWriter, { id, transport, roles, ends }: Conversation, side: Side): void {
  writeMember(out, ',"transport":', transport)
  out.ascii(',"conversation":')
  out.decimal(id)
  writeMember(out, ',"from":', roles === 'unknown' ? '' : ROLES[side])
  out.ascii(',"src":')
  writeEndpoint(out, ends[side])
  out.ascii(',"dst":')
  writeEndpoint(out, ends[side === 0 ? 1 : 0])
}

function writeEndpoint(out: ByteWriter, { address, port }: Endpoint): void {
  writeMember(out, '{"address":', address)
  out.ascii(',"port":')
  if (port === 0) out.ascii('null')
  else out.decimal(port)
  out.byte(RIGHT_BRACE)
}

const BEGIN = encodeText(`{"schema":"${SCHEMA}","number":`)
const FRAMES = encodeText(',"frames":[')
const TIME = encodeText(',"time":')
const PROTOCOL = encodeText(',"protocol":')
const TITLE = encodeText(',"title":')
const TYPE = encodeText(',"type":')
const LENGTH = encodeText(',"length":')
const FIELDS = encodeText(',"fields":')

const COMMA = 0x2c
const RIGHT_SQUARE = 0x5d
const RIGHT_BRACE = 0x7d
