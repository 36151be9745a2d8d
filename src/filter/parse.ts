import { FilterError } from './error.js'
import { lex, type Token } from './lex.js'
import { parseSlices } from './slices.js'
import type { Expression, Item, Op, Test, Value } from './syntax.js'

/** Brackets and negations within each other. */
const MAX_DEPTH = 100

/** How tightly operators bind. */
const enum Power {
  None,
  Or,
  And,
  Not,
  Compare,
  Mask,
}

type Infix = { readonly power: Power; readonly op: Op | 'and' | 'or' | '&' }

const compare = (op: Op): Infix => ({ power: Power.Compare, op })
const OR: Infix = { power: Power.Or, op: 'or' }
const AND: Infix = { power: Power.And, op: 'and' }
const MASK: Infix = { power: Power.Mask, op: '&' }

const SIGNS = new Map<string, Infix>([
  ['||', OR],
  ['&&', AND],
  ['&', MASK],
  ['~', compare('matches')],
  ...(['==', '===', '!=', '!==', '<', '<=', '>', '>='] as const).map((op) => [op, compare(op)] as const),
])

const WORDS = new Map<string, Infix>([
  ['or', OR],
  ['and', AND],
  ['bitand', MASK],
  ['eq', compare('==')],
  ['ne', compare('!=')],
  ['lt', compare('<')],
  ['le', compare('<=')],
  ['gt', compare('>')],
  ['ge', compare('>=')],
  ['contains', compare('contains')],
  ['matches', compare('matches')],
  ['in', compare('in')],
])

/** Reads a filter expression. Throws FilterError, which says where it makes no sense. */
export function parseFilter(source: string): Expression {
  return new Parser(lex(source)).whole()
}

/** A Pratt parser: each operator binds as tightly as its power says. */
class Parser {
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  whole(): Expression {
    const expression = this.#expression(Power.None)
    const { kind, text } = this.#token
    if (kind !== 'end')
      this.#fail(
        text === ')'
          ? "this bracket closes nothing; remove it or open one before with '('."
          : 'an operator (==, contains, in, and, or ...) is missing before this.',
      )
    return expression
  }

  get #token(): Token {
    return this.#tokens[this.#at]!
  }

  #take(): Token {
    return this.#tokens[this.#at++]!
  }

  #fail(message: string, { at, length } = this.#token): never {
    throw new FilterError(message, at, length)
  }

  #isSign(text: string): boolean {
    return this.#token.kind === 'sign' && this.#token.text === text
  }

  #expression(power: Power): Expression {
    if (++this.#depth > MAX_DEPTH) this.#fail(`brackets and '!' are nested more than ${MAX_DEPTH} deep here.`)
    let left = this.#prefix()
    for (let infix = this.#infix(); infix && infix.power > power; infix = this.#infix()) {
      left = this.#extend(left, infix)
    }
    this.#depth--
    return left
  }

  #infix(): Infix | undefined {
    const { kind, text } = this.#token
    if (kind === 'sign') return SIGNS.get(text)
    return kind === 'word' ? WORDS.get(text) : undefined
  }

  #prefix(): Expression {
    const token = this.#token
    if (token.kind === 'end') this.#fail('something to test is missing here, like udp.port or type.')
    if (this.#isSign('!') || (token.kind === 'word' && token.text === 'not')) {
      this.#take()
      return { kind: 'not', of: this.#expression(Power.Not) }
    }
    if (this.#isSign('(')) {
      this.#take()
      const inner = this.#expression(Power.None)
      if (!this.#isSign(')')) this.#fail("')' is missing here.")
      this.#take()
      return inner
    }
    if (token.kind !== 'word') this.#fail(`a field's name is needed here, not ${describe(token)}.`)
    return this.#operand()
  }

  #operand(): Test {
    const path = asValue(this.#take())
    const slice = this.#token
    if (slice.kind !== 'slice')
      return { kind: 'test', path, slices: [], mask: undefined, op: undefined, values: [] }
    this.#take()
    const slices = parseSlices(slice.text, slice.at, slice.length)
    return { kind: 'test', path, slices, mask: undefined, op: undefined, values: [] }
  }

  #extend(left: Expression, { op, power }: Infix): Expression {
    if (op === 'and' || op === 'or') return this.#chain(left, op, power)
    const sign = this.#take()
    if (left.kind !== 'test' || left.op !== undefined)
      this.#fail(`what stands before '${sign.text}' is a test already; join tests with 'and' or 'or'.`, sign)
    if (op === '&') {
      if (left.mask) this.#fail("only one '&' may stand here.", sign)
      return { ...left, mask: this.#value(sign) }
    }
    return { ...left, op, values: op === 'in' ? this.#set() : [this.#value(sign)] }
  }

  #chain(first: Expression, op: 'and' | 'or', power: Power): Expression {
    const of = [first]
    while (this.#infix()?.op === op) {
      this.#take()
      of.push(this.#expression(power))
    }
    return { kind: op, of }
  }

  #value(after: Token): Value {
    const token = this.#token
    if (token.kind !== 'word' && token.kind !== 'text')
      this.#fail(`a value is missing after '${after.text}'.`, token)
    return asValue(this.#take())
  }

  /** `{1 2 5..9}`, with commas or without. */
  #set(): Item[] {
    if (!this.#isSign('{')) this.#fail("'{' is missing here: write in {1 2 5..9}.")
    let before = this.#take()
    const items: Item[] = []
    while (!this.#isSign('}')) {
      if (items.length > 0 && this.#isSign(',')) before = this.#take()
      if (this.#token.kind === 'end') this.#fail("'}' is missing here.")
      const low = this.#value(before)
      if (this.#isSign('..')) items.push({ low, high: this.#value(this.#take()) })
      else items.push(low)
    }
    if (items.length === 0) this.#fail('this set is empty; put values into it.')
    this.#take()
    return items
  }
}

function asValue({ kind, text, at, length }: Token): Value {
  return { text, quoted: kind === 'text', at, length }
}

function describe({ kind, text }: Token): string {
  return kind === 'text' ? 'a text in quotes' : `'${text}'`
}
