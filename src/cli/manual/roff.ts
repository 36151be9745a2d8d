import { optionDescription } from '../option-help.js'
import type { Page } from './pages.js'

/** What a man page needs beside the commands. */
export interface ManualOptions {
  readonly version: string
  readonly exitCodes: readonly (readonly [code: number, meaning: string])[]
  readonly environment: readonly (readonly [name: string, meaning: string])[]
}

/** A man page, in man(7) macros, of a program with all its commands. */
export function manPage(program: Page, { version, exitCodes, environment }: ManualOptions): string {
  const lines = [
    `.TH SLX 1 "" "slx ${version}" "User Commands"`,
    '.SH NAME',
    `slx \\- ${escaped(program.description.replace(/\.$/, ''))}`,
    '.SH SYNOPSIS',
    `.B slx`,
    escaped(program.usage),
    ...examples(program),
    '.SH COMMANDS',
    ...program.commands.flatMap(command),
    '.SH EXIT STATUS',
    ...exitCodes.flatMap(([code, meaning]) => item(`${code}`, meaning)),
    '.SH ENVIRONMENT',
    ...environment.flatMap(([name, meaning]) => item(name, meaning)),
  ]
  return `${lines.join('\n')}\n`
}

function command(page: Page): string[] {
  if (page.commands.length > 0) return page.commands.flatMap(command)
  return [
    `.SS ${escaped(page.name)} ${escaped(page.usage.replace(/\[options\]/, '[OPTIONS]'))}`,
    // A sentence a line, as roff has it.
    escaped(page.description).replaceAll('. ', '.\n'),
    ...page.groups.flatMap(({ title, options }) => [
      ...(page.groups.length > 1 ? ['.PP', `.I ${escaped(title)}`] : []),
      ...options.flatMap((option) => item(option.flags, optionDescription(option))),
    ]),
    ...(page.examples.length > 0 ? ['.PP', 'Examples:', '.PP', ...verbatim(page.examples)] : []),
  ]
}

function examples({ examples: lines }: Page): string[] {
  return ['.SH EXAMPLES', ...verbatim(lines)]
}

function verbatim(lines: readonly string[]): string[] {
  return ['.nf', '.RS 4', ...lines.map(escaped), '.RE', '.fi']
}

function item(term: string, text: string): string[] {
  return ['.TP', `.B ${escaped(term)}`, escaped(text)]
}

/** Text as roff takes it literally: backslashes and hyphens spelled out, no control line at its beginning. */
function escaped(text: string): string {
  const plain = text.replace(/\\/g, '\\e').replace(/-/g, '\\-').replace(/’/g, '\\(cq')
  return /^[.']/.test(plain) ? `\\&${plain}` : plain
}
