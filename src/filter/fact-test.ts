import type { Message } from '../dissect/message.js'
import type { Fact } from '../facts/fact.js'
import { addressBytes } from './address-bytes.js'
import { addressTest } from './address-test.js'
import { isOfText, maskedTest, notNumber, sliceTest } from './field-test.js'
import { type Ask, quantified } from './quantity.js'
import type { MakeSearch } from './regex.js'
import type { Test } from './syntax.js'
import { textTest } from './text-test.js'
import { readTime } from './times.js'

/** Tests a fact of messages; no field is looked at. Throws FilterError when it cannot be compared so. */
export function factTest(fact: Fact, test: Test, search: MakeSearch): (message: Message) => boolean {
  if (!test.op && !test.mask && test.slices.length === 0) return (message) => fact.count(message) > 0
  const is = valueTest(fact, test, search)
  const ask: Ask<Message> = (message, wanted) => {
    const count = fact.count(message)
    let any = false
    for (let i = 0; i < count; i++) {
      const answer = is(fact.value(message, i))
      if (answer === wanted) return true
      any ||= answer !== undefined
    }
    return any ? false : undefined
  }
  return quantified(test.op, ask)
}

function valueTest(
  { name, kind, names }: Fact,
  test: Test,
  search: MakeSearch,
): (value: number | string) => boolean | undefined {
  const { op, slices, values, mask } = test
  if (slices.length > 0) {
    const is = sliceTest(name, test, search)
    if (kind !== 'address') return (value) => isOfText(is, String(value))
    return (value) => {
      const bytes = addressBytes(value as string)
      return bytes ? is(bytes, 0, bytes.length) : isOfText(is, value as string)
    }
  }
  if (kind === 'text' || kind === 'address') {
    if (mask) throw notNumber(name, mask)
    const is =
      kind === 'text'
        ? textTest(op!, values, search)
        : addressTest(name, op!, values, name.startsWith('ip'), search)
    return (value) => is(value as string)
  }
  const is = maskedTest(name, test, kind === 'time' ? { read: readTime } : { names })
  return (value) => is(value as number)
}
