import { names } from '../../../../src/fields/index.js'

export const AUTH_OK = 0x0c
export const AUTH_WAIT_QUEUE = 0x1b

/** Results of SMSG_AUTH_RESPONSE, the same in all three games (protocol page 3.2). */
export const AUTH_RESULTS = names({
  12: 'AUTH_OK',
  13: 'AUTH_FAILED',
  14: 'AUTH_REJECT',
  15: 'AUTH_BAD_SERVER_PROOF',
  16: 'AUTH_UNAVAILABLE',
  17: 'AUTH_SYSTEM_ERROR',
  18: 'AUTH_BILLING_ERROR',
  19: 'AUTH_BILLING_EXPIRED',
  20: 'AUTH_VERSION_MISMATCH',
  21: 'AUTH_UNKNOWN_ACCOUNT',
  22: 'AUTH_INCORRECT_PASSWORD',
  23: 'AUTH_SESSION_EXPIRED',
  24: 'AUTH_SERVER_SHUTTING_DOWN',
  25: 'AUTH_ALREADY_LOGGING_IN',
  26: 'AUTH_LOGIN_SERVER_NOT_FOUND',
  27: 'AUTH_WAIT_QUEUE',
  28: 'AUTH_BANNED',
  29: 'AUTH_ALREADY_ONLINE',
  30: 'AUTH_NO_TIME',
  31: 'AUTH_DB_BUSY',
  32: 'AUTH_SUSPENDED',
  33: 'AUTH_PARENTAL_CONTROL',
})

export const EXPANSIONS = names({ 0: 'none', 1: 'The Burning Crusade', 2: 'Wrath of the Lich King' })
