import type { ProtocolOption } from '../../src/dissect/protocol-option.js'

export const SECOND_LIFE_OPTIONS: readonly ProtocolOption[] = [
  {
    flags: '--sl-era <era>',
    description: 'header and message numbers of Second Life',
    choices: ['classic', 'modern'],
  },
  {
    flags: '--template <file>',
    description: 'message template of Second Life, or built-in (docs/templates.md); repeatable',
    repeatable: true,
  },
]
