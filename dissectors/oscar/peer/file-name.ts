import { LATIN1, UTF16 } from '../blocks/charsets.js'

/** Bytes of a name that are looked at. */
const MAX_NAME = 4096

/** The name in an OFT2 header as text, with `/` where 01 stands between folders. Old clients write no charset, so what is no UTF-8 is Latin-1. */
export function fileName(bytes: Uint8Array, charset: number): string {
  const looked = Buffer.from(bytes.subarray(0, MAX_NAME))
  return decode(looked, charset).replaceAll('\x01', '/')
}

function decode(bytes: Buffer, charset: number): string {
  if (charset === UTF16)
    return bytes
      .subarray(0, bytes.length & ~1)
      .swap16()
      .toString('utf16le')
  const text = bytes.toString('utf8')
  return charset === LATIN1 || text.includes('\ufffd') ? bytes.toString('latin1') : text
}
