import { ByteWriter } from '../../output/byte-writer.js'
import { CollectingSink } from '../../output/sink.js'
import { Values } from '../../views/value.js'
import type { Node } from '../node.js'

/** Bytes and characters of a value that a difference shows. */
const MAX_BYTES = 16
const MAX_TEXT = 200

/** Values of fields as text, escaped and masked as in every view. */
export class ValueTexts {
  readonly #values: Values

  constructor(showSecrets: boolean) {
    this.#values = new Values({ showSecrets, maxBytes: MAX_BYTES, maxText: MAX_TEXT })
  }

  masks(node: Node): boolean {
    return this.#values.masks(node.def)
  }

  of(node: Node): string {
    const sink = new CollectingSink()
    const out = new ByteWriter(sink, 4096)
    this.#values.row(out, node.message, node.row)
    out.flush()
    return sink.text
  }
}
