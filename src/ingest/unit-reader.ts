import { Carry } from './carry.js'
import type { FrameReader } from './frame.js'

/**
 * Reads a format that is a row of units (a header, records, blocks) from chunks of any size.
 *
 * Units that lie whole in a chunk are taken where they lie; only one that crosses chunks is put together in a
 * buffer of our own. A reader says how to take units from a buffer, and this class brings it the buffers.
 */
export abstract class UnitReader implements FrameReader {
  /** How many bytes, counted from the first one not taken, `take` must be shown before it can go on. */
  protected need = 1
  /** Byte offset in the input of index 0 of the buffer being taken from. */
  protected base = 0
  protected stopped = false
  readonly #carry = new Carry()
  #received = 0

  /**
   * Takes the units that lie whole in `bytes[at..end)`. Returns the index of the first byte not taken, after
   * setting `need` to more than what is left.
   */
  protected abstract take(bytes: Uint8Array, at: number, end: number): number

  /** No more bytes come: `bytes[at..end)` is what was not taken, and may be empty. Not called after a stop. */
  protected abstract finish(bytes: Uint8Array, at: number, end: number): void

  push(chunk: Uint8Array): boolean {
    if (this.stopped) return false
    const from = this.#completeCarried(chunk)
    if (!this.stopped && this.#carry.length === 0) {
      this.base = this.#received
      const rest = this.take(chunk, from, chunk.length)
      if (!this.stopped) this.#carry.append(chunk, rest, chunk.length)
    }
    this.#received += chunk.length
    return !this.stopped
  }

  end(): void {
    const { bytes, start, end } = this.#carry
    this.base = this.#received - end
    if (!this.stopped) this.finish(bytes, start, end)
  }

  /**
   * Completes the carried unit with bytes of the chunk; returns how many it took. When nothing from before the
   * chunk is left, taking goes on in the chunk itself.
   */
  #completeCarried(chunk: Uint8Array): number {
    const carry = this.#carry
    let taken = 0
    while (carry.length > 0 && !this.stopped) {
      const part = Math.min(this.need - carry.length, chunk.length - taken)
      carry.append(chunk, taken, taken + part)
      taken += part
      if (carry.length < this.need) break
      this.base = this.#received + taken - carry.end
      carry.drop(this.take(carry.bytes, carry.start, carry.end) - carry.start)
      if (carry.length <= taken) {
        taken -= carry.length
        carry.drop(carry.length)
      }
    }
    return taken
  }
}
