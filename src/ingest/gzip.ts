import { ChunkInput } from './chunk-input.js'
import { crc32 } from './crc32.js'
import { Inflater } from './inflater.js'
import { viewOf } from './pcap-format.js'
import type { Problems } from './problems.js'

/** Compressed bytes unpacked at a time; deflate makes at most 1032 times as much of them. */
const STEP = 16_384

/** Member layout: RFC 1952 section 2.3. */
const FIXED_HEADER = 10
const TRAILER = 8
const DEFLATE = 8
const enum Flag {
  HeaderSum = 2,
  Extra = 4,
  Name = 8,
  Comment = 16,
}

/**
 * Unpacks gzip, any number of members, as its bytes arrive. Damage ends it; what was unpacked before is given.
 *
 * Only the deflate streams are left to node:zlib: its gunzip throws away what it has just unpacked when a checksum
 * is wrong or something else follows the last member.
 */
export function gunzip(chunks: AsyncIterable<Uint8Array>, problems: Problems): AsyncGenerator<Uint8Array> {
  return new Gunzip(new ChunkInput(chunks), problems).members()
}

class Gunzip {
  readonly #input: ChunkInput
  readonly #problems: Problems
  #unpacked = 0

  constructor(input: ChunkInput, problems: Problems) {
    this.#input = input
    this.#problems = problems
  }

  async *members(): AsyncGenerator<Uint8Array> {
    try {
      let more = await this.#passHeader(true)
      while (more) more = (yield* this.#member()) && (await this.#passHeader(false))
    } finally {
      await this.#input.close()
    }
  }

  /** Passes a member's header; returns whether a deflate stream follows. */
  async #passHeader(first: boolean): Promise<boolean> {
    const input = this.#input
    if (!first && (await this.#passPadding())) return false
    const offset = input.offset
    const header = await input.take(FIXED_HEADER)
    if (header[0] !== 0x1f || header[1] !== 0x8b) return this.#tellForeign(offset)
    if (header.length < FIXED_HEADER) return this.#tellTruncated()
    if (header[2] !== DEFLATE)
      return this.#tellDamaged(`compression method ${header[2]}, and gzip has only 8`)
    const flags = header[3]!
    if (flags & Flag.Extra) {
      const length = await input.take(2)
      if (length.length < 2 || !(await this.#pass(length[0]! + 256 * length[1]!)))
        return this.#tellTruncated()
    }
    if (flags & Flag.Name && !(await this.#passText())) return this.#tellTruncated()
    if (flags & Flag.Comment && !(await this.#passText())) return this.#tellTruncated()
    if (flags & Flag.HeaderSum && !(await this.#pass(2))) return this.#tellTruncated()
    return true
  }

  /** Unpacks a deflate stream and checks its trailer; returns whether another member can follow. */
  async *#member(): AsyncGenerator<Uint8Array, boolean> {
    const input = this.#input
    const inflater = new Inflater()
    let sum = 0
    let length = 0
    try {
      while (!inflater.ended) {
        const piece = await input.peek(STEP)
        if (piece === undefined) return this.#tellTruncated()
        const before = inflater.consumed
        for (const part of await inflater.feed(piece)) {
          sum = crc32(part, sum)
          length += part.length
          this.#unpacked += part.length
          yield part
        }
        input.pass(inflater.consumed - before)
        if (inflater.fault !== undefined) return this.#tellDamaged(inflater.fault)
      }
    } finally {
      inflater.close()
    }
    return this.#checkTrailer(sum, length)
  }

  async #checkTrailer(sum: number, length: number): Promise<boolean> {
    const offset = this.#input.offset
    const trailer = await this.#input.take(TRAILER)
    if (trailer.length < TRAILER) return this.#tellTruncated()
    const view = viewOf(trailer)
    if (view.getUint32(0, true) === sum && view.getUint32(4, true) === length % 2 ** 32) return true
    const message =
      `The checksum or length at byte ${offset} of the gzip data does not match what it unpacks to; that is shown ` +
      'all the same, but some of it is wrong.'
    this.#problems.report('gzip.checksum', this.#unpacked, message)
    return true
  }

  /** Passes zero bytes, which tapes and some programs add; returns whether nothing else follows. */
  async #passPadding(): Promise<boolean> {
    for (;;) {
      const piece = await this.#input.peek(STEP)
      if (piece === undefined) return true
      const other = piece.findIndex((byte) => byte !== 0)
      this.#input.pass(other < 0 ? piece.length : other)
      if (other >= 0) return false
    }
  }

  async #pass(count: number): Promise<boolean> {
    return (await this.#input.take(count)).length === count
  }

  /** Passes a text that ends with a zero byte. */
  async #passText(): Promise<boolean> {
    for (;;) {
      const piece = await this.#input.peek(STEP)
      if (piece === undefined) return false
      const zero = piece.indexOf(0)
      this.#input.pass(zero < 0 ? piece.length : zero + 1)
      if (zero >= 0) return true
    }
  }

  #tellTruncated(): false {
    const message =
      `The gzip data ends before it is complete, after ${this.#input.offset} bytes; what it held up to there was ` +
      `read (${this.#unpacked} bytes unpacked).`
    this.#problems.report('gzip.truncated', this.#unpacked, message)
    return false
  }

  #tellDamaged(how: string): false {
    const message =
      `The gzip data is damaged at or after byte ${this.#input.offset} (${how}); what came before was read ` +
      `(${this.#unpacked} bytes unpacked).`
    this.#problems.report('gzip.damaged', this.#unpacked, message)
    return false
  }

  #tellForeign(offset: number): false {
    const message = `Something that is not gzip follows the gzip data at byte ${offset}; it was left out.`
    this.#problems.report('gzip.trailing-bytes', this.#unpacked, message)
    return false
  }
}
