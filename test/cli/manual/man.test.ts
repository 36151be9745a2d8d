import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { type Page, pageOf } from '../../../src/cli/manual/pages.js'
import { createProgram } from '../../../src/cli/program.js'
import { slx } from '../../support/slx.js'
import { hasTool } from '../../support/tools.js'

const { stdout: manual } = slx(['man'])

/** A page with all below it. */
function withBelow(page: Page): Page[] {
  return [page, ...page.commands.flatMap(withBelow)]
}

const pages = withBelow(pageOf(createProgram({ code: 0 })))

describe('the man page', () => {
  it('has every command that does something, with its options', () => {
    for (const { name, commands, groups } of pages) {
      if (commands.length > 0) continue
      expect(manual).toContain(`.SS ${name}`)
      for (const { flags } of groups.flatMap(({ options }) => options))
        expect(manual).toContain(`.B ${flags.replace(/-/g, '\\-')}\n`)
    }
  })

  it.skipIf(!hasTool('mandoc'))('is sound', () => {
    const { stdout } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning'], { input: manual })
    const complaints = stdout.toString().split('\n').slice(0, -1)
    // The page is made from the commands, which have no date.
    expect(complaints.filter((line) => !line.includes('missing date'))).toEqual([])
  })

  it.skipIf(!hasTool('mandoc'))('shows backslashes, hyphens and leading dots as they are', () => {
    const { stdout } = spawnSync('mandoc', ['-T', 'ascii'], { input: manual })
    const text = stdout.toString().replace(/.\x08/g, '')
    expect(text).toContain('slx dissect --begins-at payload --ports 12036:40000 < dump.txt')
    expect(text).toMatch(/^ {7}70\s+a bug in slx$/m)
  })
})
