import { cut } from './numbers.js'

/** Numbers in one of the forms in which implementations hash them. */
export interface Forms {
  readonly bytes: readonly Uint8Array[]
  /** Names of those that lost something by being cut. */
  readonly cut: readonly string[]
}

/** Numbers that an implementation pads or cuts all alike: with all their bytes, and, where that differs, cut of high zero bytes. */
export function formsOf(numbers: Readonly<Record<string, Uint8Array>>): readonly Forms[] {
  const whole = Object.values(numbers)
  const short = whole.map(cut)
  const names = Object.keys(numbers).filter((_, i) => short[i]!.length < whole[i]!.length)
  const padded = { bytes: whole, cut: [] }
  return names.length === 0 ? [padded] : [padded, { bytes: short, cut: names }]
}

/** `, with A and s cut of zero bytes`; empty when nothing is cut. */
export function cutText(names: readonly string[]): string {
  if (names.length === 0) return ''
  return `, with ${names.join(', ').replace(/, ([^,]+)$/, ' and $1')} cut of zero bytes`
}
