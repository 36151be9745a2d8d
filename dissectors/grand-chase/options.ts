import type { ProtocolOption } from '../../src/dissect/protocol-option.js'
import { PROFILES } from './profiles.js'

export const GRAND_CHASE_OPTIONS: readonly ProtocolOption[] = [
  {
    flags: '--gc-profile <profile>',
    description: 'opcodes of this build of Grand Chase, instead of the one that contents tell',
    choices: PROFILES,
  },
  {
    flags: '--gc-unauthenticated',
    description: 'decrypt Grand Chase frames whose ICV is wrong, too',
  },
]
