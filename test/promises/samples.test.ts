import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { VIEW_KINDS, type ViewKind } from '../../src/views/kinds.js'
import { coverageFaults } from '../support/coverage.js'
import { duplicateKeys } from '../support/json-keys.js'
import { Printer } from '../support/print.js'
import { type RunSetting, runAll } from '../support/run.js'
import { samples } from '../support/samples.js'
import { slx } from '../support/slx.js'

/** What a view prints of one input. */
async function view(input: string, kind: ViewKind, setting: RunSetting = {}): Promise<string> {
  const printer = new Printer(kind)
  await runAll([input], (message) => printer.view.message(message), setting)
  return printer.text()
}

function chunks(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  )
}

describe.each(samples().map((path) => ({ name: basename(path), path })))('$name', ({ path }) => {
  it('is read whole: every byte of every source in one leaf, with and without network layers', async () => {
    for (const layers of [false, true]) {
      let messages = 0
      const ran = await runAll(
        [path],
        (message) => {
          messages++
          expect(coverageFaults(message)).toEqual([])
        },
        { layers },
      )
      expect(messages).toBeGreaterThan(0)
      expect(ran.bugs).toBe(0)
      expect(ran.problems).toEqual([])
    }
  })

  it.each(VIEW_KINDS)('prints the same however the input is chunked (%s)', async (kind) => {
    const bytes = readFileSync(path)
    const whole = await view(path, kind)
    for (const size of [1, 7, 1000]) {
      expect(await view('-', kind, { standardInput: chunks(bytes, size) })).toBe(whole)
    }
    expect(await view('-', kind, { standardInput: chunks(gzipSync(bytes), 11) })).toBe(whole)
  })

  it('prints the same in any time zone, twice', () => {
    const zones = ['UTC', 'Pacific/Kiritimati', 'America/New_York']
    const outputs = zones.map(
      (TZ) => slx(['dissect', '-T', 'json', path], '', { TZ, LC_ALL: 'tr_TR.UTF-8' }).stdout,
    )
    expect(new Set(outputs).size).toBe(1)
    expect(outputs[0]).not.toBe('')
  })

  it('gives JSON with layers without double keys', async () => {
    const lines = (await view(path, 'json', { layers: true })).trimEnd().split('\n')
    for (const line of lines) {
      expect(duplicateKeys(line)).toEqual([])
      expect(line).not.toMatch(/#\d+":/)
    }
  })

  it('keeps within the width in the tree', async () => {
    for (const line of (await view(path, 'tree')).split('\n'))
      expect([...line].length).toBeLessThanOrEqual(80)
  })
})
