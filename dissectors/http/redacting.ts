import type { Redacting } from '../../src/redact/redacting.js'

/** Bodies of HTTP messages; what is in them the protocols inside say. */
export const REDACTING: Redacting = {
  texts: ['http.body'],
  unknown: ['http.body'],
  carriers: [
    { source: 'inflated', field: 'http.encoded', coding: 'deflated' },
    { source: 'body', field: 'http.chunk.data', coding: 'joined' },
    { source: 'body', field: 'http.more_chunks', coding: 'joined' },
  ],
}
