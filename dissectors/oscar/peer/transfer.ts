import type { DissectOptions } from '../../../src/dissect/dissector.js'
import { FILES, type FileTarget, type Verdict } from '../../../src/extract/files.js'
import { OftChecksum } from './checksum.js'

/** What a prompt says about the file that it announces. */
export interface Prompt {
  readonly name: string
  readonly size: number
  /** The file's checksum, as the sender gives it. */
  readonly expected: number
  /** Number of its message. */
  readonly message: number
}

/** A file that one side has announced, and how far it has come. */
export class Transfer {
  readonly prompt: Prompt
  /** What comes is a list of files, of which the receiver may ask for some. */
  readonly isListing: boolean
  /** The receiver wants it, so that what its sender says next is the file. */
  accepted = false
  /** Bytes of the file up to the place where the transfer is. */
  done = 0
  readonly #state: DissectOptions['state']
  #sum = new OftChecksum()
  #whole = true
  /** Where the transfer began, above 0 when it takes up a broken one. */
  #from = 0
  #target: FileTarget | undefined
  #began = false

  constructor(prompt: Prompt, state: DissectOptions['state'], isListing = false) {
    this.prompt = prompt
    this.isListing = isListing
    this.#state = state
  }

  get left(): number {
    return this.prompt.size - this.done
  }

  /** The receiver has so many bytes already, which have this checksum; the sender goes on behind them. */
  resume(from: number, checksum: number): void {
    if (this.#began || from > this.prompt.size) return
    this.#from = from
    this.done = from
    this.#sum = new OftChecksum(checksum, from)
  }

  accept(): void {
    this.accepted = true
    this.#begin()
    if (this.left === 0) this.#target?.end(this.verdict)
  }

  /** Bytes of the file, never more than are left. */
  add(bytes: Uint8Array, start: number, end: number): void {
    this.#begin()
    this.#sum.add(bytes, start, end)
    this.#target?.write(bytes, start, end)
    this.#advance(end - start)
  }

  /** So many bytes of the file are missing in the capture; -1: nobody knows how many. */
  lose(bytes: number): void {
    this.#whole = false
    const lost = bytes < 0 ? this.left : Math.min(bytes, this.left)
    this.#target?.skip(lost)
    if (lost > 0) this.#advance(lost)
  }

  /** What the checksum of the bytes seen says about the file. */
  get verdict(): Verdict {
    if (!this.#whole)
      return { holds: undefined, text: 'not checkable, because bytes of the file are missing in the capture' }
    const { expected } = this.prompt
    const { value } = this.#sum
    const first = this.#from > 0 ? `, if its first ${this.#from} bytes have the checksum that was told` : ''
    if (value === expected) return { holds: true, text: `verified: it matches the prompt${first}` }
    const text = `failed: it is 0x${value.toString(16)}, the prompt says 0x${expected.toString(16)}${first}`
    return { holds: false, text }
  }

  #advance(bytes: number): void {
    this.done += bytes
    if (this.left === 0) this.#target?.end(this.verdict)
  }

  #begin(): void {
    if (this.#began) return
    this.#began = true
    const { name, size, expected, message } = this.prompt
    const identity = `${size} ${expected} ${name}`
    this.#target = this.#state.peek(FILES)?.take({ name, size, identity, from: this.#from, message })
  }
}
