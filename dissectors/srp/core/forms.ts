import { cut } from './numbers.js'

/** A number in one of the forms in which implementations hash it. */
export interface Form {
  readonly bytes: Uint8Array
  /** What was cut, for the verdict: empty, or the number's name. */
  readonly cut: string
}

/** The number with all its bytes, and, where that differs, cut of high zero bytes. */
export function formsOf(bytes: Uint8Array, name: string): readonly Form[] {
  const short = cut(bytes)
  const whole = { bytes, cut: '' }
  return short.length === bytes.length ? [whole] : [whole, { bytes: short, cut: name }]
}

/** `, with A and s cut of zero bytes`; empty when nothing is cut. */
export function cutText(forms: readonly Form[]): string {
  const names = forms.map((form) => form.cut).filter((name) => name !== '')
  return names.length === 0
    ? ''
    : `, with ${names.join(', ').replace(/, ([^,]+)$/, ' and $1')} cut of zero bytes`
}

/** Every choice of one form each; nothing is to be gained from more than five lists of two. */
export function* choices(lists: readonly (readonly Form[])[]): Generator<readonly Form[]> {
  const [first, ...rest] = lists
  if (!first) {
    yield []
    return
  }
  for (const form of first) for (const others of choices(rest)) yield [form, ...others]
}
