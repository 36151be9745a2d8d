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

const page = readFileSync(`${ROOT}docs/limits.md`, 'utf8')

const rows: Row[] = [
  ...page.matchAll(/^\| (.+?) \| ([\d,]+)(?: (KiB|MiB))?(?: each)? \| .+? \| `(\w+)` in `(.+?)` \|$/gm),
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
  expect(rows.map(({ name }) => name)).toEqual(
    [...page.matchAll(/`(\w+)` in `.+?` \|$/gm)].map(([, name]) => name),
  )
  for (const { what, value, name, file } of rows) expect(valueIn(file, name), what).toBe(value)
})

it('has a test for each', () => {
  const tests = readdirSync(`${ROOT}test`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(`${ROOT}test/${name}`, 'utf8'))
  const shared = (name: string) => rows.filter((row) => row.name === name).length > 1
  const without = rows.filter(({ name, file }) => {
    // Where several have a name, a test has the constant from its file.
    const from = shared(name) ? file.replace(/\.ts$/, '') : ''
    return !tests.some((text) => new RegExp(`\\b${name}\\b`).test(text) && text.includes(from))
  })
  expect(without.map(({ name, file }) => `${name} in ${file}`)).toEqual([])
})
