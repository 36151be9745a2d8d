import type { Message, Source } from '../dissect/message.js'
import { expandZeros } from '../zero-coding.js'
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

/** Where zero bytes are where they were, runs of them stay as they are; otherwise the code may come out as long by chance. */
function zeroCode(content: Uint8Array, { bytes, start, length }: Range): boolean {
  const anew = codeZeros(content)
  const coded = bytes.slice(start, start + length)
  putLiterals(content, bytes, start, start + length)
  if (anew.length === length && !sameZeros(content, coded)) bytes.set(anew, start)
  return true
}

/** Puts bytes in the place of those that are not 0; a 0 among them, which cannot stand there, becomes a 1. */
function putLiterals(content: Uint8Array, bytes: Uint8Array, start: number, end: number): void {
  let from = 0
  let at = start
  while (at < end) {
    if (bytes[at] !== 0) {
      bytes[at++] = content[from++] || 1
      continue
    }
    let zeros = 1
    for (at++; at < end && bytes[at] === 0; at++) zeros += 256
    if (at < end) zeros += bytes[at++]! - 1
    from += zeros
  }
}

/** Whether zero-coded bytes stand for as many bytes as `content` has, with zeros in the same places. */
function sameZeros(content: Uint8Array, coded: Uint8Array): boolean {
  const expanded = new Uint8Array(content.length)
  if (expandZeros(coded, 0, coded.length, new DataView(expanded.buffer)) !== content.length) return true
  return expanded.every((byte, i) => (byte === 0) === (content[i] === 0))
}

/** Zero-coding as viewers write it: `00 n` for n zeros, 255 at most. */
function codeZeros(content: Uint8Array): Uint8Array {
  const coded: number[] = []
  for (let at = 0; at < content.length; ) {
    let zeros = 0
    while (zeros < 255 && content[at + zeros] === 0) zeros++
    if (zeros > 0) coded.push(0, zeros)
    else coded.push(content[at]!)
    at += zeros || 1
  }
  return Uint8Array.from(coded)
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
