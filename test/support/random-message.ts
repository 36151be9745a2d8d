import fc from 'fast-check'
import type { Cursor } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import type { Message } from '../../src/dissect/message.js'
import { defineField, type FieldDef, type FieldOptions, Wire } from '../../src/fields/index.js'
import { wireWidth } from '../../src/fields/wire.js'
import { startMessage } from './sample-messages.js'

/** Messages with any fields, for property tests. */

export interface Leaf {
  readonly def: FieldDef
  readonly bytes: Uint8Array
  /** The values of inline fields behind it. */
  readonly inline: readonly (string | number | boolean)[]
}

export interface Branch {
  readonly def: FieldDef
  readonly children: readonly Node[]
}

export type Node = Leaf | Branch

const NOTE = findingKind('random.note', 'note')
const INLINE = defineField('random.inline', { wire: Wire.Derived, inline: true })
const LEAF_WIRES = Array.from({ length: Wire.Vector4U16 + 1 }, (_, wire) => wire as Wire).filter(
  (wire) => wire !== Wire.Group && wire !== Wire.Derived,
)

const labels = fc.string({ unit: 'binary', maxLength: 60 })
const options: fc.Arbitrary<FieldOptions> = fc.record(
  {
    label: labels,
    type: labels,
    unit: fc.constantFrom('s', 'ms', 'µm/s²'),
    base: fc.constantFrom('dec', 'hex'),
    repeated: fc.boolean(),
    summary: fc.constantFrom('', 'word'),
    role: fc.constantFrom('data', 'secret'),
  },
  { requiredKeys: [] },
)
const name = fc.oneof(fc.constantFrom('a', 'b', 'value'), fc.string({ maxLength: 5 }))
const value = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean())

// Definitions are never forgotten, so a pool of them serves all runs.
const POOL = fc
  .sample(fc.tuple(name, fc.constantFrom(...LEAF_WIRES), options), { numRuns: 400, seed: 1 })
  .map(([last, wire, rest]) => defineField(`random.${last.replaceAll('.', '')}`, { ...rest, wire }))
const GROUPS = fc
  .sample(fc.tuple(name, options), { numRuns: 50, seed: 2 })
  .map(([last, rest]) => defineField(`random.${last.replaceAll('.', '')}`, { ...rest, wire: Wire.Group }))

const leaf: fc.Arbitrary<Leaf> = fc.constantFrom(...POOL).chain((def) => {
  const width = wireWidth(def.wire)
  const size = width > 0 ? { minLength: width, maxLength: width } : { maxLength: 300 }
  return fc.record({
    def: fc.constant(def),
    bytes: fc.uint8Array(size),
    inline: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.array(value, { maxLength: 2 })),
  })
})

const { node } = fc.letrec<{ node: Node; branch: Branch }>((tie) => ({
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('branch')),
  branch: fc.record({
    def: fc.constantFrom(...GROUPS),
    children: fc.array(tie('node'), { maxLength: 6 }),
  }),
}))

export const nodes: fc.Arbitrary<readonly Node[]> = fc.array(node, { maxLength: 12 })

/** A message with these fields, and a finding behind each group. */
export function messageOf(fields: readonly Node[]): Message {
  const content = Buffer.concat(leavesOf(fields).map(({ bytes }) => bytes))
  const { message, at } = startMessage(new Uint8Array(content))
  record(at, fields)
  at.finish()
  return message
}

function record(at: Cursor, fields: readonly Node[]): void {
  for (const field of fields) {
    if ('children' in field) {
      at.open(field.def)
      record(at, field.children)
      at.close()
      at.find(NOTE, `A group, "${field.def.label}", ends here.`)
    } else {
      at.take(field.def, field.bytes.length)
      for (const inline of field.inline) at.derive(INLINE, inline)
    }
  }
}

function leavesOf(fields: readonly Node[]): Leaf[] {
  return fields.flatMap((field) => ('children' in field ? leavesOf(field.children) : [field]))
}
