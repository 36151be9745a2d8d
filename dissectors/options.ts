import type { ProtocolOption } from '../src/dissect/protocol-option.js'
import { GRAND_CHASE_OPTIONS } from './grand-chase/options.js'
import { OPCODES_OPTION } from './opcodes.js'
import { SECOND_LIFE_OPTIONS } from './second-life/options.js'
import { WOW_OPTIONS } from './srp/wow/options.js'

/** The protocols' own options, in the order of the help. */
export const PROTOCOL_OPTIONS: readonly ProtocolOption[] = [
  ...SECOND_LIFE_OPTIONS,
  ...GRAND_CHASE_OPTIONS,
  OPCODES_OPTION,
  ...WOW_OPTIONS,
]
