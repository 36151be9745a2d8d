import { names } from '../../../src/fields/index.js'

/** TLV 0008 of a refused sign-on ("BUCP sign-on" on the protocol page); what 7 and 8 mean differs between servers. */
export const AUTH_ERRORS = names({
  1: 'invalid name or password',
  2: 'temporarily unavailable',
  3: 'other error',
  4: 'incorrect name or password',
  5: 'name and password do not match',
  6: 'bad input',
  7: 'invalid account?',
  8: 'deleted account?',
  9: 'expired account',
  10: 'no database',
  11: 'no resolver',
  12: 'bad database fields',
  13: 'bad database status',
  14: 'bad resolver status',
  15: 'internal error',
  16: 'offline',
  17: 'suspended account',
  18: 'database send error',
  19: 'database link error',
  20: 'reservation map error',
  21: 'reservation link error',
  22: 'too many from this address',
  23: 'too many from this address (reservation)',
  24: 'rate limit (reservation)',
  25: 'too heavily warned',
  26: 'reservation timeout',
  27: 'upgrade required',
  28: 'upgrade recommended',
  29: 'rate limit',
  30: 'cannot register',
  32: 'invalid SecurID',
  34: 'suspended account, age under 13',
})

/** TLV 0009 of a FLAP sign-off. */
export const DISCONNECT_REASONS = names({ 1: 'signed on elsewhere', 2: 'account deleted' })
