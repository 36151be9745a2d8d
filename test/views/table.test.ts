import { expect, it } from 'vitest'
import { defineField, text } from '../../src/fields/index.js'
import { render } from '../support/render.js'
import { startMessage } from '../support/sample-messages.js'

const TEXT = defineField('tabletest.text', text())

/** The cells of the table of a message with one text of so many bytes: bytes and description of each line. */
function cells(length: number, width = 80): string[][] {
  const { message, at } = startMessage(new Uint8Array(length).fill(0x78))
  at.take(TEXT, length)
  const lines = render('table', [message], { width }).split('\n')
  return lines
    .filter((line) => line.startsWith('│'))
    .map((line) => line.split('│').map((cell) => cell.trim()))
}

const bytesOf = (length: number, width?: number) =>
  cells(length, width)
    .slice(1)
    .map(([, bytes]) => bytes)
    .filter((bytes) => bytes !== '')

it('shows the last bytes where a line that says how many are left out would stand, and else says how many', () => {
  expect(bytesOf(34).at(-1)).toBe('78 78')
  expect(bytesOf(40)).toHaveLength(5)
  expect(bytesOf(41).slice(4)).toEqual(['… 9 bytes more'])
  expect(bytesOf(3000, 60).slice(8)).toEqual(['… 2968', 'bytes more'])
})

it('shows as much of a text as the other views', () => {
  const shown = cells(600)
    .map(([, , , description]) => description!.replace('text: ', ''))
    .join('')
  expect(shown).toContain(`"${'x'.repeat(600)}"`)
})
