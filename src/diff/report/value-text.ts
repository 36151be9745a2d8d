import { allFields, type FieldDef } from '../../fields/definition.js'
import { ByteWriter } from '../../output/byte-writer.js'
import { CollectingSink } from '../../output/sink.js'
import { Values } from '../../views/value.js'
import type { Node } from '../node.js'

/** Bytes and characters of a value that a difference shows. */
const MAX_BYTES = 16
const MAX_TEXT = 200

const MASKED = '[masked]'

/** Values of fields as text, escaped and masked as in every view. */
export class ValueTexts {
  readonly #values: Values
  readonly #showSecrets: boolean
  #secretPaths: Set<string> | undefined

  constructor(showSecrets: boolean) {
    this.#showSecrets = showSecrets
    this.#values = new Values({ showSecrets, maxBytes: MAX_BYTES, maxText: MAX_TEXT })
  }

  masks(node: Node): boolean {
    return this.#values.masks(node.def) || (node.message.valuesOnly && this.#isSecretElsewhere(node.def))
  }

  of(node: Node): string {
    if (this.masks(node)) return MASKED
    const sink = new CollectingSink()
    const out = new ByteWriter(sink, 4096)
    this.#values.row(out, node.message, node.row)
    out.flush()
    return sink.text
  }

  /** What is known of a saved value may be less than is known of its counterpart. */
  #isSecretElsewhere({ path }: FieldDef): boolean {
    if (this.#showSecrets) return false
    this.#secretPaths ??= new Set(allFields().flatMap((def) => (def.role === 'secret' ? [def.path] : [])))
    return this.#secretPaths.has(path)
  }
}
