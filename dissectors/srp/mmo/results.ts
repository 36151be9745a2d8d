import { names } from '../../../src/fields/index.js'

/** auth::AuthResult: on the links to the login server and between world and realm. Not the numbers of World of Warcraft. */
export const AUTH_RESULTS = names({
  0: 'Success',
  1: 'FailBanned',
  2: 'FailWrongCredentials',
  3: 'FailAlreadyOnline',
  4: 'FailNoTime',
  5: 'FailDbBusy',
  6: 'FailVersionInvalid',
  7: 'FailVersionUpdate',
  8: 'FailInvalidServer',
  9: 'FailSuspended',
  10: 'FailNoAccess',
  11: 'FailParentControl',
  12: 'FailLockedEnforced',
  13: 'FailTrialEnded',
  14: 'FailInternalError',
})

/** game::AuthResult: what a realm answers a client. */
export const GAME_RESULTS = names({
  0: 'Success',
  1: 'FailDbBusy',
  2: 'FailVersionInvalid',
  3: 'FailVersionUpdate',
  4: 'FailInvalidServer',
  5: 'FailNoAccess',
  6: 'FailInternalError',
})

export const SUCCESS = 0

/** `0 Success`, for the table of logons. */
export function resultText(names: ReadonlyMap<number, string>, result: number): string {
  return `${result} ${names.get(result) ?? 'unknown'}`
}
