import type { Message } from '../dissect/message.js'
import { ROW_DEF, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { fieldById } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import { Faulty } from './checks.js'

/**
 * Holds a message made of saved rows to what dissectors promise: every byte of every source lies in exactly one field.
 * Groups, bits of a field and derived values take no bytes. Throws Faulty; its first byte twice ends it, so that time is linear.
 */
export function checkCoverage({ sources, tree }: Message): void {
  const covered = sources.map(({ bytes }) => new Uint8Array(bytes.length))
  const { rows, count } = tree
  for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
    const def = fieldById(rows[at + ROW_DEF]!)
    const source = rows[at + ROW_SOURCE]!
    if (source < 0 || def.wire === Wire.Group || def.mask !== 0) continue
    const start = rows[at + ROW_START]!
    const end = start + rows[at + ROW_LENGTH]!
    for (let byte = start; byte < end; byte++) {
      if (covered[source]![byte]! > 0) throw new Faulty(`byte ${byte} of source ${source} lies in two fields`)
      covered[source]![byte] = 1
    }
  }
  for (const [source, bytes] of covered.entries()) {
    const bare = bytes.indexOf(0)
    if (bare >= 0) throw new Faulty(`byte ${bare} of source ${source} lies in no field`)
  }
}
