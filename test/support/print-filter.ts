import {
  type Expression,
  type Item,
  isRange,
  type Slice,
  type Test,
  type Value,
} from '../../src/filter/syntax.js'

/** Writes a filter out so that it reads back to the same tree. */
export function printFilter(expression: Expression): string {
  switch (expression.kind) {
    case 'not':
      return `!(${printFilter(expression.of)})`
    case 'test':
      return printTest(expression)
    default:
      return expression.of.map((part) => `(${printFilter(part)})`).join(` ${expression.kind} `)
  }
}

function printTest({ path, slices, mask, op, values }: Test): string {
  const cut = slices.length === 0 ? '' : `[${slices.map(printSlice).join(',')}]`
  const bits = mask ? ` & ${printValue(mask)}` : ''
  if (!op) return `${path.text}${cut}${bits}`
  const right = op === 'in' ? `{${values.map(printItem).join(' ')}}` : printItem(values[0]!)
  return `${path.text}${cut}${bits} ${op} ${right}`
}

function printSlice({ offset, length }: Slice): string {
  return `${offset}:${length ?? ''}`
}

function printItem(item: Item): string {
  return isRange(item) ? `${printValue(item.low)} .. ${printValue(item.high)}` : printValue(item)
}

function printValue({ text, quoted }: Value): string {
  return quoted ? `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : text
}
