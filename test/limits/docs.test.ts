import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ROOT } from '../support/slx.js'

/** A row of the page: what stands in it, and where the code says the same. */
interface Row {
  readonly what: string
  readonly value: number
  readonly name: string
  readonly file: string
}

const UNITS: Readonly<Record<string, number>> = { KiB: 1024, MiB: 1024 * 1024 }

const rows: Row[] = [
  ...readFileSync(`${ROOT}docs/limits.md`, 'utf8').matchAll(
    /^\| (.+?) \| ([\d,]+)(?: (KiB|MiB))? \| .+? \| `(\w+)` in `(.+?)` \|$/gm,
  ),
].map(([, what, number, unit, name, file]) => ({
  what: what!,
  value: Number(number!.replaceAll(',', '')) * (unit ? UNITS[unit]! : 1),
  name: name!,
  file: file!,
}))

/** The value the source gives a constant or a property, computed where it is a product. */
function valueIn(file: string, name: string): number {
  const source = readFileSync(`${ROOT}${file}`, 'utf8')
  const [, text] = new RegExp(`\\b${name}(?: =|:) ([\\d_x* <]+)[,\\n]`).exec(source) ?? []
  expect(text, `${name} in ${file}`).toBeDefined()
  const numbers = (sign: string) => text!.replaceAll('_', '').split(sign).map(Number)
  if (text!.includes('<<')) return numbers('<<').reduce((a, b) => a << b)
  return numbers('*').reduce((a, b) => a * b)
}

it('has every limit of docs/limits.md in the code', () => {
  expect(rows.length).toBeGreaterThan(35)
  for (const { what, value, name, file } of rows) expect(valueIn(file, name), what).toBe(value)
})

it('has a test for each', () => {
  const tests = readdirSync(`${ROOT}test`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(`${ROOT}test/${name}`, 'utf8'))
  const without = rows.filter(({ name }) => !tests.some((text) => new RegExp(`\\b${name}\\b`).test(text)))
  expect(without.map(({ name }) => name)).toEqual([])
})
