import { Message } from '../dissect/message.js'
import { ROW_DEPTH, ROW_SIZE } from '../dissect/tree.js'
import { fieldById, isMasked } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import { ByteWriter } from '../output/byte-writer.js'
import type { ComparedValues } from '../saved/compared-values.js'
import { JsonFields } from '../views/json-fields.js'
import type { KeptConversation } from './collect.js'
import { type Kept, type KeptMessage, View } from './kept.js'
import { Store } from './store.js'

/** Whether some messages are made of values that were saved without positions. */
export function hasValuesOnly(conversations: readonly KeptConversation[]): boolean {
  return conversations.some(({ messages }) => messages.some(({ head }) => head.valuesOnly))
}

/** The same conversations with all messages made of their values, as they would be saved without positions and read again. */
export function withValuesOnly(
  conversations: readonly KeptConversation[],
  values: ComparedValues,
): KeptConversation[] {
  const reduce = new Reduction(values)
  return conversations.map((each) => ({
    ...each,
    messages: each.messages.map((message) => reduce.of(message)),
  }))
}

class Reduction {
  readonly #values: ComparedValues
  readonly #store = new Store()
  readonly #view = new View()
  readonly #message = new Message()
  readonly #written: Buffer[] = []
  readonly #out = new ByteWriter({ closed: false, write: (bytes) => this.#written.push(Buffer.from(bytes)) })
  readonly #json = new JsonFields(this.#out, true)

  constructor(values: ComparedValues) {
    this.#values = values
  }

  of(kept: KeptMessage): KeptMessage {
    if (kept.head.valuesOnly) return kept
    const opened = kept.look(this.#view)
    const message = this.#message
    message.clear()
    message.number = opened.number
    message.frames.push(opened.frame)
    message.side = opened.side
    message.protocol = opened.protocol
    message.title = opened.title
    message.type = opened.type
    message.place = opened.place
    message.findings.push(...opened.findings)
    message.saved = { length: 0 }
    this.#values.make(this.#fieldsOf(opened), message, 0, secretsOf(opened))
    return this.#store.add(message, opened.discriminator, opened.steps.slice())
  }

  #fieldsOf(kept: Kept) {
    this.#json.write(kept)
    this.#out.flush()
    const text = Buffer.concat(this.#written).toString('utf8')
    this.#written.length = 0
    return JSON.parse(text)
  }
}

/** The keys of fields that must not be shown, joined by dots: whoever saved values may not have known of them. */
function secretsOf({ tree: { rows, count } }: Kept): ReadonlySet<string> {
  const secrets = new Set<string>()
  const groups: string[] = []
  const depths: number[] = []
  for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
    const def = fieldById(rows[at]!)
    const depth = rows[at + ROW_DEPTH]!
    while (depths.length > 0 && depths.at(-1)! >= depth) {
      depths.pop()
      groups.pop()
    }
    if (isMasked(def, false)) secrets.add([...groups, def.name].join('.'))
    if (def.wire !== Wire.Group) continue
    depths.push(depth)
    groups.push(def.name)
  }
  return secrets
}
