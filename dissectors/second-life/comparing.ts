import type { Chore } from '../../src/dissect/chores.js'
import type { Comparing } from '../../src/dissect/dissector.js'
import type { Message } from '../../src/dissect/message.js'
import { hasRow } from '../../src/dissect/row.js'
import { RESEND } from './circuit/links.js'

const CHORES: ReadonlyMap<string, Chore> = new Map([
  ['PacketAck', 'acknowledgements'],
  ['StartPingCheck', 'keep-alives'],
  ['CompletePingCheck', 'keep-alives'],
])

/** What comparing has to know of Second Life's messages. */
export const COMPARING: Comparing = {
  chore: (message: Message) => (hasRow(message, RESEND.back) ? 'repetitions' : CHORES.get(message.type)),
}
