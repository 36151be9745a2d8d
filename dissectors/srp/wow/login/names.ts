/** Numbers of the logon by name (protocol page 2.2). */
import { names } from '../../../../src/fields/index.js'

export const SUCCESS = 0

/** Upper half: what mangos and vmangos add to the client's own. */
export const LOGIN_RESULTS = names({
  0: 'SUCCESS',
  1: 'FAIL_UNKNOWN0',
  2: 'FAIL_UNKNOWN1',
  3: 'FAIL_BANNED',
  4: 'FAIL_UNKNOWN_ACCOUNT',
  5: 'FAIL_INCORRECT_PASSWORD',
  6: 'FAIL_ALREADY_ONLINE',
  7: 'FAIL_NO_TIME',
  8: 'FAIL_DB_BUSY',
  9: 'FAIL_VERSION_INVALID',
  10: 'FAIL_VERSION_UPDATE',
  11: 'FAIL_INVALID_SERVER',
  12: 'FAIL_SUSPENDED',
  13: 'FAIL_FAIL_NOACCESS',
  14: 'SUCCESS_SURVEY',
  15: 'FAIL_PARENTCONTROL',
  16: 'FAIL_LOCKED_ENFORCED',
  17: 'FAIL_TRIAL_ENDED',
  18: 'FAIL_USE_BATTLENET',
})

export const REALM_TYPES = names({ 0: 'PvE', 1: 'PvP', 6: 'RP', 8: 'RP-PvP' })

export const SPECIFY_BUILD = 0x04
export const REALM_FLAGS = [
  { mask: 0x01, name: 'invalid' },
  { mask: 0x02, name: 'offline' },
  { mask: SPECIFY_BUILD, name: 'specify build' },
  { mask: 0x20, name: 'recommended (blue)' },
  { mask: 0x40, name: 'new (green)' },
  { mask: 0x80, name: 'full (red)' },
]

export const ACCOUNT_FLAGS = [
  { mask: 0x01, name: 'GM' },
  { mask: 0x08, name: 'trial' },
  { mask: 0x800000, name: 'propass' },
]

/** Codes of four characters; on the wire their bytes stand reversed. */
export const PLATFORMS = codes(['x86', 'PPC'])
export const SYSTEMS = codes(['Win', 'OSX'])
export const LOCALES = codes(
  'enGB enUS esMX ptBR frFR deDE esES ptPT itIT ruRU koKR zhTW enTW enCN'.split(' '),
)

function codes(texts: readonly string[]) {
  return names(
    Object.fromEntries(texts.map((text) => [Buffer.from(text.padStart(4, '\0')).readUInt32BE(), text])),
  )
}
