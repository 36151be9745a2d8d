import { readFileSync } from 'node:fs'
import { sharedPath } from '../../support/shared.js'

export { ascii } from '../../../bench/encode/bytes.js'

const path = sharedPath('vectors/srp.json')

/** The SRP test vectors that developers keep beside the checkout; undefined where they are absent, and the tests skip. */
// biome-ignore lint/suspicious/noExplicitAny: a large document whose shape each test knows for itself
export const VECTORS: any = path && JSON.parse(readFileSync(path, 'utf8'))

export function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'))
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
