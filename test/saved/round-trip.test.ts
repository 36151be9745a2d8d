import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { MESSAGE_SOURCE } from '../../src/dissect/message.js'
import { lineSchema } from '../../src/saved/schema.js'
import { VIEW_KINDS } from '../../src/views/kinds.js'
import { duplicateKeys } from '../support/json-keys.js'
import { runAll } from '../support/run.js'
import { samples } from '../support/samples.js'
import { printAll, printSaved, type Shown, saved } from './saving.js'

const validate = new Ajv2020({ allowUnionTypes: true }).compile(lineSchema())

/** Faults of lines against the published schema. */
function faults(text: string): unknown[] {
  return lines(text).flatMap((line) => (validate(JSON.parse(line)) ? [] : [validate.errors]))
}

function lines(text: string): string[] {
  return text.trimEnd().split('\n')
}

const WAYS: readonly Shown[] = [{}, { layers: true }, { showSecrets: true }]

const known = new Map<string, Promise<string>>()

/** An input as `-T json` prints it, made once. */
function savedOnce(path: string, options: Shown): Promise<string> {
  const key = JSON.stringify([path, options])
  const text = known.get(key) ?? saved(path, options)
  known.set(key, text)
  return text
}

describe.each(samples().map((path) => ({ name: basename(path), path })))('$name', ({ path }) => {
  it.each(WAYS)('is saved as the schema says, no key twice (%o)', async (way) => {
    for (const positions of [false, true]) {
      const text = await savedOnce(path, { ...way, positions })
      expect(faults(text)).toEqual([])
      for (const line of lines(text)) expect(duplicateKeys(line)).toEqual([])
    }
  })

  it.each(VIEW_KINDS)('looks the same from what was saved (%s)', async (kind) => {
    for (const way of WAYS) {
      const text = await savedOnce(path, { ...way, positions: true })
      for (const show of [{}, ...(way.showSecrets ? [way] : [])]) {
        const options = { ...show, layers: way.layers ?? false, colour: true }
        expect(await printSaved(kind, [text], options)).toBe(await printAll(kind, path, options))
      }
    }
  })

  it('is saved the same from what was saved, however that is chunked, gzipped or not', async () => {
    const text = await savedOnce(path, { positions: true })
    const bytes = Buffer.from(text)
    expect(await printSaved('json', [bytes], { positions: true })).toBe(text)
    const pieces = Array.from({ length: Math.ceil(bytes.length / 997) }, (_, i) =>
      bytes.subarray(997 * i, 997 * (i + 1)),
    )
    expect(await printSaved('json', pieces, { positions: true })).toBe(text)
    expect(await printSaved('json', [gzipSync(bytes)], { positions: true })).toBe(text)
    expect(gunzipSync(gzipSync(bytes)).equals(bytes)).toBe(true)
  })

  it('has all bytes of every message in what was saved with secrets', async () => {
    const whole: string[] = []
    await runAll([path], ({ sources }) => {
      const { bytes, start, end } = sources[MESSAGE_SOURCE]!
      whole.push(Buffer.from(bytes.subarray(start, end)).toString('hex'))
    })
    const text = await savedOnce(path, { positions: true, showSecrets: true })
    expect(lines(text).map((line) => JSON.parse(line).positions.sources[0].bytes)).toEqual(whole)
  })

  it('keeps its values and findings where no positions were saved', async () => {
    const text = await savedOnce(path, {})
    const again = await printSaved('json', [text], {})
    const values = (all: string) =>
      lines(all)
        .map((line) => JSON.parse(line))
        .map(({ findings, ...rest }) => ({
          ...rest,
          findings: findings.map(({ code, text }: { code: unknown; text: unknown }) => ({ code, text })),
        }))
    expect(values(again)).toEqual(values(text))
    expect(faults(again)).toEqual([])
    for (const kind of VIEW_KINDS) expect(await printSaved(kind, [text], {})).not.toBe('')
  })
})

it('names the version of the schema that lines have', () => {
  expect(lineSchema()).toMatchObject({ properties: { schema: { const: 'slx/1' } } })
  expect(readFileSync('docs/json.md', 'utf8')).toContain('slx/1')
})
