import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { VIEW_KINDS } from '../../src/views/kinds.js'
import { stepsOf } from '../support/doc-files.js'
import { ROOT, slx } from '../support/slx.js'

it.each(stepsOf('views.md'))('the page on views shows what is printed: %j', (step) => {
  if (step.kind !== 'command') throw new Error('there are only commands')
  expect(slx(step.command.split(' ').slice(1))).toMatchObject({ code: 0, stdout: step.output })
})

it('the page on views tells of every view', () => {
  const page = readFileSync(`${ROOT}docs/views.md`, 'utf8')
  for (const kind of VIEW_KINDS) expect(page).toContain(`\`${kind}\``)
})

it('the readme shows a diagram as it is printed', () => {
  const readme = readFileSync(`${ROOT}README.md`, 'utf8')
  const [, command] = /^slx (dissect -T diagram .*)$/m.exec(readme)!
  expect(readme).toContain(`\n${slx(command!.split(' ')).stdout}\`\`\`\n`)
})
