import { hmacSha1 } from './digest.js'

/** Bytes of a header key made by HMAC. */
export const HEADER_KEY_LENGTH = 20

/** Kyoril/mmo (from K cut of high zero bytes) and World of Warcraft 2.4.3 (from all of K): one key for both directions. */
export function sharedHeaderKey(key: Uint8Array): Uint8Array {
  return hmacSha1(SHARED, key)
}

/** World of Warcraft 3.3.5: the RC4 key of the client's headers. */
export function clientHeaderKey(key: Uint8Array): Uint8Array {
  return hmacSha1(CLIENT, key)
}

/** World of Warcraft 3.3.5: the RC4 key of the server's headers. */
export function serverHeaderKey(key: Uint8Array): Uint8Array {
  return hmacSha1(SERVER, key)
}

// Constants of the clients (protocol page 1.7, 3.3).
const SHARED = fromHex('38a78315f8922530719867b18c04e2aa')
const CLIENT = fromHex('c2b3723cc6aed9b5343c53ee2f4367ce')
const SERVER = fromHex('cc98ae04e897eaca12ddc09342915357')

function fromHex(digits: string): Uint8Array {
  return new Uint8Array(Buffer.from(digits, 'hex'))
}
