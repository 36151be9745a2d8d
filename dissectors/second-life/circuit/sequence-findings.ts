import { MESSAGE_SOURCE, type Message, type MessageRef } from '../../../src/dissect/message.js'
import { ROW_SIZE } from '../../../src/dissect/tree.js'
import { RESENT, SEQUENCE_CLASSIC, SEQUENCE_MODERN } from '../fields.js'
import { ANOTHER_COUNT, DUPLICATE, FORGOTTEN, LATE, MISSING, RESEND_ALONE } from './links.js'
import type { PacketNotes } from './notes.js'
import { Arrival } from './window.js'

/** What was seen of a packet's direction before it. */
export interface Before {
  /** The message that had the same sequence. */
  readonly first: MessageRef | undefined
  readonly highest: number
  /** Sequences between the highest and this one. */
  readonly missing: number
}

/** Says where a packet's sequence is not the one to be expected. */
export function tellSequence(
  message: Message,
  { sequence, flags }: PacketNotes,
  arrival: Arrival,
  { first, highest, missing }: Before,
): void {
  const tell = (kind: typeof DUPLICATE, text: string) => {
    const { start } = message.sources[MESSAGE_SOURCE]!
    // The last three bytes of a sequence count in both eras.
    const { length } = message.findings
    message.find(kind, text, MESSAGE_SOURCE, start + SEQUENCE_AT, SEQUENCE_WIDTH)
    if (message.findings.length > length) placeAtSequence(message)
  }
  if (first)
    tell(
      DUPLICATE,
      `Sequence ${sequence} was there before, in #${first.number}, and this packet is not marked as resent: a copy made on the way or by the capture.`,
    )
  else if (flags & RESENT)
    tell(RESEND_ALONE, `Marked as resent, but the capture does not hold sequence ${sequence} before this.`)
  else if (arrival === Arrival.Ahead)
    tell(
      MISSING,
      `${missingText(sequence, missing)} not been seen before this packet: lost, late, or not captured.`,
    )
  else if (arrival === Arrival.Late)
    tell(LATE, `Sequence ${sequence} comes after ${highest}: it was overtaken on the way.`)
  else if (arrival === Arrival.Elsewhere)
    tell(
      ANOTHER_COUNT,
      `Sequence ${sequence} comes after ${highest}: the sender counts anew, or the capture lacks a long part.`,
    )
}

/** Says that packets of this direction are not remembered any more. */
export function tellForgotten(message: Message): void {
  const text = `Earlier packets of this direction are forgotten, to make room for other circuits: acknowledgements and resends of them are not linked.`
  message.find(FORGOTTEN, text, MESSAGE_SOURCE, message.sources[MESSAGE_SOURCE]!.start, 0)
}

/** Shows the finding told last below the sequence, before those that are below later rows. */
function placeAtSequence({ tree, findings }: Message): void {
  let row = 0
  while (row < tree.count && !SEQUENCES.has(tree.rows[row * ROW_SIZE]!)) row++
  const told = { ...findings.pop()!, row }
  const next = findings.findIndex((finding) => finding.row > row)
  findings.splice(next < 0 ? findings.length : next, 0, told)
}

const SEQUENCES: ReadonlySet<number> = new Set([SEQUENCE_CLASSIC.id, SEQUENCE_MODERN.id])

const SEQUENCE_AT = 1
const SEQUENCE_WIDTH = 3

/** `Sequence 5 has`, `Sequences 5 to 9 have`. */
function missingText(sequence: number, missing: number): string {
  const last = sequence - 1
  return missing === 1 ? `Sequence ${last} has` : `Sequences ${sequence - missing} to ${last} have`
}
