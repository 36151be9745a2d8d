import { holdsCapability } from '../http/target.js'
import type { Value } from './value.js'

/** Keys whose values let in whoever reads them, or that name a machine; lower case without `-` and `_`. */
const SECRET_KEY = /(?:passwd|password|token|sessionid|seedcapability)$|^(?:mac|id0|mfahash|webloginkey)$/

/** Whether everything under a key is a secret. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key.replace(/[-_]/g, '').toLowerCase())
}

/** Whether a value holds the URL of a capability, which is the key to it. */
export function isCapability({ value }: Value): boolean {
  return typeof value === 'string' && holdsCapability(value)
}
