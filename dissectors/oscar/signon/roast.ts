import { createHash } from 'node:crypto'

/** Keys that passwords are xor-ed with ("FLAP sign-on" and "Kerberos" on the protocol page). */
export const ROAST_KEY = Buffer.from('f32681c43986db9271a3b9e6537a957c', 'hex')
export const JAVA_ROAST_KEY = Buffer.from('f3b36c99953facb6c5fa6b63696cc39a', 'hex')
export const KERBEROS_ROAST_KEY = Buffer.from('7691c5e7d0d995dd9e2fead86b21c2bc', 'hex')
export const TOC_ROAST_KEY = Buffer.from('Tic/Toc', 'latin1')

/** Roasts or unroasts: both are the same. */
export function roast(bytes: Uint8Array, key: Uint8Array = ROAST_KEY): Buffer {
  const result = Buffer.alloc(bytes.length)
  for (let i = 0; i < bytes.length; i++) result[i] = bytes[i]! ^ key[i % key.length]!
  return result
}

/** Hashed behind the key and the password. */
const SALT = 'AOL Instant Messenger (SM)'

/** The hash of BUCP sign-ons before AIM 5.2: of key, password and a fixed text. */
export function oldHash(key: Uint8Array, password: Uint8Array): Buffer {
  return md5(key, password, Buffer.from(SALT))
}

/** The later one: the password goes in as its own MD5, 16 bytes. */
export function newHash(key: Uint8Array, password: Uint8Array): Buffer {
  return md5(key, md5(password), Buffer.from(SALT))
}

function md5(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('md5')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
