import { readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/dissect/message.js'
import { VIEW_KINDS } from '../../src/views/kinds.js'
import { SECRETS, webSession } from '../dissectors/second-life/web/session.js'
import { Printer, viewArgs } from '../support/print.js'
import { runAll } from '../support/run.js'
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
function shows(output: string, secret: string = SECRET): boolean {
  const plain = output.replace(/[\s│|]/g, '')
  const parts = Array.from({ length: secret.length - 8 }, (_, i) => secret.slice(i, i + 8))
  return parts.some((part) => plain.includes(part) || plain.includes(Buffer.from(part).toString('hex')))
}

describe.each(VIEW_KINDS)('secrets in the %s view', (kind) => {
  it.each([[], ['--layers']])('are masked (%s)', (...layers) => {
    const options = ['dissect', ...viewArgs(kind), ...layers.filter(Boolean)]
    expect(shows(slx([...options, 'samples/sl-seed-capability.txt']).stdout)).toBe(false)
    expect(shows(slx([...options, '--as', 'http', cut]).stdout)).toBe(false)
  })
})

it.each(VIEW_KINDS)('are masked where other fields are asked for, and in dumps (%s)', (kind) => {
  const dump = ['json', 'fields', 'csv'].includes(kind) ? [] : ['-x']
  for (const only of ['method', 'http.*', 'Cookie']) {
    const options = ['dissect', ...viewArgs(kind), '--only', only, ...dump, '--layers']
    expect(shows(slx([...options, 'samples/sl-seed-capability.txt']).stdout)).toBe(false)
  }
})

it('are shown when asked for', () => {
  expect(
    shows(slx(['dissect', '-T', 'json', '--show-secrets', 'samples/sl-seed-capability.txt']).stdout),
  ).toBe(true)
})

/** What a view prints of the HTTP messages of a capture. */
async function web(
  capture: Uint8Array,
  kind: (typeof VIEW_KINDS)[number],
  showSecrets = false,
): Promise<string> {
  const printer = new Printer(kind, { showSecrets })
  const look = (message: Message) => {
    if (message.protocol === 'http') printer.view.message(message)
  }
  await runAll(['-'], look, { standardInput: [capture] })
  return printer.text()
}

describe('secrets over HTTP: in XML, LLSD, chunks, gzip and headers', () => {
  const whole = webSession()

  it.each(VIEW_KINDS)('are masked in the %s view', async (kind) => {
    const output = await web(whole, kind)
    for (const [name, secret] of Object.entries(SECRETS)) expect(shows(output, secret), name).toBe(false)
  })

  it('are masked wherever the capture ends', async () => {
    for (let length = 100; length < whole.length; length += 211) {
      const output = await web(whole.subarray(0, length), 'json')
      for (const [name, secret] of Object.entries(SECRETS))
        expect(shows(output, secret), `${name} in the first ${length} bytes`).toBe(false)
    }
  })

  it('are shown when asked for', async () => {
    const output = await web(whole, 'json', true)
    for (const [name, secret] of Object.entries(SECRETS)) expect(shows(output, secret), name).toBe(true)
  })
})
