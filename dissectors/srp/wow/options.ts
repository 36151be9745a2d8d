import type { ProtocolOption } from '../../../src/dissect/protocol-option.js'

export const WOW_VERSION = 'wow-version'

export const WOW_OPTIONS: readonly ProtocolOption[] = [
  {
    flags: `--${WOW_VERSION} <number>`,
    description: "protocol version of World of Warcraft's logon, where no client says it",
    choices: ['2', '3', '5', '6', '7', '8'],
  },
]
