import { keepAlives } from '../../../../src/dissect/chores.js'
import type { Dissector } from '../../../../src/dissect/dissector.js'
import { Wire } from '../../../../src/fields/index.js'
import { readNumber } from '../../../../src/fields/read.js'
import { CLIENT } from '../../../../src/network/conversation.js'
import { WORLD_NAME } from '../names.js'
import { prepareOpcodes, SMSG_AUTH_CHALLENGE } from './opcodes.js'
import { openingAt } from './sender.js'
import { WorldSession } from './session.js'

/** Exactly one packet of the opening. */
const EXACT = 92
/** A header of one. */
const LIKELY = 45

/** World of Warcraft's world servers: 1.12, 2.4.3, 3.3.5; the README beside describes them. */
export const wowWorld: Dissector = {
  name: WORLD_NAME,
  title: 'World of Warcraft world',
  transport: 'tcp',
  ports: [[8085, 8085]],
  comparing: keepAlives('CMSG_PING', 'SMSG_PONG'),
  detect(bytes, start, end) {
    const opening = openingAt(bytes, start, end)
    if (!opening) return 0
    if (opening.length !== end - start) return LIKELY
    return opening.sender === CLIENT || isChallenge(bytes, start) ? EXACT : LIKELY
  },
  speaker: (bytes, start, end) => openingAt(bytes, start, end)?.sender,
  prepare: prepareOpcodes,
  open: (conversation, options) => new WorldSession(wowWorld, conversation, options),
}

function isChallenge(bytes: Uint8Array, start: number): boolean {
  return readNumber(bytes, start + 2, Wire.U16LE) === SMSG_AUTH_CHALLENGE
}
