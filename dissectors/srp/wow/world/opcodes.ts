/** Names of opcodes: those of the user's files first, then those around authentication and the character list. */
import type { DissectOptions, PrepareOptions } from '../../../../src/dissect/dissector.js'
import type { OpcodeTables } from '../../../../src/dissect/opcode-file.js'
import type { Slot } from '../../../../src/dissect/slots.js'
import { type Names, names } from '../../../../src/fields/index.js'
import { loadOpcodes } from '../../../opcodes.js'
import type { WorldGame } from './games.js'

export const SMSG_AUTH_CHALLENGE = 0x1ec
export const CMSG_AUTH_SESSION = 0x1ed
export const SMSG_AUTH_RESPONSE = 0x1ee

/** One numbering serves both directions. */
const COMMON = {
  54: 'CMSG_CHAR_CREATE',
  55: 'CMSG_CHAR_ENUM',
  56: 'CMSG_CHAR_DELETE',
  58: 'SMSG_CHAR_CREATE',
  59: 'SMSG_CHAR_ENUM',
  60: 'SMSG_CHAR_DELETE',
  61: 'CMSG_PLAYER_LOGIN',
  62: 'SMSG_NEW_WORLD',
  63: 'SMSG_TRANSFER_PENDING',
  64: 'SMSG_TRANSFER_ABORTED',
  65: 'SMSG_CHARACTER_LOGIN_FAILED',
  66: 'SMSG_LOGIN_SETTIMESPEED',
  75: 'CMSG_LOGOUT_REQUEST',
  76: 'SMSG_LOGOUT_RESPONSE',
  77: 'SMSG_LOGOUT_COMPLETE',
  78: 'CMSG_LOGOUT_CANCEL',
  79: 'SMSG_LOGOUT_CANCEL_ACK',
  253: 'SMSG_TUTORIAL_FLAGS',
  476: 'CMSG_PING',
  477: 'SMSG_PONG',
  [SMSG_AUTH_CHALLENGE]: 'SMSG_AUTH_CHALLENGE',
  [CMSG_AUTH_SESSION]: 'CMSG_AUTH_SESSION',
  [SMSG_AUTH_RESPONSE]: 'SMSG_AUTH_RESPONSE',
  521: 'SMSG_ACCOUNT_DATA_TIMES',
  566: 'SMSG_LOGIN_VERIFY_WORLD',
  711: 'CMSG_CHAR_RENAME',
  712: 'SMSG_CHAR_RENAME',
  751: 'SMSG_ADDON_INFO',
}

const SINCE_BURNING_CRUSADE = { 907: 'SMSG_REALM_SPLIT', 908: 'CMSG_REALM_SPLIT' }

const SINCE_WRATH = {
  1139: 'CMSG_CHAR_CUSTOMIZE',
  1241: 'CMSG_CHAR_FACTION_CHANGE',
  1279: 'CMSG_READY_FOR_ACCOUNT_DATA_TIMES',
}

const NAMES: Readonly<Record<WorldGame['name'], Names>> = {
  '1.12': names(COMMON),
  '2.4.3': names({ ...COMMON, ...SINCE_BURNING_CRUSADE }),
  '3.3.5': names({ ...COMMON, ...SINCE_BURNING_CRUSADE, ...SINCE_WRATH }),
}

const GIVEN: Slot<{ tables: OpcodeTables }> = { name: 'wow.opcodes', make: () => ({ tables: new Map() }) }

/** Reads the files of `--opcodes`. Rejects with OptionError. */
export async function prepareOpcodes(options: PrepareOptions): Promise<void> {
  options.settings.of(GIVEN).tables = await loadOpcodes(options)
}

/** The name of an opcode, as far as one is known. */
export function opcodeName(
  { settings }: DissectOptions,
  game: WorldGame,
  opcode: number,
): string | undefined {
  const given = settings.of(GIVEN).tables
  return given.get(game.opcodes)?.get(opcode) ?? given.get('')?.get(opcode) ?? NAMES[game.name].get(opcode)
}

/** An opcode without a name. */
export function opcodeText(opcode: number): string {
  return `opcode 0x${opcode.toString(16).padStart(4, '0')}`
}
