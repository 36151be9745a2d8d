import { allFields, type FieldDef, type Role } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'

/** What is known of a saved value's field. */
export interface Known {
  /** The field, or one that is like it, where several would do. */
  readonly def: FieldDef
  /** Undefined where nothing tells which of several fields it is. */
  readonly path: string | undefined
  readonly role: Role
}

/** Where a value stands in a saved message. */
export interface Context {
  readonly protocol: string
  readonly type: string
  /** Keys of the message's fields that stand in no group: layers like `flap` have such. */
  readonly top: readonly string[]
}

/** Contexts and keys whose answers are kept. */
const MAX_KEPT = 100_000

/** Contexts that are known again; the next message mostly has one of the same few. */
const MAX_CONTEXTS = 1000

/** What a context says, put together once for all its values: `top` may have as many keys as there are. */
interface Said {
  readonly number: number
  readonly words: ReadonlySet<string>
}

/**
 * Finds the fields that the keys of saved values stand for. Keys are the last parts of paths only, and what stands before
 * differs: `tlv.cookie` of a message `ICBM ...` is `oscar.icbm.tlv.cookie`. So of the fields of that name the one is taken whose
 * path says most of what the message and the keys say, and least else. It knows the fields declared when it is made.
 */
export class KnownFields {
  readonly #byName = new Map<string, FieldDef[]>()
  readonly #kept = new Map<string, Known | undefined>()
  readonly #contexts = new Map<string, Said>()
  #count = 0
  #last: { readonly context: Context; readonly said: Said } | undefined

  constructor(fields: readonly FieldDef[] = allFields()) {
    for (const def of fields) {
      if (def.withheld || def.hidden) continue
      const known = this.#byName.get(def.name)
      if (known) known.push(def)
      else this.#byName.set(def.name, [def])
    }
  }

  /** The field of a value, or of a group, by its keys from outside inwards. */
  find(context: Context, keys: readonly string[], isGroup: boolean): Known | undefined {
    const said = this.#saidBy(context)
    const place = [said.number, isGroup, ...keys].join('\n')
    if (this.#kept.has(place)) return this.#kept.get(place)
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear()
    const found = this.#search(context, said, keys, isGroup)
    this.#kept.set(place, found)
    return found
  }

  #saidBy(context: Context): Said {
    if (this.#last?.context === context) return this.#last.said
    const text = [context.protocol, context.type, ...context.top].join('\n')
    let said = this.#contexts.get(text)
    if (!said) {
      if (this.#contexts.size >= MAX_CONTEXTS) this.#contexts.clear()
      this.#contexts.set(text, (said = { number: this.#count++, words: wordsOf(context) }))
    }
    this.#last = { context, said }
    return said
  }

  #search(context: Context, { words }: Said, keys: readonly string[], isGroup: boolean): Known | undefined {
    const named = this.#byName.get(keys.at(-1)!.replace(AGAIN, '')) ?? []
    const fields = named.filter(({ wire }) => (wire === Wire.Group) === isGroup)
    const path = keys.join('.')
    for (const beginning of [`${context.protocol}.${context.type}.`, `${context.protocol}.`, '']) {
      const exact = fields.find((each) => each.path === beginning + path)
      if (exact) return { def: exact, path: exact.path, role: exact.role }
    }
    return mostLike(fields, words, new Set(keys.map((key) => key.toLowerCase()))) ?? link(fields)
  }
}

/** A second key of one name has a number behind it. */
const AGAIN = /#\d+$/

/** What a part of a path that nothing in the message says takes from its likeness; one that is said adds 1. */
const UNSAID = 0.9

function mostLike(
  fields: readonly FieldDef[],
  words: ReadonlySet<string>,
  keys: ReadonlySet<string>,
): Known | undefined {
  const isSaid = (word: string) => words.has(word) || keys.has(word)
  let best: FieldDef[] = []
  let most = Number.NEGATIVE_INFINITY
  for (const def of fields) {
    const parts = def.path.toLowerCase().split('.')
    // A field of another protocol only happens to have the name.
    if (!parts[0]!.split('-').some(isSaid)) continue
    const unsaid = parts.filter((part) => !isSaid(part)).length
    const likeness = parts.length - unsaid - UNSAID * unsaid
    if (likeness > most) [best, most] = [[], likeness]
    if (likeness === most) best.push(def)
  }
  const [first] = best
  return first && agreed(best, most === first.path.split('.').length)
}

/** Links between messages go from one protocol to another. */
function link(fields: readonly FieldDef[]): Known | undefined {
  return fields.length > 0 && fields.every(({ shown }) => shown !== undefined)
    ? agreed(fields, false)
    : undefined
}

/** What several fields have in common. Where one of them is secret, all may be; where their roles differ else, it is as if there were none. */
function agreed(fields: readonly FieldDef[], isSure: boolean): Known {
  const roles = new Set(fields.map(({ role }) => role))
  const role = roles.has('secret') ? 'secret' : roles.size > 1 ? 'data' : [...roles][0]!
  const def = fields.find((each) => each.role === role) ?? fields[0]!
  return { def, role, path: isSure && fields.every(({ path }) => path === def.path) ? def.path : undefined }
}

/** What is said around a value, in lower case, and what may begin a path anywhere. */
function wordsOf({ protocol, type, top }: Context): Set<string> {
  const said = [protocol, ...protocol.split('-'), type, ...type.split(/[^\w-]+/), ...top, 'slx']
  return new Set(said.map((word) => word.toLowerCase()))
}
