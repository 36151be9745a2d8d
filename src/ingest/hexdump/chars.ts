/** Character classes of the dump readers, by UTF-16 code unit. */

const HEX_VALUE = new Int8Array(128).fill(-1)
for (let digit = 0; digit < 10; digit++) HEX_VALUE[0x30 + digit] = digit
for (let digit = 10; digit < 16; digit++) {
  HEX_VALUE[0x61 + digit - 10] = digit
  HEX_VALUE[0x41 + digit - 10] = digit
}

/** 0..15, or -1 for anything but a hex digit. */
export function hexValue(code: number): number {
  return code < 128 ? HEX_VALUE[code]! : -1
}

export function isHexDigit(code: number): boolean {
  return code < 128 && HEX_VALUE[code]! >= 0
}

export function isDecimalDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

export function isAlphanumeric(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a)
}

/** Frame lines that tables and boxes put between offset, bytes and text: `|`, U+2502 and its relatives, broken bars. */
export function isFrame(code: number): boolean {
  return code === 0x7c || code === 0xa6 || isBoxLine(code)
}

/** Upright lines of the box-drawing block. */
export function isBoxLine(code: number): boolean {
  return (code >= 0x2502 && code <= 0x250b) || code === 0x2551
}

/** What may stand between two cells: space, frame lines, and the backquote of Markdown and WinDbg. */
export function isSeparator(code: number): boolean {
  return code === 0x20 || code === 0x60 || isFrame(code)
}

/** The column of the first character at or after `from` that is no space; the text's length when there is none. */
export function skipSpaces(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charCodeAt(at) === 0x20) at++
  return at
}
