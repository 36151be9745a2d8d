import { ByteWriter } from './byte-writer.js'
import { writeText } from './escape.js'
import { CollectingSink } from './sink.js'

/** A piece of output that is written again and again, encoded once. */
export interface Label {
  /** The bytes, eight to a number, little-endian. */
  readonly doubles: Float64Array
  /** Bytes. */
  readonly length: number
  /** Columns it takes on a terminal. */
  readonly columns: number
}

const newScratch = () => new ByteWriter(new CollectingSink(), 4096)
const free = [newScratch()]

/** Encodes whatever `write` writes; that may encode something itself. */
export function encode(write: (out: ByteWriter) => void): Label {
  const scratch = free.pop() ?? newScratch()
  scratch.beginLine(0)
  write(scratch)
  const { bytes, view, pos: length, column: columns } = scratch
  scratch.pos = 0
  free.push(scratch)
  const doubles = new Float64Array(Math.ceil(length / 8))
  bytes.fill(0, length, 8 * doubles.length)
  for (let i = 0; i < doubles.length; i++) doubles[i] = view.getFloat64(8 * i, true)
  return { doubles, length, columns }
}

/** Encodes text from anywhere, escaped. */
export function encodeText(text: string): Label {
  return encode((out) => writeText(out, text))
}

/** Encodes a colour sequence, which takes no columns. */
export function encodeSequence(sequence: string): Label {
  const label = encode((out) => out.ascii(sequence))
  return { ...label, columns: 0 }
}

/** The bytes of a label, and at least 8 more. */
export function labelBytes({ doubles }: Label): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * doubles.length + 8))
  doubles.forEach((double, i) => {
    view.setFloat64(8 * i, double, true)
  })
  return new Uint8Array(view.buffer)
}

/** What a label writes, as text. */
export function labelText(label: Label): string {
  return Buffer.from(labelBytes(label)).toString('utf8', 0, label.length)
}

/** Labels of texts that come again and again. */
export class LabelCache {
  readonly #labels = new Map<string, Label>()
  readonly #encode: (text: string) => Label

  constructor(encode: (text: string) => Label = encodeText) {
    this.#encode = encode
  }

  get(text: string): Label {
    const known = this.#labels.get(text)
    if (known) return known
    // Texts may come from input: neither their number nor their length has bounds.
    if (text.length > MAX_CACHED_LENGTH) return this.#encode(text)
    if (this.#labels.size >= MAX_CACHED) this.#labels.clear()
    const label = this.#encode(text)
    this.#labels.set(text, label)
    return label
  }
}

const MAX_CACHED = 1024
const MAX_CACHED_LENGTH = 256
