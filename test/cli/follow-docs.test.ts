import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ROOT, slx } from '../support/slx.js'

const page = readFileSync(`${ROOT}docs/follow.md`, 'utf8')
const examples = [...page.matchAll(/^```sh\n(slx .+)\n```\n\n```\n([\s\S]*?)^```$/gm)]

it('docs/follow.md has examples', () => {
  expect(examples.length).toBe(5)
})

it.each(examples.map(([, command, shown]) => ({ command, shown })))(
  'docs/follow.md shows what $command prints',
  ({ command, shown }) => {
    expect(slx(command!.split(' ').slice(1))).toMatchObject({ code: 0, stdout: shown })
  },
)
