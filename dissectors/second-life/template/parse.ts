import {
  type BlockKind,
  type BlockTemplate,
  type Deprecation,
  FIELD_TYPES,
  type FieldTemplate,
  type Frequency,
  MAX_FIXED,
  MAX_MULTIPLE,
  type MessageTemplate,
  messageKey,
  numberText,
  type Template,
} from './model.js'
import { quote, type TemplateProblem, type Token, Tokens } from './tokens.js'

/**
 * Reads a message template of version 1 or 2.
 *
 *     { NAME High|Medium|Low|Fixed [NUMBER] Trusted|NotTrusted Zerocoded|Unencoded [DEPRECATION]
 *       { BLOCK Single|Multiple COUNT|Variable
 *         { FIELD TYPE [SIZE] } ... } ... }
 *
 * Version 1 counts High, Medium and Low messages in file order, gives a number only to Fixed ones, and
 * lets stray words stand between messages. Version 2, named in the first line, numbers every message.
 * Throws a TemplateError with line and column (`name` is the file) when the text is not like that.
 *
 * Viewers are stricter, each version in its own way; `refused` is told where.
 */
export function parseTemplate(text: string, name = 'template', refused?: Refused): Template {
  return new TemplateParser(text, name, refused).template()
}

/** Takes what is read here but refused by viewers. */
export type Refused = (problem: TemplateProblem) => void

/** Longest name in the string table of classic viewers, where a NUL must stand behind it. */
const LONGEST_NAME = 63

const FREQUENCIES: readonly Frequency[] = ['High', 'Medium', 'Low', 'Fixed']
const TYPES: readonly string[] = [...FIELD_TYPES.keys()]
const BLOCK_KINDS: readonly BlockKind[] = ['Single', 'Multiple', 'Variable']
const DEPRECATIONS: readonly Deprecation[] = [
  'Deprecated',
  'UDPDeprecated',
  'UDPBlackListed',
  'NotDeprecated',
]

/** Lowest and highest number of each frequency. A Fixed one is written with all its four bytes. */
const NUMBER_RANGES: Record<Frequency, readonly [lowest: number, highest: number]> = {
  High: [1, 254],
  Medium: [1, 254],
  Low: [1, 65_534],
  Fixed: [0xffff_0001, 0xffff_ffff],
}

class TemplateParser {
  readonly #tokens: Tokens
  readonly #refused: Refused | undefined
  readonly #messages: MessageTemplate[] = []
  readonly #names = new Set<string>()
  readonly #keys = new Set<number>()
  /** Messages of each frequency so far: the numbers of version 1. */
  readonly #counts: Record<Frequency, number> = { High: 0, Medium: 0, Low: 0, Fixed: 0 }
  #version = ''

  constructor(text: string, name: string, refused: Refused | undefined) {
    this.#refused = refused
    const glued = (token: Token) => this.#refuse(token, 'is not followed by a blank')
    this.#tokens = new Tokens(text, name, refused && glued)
  }

  template(): Template {
    const first = this.#tokens.peek()
    for (let token = this.#tokens.next(); token; token = this.#tokens.next()) {
      if (token.text === '{') this.#message()
      else if (token.text === 'version') this.#readVersion(token, token === first)
      else if (this.#isVersion2()) throw this.#tokens.error("'{' before the next message", token)
    }
    return { version: this.#version, messages: this.#messages }
  }

  #isVersion2(): boolean {
    return Number(this.#version) >= 2
  }

  #readVersion(at: Token, isFirst: boolean): void {
    const token = this.#tokens.next()
    if (!token || !/^\d{1,4}(\.\d{1,8})?$/.test(token.text))
      throw this.#tokens.error("a version number such as '2.0'", token)
    this.#version = token.text
    if (this.#isVersion2() && this.#messages.length > 0)
      throw this.#tokens.problem(at, '2 or above must stand before the first message')
    if (this.#isVersion2() && !isFirst) this.#refuse(at, 'is not the first word')
  }

  #message(): void {
    const at = this.#tokens.peek()!
    const name = this.#name('the name of a message', this.#names)
    const frequency = this.#oneOf(FREQUENCIES)
    const key = this.#number(at, frequency)
    const trusted = this.#oneOf(['Trusted', 'NotTrusted']) === 'Trusted'
    const zeroCoded = this.#oneOf(['Zerocoded', 'Unencoded']) === 'Zerocoded'
    const word = this.#tokens.peek()?.text
    const deprecation = DEPRECATIONS.find((known) => known === word)
    if (deprecation) this.#deprecation()
    const blocks = this.#list("'{' before a block or '}' after the last one", new Set(), (names) =>
      this.#block(names),
    )
    this.#messages.push({ name, frequency, key, trusted, zeroCoded, deprecation, blocks })
  }

  #deprecation(): void {
    const token = this.#tokens.next()!
    if (!this.#isVersion2()) this.#refuse(token, 'is a word of version 2')
  }

  #number(message: Token, frequency: Frequency): number {
    const counted = ++this.#counts[frequency]
    const ahead = this.#tokens.peek()
    const isWritten = isNumber(ahead?.text ?? '')
    if (!isWritten && (this.#isVersion2() || frequency === 'Fixed'))
      throw this.#tokens.error(`the number of the ${frequency} message`, ahead)
    if (isWritten && !this.#isVersion2() && frequency !== 'Fixed')
      this.#refuse(ahead!, `stands where version 1 has no number, for it counts ${frequency} messages`)
    const number = isWritten ? this.#integer('a number', NUMBER_RANGES[frequency]) : counted
    if (number > NUMBER_RANGES[frequency][1])
      throw this.#tokens.problem(message, `is one ${frequency} message more than there are numbers for`)
    const key = messageKey(frequency, number)
    if (this.#keys.has(key))
      throw this.#tokens.problem(message, `has the number of another message, ${numberText(key)}`)
    this.#keys.add(key)
    return key
  }

  #block(names: Set<string>): BlockTemplate {
    const name = this.#name('the name of a block', names)
    const kind = this.#oneOf(BLOCK_KINDS)
    const count = kind === 'Multiple' ? this.#size('the number of repeats', [1, MAX_MULTIPLE]) : 1
    const fields = this.#list("'{' before a field or '}' after the last one", new Set(), (fieldNames) =>
      this.#field(fieldNames),
    )
    return { name, kind, count, fields }
  }

  #field(names: Set<string>): FieldTemplate {
    const name = this.#name('the name of a field', names)
    const type = this.#oneOf(TYPES)
    let size = 0
    if (type === 'Variable') size = this.#variableSize()
    else if (type === 'Fixed') size = this.#size('the bytes of the field', [1, MAX_FIXED])
    else if (isNumber(this.#tokens.peek()?.text ?? '')) this.#superfluousSize(type)
    if (!this.#tokens.skip('}')) throw this.#tokens.error("'}' after the field", this.#tokens.peek())
    return { name, type, size }
  }

  /** Version 1 has some: `LLUUID 1`. */
  #superfluousSize(type: string): void {
    const token = this.#tokens.next()!
    if (this.#isVersion2()) this.#refuse(token, `is a size, but ${type} has none`)
  }

  #variableSize(): number {
    const token = this.#tokens.peek()
    const size = this.#size('the bytes of the length: 1, 2 or 4', [1, 4])
    if (size === 3) throw this.#tokens.error('the bytes of the length: 1, 2 or 4', token)
    return size
  }

  /** Items in braces up to the closing brace of what holds them. */
  #list<T>(expected: string, names: Set<string>, item: (names: Set<string>) => T): T[] {
    const items: T[] = []
    for (;;) {
      const token = this.#tokens.next()
      if (token?.text === '}') return items
      if (token?.text !== '{') throw this.#tokens.error(expected, token)
      items.push(item(names))
    }
  }

  #name(expected: string, taken: Set<string>): string {
    const token = this.#tokens.next()
    if (!token || !/^[A-Za-z0-9_]+$/.test(token.text)) throw this.#tokens.error(expected, token)
    if (taken.has(token.text)) throw this.#tokens.problem(token, 'is defined twice')
    taken.add(token.text)
    if (/^\d/.test(token.text)) this.#refuse(token, 'begins with a digit')
    if (token.text.length > LONGEST_NAME) this.#refuse(token, `is longer than ${LONGEST_NAME} characters`)
    return token.text
  }

  #oneOf<T extends string>(allowed: readonly T[]): T {
    const token = this.#tokens.next()
    const found = allowed.indexOf((token?.text ?? '') as T)
    if (found < 0) throw this.#tokens.error(allowed.join(', '), token)
    return allowed[found]!
  }

  /** Unlike a message's number it is decimal. */
  #size(expected: string, range: readonly [number, number]): number {
    const token = this.#tokens.peek()
    const size = this.#integer(expected, range)
    if (/^0[xX]/.test(token!.text)) this.#refuse(token!, 'is not decimal')
    return size
  }

  #refuse(token: Token, why: string): void {
    const { line, column } = token
    this.#refused?.({ line, column, problem: `${quote(token)} ${why}; viewers refuse that` })
  }

  #integer(expected: string, [lowest, highest]: readonly [number, number]): number {
    const token = this.#tokens.next()
    const value = token && isNumber(token.text) ? Number(token.text) : -1
    if (value < lowest || value > highest)
      throw this.#tokens.error(`${expected} (${lowest} to ${highest})`, token)
    return value
  }
}

/** Decimal without leading zeros, or hexadecimal. */
function isNumber(text: string): boolean {
  // Nearly every word asked about is none.
  return text >= '0' && text < ':' && /^(0[xX][0-9A-Fa-f]{1,8}|[1-9]\d{0,9})$/.test(text)
}
