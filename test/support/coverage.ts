import type { Message } from '../../src/dissect/message.js'
import { ROW_DEF, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../../src/dissect/tree.js'
import { fieldById } from '../../src/fields/definition.js'
import { Wire } from '../../src/fields/wire.js'

/** What is wrong with a message's leaves: every byte of every source must lie in exactly one. Empty when all is well. */
export function coverageFaults(message: Message): string[] {
  const faults: string[] = []
  message.sources.forEach((source, index) => {
    const seen = new Uint8Array(source.end - source.start)
    for (const leaf of leaves(message)) {
      if (leaf.source !== index) continue
      if (leaf.start < source.start || leaf.start + leaf.length > source.end) {
        faults.push(`${leaf.path} lies outside source ${source.name}`)
        continue
      }
      for (let at = leaf.start; at < leaf.start + leaf.length; at++) seen[at - source.start]!++
    }
    const bare = seen.indexOf(0)
    if (bare >= 0) faults.push(`byte ${bare} of source ${source.name} lies in no leaf`)
    const double = seen.findIndex((count) => count > 1)
    if (double >= 0) faults.push(`byte ${double} of source ${source.name} lies in ${seen[double]} leaves`)
  })
  return faults
}

interface Leaf {
  readonly path: string
  readonly source: number
  readonly start: number
  readonly length: number
}

/** Rows that stand for bytes: neither groups, nor parts of the bits of another row, nor derived values. */
export function leaves(message: Message): Leaf[] {
  const { rows, count } = message.tree
  const found: Leaf[] = []
  for (let i = 0; i < count; i++) {
    const at = i * ROW_SIZE
    const def = fieldById(rows[at + ROW_DEF]!)
    const source = rows[at + ROW_SOURCE]!
    if (def.wire === Wire.Group || def.mask !== 0 || source < 0) continue
    found.push({ path: def.path, source, start: rows[at + ROW_START]!, length: rows[at + ROW_LENGTH]! })
  }
  return found
}
