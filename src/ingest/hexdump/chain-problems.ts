import { count } from '../../count.js'
import type { Page } from './page.js'
import type { ResolvedRow } from './resolve.js'

/** What can be wrong with the offsets of a dump, told in whole sentences. `line` is an index; people count from 1. */

const hex = (offset: number) => `0x${offset.toString(16)}`

export function reportJump(page: Page, { line, offset }: ResolvedRow, expected: number): void {
  const difference = offset - expected
  const what =
    difference > 0 ? `${count(difference, 'byte')} missing` : `${count(-difference, 'byte')} there twice`
  page.problem(
    'dump.offset-jump',
    line,
    `Line ${line + 1}: offset ${hex(offset)} follows where ${hex(expected)} was expected: ${what}. ` +
      'The packet ends before this line, and the rows after it are left out.',
  )
}

export function reportTypo(page: Page, { line, offset }: ResolvedRow, expected: number): void {
  page.problem(
    'dump.offset-typo',
    line,
    `Line ${line + 1}: the offset is ${hex(offset)} where ${hex(expected)} was expected, and the next row goes on from ` +
      'there: taken as a mistyped offset.',
  )
}

export function reportLength(page: Page, { line, offset }: ResolvedRow, reached: number): void {
  page.problem(
    'dump.length-mismatch',
    line,
    `Line ${line + 1}: the dump says it ends at offset ${hex(offset)}, but its rows end at ${hex(reached)}: a row is ` +
      'missing or damaged.',
  )
}

export function reportElision(page: Page, line: number): void {
  page.problem(
    'dump.elided',
    line,
    `Line ${line + 1}: the dump leaves bytes out here ("until"), so the packet ends before it. Print it again in full ` +
      '(fq: -o display_bytes=0).',
  )
}

export function reportUnknownSqueeze(page: Page, line: number): void {
  page.problem(
    'dump.squeeze-unknown',
    line,
    `Line ${line + 1}: a "*" repeats the row above, but no offset follows that would say how often. The packet ends ` +
      'before it; print the dump again without squeezing (od -v, hexdump -v).',
  )
}

export function reportUnevenSqueeze(page: Page, line: number, missing: number, width: number): void {
  page.problem(
    'dump.squeeze-uneven',
    line,
    `Line ${line + 1}: a "*" stands for ${count(missing, 'byte')} up to the next offset, which is no whole number of rows of ` +
      `${count(width, 'byte')}. The packet ends before it.`,
  )
}

export function reportSqueezeSize(page: Page, line: number, missing: number, most: number): void {
  page.problem(
    'dump.squeeze-too-large',
    line,
    `Line ${line + 1}: a "*" stands for ${count(missing, 'byte')}, more than the ${most} that a text may leave out; look for a ` +
      'mistyped offset. The packet ends before it.',
  )
}
