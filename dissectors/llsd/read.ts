import { isBinary, readBinary } from './binary.js'
import { readNotation } from './notation.js'
import type { Document } from './value.js'
import { readXml } from './xml.js'

/** What a document without a header is written in, where that is known. */
export type Syntax = Document['syntax']

/** A header that is not there yet, or not all of it. */
const HALF_HEADER = /^\s*<(?:\?[^>]{0,64}>?\s*)?$/

/** Reads an LLSD document by its header; without one `<` means XML, anything else notation, unless `syntax` says better. */
export function readLlsd(bytes: Uint8Array, syntax?: Syntax): Document {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (bytes.length < 100 && HALF_HEADER.test(text))
    return { syntax: syntax ?? 'xml', root: undefined, end: 0, state: 'cut', problem: undefined }
  const beginning = text.slice(0, 64).trimStart()
  if (isBinary(text)) return readBinary(bytes, text)
  if (/^<\? ?llsd\/notation/i.test(beginning)) return readNotation(text)
  if (/^<\? ?llsd\/xml/i.test(beginning)) return readXml(withoutHeader(text))
  if (syntax === 'binary') return readBinary(bytes, text)
  return beginning.startsWith('<') ? readXml(text) : readNotation(text)
}

/** The header of LLSD in XML is no XML: blanks in its place keep the positions. */
function withoutHeader(text: string): string {
  return text.replace(/^\s*<\?[^>]*>/, (header) => ' '.repeat(header.length))
}
