import { isForwardLink } from '../dissect/links.js'
import type { Message } from '../dissect/message.js'
import { FACTS } from '../facts/index.js'
import { allFields, type FieldDef } from '../fields/definition.js'
import { pathPattern, wholePathPattern } from '../fields/path-pattern.js'
import { isLayerField } from '../network/layer-fields.js'
import { FilterError } from './error.js'
import { factTest } from './fact-test.js'
import { fieldTest } from './field-test.js'
import { nearField } from './near-field.js'
import { parseFilter } from './parse.js'
import { quantified } from './quantity.js'
import { type MakeSearch, searchesFor } from './regex.js'
import { FieldTests } from './rows.js'
import type { Expression, Test } from './syntax.js'

export type MessageTest = (message: Message) => boolean

/** A filter ready to be asked. */
export interface Filter {
  /** Whether a message passes. */
  readonly test: MessageTest
  /** It asks about fields of link, IP or transport headers, which must be recorded for it. */
  readonly needsLayers: boolean
  /** It asks about links to later messages. */
  readonly needsForwardLinks: boolean
}

/** What a filter can be about, beside facts. */
export interface Vocabulary {
  /** Names of the protocols. */
  readonly protocols: ReadonlySet<string>
  /** First parts of paths below which fields are made as the traffic names them, so that none is unknown. */
  readonly open: ReadonlySet<string>
  /** Declares every field of the run; called only if a filter is about fields. */
  readonly declare: () => Promise<void>
}

/** Words for what is there of the layers below, and the fact that tells. */
const PRESENT: ReadonlyMap<string, string> = new Map([
  ['udp', 'udp.port'],
  ['tcp', 'tcp.port'],
  ['ip', 'ip.addr'],
  ['ipv6', 'ipv6.addr'],
  ['finding', 'finding.code'],
])

/** Reads a filter expression and makes one closure of it. Rejects with FilterError. */
export async function compileFilter(source: string, vocabulary: Vocabulary): Promise<Filter> {
  const expression = parseFilter(source)
  const compiler = new Compiler(await searchesFor(expression), vocabulary)
  if (compiler.isAboutFields(expression)) await vocabulary.declare()
  const test = compiler.compile(expression)
  const { needsLayers, needsForwardLinks } = compiler
  return { test, needsLayers, needsForwardLinks }
}

class Compiler {
  needsLayers = false
  needsForwardLinks = false
  readonly #search: MakeSearch
  readonly #vocabulary: Vocabulary

  constructor(search: MakeSearch, vocabulary: Vocabulary) {
    this.#search = search
    this.#vocabulary = vocabulary
  }

  isAboutFields(expression: Expression): boolean {
    if (expression.kind === 'not') return this.isAboutFields(expression.of)
    if (expression.kind === 'test') return !factOf(expression)
    return expression.of.some((part) => this.isAboutFields(part))
  }

  compile(expression: Expression): MessageTest {
    switch (expression.kind) {
      case 'and':
        return both(expression.of.map((part) => this.compile(part)))
      case 'or':
        return either(expression.of.map((part) => this.compile(part)))
      case 'not': {
        const is = this.compile(expression.of)
        return (message) => !is(message)
      }
      case 'test':
        return this.#test(expression)
    }
  }

  #test(test: Test): MessageTest {
    const fact = factOf(test)
    if (fact) return factTest(fact, test, this.#search)
    const { text } = test.path
    if (isBare(test) && this.#vocabulary.protocols.has(text)) {
      const tests = this.#fieldTests(test, false)
      return (message) => message.protocol === text || tests.ask(message, true) === true
    }
    const tests = this.#fieldTests(test, true)
    return quantified(test.op, (message, wanted) => tests.ask(message, wanted))
  }

  /** The tests of the fields a path fits. `must`: there has to be one that makes sense. */
  #fieldTests(test: Test, must: boolean): FieldTests {
    const { text, at, length } = test.path
    const fits = isBare(test) ? pathPattern(text) : wholePathPattern(text)
    let problem: FilterError | undefined
    const tests = new FieldTests((def) => {
      if (!fits(def.path)) return undefined
      try {
        return fieldTest(def, test, this.#search)
      } catch (error) {
        if (!(error instanceof FilterError)) throw error
        problem ??= error
        return undefined
      }
    })
    let found = 0
    for (const def of allFields()) {
      if (tests.of(def) === null) continue
      found++
      this.#look(def)
    }
    if (found > 0 || !must) return tests
    if (problem) throw problem
    if (this.#vocabulary.open.has(text.slice(0, text.indexOf('.')))) return tests
    const near = nearField(text, [...FACTS.keys(), ...this.#vocabulary.protocols])
    throw new FilterError(`there is no field '${text}' ('slx fields' lists all).${near}`, at, length)
  }

  #look(def: FieldDef): void {
    this.needsLayers ||= isLayerField(def)
    this.needsForwardLinks ||= isForwardLink(def)
  }
}

/** Whether a test only asks if a field is there. */
function isBare({ op, mask, slices }: Test): boolean {
  return !op && !mask && slices.length === 0
}

function factOf(test: Test) {
  const { text } = test.path
  return FACTS.get((isBare(test) ? PRESENT.get(text) : undefined) ?? text)
}

function both(tests: readonly MessageTest[]): MessageTest {
  return (message) => {
    for (const is of tests) if (!is(message)) return false
    return true
  }
}

function either(tests: readonly MessageTest[]): MessageTest {
  return (message) => {
    for (const is of tests) if (is(message)) return true
    return false
  }
}
