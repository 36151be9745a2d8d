import type { Redacting } from '../../src/redact/redacting.js'

/** Fields of Grand Chase's messages that tell about people, and how frames are packed. */
export const REDACTING: Redacting = {
  names: [
    'grand-chase.*.login',
    'grand-chase.*.nickname',
    'grand-chase.CHAT_*.sender',
    'grand-chase.CHAT_*.receiver',
  ],
  texts: ['grand-chase.CHAT_*.text'],
  addresses: [
    'grand-chase.SERVER_LIST_NOT.servers.ip',
    'grand-chase.SERVER_LIST_NOT.servers.ip_again',
    'grand-chase.*.client_ip',
  ],
  unknown: ['grand-chase.compressed'],
  carriers: [
    { source: 'decrypted', field: 'grand-chase.ciphertext', coding: 'sealed' },
    { source: 'decrypted, unauthenticated', field: 'grand-chase.ciphertext', coding: 'sealed' },
    { source: 'inflated', field: 'grand-chase.compressed', coding: 'deflated' },
  ],
}
