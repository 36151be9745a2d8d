import {
  type BlockTemplate,
  type Deprecation,
  type Frequency,
  type MessageTemplate,
  messageKey,
  type Template,
} from '../model.js'
import { parseTemplate } from '../parse.js'

/**
 * Reads a built-in table. It is our own text, with each message beginning a line; so only those lines are read at
 * first, and a message's blocks when it is met. Reading all of it would take longer than most runs.
 */
export function readCore(text: string): Template {
  const heads = [...text.matchAll(HEAD)]
  const messages = heads.map((head, i) => new CoreMessage(head, text.slice(head.index, heads[i + 1]?.index)))
  const names = Array.from(text.matchAll(NAME), ([, name]) => name!)
  return { version: '2.0', messages, names }
}

const HEAD = /^\{ (\w+) (\w+) (\w+) (\w+) (\w+)(?: (\w+))?/gm
const NAME = /\{ (\w+)/g

class CoreMessage implements MessageTemplate {
  readonly name: string
  readonly frequency: Frequency
  readonly key: number
  readonly trusted: boolean
  readonly zeroCoded: boolean
  readonly deprecation: Deprecation | undefined
  readonly #text: string
  #blocks: readonly BlockTemplate[] | undefined

  constructor([, name, frequency, number, trust, coding, deprecation]: RegExpExecArray, text: string) {
    this.name = name!
    this.frequency = frequency as Frequency
    this.key = messageKey(this.frequency, Number(number))
    this.trusted = trust === 'Trusted'
    this.zeroCoded = coding === 'Zerocoded'
    this.deprecation = deprecation as Deprecation | undefined
    this.#text = text
  }

  get blocks(): readonly BlockTemplate[] {
    this.#blocks ??= parseTemplate(`version 2.0\n${this.#text}`).messages[0]!.blocks
    return this.#blocks
  }
}
