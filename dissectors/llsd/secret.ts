import type { Value } from './value.js'

/** Keys whose values let in whoever reads them, or that name a machine; lower case without `-` and `_`. */
const SECRET_KEY = /(?:passwd|password|token|sessionid|seedcapability)$|^(?:mac|id0|mfahash|webloginkey)$/

/** A capability's URL is the key to it. */
const CAPABILITY = /\/caps?\//i

/** Whether everything under a key is a secret. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key.replace(/[-_]/g, '').toLowerCase())
}

/** Whether a text holds the URL of a capability. */
export function holdsCapability({ value }: Value): boolean {
  return typeof value === 'string' && CAPABILITY.test(value)
}
