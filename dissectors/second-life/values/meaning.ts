import { type FieldOptions, Wire } from '../../../src/fields/index.js'
import { isSmallInteger } from '../../../src/fields/wire.js'
import type { Era } from '../dialect.js'
import { FIELD_TYPES, type FieldTemplate } from '../template/model.js'
import { BY_NAME, CLASSIC } from './by-name.js'
import { BY_PATH } from './by-path.js'
import { isSecret } from './secret.js'
import { isText } from './text.js'

/** What a template does not say about a field: how to show it and what a difference means. */
export type Meaning = Pick<
  FieldOptions,
  'role' | 'base' | 'unit' | 'doc' | 'names' | 'flags' | 'scale' | 'shown' | 'ranges'
>

/** A definition's options, and the wire type where it is not the one of the template's type. */
interface Shown extends Meaning {
  readonly wire: Wire
  readonly ends?: number
}

/**
 * What is known of the field `Message.Block.Field`: by its whole path, else by its name whatever the
 * message, so that it holds for every template. Names, flags and scales are left out where a template
 * gives the field a type that cannot have them.
 */
export function meaningOf(path: string, field: FieldTemplate, era: Era): Shown {
  const wire = wireOf(path, field)
  const ofEra = isOfEra(field, era) ? CLASSIC.get(field.name) : undefined
  const known =
    ofEra ?? BY_PATH.get(path) ?? BY_NAME.get(`${field.name} ${field.type}`) ?? BY_NAME.get(field.name)
  const { names, flags, scale, ...rest } = known ?? idOrPlain(field)
  return {
    ...rest,
    ...(isSmallInteger(wire) && {
      ...(names && { names }),
      ...(flags && { flags }),
      ...(scale && { scale }),
    }),
    ...(isSecret(path) && { role: 'secret' }),
    ...(wire === Wire.Text && { ends: 0 }),
    wire,
  }
}

/** Whether the field means something else in this era than it does today. */
export function isOfEra(field: FieldTemplate, era: Era): boolean {
  return era === 'classic' && CLASSIC.has(field.name)
}

/** Fields whose bytes are signed though templates call them U8. */
const SIGNED = new Set(['PathShearX', 'PathShearY'])

const COLOURS = new Set(['ObjectUpdate.ObjectData.TextColor', 'ViewerEffect.Effect.Color'])

function wireOf(path: string, field: FieldTemplate): Wire {
  if (field.type === 'Fixed' && field.size === 4 && COLOURS.has(path)) return Wire.Vector4U8
  if (field.type === 'U8' && SIGNED.has(field.name)) return Wire.S8
  return isText(path, field) ? Wire.Text : FIELD_TYPES.get(field.type)!
}

const ID: Meaning = { role: 'id' }
const PLAIN: Meaning = {}

/** In any message an LLUUID called `...ID` is an id. */
function idOrPlain(field: FieldTemplate): Meaning {
  return field.type === 'LLUUID' && field.name.endsWith('ID') ? ID : PLAIN
}
