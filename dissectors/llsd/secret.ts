import type { Value } from './value.js'

/** Keys whose values let in whoever reads them, or that name a machine; lower case without `-` and `_`. */
const SECRET_KEYS = new Set([
  'passwd',
  'password',
  'webloginkey',
  'token',
  'openidtoken',
  'mfahash',
  'mac',
  'id0',
  'sessionid',
  'securesessionid',
  'lastexecsessionid',
  'seedcapability',
])

/** A capability's URL is the key to it. */
const CAPABILITY = /\/caps?\//i

/** Whether everything under a key is a secret. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEYS.has(key.replace(/[-_]/g, '').toLowerCase())
}

/** Whether a text holds the URL of a capability. */
export function holdsCapability({ value }: Value): boolean {
  return typeof value === 'string' && CAPABILITY.test(value)
}
