/** Which packets come before the cipher, by their header, and who sends them. */
import { Wire } from '../../../../src/fields/index.js'
import { readNumber } from '../../../../src/fields/read.js'
import { CLIENT, SERVER, type Side } from '../../../../src/network/conversation.js'
import { CLIENT_HEADER, SERVER_HEADER } from './headers.js'
import { CMSG_AUTH_SESSION, SMSG_AUTH_CHALLENGE, SMSG_AUTH_RESPONSE } from './opcodes.js'

/** Sizes of SMSG_AUTH_CHALLENGE: a seed, or 36 bytes more. */
const CHALLENGE_SIZES: readonly number[] = [6, 42]
/** Sizes of SMSG_AUTH_RESPONSE: a result, and all that may follow. */
const RESPONSE_LEAST = 3
const RESPONSE_MOST = 32
/** Sizes of CMSG_AUTH_SESSION: without name and add-ons, and with plenty. */
const SESSION_LEAST = 41
const SESSION_MOST = 0x2000

export interface Opening {
  readonly sender: Side
  /** Length of the whole packet. */
  readonly length: number
}

/** The packet in plain that begins at `start`; undefined when its header is none of an opening. */
export function openingAt(bytes: Uint8Array, start: number, end: number): Opening | undefined {
  if (end - start < SERVER_HEADER) return undefined
  const size = readNumber(bytes, start, Wire.U16BE)
  const opcode = readNumber(bytes, start + 2, Wire.U16LE)
  const length = size + 2
  if (isServerOpening(opcode, size)) return { sender: SERVER, length }
  if (opcode !== CMSG_AUTH_SESSION || size < SESSION_LEAST || size > SESSION_MOST) return undefined
  const high = end - start < CLIENT_HEADER ? 0 : readNumber(bytes, start + 4, Wire.U16LE)
  return high === 0 ? { sender: CLIENT, length } : undefined
}

function isServerOpening(opcode: number, size: number): boolean {
  if (opcode === SMSG_AUTH_CHALLENGE) return CHALLENGE_SIZES.includes(size)
  return opcode === SMSG_AUTH_RESPONSE && size >= RESPONSE_LEAST && size <= RESPONSE_MOST
}
