import type { Cursor } from '../../src/dissect/cursor.js'

/** How far a message was recorded, so that a reading that turns out wrong can be taken back. */
export class Mark {
  #pos = 0
  #rows = 0
  #derived = 0
  #findings = 0
  #dropped = 0
  #sources = 0

  set(at: Cursor): void {
    const { message, tree } = at
    this.#pos = at.pos
    this.#rows = tree.count
    this.#derived = tree.derived.length
    this.#findings = message.findings.length
    this.#dropped = message.findingsDropped
    this.#sources = message.sources.length
  }

  /** Takes back everything recorded since `set`, with the cursor, which must have no group or region open. */
  rewind(at: Cursor): void {
    const { message, tree, source, depth } = at
    tree.count = this.#rows
    tree.derived.length = this.#derived
    message.findings.length = this.#findings
    message.findingsDropped = this.#dropped
    message.sources.length = this.#sources
    message.type = ''
    at.begin(message, source, depth)
    at.pos = this.#pos
  }
}
