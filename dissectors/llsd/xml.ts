import { type ScalarType, scalarOf } from './scalars.js'
import { Budget, container, type Document, Stop, scalar, type Value } from './value.js'
import { contentOf, type ElementSink, walkXml } from './xml-walk.js'

/** Reads LLSD in XML (fact: elements nobody knows count as undef, as in viewers). `text` has one character a byte. */
export function readXml(text: string): Document {
  const builder = new Builder(text)
  const { end, state, problem } = walkXml(text, builder)
  const empty = state === 'whole' && !builder.root
  return {
    syntax: 'xml',
    root: builder.root,
    end,
    state: empty ? 'broken' : state,
    problem: empty ? 'Expected a value in <llsd>, found none' : problem,
  }
}

const TYPES: ReadonlyMap<string, ScalarType> = new Map(
  (['undef', 'boolean', 'integer', 'real', 'uuid', 'string', 'date', 'uri', 'binary'] as const).map(
    (type) => [type, type],
  ),
)

/** An element that is open. */
interface Open {
  readonly name: string
  readonly content: number
  /** The map or array it is. */
  readonly value: Value | undefined
  /** Base64 only: viewers skip other encodings. */
  readonly encoding: string | undefined
}

class Builder implements ElementSink {
  readonly #text: string
  readonly #open: Open[] = []
  readonly #budget = new Budget()
  /** The key whose value comes next, in each map that is open. */
  readonly #keys: (Key | undefined)[] = []
  /** Elements open inside a scalar, which are part of its content. */
  #inside = 0
  root: Value | undefined

  constructor(text: string) {
    this.#text = text
  }

  open(name: string, content: number, attributes: Readonly<Record<string, string>>): void {
    const parent = this.#open.at(-1)
    if (!parent) {
      if (name.toLowerCase() !== 'llsd') throw new Stop(0, `Expected <llsd>, found another element`)
    } else if (parent.name !== 'llsd' && !parent.value) {
      this.#inside++
      return
    }
    let value: Value | undefined
    if (parent && (name === 'map' || name === 'array')) {
      value = container(name, name, content)
      this.#budget.spend(content, this.#open.length)
      this.#add(value)
    }
    this.#keys.push(undefined)
    this.#open.push({ name: parent ? name : 'llsd', content, value, encoding: attributes.encoding })
  }

  close(end: number, next: number): void {
    if (this.#inside > 0) {
      this.#inside--
      return
    }
    const { name, content, value, encoding } = this.#open.pop()!
    this.#keys.pop()
    if (value || this.#open.length === 0) return
    const said = contentOf(this.#text, content, end)
    if (name === 'key' && this.#open.at(-1)!.value?.type === 'map') {
      this.#keys[this.#keys.length - 1] = { key: said, keyStart: content, keyEnd: end }
      return
    }
    this.#budget.spend(next, 0)
    const type = TYPES.get(name)
    const unread = !type || (type === 'binary' && encoding !== undefined && encoding !== 'base64')
    this.#add(unread ? scalar('undef', name, content, end) : scalarOf(type, name, content, end, said))
  }

  #add(value: Value): void {
    const parent = this.#open.at(-1)!
    if (!parent.value) {
      if (this.root) throw new Stop(parent.content, 'Expected one value in <llsd>, found another')
      this.root = value
    } else if (parent.value.type === 'array') parent.value.items.push(value)
    else {
      const key = this.#keys.at(-1)
      if (!key) throw new Stop(value.start, 'Expected <key> before a value in <map>, found none')
      parent.value.entries.push({ ...key, value })
      this.#keys[this.#keys.length - 1] = undefined
    }
  }
}

interface Key {
  readonly key: string
  readonly keyStart: number
  readonly keyEnd: number
}
