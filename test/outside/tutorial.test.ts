import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stepsOf } from '../support/doc-files.js'
import { ROOT } from '../support/slx.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-'))
const { PATH = '' } = process.env

function slx(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${ROOT}bin/slx.js`, ...args], {
    cwd: folder,
    env: { PATH, SLX_TEMPLATE: 'built-in' },
    input,
    maxBuffer: 1 << 28,
  })
  return { code: status, stdout: stdout.toString(), stderr: stderr.toString() }
}

it('prints what the tutorial says', () => {
  const steps = stepsOf('tutorial.md')
  expect(steps.map(({ kind }) => kind)).toEqual(['file', 'file', 'command', 'file', 'command', 'command'])
  for (const step of steps) {
    if (step.kind === 'file') writeFileSync(join(folder, step.name), step.text)
    else {
      const { code, stdout, stderr } = slx(step.command.split(' ').slice(1))
      expect({ code, stderr: stderr.replace(/^slx: 3 packets.*\n/, '') }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toBe(step.output)
    }
  }
})

it('makes a dissector that takes any bytes', () => {
  const line = fc.uint8Array({ minLength: 1, maxLength: 60 })
  const nearly = fc
    .tuple(fc.nat(5), line)
    .map(([kind, rest]) => Uint8Array.from([0x50, kind, 0, 1, 0, ...rest]))
  const lines = fc.sample(fc.oneof(line, nearly), { numRuns: 500, seed: 1 })
  const dump = lines.map(
    (bytes) =>
      `Client: ${Buffer.from(bytes)
        .toString('hex')
        .replace(/..(?!$)/g, '$& ')}`,
  )
  for (const view of ['tree', 'json']) {
    const args = [
      'dissect',
      '--dissector',
      'parley.mjs',
      '--as',
      'parley',
      '-T',
      view,
      '--begins-at',
      'payload',
    ]
    const { code, stdout } = slx(args, `${dump.join('\n\n')}\n`)
    expect([0, 3]).toContain(code)
    expect(stdout).not.toContain('bug')
    expect(stdout.length).toBeGreaterThan(1000)
  }
})
