import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { diffCaptures } from '../../src/diff/diff.js'
import { Policy, type PolicyOptions } from '../../src/diff/policy.js'
import { hasValuesOnly, withValuesOnly } from '../../src/diff/values-only.js'
import { CHORES, type Chore } from '../../src/dissect/chores.js'
import { ComparedValues } from '../../src/saved/compared-values.js'
import { saved } from '../saved/saving.js'
import { samples } from '../support/samples.js'
import { ROOT } from '../support/slx.js'
import { collect, tellAll } from './compare.js'
import { EVERYTHING } from './sample.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-values-'))

/** Saves a text as a file of its own. */
function fileOf(text: string, name: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** What differs between two inputs when both are taken for their values. */
async function compareValues(
  a: string,
  b: string,
  include: readonly Chore[] = CHORES,
  options: Partial<PolicyOptions> = {},
): Promise<string[]> {
  const values = new ComparedValues()
  const sides = [await collect(a, include, values), await collect(b, include, values)] as const
  expect(sides.some(hasValuesOnly)).toBe(true)
  const [from, to] = [withValuesOnly(sides[0], values), withValuesOnly(sides[1], values)]
  return tellAll(diffCaptures(from, to, new Policy({ ...EVERYTHING, ...options }), new Map()))
}

describe.each(samples().map((path) => ({ name: basename(path), path })))('$name', ({ name, path }) => {
  test('differs from what was saved of it without positions in nothing', async () => {
    const masked = fileOf(await saved(path, {}), `${name}.json`)
    const whole = fileOf(await saved(path, { showSecrets: true }), `${name}.whole.json`)
    for (const sides of [
      [path, masked],
      [masked, path],
      [masked, masked],
      [path, whole],
      [whole, masked],
    ] as const) {
      for (const include of [CHORES, []]) expect(await compareValues(...sides, include)).toEqual([])
      expect(await compareValues(...sides, CHORES, { strict: true })).toEqual([])
    }
  })
})

interface Line {
  readonly type: string
  readonly fields: Record<string, Record<string, unknown>>
  findings: { severity: string; code: string; text: string }[]
}

const CLASSIC = `${ROOT}samples/sl-classic-session.pcap`
const SIGN_ON = `${ROOT}samples/oscar-flap-sign-on.pcap`

/** What differs between a sample and what was saved of it with every message edited. */
async function edited(sample: string, edit: (line: Line) => void, name: string): Promise<string[]> {
  const lines = (await saved(sample, { showSecrets: true }))
    .trimEnd()
    .split('\n')
    .map((text) => {
      const line = JSON.parse(text)
      edit(line)
      return JSON.stringify(line)
    })
  return compareValues(sample, fileOf(lines.join('\n'), `${name}.json`))
}

test('a name, a number and a text that differ are told by their paths', async () => {
  const told = await edited(
    CLASSIC,
    ({ type, fields }) => {
      if (type === 'ChatFromViewer') fields.ChatData!.Message = 'something else'
    },
    'text',
  )
  expect(new Set(told)).toEqual(new Set(['changed sl.ChatFromViewer.ChatData.Message']))
  expect(
    await edited(SIGN_ON, ({ fields }) => (fields.flap!.channel = { value: 9, name: 'nine' }), 'name'),
  ).toContain('changed flap.channel')
})

test('ids may be renamed, and sequences begin elsewhere', async () => {
  const told = await edited(
    CLASSIC,
    ({ fields }) => {
      const loose = fields as Record<string, unknown>
      if (typeof loose.sequence === 'number') loose.sequence = loose.sequence + 9
      for (const group of [fields.AgentData, fields.CircuitCode]) {
        // Zeros stand for nobody.
        if (typeof group?.SessionID === 'string' && /[^0-]/.test(group.SessionID))
          group.SessionID = group.SessionID.replace('0', '7')
      }
    },
    'ids',
  )
  expect(told.filter((line) => /sequence|SessionID/.test(line))).toEqual([])
})

test('an error that one side alone has is told', async () => {
  const told = await edited(
    SIGN_ON,
    (line) => {
      if (line.type === 'sign-on') line.findings = [{ severity: 'error', code: 'made.up', text: 'Oh.' }]
    },
    'finding',
  )
  expect(new Set(told)).toEqual(new Set(['finding made.up']))
})
