import { readNotation } from './notation.js'
import { isoDate, READ_TEXT, type ScalarType } from './scalars.js'
import { Budget, container, type Document, type Entry, Stop, scalar, type Value } from './value.js'
import { contentOf, type ElementSink, walkXml } from './xml-walk.js'

/**
 * Reads an XML-RPC call or its response. The document is a map: `methodName` and `params` of a call, `params` of a
 * response, `fault` of a refusal. `text` has one character a byte.
 */
export function readXmlRpc(text: string): Document {
  const builder = new Builder(text)
  const { end, state, problem } = walkXml(text, builder)
  return { syntax: 'xml', root: builder.root, end, state, problem }
}

/** The types of XML-RPC (and `nil`, an extension) as those of LLSD. */
const TYPES: ReadonlyMap<string, ScalarType> = new Map([
  ['i4', 'integer'],
  ['int', 'integer'],
  ['boolean', 'boolean'],
  ['string', 'string'],
  ['double', 'real'],
  ['dateTime.iso8601', 'date'],
  ['base64', 'binary'],
  ['nil', 'undef'],
])

/** Members of a login reply that are notation LLSD inside a string. */
const NOTATION = new Set(['home', 'look_at'])

/** An element that is open; what it holds is handed to `take`. */
interface Open {
  readonly name: string
  readonly content: number
  readonly take: (value: Value) => void
  /** A value has been taken from inside it. */
  filled: boolean
}

/** A member of a struct whose value is yet to come. */
type Key = Omit<Entry, 'value'>

class Builder implements ElementSink {
  readonly #text: string
  readonly #budget = new Budget()
  readonly #open: Open[] = []
  /** The struct members that are open. */
  readonly #keys: Key[] = []
  /** Maps and arrays that are open. */
  #depth = 0
  root: Value | undefined

  constructor(text: string) {
    this.#text = text
  }

  open(name: string, content: number): void {
    const parent = this.#open.at(-1)
    const take = parent ? this.#inside(parent, name, content) : this.#document(name, content)
    this.#open.push({ name, content, take, filled: false })
  }

  close(end: number, next: number): void {
    const { name, content, take, filled } = this.#open.pop()!
    const parent = this.#open.at(-1)
    if (name === 'struct' || name === 'array') this.#depth--
    const type = TYPES.get(name)
    if (parent?.name === 'value' && type) take(this.#scalar(type, name, content, end, next))
    // A value without a type is a string.
    else if (name === 'value' && !filled) take(this.#scalar('string', 'string', content, end, next))
    else if (name === 'methodName') take(this.#scalar('string', 'string', content, end, next))
    else if (name === 'name') this.#name(content, end)
    else if (name === 'member') this.#keys.pop()
  }

  #scalar(type: ScalarType, spelled: string, start: number, end: number, next: number): Value {
    this.#budget.spend(next, this.#depth)
    const text = contentOf(this.#text, start, end)
    if (type === 'string') return this.#string(spelled, start, end, text)
    const value = type === 'date' ? readDate(text) : READ_TEXT[type](text)
    return scalar(type, spelled, start, end, value)
  }

  #string(spelled: string, start: number, end: number, text: string): Value {
    const raw = this.#text.slice(start, end)
    const key = this.#keys.at(-1)?.key
    if (!key || !NOTATION.has(key) || raw !== text) return scalar('string', spelled, start, end, text)
    const { root, state } = readNotation(raw, this.#budget)
    const isValue = state === 'whole' && root && root.items.length + root.entries.length > 0
    return isValue ? moved(root, start) : scalar('string', spelled, start, end, text)
  }

  #name(start: number, end: number): void {
    if (this.#open.at(-1)?.name !== 'member') return
    this.#keys[this.#keys.length - 1] = {
      key: contentOf(this.#text, start, end),
      keyStart: start,
      keyEnd: end,
    }
  }

  #document(name: string, content: number): Open['take'] {
    if (name !== 'methodCall' && name !== 'methodResponse')
      throw new Stop(0, 'Expected <methodCall> or <methodResponse>, found another element')
    this.root = container('map', name, content)
    return () => undefined
  }

  /** What becomes of the value that the element `name` inside `parent` holds. */
  #inside(parent: Open, name: string, content: number): Open['take'] {
    const { root } = this
    switch (`${parent.name} ${name}`) {
      case 'methodCall methodName':
      case 'methodResponse fault':
        return (value) => void root!.entries.push({ key: name, keyStart: content, keyEnd: content, value })
      case 'methodCall params':
      case 'methodResponse params': {
        const params = container('array', 'params', content)
        root!.entries.push({ key: name, keyStart: content, keyEnd: content, value: params })
        return (value) => void params.items.push(value)
      }
      case 'value struct':
      case 'value array':
        return this.#container(parent, name === 'struct' ? 'map' : 'array', content)
      case 'struct member':
        this.#keys.push({ key: '', keyStart: content, keyEnd: content })
        return parent.take
      default:
        return (value) => {
          parent.filled = true
          parent.take(value)
        }
    }
  }

  #container(parent: Open, type: 'map' | 'array', content: number): Open['take'] {
    const value = container(type, type === 'map' ? 'struct' : 'array', content)
    this.#budget.spend(content, ++this.#depth)
    parent.filled = true
    parent.take(value)
    if (type === 'array') return (item) => void value.items.push(item)
    return (item) => {
      const key = this.#keys.at(-1)
      if (key) value.entries.push({ ...key, value: item })
    }
  }
}

/** `19980717T14:08:55`, without a zone; UTC is meant here. */
function readDate(text: string): string | undefined {
  const parts = /^\s*(\d{4})-?(\d\d)-?(\d\d)T(\d\d:\d\d:\d\d)Z?\s*$/.exec(text)
  return parts ? isoDate(Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}Z`)) : undefined
}

/** A value read from a text of its own, at its place in the document. */
function moved(value: Value, by: number): Value {
  return {
    ...value,
    start: value.start + by,
    end: value.end + by,
    items: value.items.map((item) => moved(item, by)),
    entries: value.entries.map(({ key, keyStart, keyEnd, value: held }) => ({
      key,
      keyStart: keyStart + by,
      keyEnd: keyEnd + by,
      value: moved(held, by),
    })),
  }
}
