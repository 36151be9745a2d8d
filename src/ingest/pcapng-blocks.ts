import { viewOf } from './pcap-format.js'
import { isPlausibleLength, leastLength, readByteOrder, SECTION, TRAILER } from './pcapng-format.js'
import type { Problems } from './problems.js'
import { UnitReader } from './unit-reader.js'

const BLOCK_START = 8
/** Bytes of a section header that tell its byte order. */
const SECTION_START = 12

/** What measuring a block gives when not its length. */
const INCOMPLETE = 0
const NO_BYTE_ORDER = -1
const NO_LENGTH = -2
const LENGTHS_DIFFER = -3

/** Bytes from `offset` on that are no block. */
interface Damage {
  readonly offset: number
  readonly reason: string
  /** It may be a good block that the end of the input cut off. */
  readonly cut: boolean
}

/**
 * Cuts pcapng into its blocks and hands on the whole ones.
 *
 * Where a block should begin and does not, it looks for the next one byte by byte: one of a type we know whose two
 * lengths agree. Every byte is looked at once, however the damage looks.
 */
export abstract class BlockReader extends UnitReader {
  /** Byte order of the section being read. */
  protected littleEndian = true
  /** The buffer the blocks lie in. */
  protected bytes: Uint8Array = new Uint8Array(0)
  protected readonly problems: Problems
  #damage: Damage | undefined
  /** No more bytes come: what is not whole now never will be. */
  #ended = false

  constructor(problems: Problems) {
    super()
    this.problems = problems
    this.need = BLOCK_START
  }

  /** Takes the block at `at`; `end` is where its body ends, before the repeated length. */
  protected abstract takeBlock(view: DataView, at: number, end: number): void

  /** Takes what there is, up to `end`, of a block that the input does not finish; returns whether it was of use. */
  protected abstract takeCutBlock(view: DataView, at: number, end: number): boolean

  protected take(bytes: Uint8Array, at: number, end: number): number {
    const view = viewOf(bytes)
    this.bytes = bytes
    let here = at
    this.need = BLOCK_START
    while (here < end && !this.stopped) {
      if (this.#damage !== undefined) {
        here = this.#findBlock(view, here, end, this.#damage)
        if (this.#damage !== undefined) break
      }
      const total = this.#measure(view, here, end)
      if (total > 0) {
        this.takeBlock(view, here, here + total - TRAILER)
        here += total
      } else if (total === INCOMPLETE && !this.#ended) break
      else this.#lose(view, here, end, total)
    }
    return here
  }

  protected finish(bytes: Uint8Array, at: number, end: number): void {
    this.#ended = true
    this.take(bytes, at, end)
    if (this.#damage === undefined || this.stopped) return
    const { offset, reason, cut } = this.#damage
    if (cut) {
      const shown = this.takeCutBlock(viewOf(bytes), offset - this.base, end)
      const how = shown ? '; its packet is shown as far as it goes' : ''
      const message = `The capture ends in the block at byte ${offset}, where ${reason}${how}.`
      this.problems.report('pcapng.truncated-block', offset, message)
      return
    }
    const left = this.base + end - offset
    const message = `At byte ${offset} a block should begin, but ${reason}; none was found in the ${left} bytes up to the end.`
    this.problems.report('pcapng.garbage', offset, message)
  }

  /** Total length of the whole block at `at`; INCOMPLETE, having set `need`, or what is wrong with it. */
  #measure(view: DataView, at: number, end: number): number {
    const left = end - at
    if (left < BLOCK_START) return this.#wait(BLOCK_START)
    let little: boolean | undefined = this.littleEndian
    if (view.getUint32(at, true) === SECTION) {
      if (left < SECTION_START) return this.#wait(SECTION_START)
      little = readByteOrder(view, at + 8)
      if (little === undefined) return NO_BYTE_ORDER
    }
    const total = view.getUint32(at + 4, little)
    if (!isPlausibleLength(total)) return NO_LENGTH
    if (left < total) return this.#wait(total)
    return view.getUint32(at + total - TRAILER, little) === total ? total : LENGTHS_DIFFER
  }

  #wait(need: number): number {
    this.need = need
    return INCOMPLETE
  }

  #lose(view: DataView, at: number, end: number, fault: number): void {
    const reason = describeFault(view, at, end, this.littleEndian, fault)
    this.#damage = { offset: this.base + at, reason, cut: fault === INCOMPLETE }
  }

  /** Index of the next block in `[at, end)`, having told of the damage before it; or where to look on later. */
  #findBlock(view: DataView, at: number, end: number, { offset, reason }: Damage): number {
    let here = at
    for (; end - here >= BLOCK_START; here += 1) {
      if (leastLength(view.getUint32(here, this.littleEndian)) === undefined) continue
      const total = this.#measure(view, here, end)
      if (total === INCOMPLETE && !this.#ended) return here
      if (total <= 0) continue
      const next = this.base + here
      const message =
        `At byte ${offset} a block should begin, but ${reason}; ${next - offset} bytes were passed over, and ` +
        `reading went on with the block at byte ${next}.`
      this.problems.report('pcapng.garbage', offset, message)
      this.#damage = undefined
      return here
    }
    this.need = BLOCK_START
    return here
  }
}

function describeFault(
  view: DataView,
  at: number,
  end: number,
  littleEndian: boolean,
  fault: number,
): string {
  const left = end - at
  if (left < BLOCK_START) return `only ${left} bytes are left`
  if (fault === NO_BYTE_ORDER) return 'the section header there has no byte-order magic'
  const section = view.getUint32(at, true) === SECTION
  if (section && left < SECTION_START) return `only ${left} bytes are left`
  const little = section ? readByteOrder(view, at + 8) : littleEndian
  const total = view.getUint32(at + 4, little)
  if (fault === INCOMPLETE) return `${left} of ${total} bytes are there`
  if (fault === NO_LENGTH) return `its length would be ${total}, and no block has that length`
  const again = view.getUint32(at + total - TRAILER, little)
  return `its length is ${total} at its beginning and ${again} at its end`
}
