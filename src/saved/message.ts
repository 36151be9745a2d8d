import type { Severity } from '../dissect/finding.js'
import { MAX_FINDINGS } from '../dissect/limits.js'
import { Message } from '../dissect/message.js'
import { NO_SOURCE } from '../dissect/tree.js'
import { SCHEMA } from '../views/json.js'
import { Faulty, integerOf, type Json, listOf, objectOf, textOf, textOrNull } from './checks.js'
import { SavedConversations } from './conversations.js'
import { SavedDefinitions } from './definitions.js'
import { readPositions } from './positions.js'
import { type ReadsValues, ShownValues } from './values.js'

/** Frames of one message that are read. */
export const MAX_FRAMES = 1_000_000

const SEVERITIES = ['note', 'warning', 'error'] as const satisfies readonly Severity[]

export interface SavedOptions {
  /** Makes rows of what was saved without positions: those to be shown, unless it is given. */
  readonly values?: ReadsValues | undefined
  /** Declares the fields by which values without positions are known. */
  readonly declareFields?: () => void
}

/** Makes messages again of saved lines. */
export class SavedMessages {
  readonly conversations = new SavedConversations()
  readonly #definitions = new SavedDefinitions()
  readonly #message = new Message()
  readonly #values: ReadsValues
  #declareFields: (() => void) | undefined

  constructor({ values, declareFields }: SavedOptions = {}) {
    this.#values = values ?? new ShownValues(this.#definitions)
    this.#declareFields = declareFields
  }

  /** The message of a line; the object is used again for the next one. Throws Faulty where the line is no message. */
  read(line: Json): Message {
    if (line.schema !== SCHEMA) {
      throw new Faulty(`its schema is ${JSON.stringify(line.schema)}, and this slx reads ${SCHEMA}`)
    }
    const message = this.#message
    message.clear()
    this.#heading(line, message)
    if (line.positions === undefined) this.#readValues(line, message)
    else readPositions(objectOf(line.positions, 'positions'), this.#definitions, message)
    this.#findings(line, message)
    return message
  }

  #readValues(line: Json, message: Message): void {
    this.#declareFields?.()
    this.#declareFields = undefined
    this.#values.read(line, message)
  }

  #heading(line: Json, message: Message): void {
    message.number = integerOf(line.number, 'number', 1, Number.MAX_SAFE_INTEGER)
    const frames = listOf(line.frames, 'frames')
    if (frames.length > MAX_FRAMES) throw new Faulty(`it has more than ${MAX_FRAMES} frames`)
    for (const frame of frames) message.frames.push(integerOf(frame, 'frames', 1, Number.MAX_SAFE_INTEGER))
    readTime(line.time, message)
    const { conversation, side } = this.conversations.of(line)
    message.conversation = conversation
    message.side = side
    message.protocol = textOrNull(line.protocol, 'protocol')
    message.title = textOrNull(line.title, 'title')
    message.type = textOrNull(line.type, 'type')
    if (line.place !== undefined) message.place = textOrNull(line.place, 'place')
    if (line.comment !== undefined) message.comment = textOrNull(line.comment, 'comment')
  }

  #findings(line: Json, message: Message): void {
    const findings = listOf(line.findings, 'findings')
    if (findings.length > MAX_FINDINGS) throw new Faulty(`it has more than ${MAX_FINDINGS} findings`)
    const places =
      line.positions === undefined ? [] : listOf((line.positions as Json).findings, 'positions.findings')
    for (const [i, value] of findings.entries()) {
      const finding = objectOf(value, 'findings')
      const severity = SEVERITIES.find((each) => each === finding.severity)
      if (!severity) throw new Faulty(`'severity' of a finding is not one of ${SEVERITIES.join(', ')}`)
      const kind = { code: textOf(finding.code, 'code'), severity }
      const place = placeOf(places[i], finding, message)
      message.findings.push({ kind, text: textOrNull(finding.text, 'text'), ...place })
    }
    if (line.findingsDropped !== undefined) {
      message.findingsDropped = integerOf(line.findingsDropped, 'findingsDropped', 0, Number.MAX_SAFE_INTEGER)
    }
  }
}

/** Where a finding lies: in a source and below a row, as far as that was saved. */
function placeOf(place: unknown, finding: Json, { sources, tree }: Message) {
  if (place === undefined) return { source: NO_SOURCE, start: 0, length: 0, row: tree.count - 1 }
  const { row, source } = objectOf(place, 'positions.findings')
  const index = source === null ? NO_SOURCE : integerOf(source, 'source of a finding', 0, sources.length - 1)
  const below = row === null ? -1 : integerOf(row, 'row of a finding', 0, tree.count - 1)
  if (index === NO_SOURCE) return { source: NO_SOURCE, start: 0, length: 0, row: below }
  const { end } = sources[index]!
  const start = integerOf(finding.start, 'start of a finding', 0, end)
  return {
    source: index,
    start,
    length: integerOf(finding.length, 'length of a finding', 0, end - start),
    row: below,
  }
}

/** `2007-01-24T10:00:00.104332000Z`, or null where the time was not known. */
function readTime(time: unknown, message: Message): void {
  if (time === null) {
    message.setTime(-1, 0)
    return
  }
  const match = /^([+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{9})Z$/.exec(textOf(time, 'time'))
  const milliseconds = match ? Date.parse(`${match[1]}Z`) : Number.NaN
  if (!match || !(milliseconds >= 0))
    throw new Faulty("'time' is no time from 1970 on, in UTC with nine decimals")
  message.setTime(milliseconds / 1000, Number(match[2]))
}
