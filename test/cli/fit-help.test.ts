import type { Command } from 'commander'
import { expect, it } from 'vitest'
import { fitHelp } from '../../src/cli/fit-help.js'
import { createProgram } from '../../src/cli/program.js'

function helpOf(command: Command, columns: number): string {
  let text = ''
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => columns }).outputHelp()
  return text
}

const { commands } = createProgram({ code: 0 })
const all = commands.flatMap((command) => [command, ...command.commands])

it.each([40, 60, 80, 120])('help keeps to %d columns, and loses no word', (columns) => {
  for (const command of all) {
    const text = helpOf(command, columns)
    const fitted = fitHelp(text, columns)
    expect(fitted.split('\n').filter((line) => line.length > columns)).toEqual([])
    expect(fitted.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
  }
})

it('in a pipe it is as it is', () => {
  const text = `${'a word '.repeat(40)}\n`
  expect(fitHelp(text, undefined)).toBe(text)
})

it('what is described stands above its description', () => {
  expect(fitHelp('  -x, --hex     add the dump of every message, whole', 30)).toBe(
    ['  -x, --hex', '      add the dump of every', '      message, whole'].join('\n'),
  )
})
