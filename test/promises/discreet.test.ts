import { readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { VIEW_KINDS } from '../../src/views/kinds.js'
import { ROOT, slx } from '../support/slx.js'

const SECRET = '00000000-1111-2222-3333-444444444444'
const text = readFileSync(`${ROOT}samples/sl-seed-capability.txt`, 'utf8')
expect(text).toContain(SECRET)

/** The request cut in the middle of its secret. */
const cut = join(tmpdir(), `slx-discreet-${process.pid}.txt`)
const begin = text.indexOf('POST')
const half = text.slice(begin, text.indexOf(SECRET) + 20)
writeFileSync(cut, Buffer.from(half, 'latin1').toString('hex'))

/** Whether any eight characters of the secret show in the output, as text or as hex in any grouping. */
function shows(output: string): boolean {
  const plain = output.replace(/[\s│|]/g, '')
  const parts = Array.from({ length: SECRET.length - 8 }, (_, i) => SECRET.slice(i, i + 8))
  return parts.some((part) => plain.includes(part) || plain.includes(Buffer.from(part).toString('hex')))
}

describe.each(VIEW_KINDS)('secrets in the %s view', (kind) => {
  it.each([[], ['--layers']])('are masked (%s)', (...layers) => {
    const options = ['dissect', '-T', kind, ...layers.filter(Boolean)]
    expect(shows(slx([...options, 'samples/sl-seed-capability.txt']).stdout)).toBe(false)
    expect(shows(slx([...options, '--as', 'http', cut]).stdout)).toBe(false)
  })
})

it('are shown when asked for', () => {
  expect(
    shows(slx(['dissect', '-T', 'json', '--show-secrets', 'samples/sl-seed-capability.txt']).stdout),
  ).toBe(true)
})
