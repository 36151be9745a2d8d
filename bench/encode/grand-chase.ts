import { createCipheriv, createHmac } from 'node:crypto'

/** What a sender of frames knows. */
export interface SenderKeys {
  readonly spi: number
  readonly authentication: Uint8Array
  readonly encryption: Uint8Array
}

export const DEFAULT_KEYS: SenderKeys = {
  spi: 0,
  authentication: Buffer.from('c0d3bdc3b7ceb8b8', 'hex'),
  encryption: Buffer.from('c7d8c4bfb5e9c0fd', 'hex'),
}

export interface FrameOptions {
  readonly sequence: number
  /** The byte that the IV repeats. */
  readonly iv: number
  /** Blocks of padding beyond what is needed. */
  readonly extraBlocks?: number
  /** In place of padding: some emulators send zero bytes. */
  readonly tail?: Uint8Array
}

/** A frame around a payload, written from the protocol page and not with any code of slx. */
export function frame(keys: SenderKeys, payload: Uint8Array, options: FrameOptions): Buffer {
  const plaintext = Buffer.concat([payload, padding(payload.length, options)])
  const iv = Buffer.alloc(8, options.iv)
  const { encryption } = keys
  const cipher = createCipheriv('des-ede3-cbc', Buffer.concat([encryption, encryption, encryption]), iv)
  const ciphertext = cipher.setAutoPadding(false).update(plaintext)
  const head = Buffer.alloc(8)
  head.writeUInt16LE(26 + ciphertext.length, 0)
  head.writeUInt16LE(keys.spi, 2)
  head.writeUInt32LE(options.sequence, 4)
  const rest = Buffer.concat([head.subarray(2), iv, ciphertext])
  const icv = createHmac('md5', keys.authentication).update(rest).digest().subarray(0, 10)
  return Buffer.concat([head.subarray(0, 2), rest, icv])
}

function padding(length: number, { extraBlocks = 0, tail }: FrameOptions): Uint8Array {
  if (tail) return tail
  const count = 8 - ((length + 1) % 8) + 8 * extraBlocks
  return Buffer.from([...Array.from({ length: count }, (_, i) => i + 1), count])
}

export interface PayloadOptions {
  /** The content is a zlib stream of this many bytes once inflated. */
  readonly inflated?: number
  /** Leave the compression byte out. */
  readonly bare?: boolean
  readonly trailer?: number
}

/** A payload: opcode, size, compression, content, trailer. */
export function payload(opcode: number, content: Uint8Array, options: PayloadOptions = {}): Buffer {
  const { inflated, bare = false, trailer = 4 } = options
  const data = inflated === undefined ? content : Buffer.concat([u32le(inflated), content])
  const compression = bare ? [] : [inflated === undefined ? 0 : 1]
  return Buffer.concat([u16(opcode), u32(data.length), Buffer.from(compression), data, Buffer.alloc(trailer)])
}

/** The content of a setup message. */
export function setup({ spi, authentication, encryption }: SenderKeys): Buffer {
  return content(u16(spi), u32(8), authentication, u32(8), encryption, u32(1), u32(0), u32(0))
}

export function content(...parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(parts)
}

export function u8(value: number): Buffer {
  return Buffer.of(value)
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

function u32le(value: number): Buffer {
  return u32(value).reverse()
}

/** A counted string of UTF-16. */
export function wide(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf16le')
  return content(u32(bytes.length), bytes)
}

/** A counted string of one byte a character. */
export function narrow(text: string): Buffer {
  return content(u32(text.length), Buffer.from(text, 'latin1'))
}
