import type { Message } from '../src/dissect/message.js'
import { createTheme } from '../src/output/colour.js'
import { createPalette } from '../src/output/palette.js'
import type { ViewKind } from '../src/views/kinds.js'
import { coverageFaults } from '../test/support/coverage.js'
import { forbidden } from '../test/support/escape-corpus.js'
import { duplicateKeys } from '../test/support/json-keys.js'
import { lineEnd, Printer } from '../test/support/print.js'
import type { Setting } from './case.js'
import type { Tally } from './tally.js'

/** The sequences that slx itself writes. */
const OWN_COLOURS = new RegExp(
  [
    ...new Set(
      [...Object.values(createTheme(true)), ...createPalette(true)].flatMap(({ on, off }) => [on, off]),
    ),
  ]
    .map(({ doubles, length }) => Buffer.from(doubles.buffer, 0, length).toString())
    .filter((text) => text !== '')
    .map((text) => text.replaceAll('[', '\\['))
    .join('|'),
  'g',
)

/** Errors that tell the user what to do. */
const EXPLAINED = new Set([
  'UsageError',
  'InputError',
  'OptionError',
  'TemplateError',
  'UnwritableFrame',
  'FilterError',
])

/** What is wrong with an error that somebody threw: nothing, when it explains itself. */
export function errorFaults(error: unknown): string[] {
  if (error instanceof Error && EXPLAINED.has(error.name)) return []
  return [`threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`]
}

/** What must not be in text that goes to a terminal, a file or a pipe. */
export function textFaults(text: string, what: string, end = '\n'): string[] {
  const found = forbidden(text.replace(OWN_COLOURS, ''), end)
  return found.length === 0 ? [] : [`${what} holds ${[...new Set(found)].slice(0, 5).join(' ')} as they are`]
}

/** Shows messages in a view and keeps what is wrong with them. */
export class Watched {
  readonly faults: string[] = []
  readonly #printer: Printer
  readonly #kind: ViewKind
  readonly #tally: Tally

  constructor({ view, colour, width, showSecrets }: Setting, tally: Tally) {
    this.#kind = view
    this.#tally = tally
    this.#printer = new Printer(view, { colour, width, showSecrets })
  }

  message(message: Message): void {
    this.#tally.messages++
    this.#tally.rows += message.tree.count
    const faults = coverageFaults(message)
    if (faults.length > 0)
      this.faults.push(`${message.protocol} ${message.type}: ${faults.slice(0, 5).join('; ')}`)
    for (const { code } of message.findings.map(({ kind }) => kind)) {
      if (code === 'internal.bug') this.faults.push(`${message.protocol}: a dissector threw`)
    }
    this.#printer.view.message(message)
  }

  /** Ends the view and judges all it printed. */
  end(): string[] {
    const text = this.#printer.text()
    this.#tally.output += text.length
    this.faults.push(...textFaults(text, `the ${this.#kind} view`, lineEnd(this.#kind)))
    if (this.#kind === 'json') this.faults.push(...text.split('\n').flatMap(jsonFaults))
    return this.faults
  }
}

function jsonFaults(line: string): string[] {
  if (line === '') return []
  try {
    JSON.parse(line)
  } catch (error) {
    return [`the JSON cannot be read: ${(error as Error).message}`]
  }
  const doubles = duplicateKeys(line)
  return doubles.length === 0 ? [] : [`the JSON has keys twice: ${doubles.slice(0, 5).join(' ')}`]
}
