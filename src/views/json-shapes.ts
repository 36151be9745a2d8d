import type { ByteWriter } from '../output/byte-writer.js'
import { writeJsonString } from './json-value.js'

/** Writes a member whose key stands in `key`, with the comma or brace before it; an empty text means not known. */
export function writeMember(out: ByteWriter, key: string, text: string): void {
  out.ascii(key)
  writeNullable(out, text)
}

/** Writes a text, `null` for an empty one, which means not known. */
export function writeNullable(out: ByteWriter, text: string): void {
  if (text === '') out.ascii('null')
  else writeJsonString(out, text)
}

/** Writes how many bytes the capture left out, if any; `null` where nobody knows how many. */
export function writeCut(out: ByteWriter, cut: number): void {
  if (cut <= 0) return
  out.ascii(',"cut":')
  if (Number.isFinite(cut)) out.decimal(cut)
  else out.ascii('null')
}

/** Writes what stands between the brackets of an array. */
export function writeElements<T>(
  out: ByteWriter,
  elements: readonly T[],
  write: (element: T, index: number) => void,
): void {
  for (let i = 0; i < elements.length; i++) {
    if (i > 0) out.byte(COMMA)
    write(elements[i]!, i)
  }
}

const COMMA = 0x2c
