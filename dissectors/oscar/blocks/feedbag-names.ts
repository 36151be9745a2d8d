import { names } from '../../../src/fields/index.js'

/** Classes of feedbag items; from 400 (hex) they are the client’s. */
export const CLASSES = names({
  0: 'buddy',
  1: 'group',
  2: 'permit',
  3: 'deny',
  4: 'permit/deny info',
  5: 'buddy prefs',
  6: 'non-buddy',
  7: 'TPA provider',
  8: 'TPA subscription',
  9: 'client prefs',
  10: 'stock',
  11: 'weather',
  13: 'watch list',
  14: 'ignore',
  15: 'date/time',
  16: 'external user',
  17: 'root creator',
  18: 'fish',
  19: 'import time',
  20: 'BART',
  21: 'order',
  22: 'personality',
  23: 'linked-account profile',
  24: 'linked-account info',
  25: 'interaction',
  29: 'vanity info',
  30: 'favourite location',
  31: 'BART PD info',
  36: 'custom emoticons',
  348: 'ICQ status note',
})

/** What became of each item of a request. */
export const RESULTS = names({
  0: 'ok',
  1: 'database error',
  2: 'not found',
  3: 'exists',
  5: 'unavailable',
  10: 'bad request',
  11: 'database timeout',
  12: 'over class limit',
  13: 'not executed',
  14: 'authorization needed',
  16: 'bad login ID',
  17: 'over buddy limit',
  20: 'smart group',
  26: 'timeout',
})

/** Who may see and write to the user. */
export const PD_MODES = names({
  1: 'permit all',
  2: 'deny all',
  3: 'permit listed',
  4: 'deny listed',
  5: 'permit buddies',
})
