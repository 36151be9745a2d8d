import type { Page } from './page.js'

/**
 * Dumps that print bytes as characters or names cannot be read back surely (a pasted blank may be one space or four), so
 * they are told by name, with what to run instead. To be called before offsets are looked at: a line of such a dump that
 * happens to hold octal numbers only would pass for another notation.
 */
export function refuseCharacterDumps(page: Page): void {
  refuse(page, CHARACTER_DUMPS)
}

/** The same for decimal numbers, which only what no reader has claimed can be. */
export function refuseDecimalDumps(page: Page): void {
  refuse(page, DECIMAL_DUMPS)
}

function refuse(page: Page, notations: readonly Notation[]): void {
  for (let line = 0; line < page.lines.length; line++) {
    if (page.claimed[line] !== 0) continue
    const notation = notationOf(page.lines[line]!, notations)
    if (notation === undefined) continue
    let end = line
    while (end + 1 < page.lines.length && isSameBlock(page, end + 1, notation)) end++
    if (!page.lines.slice(line, end + 1).some(notation.isDistinct)) {
      line = end
      continue
    }
    page.claim(line, end)
    page.problem(
      'dump.refused',
      line,
      `Line ${line + 1}: this is the output of ${notation.command}, which ${notation.why}; slx does not guess. ` +
        'Make the dump again with `xxd`, `od -Ax -tx1z` or `hexdump -C`.',
    )
    page.refuse(line, `a dump made with ${notation.command}, which slx refuses`)
    line = end
  }
}

interface Notation {
  readonly command: string
  readonly why: string
  readonly pattern: RegExp
  /** Whether a line of it can be nothing else. */
  readonly isDistinct: (text: string) => boolean
}

const CHARACTER = '(?: {3}[!-~]| {4}| {2}\\\\[0abfnrtv]| [0-3][0-7]{2})'

const CHARACTER_DUMPS: readonly Notation[] = [
  {
    command: 'od -c or hexdump -c',
    why: 'prints characters',
    pattern: new RegExp(`^[0-9a-f]{6,8}(?:${CHARACTER}){1,64} *$`),
    isDistinct: (text) => / \\[0abfnrtv]| {3}[!-~](?: |$)/.test(text),
  },
  {
    command: 'od -a',
    why: 'prints names of characters and loses the highest bit',
    pattern:
      /^[0-9a-f]{6,8}(?: {3}[!-~]| {1,2}(?:nul|soh|stx|etx|eot|enq|ack|bel|bs|ht|nl|vt|ff|cr|so|si|dle|dc[1-4]|nak|syn|etb|can|em|sub|esc|fs|gs|rs|us|sp|del)){1,64} *$/,
    isDistinct: (text) =>
      / (?:nul|[es]t[xb]|soh|e[nt][qbx]|eot|ack|bel|bs|ht|nl|vt|cr|s[iop]|dle|dc[1-4]|nak|syn|can|em|esc|[gru]s|del)(?: |$)/.test(
        text,
      ),
  },
]

const DECIMAL_DUMPS: readonly Notation[] = [
  {
    command: 'od -td1, -tu1 or -td2',
    why: 'prints decimal numbers',
    pattern: /^[0-7]{7}(?: {1,6}-?\d{1,5}){1,64}$/,
    isDistinct: (text) => / -\d/.test(text) || / {3}\d/.test(text),
  },
]

function notationOf(text: string, notations: readonly Notation[]): Notation | undefined {
  if (text.length > 400 || !/^[0-9a-f]{6,8} /.test(text)) return undefined
  return notations.find(({ pattern }) => pattern.test(text))
}

function isSameBlock(page: Page, line: number, notation: Notation): boolean {
  const text = page.lines[line]!
  return page.claimed[line] === 0 && (notation.pattern.test(text) || /^[0-9a-f]{6,8}$|^\*$/.test(text))
}
