import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readLlsd } from '../../../dissectors/llsd/read.js'
import type { Document, Value } from '../../../dissectors/llsd/value.js'
import { fromHex } from '../../support/dissect.js'
import { sharedPath } from '../../support/shared.js'

interface Expected {
  readonly t: string
  readonly v?: unknown
  readonly hex?: string
}

interface Vector {
  readonly format: Document['syntax']
  readonly expect: Expected
  readonly input?: string
  readonly input_hex?: string
}

const path = sharedPath('vectors/second-life.json')
const vectors: readonly Vector[] = path ? JSON.parse(readFileSync(path, 'utf8')).llsd : []

/** A document as the vectors write it down; one that is not whole is an error. */
function outline({ state, root }: Document): unknown {
  return state === 'whole' ? outlineValue(root!) : { t: 'error' }
}

function outlineValue({ type, value, items, entries }: Value): unknown {
  if (type === 'array') return { t: type, v: items.map(outlineValue) }
  if (type === 'map')
    return { t: type, v: Object.fromEntries(entries.map((entry) => [entry.key, outlineValue(entry.value)])) }
  if (type === 'undef') return { t: type }
  if (type === 'binary') return { t: type, hex: Buffer.from(value as Uint8Array).toString('hex') }
  return { t: type, v: value }
}

describe.skipIf(!path)('the LLSD vectors (skipped where they are absent)', () => {
  it('are all there', () => expect(vectors).toHaveLength(71))

  it.each(vectors.map((vector, index) => ({ index, vector })))('$index $vector.format', ({ vector }) => {
    const bytes = vector.input_hex
      ? fromHex(vector.input_hex)
      : new Uint8Array(Buffer.from(vector.input!, 'utf8'))
    expect(outline(readLlsd(bytes, vector.format))).toEqual(vector.expect)
  })
})
