import { Cursor } from '../../../src/dissect/cursor.js'
import { derived, type Flag } from '../../../src/fields/index.js'
import { u32le } from '../../../src/fields/read.js'
import type { Annotate } from '../annotations.js'
import { define, fieldDef } from '../definitions.js'
import type { Era } from '../dialect.js'
import { payloadOf } from '../payloads/index.js'
import { annotateParameter } from '../payloads/parameters.js'
import type { BlockTemplate, FieldTemplate } from '../template/model.js'
import { guess } from './guess.js'
import { GROUP_POWERS, REGION_FLAGS, REGION_PROTOCOLS } from './region.js'
import { type Sibling, siblingOf } from './sibling.js'
import { isText } from './text.js'

/** What the bytes of the field `Message.Block.Field` say beyond its value; undefined when nothing. */
export function valueAnnotation(
  path: string,
  field: FieldTemplate,
  block: BlockTemplate,
  era: Era,
): Annotate | undefined {
  if (field.type === 'U64') return wideAnnotation(path, field.name)
  if (field.type !== 'Variable' && field.type !== 'Fixed') return undefined
  if (payloadOf(path, field)) return annotatePayload(path, field, block, era)
  if (field.name === 'Parameter') return annotateParameter(path)
  if (isText(path, field) || fieldDef(path, field, era).width > 0) return undefined
  const def = define(`${path}-guess`, derived({ inline: true, doc: 'What the bytes may be' }))
  return (at, start) => guess(at, start, def)
}

/** Values of a field whose names of bits are kept. */
const MAX_KNOWN = 64

/** Bits of 64. */
const WIDE_FLAGS: ReadonlyMap<string, readonly Flag[]> = new Map([
  ['GroupPowers', GROUP_POWERS],
  ['AgentPowers', GROUP_POWERS],
  ['PowersMask', GROUP_POWERS],
  ['Powers', GROUP_POWERS],
  ['RegionFlagsExtended', REGION_FLAGS],
  ['RegionProtocols', REGION_PROTOCOLS],
])

function wideAnnotation(path: string, name: string): Annotate | undefined {
  if (name.endsWith('Handle')) return splitHandle(path)
  const flags = WIDE_FLAGS.get(name)
  if (!flags) return undefined
  const def = define(`${path}-flags`, derived({ label: 'Flags', inline: true, doc: 'Names of the bits' }))
  const halves = flags.map(({ mask, name }) => ({
    low: mask % 2 ** 32,
    high: Math.floor(mask / 2 ** 32),
    name,
  }))
  // Most values come again and again.
  const known = new Map<number, string>()
  return (at, start) => {
    const low = u32le(at.bytes, start)
    const high = u32le(at.bytes, start + 4)
    const key = high * 2 ** 32 + low
    // Beyond 2^53 several values have one key.
    let text = key <= Number.MAX_SAFE_INTEGER ? known.get(key) : undefined
    if (text === undefined) {
      text = flagNames(halves, low, high)
      if (known.size === MAX_KNOWN) known.clear()
      if (key <= Number.MAX_SAFE_INTEGER) known.set(key, text)
    }
    at.derive(def, text)
  }
}

/** A region's handle: metres east in the upper half, metres north in the lower. */
function splitHandle(path: string): Annotate {
  const x = define(`${path}-x`, derived({ label: 'x', unit: 'm', doc: 'Metres east, the upper half' }))
  const y = define(`${path}-y`, derived({ label: 'y', unit: 'm', doc: 'Metres north, the lower half' }))
  return (at, start) => {
    at.derive(x, u32le(at.bytes, start + 4))
    at.derive(y, u32le(at.bytes, start))
  }
}

/** A bit of 64, or several: one half is 0. */
interface WideFlag {
  readonly low: number
  readonly high: number
  readonly name: string
}

function flagNames(flags: readonly WideFlag[], low: number, high: number): string {
  if (low === 0 && high === 0) return 'none'
  let text = ''
  for (let i = 0; i < flags.length; i++) {
    const flag = flags[i]!
    if (((low & flag.low) | (high & flag.high)) !== 0) text += text === '' ? flag.name : `, ${flag.name}`
  }
  return text === '' ? 'no bits known' : text
}

function annotatePayload(path: string, field: FieldTemplate, block: BlockTemplate, era: Era): Annotate {
  const payload = payloadOf(path, field)!
  const limit = `the end of ${fieldDef(path, field, era).path}`
  const sibling = payload.by ? siblingNamed(path, field, block, payload.by, era) : NONE
  return (at, start) => {
    if (at.pos === start) return
    // A cursor of its own, since the field's length holds whatever its content says.
    inside.begin(at.message, at.source, at.depth, limit)
    inside.pos = start
    inside.end = at.pos
    payload.read(inside, sibling(at))
    inside.finish()
  }
}

const inside = new Cursor()

function siblingNamed(
  path: string,
  field: FieldTemplate,
  block: BlockTemplate,
  name: string,
  era: Era,
): Sibling {
  const wanted = block.fields.find((each) => each.name === name)
  if (!wanted) return NONE
  return siblingOf(block, field, fieldDef(`${path.slice(0, path.lastIndexOf('.'))}.${name}`, wanted, era))
}

const NONE = (_at: Cursor): number => Number.NaN
