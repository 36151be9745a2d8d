import type { Message, Source } from '../dissect/message.js'
import { deflateTo } from './deflate.js'
import type { Coding } from './redacting.js'

/** Where a field's bytes are in the bytes that are being rewritten. */
export interface Range {
  readonly bytes: Uint8Array
  readonly start: number
  readonly length: number
}

/** What packing needs beside the bytes. */
export interface Packing {
  readonly message: Message
  readonly source: Source
  /** The rewritten bytes of the message itself. */
  readonly whole: Uint8Array
  readonly key: (key: Uint8Array) => Uint8Array
}

/** Packs the rewritten bytes of a source into the fields that carry it, in the same length; false where that fails. */
export function repack(
  coding: Coding,
  content: Uint8Array,
  carriers: readonly Range[],
  packing: Packing,
): boolean {
  switch (coding) {
    case 'joined':
      return join(content, carriers)
    case 'zero-coded':
      return zeroCode(content, carriers[0]!)
    case 'deflated':
      return deflate(content, carriers[0]!)
    case 'sealed':
      return seal(content, packing)
  }
}

function join(content: Uint8Array, carriers: readonly Range[]): boolean {
  const total = carriers.reduce((sum, { length }) => sum + length, 0)
  if (total !== content.length) return false
  let at = 0
  for (const { bytes, start, length } of carriers) {
    bytes.set(content.subarray(at, at + length), start)
    at += length
  }
  return true
}

/** Zero bytes are where they were, so runs of them stay as they are. */
function zeroCode(content: Uint8Array, { bytes, start, length }: Range): boolean {
  const end = start + length
  let from = 0
  let at = start
  while (at < end) {
    if (bytes[at] !== 0) {
      // What lies beyond the expanded bytes is not known.
      bytes[at++] = content[from++] || 1
      continue
    }
    let zeros = 1
    for (at++; at < end && bytes[at] === 0; at++) zeros += 256
    if (at < end) zeros += bytes[at++]! - 1
    from += zeros
  }
  return true
}

function deflate(content: Uint8Array, { bytes, start, length }: Range): boolean {
  const packed = deflateTo(bytes.subarray(start, start + length), content)
  if (packed) bytes.set(packed, start)
  return packed !== undefined
}

function seal(content: Uint8Array, { message, source, whole, key }: Packing): boolean {
  source.seal?.close(whole, message.sources[0]!.start, content, key)
  return source.seal !== undefined
}
