/**
 * Columns a visible character takes on a terminal: 2 for East Asian wide and fullwidth ones and for
 * emoji, otherwise 1. The ranges are rounded outwards and combining marks count as 1, so a line may be
 * taken for wider than it is but never for narrower.
 */
export function columnsOf(codePoint: number): number {
  if (codePoint < 0x1100) return 1
  for (let i = 0; i < WIDE.length; i += 2) {
    if (codePoint < WIDE[i]!) return 1
    if (codePoint <= WIDE[i + 1]!) return 2
  }
  return 1
}

// First and last of each range, from Unicode's EastAsianWidth.txt.
const WIDE = [
  0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23f3, 0x25fd, 0x25fe, 0x2614, 0x27bf, 0x2b1b,
  0x2b1c, 0x2b50, 0x2b55, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff,
  0xfe10, 0xfe19, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18dff, 0x1aff0, 0x1b2ff, 0x1d300,
  0x1d37f, 0x1f000, 0x1ffff, 0x20000, 0x3fffd,
]

/** Columns that a text takes whose controls are escaped; colours take none. */
export function columnsIn(text: string): number {
  let columns = 0
  for (const character of text.replace(COLOURS, '')) columns += columnsOf(character.codePointAt(0)!)
  return columns
}

/** What turns colours on and off. */
export const COLOURS = /\x1b\[[\d;]*m/g
