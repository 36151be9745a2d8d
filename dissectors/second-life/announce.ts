import type { Cursor } from '../../src/dissect/cursor.js'
import type { Expectation, Expectations } from '../../src/dissect/expectations.js'
import { linkKind } from '../../src/dissect/links.js'
import type { MessageRef } from '../../src/dissect/message.js'
import { defineField, derived } from '../../src/fields/index.js'

/** From the message that says where a simulator is to the first packet of the circuit to it. */
const ANNOUNCED = linkKind('sl', 'Announced in', 'Circuit begins in', { many: true })
const ANNOUNCED_BY = defineField(
  'sl.Announced-by',
  derived({
    label: 'Announced by',
    doc: 'The message, or the reply over HTTP, that said where this circuit leads',
  }),
)

/**
 * A message says where a simulator is: the circuit to that address and port, whenever it begins, is a Second Life
 * circuit and links to the message. `by` is what said so: `login reply`, `EnableSimulator`, `TeleportFinish`.
 */
export function announceCircuit(
  expectations: Expectations,
  address: string,
  port: number,
  message: MessageRef,
  by: string,
): void {
  expectations.add('udp', address, port, { dissector: 'sl', message, by })
}

/** Says on the first packet of a circuit which message announced it. */
export function tellAnnouncement(at: Cursor, { message, by }: Expectation): void {
  at.derive(ANNOUNCED_BY, by)
  at.link(ANNOUNCED, message)
}
