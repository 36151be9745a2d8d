import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ROOT, slx } from '../support/slx.js'

const readme = readFileSync(`${ROOT}README.md`, 'utf8')

it('shows what its first example really prints', () => {
  const [, command] = /^npm ci && npx slx (.+)$/m.exec(readme)!
  const [, shown] = /^```\n\.\.\.\n([\s\S]+?)\n\.\.\.\n```$/m.exec(readme)!
  const { code, stdout } = slx(command!.split(' '))
  expect(code).toBe(0)
  expect(stdout).toContain(`\n${shown}\n`)
})

it('lists the exit codes', () => {
  const codes = [...readme.matchAll(/^\| (\d+) \| (.+) \|$/gm)].map(
    ([, code, meaning]) => `${code} ${meaning}`,
  )
  expect(codes).toEqual([
    '0 fine',
    '1 nothing matched, or captures differ',
    '2 wrong usage, or a file that cannot be read or written',
    '3 damaged input; what could be read was shown',
    '70 a bug in slx',
    '130 interrupted; what had been read was shown',
  ])
})

it('links to files that exist', () => {
  const targets = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, target]) => target!)
  expect(targets.length).toBeGreaterThan(4)
  for (const target of targets)
    expect(() => readFileSync(ROOT + (target.endsWith('/') ? `${target}README.md` : target))).not.toThrow()
})
