/** What the logon's protocol versions differ in (protocol page 2.1, 2.2). */
export interface LoginVersion {
  readonly number: number
  /** Bits of the security flag that have a layout; undefined where there is no such flag. */
  readonly security: number | undefined
  /** What follows M2 in a LOGON_PROOF that succeeded, in order. */
  readonly proofTail: readonly ('account flags' | 'survey' | 'flags')[]
  /** Two zero bytes end a LOGON_PROOF that failed. */
  readonly failurePadding: boolean
  /** Two zero bytes end a RECONNECT_PROOF. */
  readonly reconnectPadding: boolean
  /** Bytes of the number of realms. */
  readonly realmCount: 1 | 2
  /** A realm has one byte of type and one that says whether it is locked; before, its type took four. */
  readonly realmLocked: boolean
  /** A realm with the flag for it ends with a version. */
  readonly realmVersion: boolean
}

export const PIN = 1
export const MATRIX = 2
export const AUTHENTICATOR = 4

const V2: LoginVersion = {
  number: 2,
  security: undefined,
  proofTail: ['survey'],
  failurePadding: false,
  reconnectPadding: false,
  realmCount: 1,
  realmLocked: false,
  realmVersion: false,
}
const V3: LoginVersion = { ...V2, number: 3, security: PIN }
const V5: LoginVersion = {
  ...V3,
  number: 5,
  security: PIN | MATRIX,
  proofTail: ['survey', 'flags'],
  reconnectPadding: true,
  realmLocked: true,
}
const V6: LoginVersion = { ...V5, number: 6, realmCount: 2 }
const V7: LoginVersion = { ...V6, number: 7 }
const V8: LoginVersion = {
  ...V7,
  number: 8,
  security: PIN | MATRIX | AUTHENTICATOR,
  proofTail: ['account flags', 'survey', 'flags'],
  failurePadding: true,
  realmVersion: true,
}

/** All, the more likely first: those of 1.12.1, 2.4.3 and 3.3.5, then the others. */
export const LOGIN_VERSIONS: readonly LoginVersion[] = [V3, V8, V2, V5, V6, V7]

/** The version with this number. */
export function loginVersion(number: number): LoginVersion | undefined {
  return LOGIN_VERSIONS.find((version) => version.number === number)
}

/** The newest version not newer than the number that a client says; one that is older than all counts as the oldest. */
export function nearestVersion(number: number): LoginVersion {
  const known = LOGIN_VERSIONS.filter((version) => version.number <= number)
  return known.reduce((a, b) => (b.number > a.number ? b : a), V2)
}
