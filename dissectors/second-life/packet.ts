import { count } from '../../src/count.js'
import { Cursor, UNDECODED } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import { MESSAGE_SOURCE } from '../../src/dissect/message.js'
import { ROW_DEF, ROW_SIZE } from '../../src/dissect/tree.js'
import { readNumber, u24be, u32be } from '../../src/fields/read.js'
import { expandZeros, MAX_EXPANDED } from '../../src/zero-coding.js'
import type { Circuit } from './circuit.js'
import type { Code } from './compile.js'
import type { Dialect } from './dialect.js'
import { ACKS, ACKS_APPENDED, CODED_SECRET, RESERVED, SL, ZERO_CODED } from './fields.js'
import { Ends, runCode } from './interpret.js'
import { numberText } from './template/model.js'

/*
 * classic    flags:1 sequence:3                    number:1-4         body   [ack:4 ... count:1]
 * modern     flags:1 sequence:4 extra length:1     number:1-4 extra   body   [ack:4 ... count:1]
 *                                                  +---- zero-coded ---+
 */

const ACK_WIDTH = 4

/** Bytes between the sequence and the appended acks at least: a message number. */
const LEAST_BODY = 1

const RESERVED_BITS = findingKind('sl.reserved-bits', 'warning')
const EXTRA_HEADER = findingKind('sl.extra-header', 'note')
const ACK_COUNT = findingKind('sl.ack-count', 'error')
const ACKS_CUT = findingKind('sl.acks-cut', 'warning')
const EXPANDED = findingKind('limit.zero-coding', 'error')
/** What to do where no template is loaded. */
const BUILT_IN_ONLY = ' A whole message template (--template) may have it.'

const UNKNOWN = findingKind('sl.unknown-message', 'note')

/** Reads packets; holds what reading one needs and the next one reuses. */
export class PacketReader {
  readonly #expanded = new Uint8Array(MAX_EXPANDED)
  readonly #expandedView = new DataView(this.#expanded.buffer)
  readonly #inner = new Cursor()

  /**
   * Records the packet at the cursor and sets the message's type. True when it was exactly as `dialect`
   * has it: no finding, nothing lacking, nothing left over. Without `circuit` nothing is remembered.
   */
  read(at: Cursor, dialect: Dialect, circuit: Circuit | undefined): boolean {
    const { message } = at
    const findings = message.findings.length + message.findingsDropped
    const start = at.takeRow(dialect.header)
    if (start < 0) return false
    const { bytes } = at
    const isModern = dialect.era === 'modern'
    const flags = bytes[start]!
    const sequence = isModern ? u32be(bytes, start + 1) : u24be(bytes, start + 1)
    const extra = isModern ? bytes[start + 5]! : 0
    circuit?.notes.begin(flags, sequence)
    if (flags & RESERVED) tellReserved(at, flags)
    if (extra > 0) at.find(EXTRA_HEADER, `An extra header of ${extra} bytes; viewers send none.`, 1)
    const acks = flags & ACKS_APPENDED ? measureAcks(at) : 0
    const ends = acks < 0 ? Ends.Unknown : mayLackTail(at, dialect) ? Ends.MayLackTail : Ends.Exact
    if (acks > 0) at.enter(at.remaining - acks, ACKS.count)
    if (flags & ZERO_CODED) this.#readCoded(at, dialect, extra, ends, circuit)
    else readMessage(at, dialect, extra, ends, circuit)
    if (acks > 0) {
      at.leave()
      readAcks(at, circuit)
    }
    return message.findings.length + message.findingsDropped === findings
  }

  /** Records the coded bytes as one leaf and reads the message in a source of its own. */
  #readCoded(at: Cursor, dialect: Dialect, extra: number, ends: Ends, circuit: Circuit | undefined): void {
    const { message, bytes, pos, end } = at
    const row = at.tree.count
    at.rest(SL.zero_coded)
    const length = expandZeros(bytes, pos, end, this.#expandedView)
    const kept = Math.min(length, MAX_EXPANDED)
    if (circuit) circuit.notes.saved = length - (end - pos)
    if (length > MAX_EXPANDED) tellExpanded(at, end - pos, length)
    const cut = isCut(at) ? message.sources[MESSAGE_SOURCE]!.cut : 0
    const inner = this.#inner
    const source = message.addSource('zero-expanded', this.#expanded, 0, kept, cut)
    inner.begin(message, source, at.depth, 'the end of the expanded bytes')
    const code = readMessage(inner, dialect, extra, length > kept ? Ends.Unknown : ends, circuit)
    inner.finish()
    // The coded bytes would show what the expanded ones may not.
    if (code?.secret) at.tree.rows[row * ROW_SIZE + ROW_DEF] = CODED_SECRET.id
  }
}

/** The message number, the extra header and the body. Returns how to read the message; undefined when that is not known. */
function readMessage(
  at: Cursor,
  dialect: Dialect,
  extra: number,
  ends: Ends,
  circuit: Circuit | undefined,
): Code | undefined {
  const number = dialect.numberField(at.bytes, at.pos, at.end)
  if (ends === Ends.Unknown && number.width + extra > at.remaining) {
    at.rest(UNDECODED)
    return undefined
  }
  const start = at.take(number, number.width)
  if (start < 0) return undefined
  // Most numbers are one byte: those need no look at what type they are.
  const key = number.width === 1 ? at.bytes[start]! : readNumber(at.bytes, start, number.wire)
  const program = dialect.program(key)
  at.message.type = program?.name ?? numberText(key)
  if (extra > 0) at.take(SL.extra, extra)
  const code = program?.code(circuit?.explains === true)
  if (at.failed) return code
  if (code) runCode(code, at, ends, circuit)
  // A packet whose end is not known may not be what it seems, and that has been told.
  else if (ends === Ends.Unknown) at.rest(UNDECODED)
  else tellUnknown(at, dialect, key)
  return code
}

/** Bytes of the appended acks and their count, the last byte; -1 (and a finding) when they cannot be or are not known. */
function measureAcks(at: Cursor): number {
  if (isCut(at)) {
    at.find(ACKS_CUT, 'The capture cut the packet, so where its appended acks begin is not known.')
    return -1
  }
  const left = at.remaining
  if (left === 0) return 0
  const count = at.bytes[at.end - 1]!
  const length = count * ACK_WIDTH + 1
  if (length + LEAST_BODY <= left) return length
  at.find(
    ACK_COUNT,
    `The flags say that acks are appended, and the last byte that they are ${count}: that takes ${length} bytes, but ${left} are left for them and the message.`,
    0,
    left,
  )
  return -1
}

function readAcks(at: Cursor, circuit: Circuit | undefined): void {
  at.open(SL.acks)
  while (at.remaining > 1) {
    const start = at.take(ACKS.id, ACK_WIDTH)
    if (start < 0) break
    at.depth++
    circuit?.appendedAck(at, u32be(at.bytes, start))
    at.depth--
  }
  at.read(ACKS.count)
  at.close()
}

function mayLackTail(at: Cursor, dialect: Dialect): boolean {
  return dialect.era === 'modern' && !isCut(at)
}

function isCut(at: Cursor): boolean {
  return at.message.sources[MESSAGE_SOURCE]!.cut > 0
}

function tellReserved(at: Cursor, flags: number): void {
  const bits = (flags & RESERVED).toString(16)
  const { start } = at.message.sources[MESSAGE_SOURCE]!
  at.message.find(
    RESERVED_BITS,
    `The low four bits of the flags are 0x${bits}; in every packet known they are 0.`,
    MESSAGE_SOURCE,
    start,
    1,
  )
}

function tellExpanded(at: Cursor, coded: number, length: number): void {
  at.find(
    EXPANDED,
    `${coded} zero-coded bytes stand for ${length}, more than any receiver takes; the first ${MAX_EXPANDED} are decoded.`,
    coded,
  )
}

function tellUnknown(at: Cursor, dialect: Dialect, key: number): void {
  const left = at.remaining
  at.rest(UNDECODED)
  at.find(
    UNKNOWN,
    `Message ${numberText(key)} is not in ${dialect.templateName} of the ${dialect.era} era; not decoded: ${count(left, 'byte')}.${dialect.checksum === 0 ? BUILT_IN_ONLY : ''}`,
    left,
  )
}
