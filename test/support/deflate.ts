import { crc32 } from '../../src/ingest/crc32.js'

/** Raw deflate in fixed codes without back references: the same bytes whatever zlib is at hand (RFC 1951 section 3.2.6). */
export function deflate(data: Uint8Array): Buffer {
  const bits = new Bits()
  bits.put(1, 1) // the last block
  bits.put(1, 2) // fixed codes
  for (const byte of data) {
    if (byte < 144) bits.putCode(0x30 + byte, 8)
    else bits.putCode(0x190 + byte - 144, 9)
  }
  bits.putCode(0, 7) // end of block
  return bits.bytes()
}

/** A gzip file without name and time (RFC 1952). */
export function gzip(data: Uint8Array): Buffer {
  const header = Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff)
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(crc32(data) >>> 0, 0)
  trailer.writeUInt32LE(data.length, 4)
  return Buffer.concat([header, deflate(data), trailer])
}

class Bits {
  readonly #bytes: number[] = []
  #count = 0

  /** Numbers go in from their lowest bit on. */
  put(value: number, length: number): void {
    for (let i = 0; i < length; i++) {
      if (this.#count % 8 === 0) this.#bytes.push(0)
      this.#bytes[this.#bytes.length - 1]! |= ((value >> i) & 1) << (this.#count++ % 8)
    }
  }

  /** Codes go in from their highest bit on. */
  putCode(code: number, length: number): void {
    for (let i = length - 1; i >= 0; i--) this.put((code >> i) & 1, 1)
  }

  bytes(): Buffer {
    return Buffer.from(this.#bytes)
  }
}
