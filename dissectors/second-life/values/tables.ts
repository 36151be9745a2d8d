import type { Flag, Names } from '../../../src/fields/index.js'

/** Names of consecutive numbers from `first` on, parted by blanks; `-` leaves one out. */
export function numbered(first: number, words: string): Names {
  return new Map(
    split(words)
      .map((name, i) => [first + i, name] as const)
      .filter(([, name]) => name !== GAP),
  )
}

/** Names of consecutive bits from bit 0 on, parted by blanks; `-` leaves one out. */
export function bits(words: string): readonly Flag[] {
  return split(words)
    .map((name, bit) => ({ mask: 2 ** bit, name }))
    .filter(({ name }) => name !== GAP)
}

const GAP = '-'

function split(words: string): string[] {
  return words.trim().split(/\s+/)
}
