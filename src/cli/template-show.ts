import { type Dialect, ERAS, type Era } from '../../dissectors/second-life/dialect.js'
import { blockText, fieldText, properties } from '../../dissectors/second-life/template/diff.js'
import {
  type BlockTemplate,
  fieldWidth,
  type MessageTemplate,
  numberBytes,
  numberText,
} from '../../dissectors/second-life/template/model.js'
import { count } from '../count.js'
import { escapeText } from '../output/escape.js'
import { didYouMean } from '../suggest.js'
import { columns } from './columns.js'
import { Exit } from './errors.js'
import { printError, printLines } from './print.js'
import { type LibraryCliOptions, libraryOf } from './template-files.js'

export interface ShowCliOptions extends LibraryCliOptions {
  readonly slEra?: Era
}

interface Shown {
  readonly dialect: Dialect
  readonly message: MessageTemplate
}

/** `slx template show`: layouts of messages, or a list of all. Returns the exit code. */
export async function showMessages(words: readonly string[], options: ShowCliOptions): Promise<number> {
  const library = libraryOf(options)
  const eras = options.slEra ? [options.slEra] : ERAS
  const dialects = eras.flatMap((era) => library.dialects(era))
  const all = dialects.flatMap((dialect) =>
    dialect.template.messages.map((message) => ({ dialect, message })),
  )
  const wanted = wordsToMessages(words)
  const found = wanted.map((name) => ({
    name,
    matches: all.filter((shown) => isCalled(shown.message, name)),
  }))
  const shown = wanted.length === 0 ? all : found.flatMap(({ matches }) => matches)
  if (options.view === 'json') printLines(shown.map((each) => JSON.stringify(asJson(each))))
  else if (wanted.length === 0) printLines(columns(all.map(listRow)))
  else if (shown.length > 0) printLines([pages(shown).join('\n\n')])
  const missing = found.filter(({ matches }) => matches.length === 0)
  for (const { name } of missing) tellMissing(name, all)
  return missing.length === 0 ? Exit.OK : Exit.NOTHING
}

/** Words of the command line: `Low 80` is one message. */
function wordsToMessages(words: readonly string[]): string[] {
  return words.join(' ').match(/(?:High|Medium|Low|Fixed) \S+|\S+/gi) ?? []
}

function isCalled({ name, key }: MessageTemplate, wanted: string): boolean {
  const word = wanted.toLowerCase()
  return name.toLowerCase() === word || numberText(key).toLowerCase() === word || hexOf(key) === word
}

function tellMissing(name: string, all: readonly Shown[]): void {
  const near = didYouMean(name, new Set(all.map(({ message }) => message.name)))
  const where = new Set(all.map(({ dialect }) => dialect.templateName))
  const names = [...where].join(', ')
  printError(`slx: ${escapeText(`there is no message ${name} in ${names}.${near}`)}\n`)
}

function listRow({ dialect, message }: Shown): string[] {
  return [dialect.era, numberText(message.key), message.name, properties(message)]
}

/** A page for each message; templates that agree share one. */
function pages(shown: readonly Shown[]): string[] {
  const byLayout = new Map<string, string[]>()
  for (const { dialect, message } of shown) {
    const layout = layoutLines(dialect, message).join('\n')
    const where = `${dialect.era}: ${escapeText(dialect.description)}`
    byLayout.set(layout, [...(byLayout.get(layout) ?? []), where])
  }
  return [...byLayout].map(([layout, where]) => {
    const [title, ...rest] = layout.split('\n')
    return [title, ...where, '', ...rest].join('\n')
  })
}

function layoutLines(dialect: Dialect, message: MessageTemplate): string[] {
  const { name, key, blocks } = message
  const lines = [
    `${name}  ${numberText(key)}  ${properties(message)}`,
    `number on the wire: ${numberBytes(key)}; body: ${bodyBytes(blocks)}`,
  ]
  if (blocks.length === 0) return lines
  if (dialect.era === 'modern') return [...lines, '', ...columns(blocks.flatMap((block) => blockRows(block)))]
  const slot = (part: string) => `slot ${dialect.slotOf(part)}`
  return [
    ...lines,
    '',
    'in the template',
    ...columns(blocks.flatMap((block) => blockRows(block))),
    '',
    'on the wire, by the slots of the names',
    ...columns(dialect.wireOrder(message).flatMap((block) => blockRows(block, slot))),
  ]
}

function blockRows(block: BlockTemplate, slot?: (name: string) => string): string[][] {
  const place = (name: string) => (slot ? [slot(name)] : [])
  return [
    [`  ${block.name}`, blockText(block), ...place(block.name)],
    ...block.fields.map((field) => [`    ${field.name}`, fieldText(field), ...place(field.name)]),
  ]
}

/** `32 bytes`, `at least 7 bytes`, without what repeats. */
function bodyBytes(blocks: readonly BlockTemplate[]): string {
  let bytes = 0
  for (const { kind, count: times, fields } of blocks) {
    const width = fields.reduce((sum, field) => sum + fieldWidth(field), 0)
    bytes += kind === 'Variable' ? 1 : times * width
  }
  const fixed = blocks.every(
    ({ kind, fields }) => kind !== 'Variable' && fields.every(({ type }) => type !== 'Variable'),
  )
  return `${fixed ? '' : 'at least '}${count(bytes, 'byte')}`
}

function asJson({ dialect, message }: Shown) {
  const { name, frequency, key, trusted, zeroCoded, deprecation, blocks } = message
  return {
    era: dialect.era,
    template: dialect.templateName,
    name,
    frequency,
    number: numberText(key),
    key: hexOf(key),
    trusted,
    zeroCoded,
    ...(deprecation ? { deprecation } : {}),
    blocks,
    wireOrder: dialect
      .wireOrder(message)
      .flatMap((block) => block.fields.map((field) => `${block.name}.${field.name}`)),
  }
}

function hexOf(key: number): string {
  return `0x${key.toString(16).padStart(8, '0')}`
}
