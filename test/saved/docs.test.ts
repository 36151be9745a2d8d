import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MAX_SAVED_LINE, MAX_SAVED_NESTING } from '../../src/dissect/limits.js'
import { stepsOf } from '../support/doc-files.js'
import { ROOT } from '../support/slx.js'
import { hasTool } from '../support/tools.js'

const SHELL = 'slx() { node bin/slx.js "$@"; }; '

describe.skipIf(!hasTool('jq') || !hasTool('bash'))('docs/json.md', () => {
  for (const step of stepsOf('json.md')) {
    if (step.kind !== 'command') continue
    it(`shows what '${step.command}' prints`, () => {
      const output = execFileSync('bash', ['-c', SHELL + step.command], {
        cwd: ROOT,
        env: { ...process.env, SLX_TEMPLATE: 'built-in' },
      })
      expect(output.toString()).toBe(step.output)
    })
  }
})

it('docs/json.md names the limits', () => {
  const page = readFileSync(`${ROOT}docs/json.md`, 'utf8')
  expect(page).toContain(
    `at most ${MAX_SAVED_LINE >> 20} MiB long and nest at most ${MAX_SAVED_NESTING} levels deep`,
  )
})
