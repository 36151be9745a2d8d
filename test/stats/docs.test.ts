import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { STATISTICS } from '../../dissectors/statistics.js'
import { ROOT, slx } from '../support/slx.js'

const page = readFileSync(`${ROOT}docs/stats.md`, 'utf8')
const examples = [...page.matchAll(/^```\n\$ slx (.+)\n([\s\S]*?)```$/gm)].map(([, command, shown]) => ({
  command: command!,
  shown: shown!,
}))

it.each(examples)('docs/stats.md shows what `slx $command` prints', ({ command, shown }) => {
  const { code, stdout } = slx(command.split(' '))
  expect(code).toBe(0)
  expect(stdout).toBe(shown)
})

it('docs/stats.md names every table, and has an example of each general one', () => {
  for (const { name } of STATISTICS) expect(page).toContain(`\`--${name}\``)
  expect(examples).toHaveLength(6)
})
