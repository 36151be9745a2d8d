import { type FieldDef, fieldById } from '../fields/definition.js'
import { Wire, wireTypeName } from '../fields/wire.js'
import type { ByteWriter } from '../output/byte-writer.js'
import type { Style, Theme } from '../output/colour.js'
import { encode, type Label } from '../output/label.js'
import { PerField } from './per-field.js'
import type { Layout } from './tree-layout.js'
import { type FieldValue, shorten, type Values } from './value.js'
import { encodeLines } from './wrap.js'

/** Columns of the longest type name shown whole. */
const MAX_TYPE = 16

/** Columns between a long label and its value. */
const MIN_GAP = 2

/** Columns a label has at least before it is broken, however deep it lies. */
const MIN_LABEL = 12

const NOTHING = encode(() => {})

/** Type and label of a field at one depth, ready to be written at the type column; the label indented by depth. */
export interface Cell extends FieldValue {
  /** Ends at the value column, or two columns behind a label that is too long for that; a group has nothing behind its label. */
  readonly first: Label
  /** The further lines of a label that is too long for one, to be written at the type column too. */
  readonly more: readonly Label[]
  /** What switches the colour of the value on and off. */
  readonly on: Label
  readonly off: Label
  readonly coloured: boolean
  /** Whether the row shows its bytes as they are: no group, no part of the bits, nothing masked. */
  readonly plain: boolean
  /** Whether there is no row at all. */
  readonly hidden: boolean
}

/** The cells of a layout, each made when it is first needed. */
export class Cells {
  readonly #layout: Layout
  readonly #theme: Theme
  readonly #values: Values
  readonly #cells = new PerField<Cell[]>()

  constructor(layout: Layout, theme: Theme, values: Values) {
    this.#layout = layout
    this.#theme = theme
    this.#values = values
  }

  /** The cell of the field with this id. */
  get(id: number, depth: number): Cell {
    return this.#cells.at(id)?.[depth] ?? this.#add(fieldById(id), depth)
  }

  #add(def: FieldDef, depth: number): Cell {
    const cells = this.#cells.get(def) ?? this.#cells.set(def, [])
    return (cells[depth] = this.#make(def, depth))
  }

  #make(def: FieldDef, depth: number): Cell {
    const { width, bytesPerLine, typeAt, labelAt, valueAt } = this.#layout
    const theme = this.#theme
    const type = labelAt > typeAt ? typeLabel(def) : NOTHING
    const deepest = Math.max(0, width - labelAt - MAX_TYPE - MIN_LABEL)
    const indent = Math.max(labelAt - typeAt, type.columns + 1) + Math.min(2 * depth, deepest)
    const [label = NOTHING, ...more] = encodeLines(def.label, width - typeAt - indent)
    const style = def.wire === Wire.Group ? theme.heading : theme.label
    const first = encode((out) => {
      writeStyled(out, theme.type, type)
      out.padTo(indent)
      writeStyled(out, style, label)
      if (def.wire !== Wire.Group) out.spaces(Math.max(valueAt - typeAt - out.column, MIN_GAP))
    })
    const further = more.map((line) =>
      encode((out) => {
        out.spaces(indent)
        writeStyled(out, style, line)
      }),
    )
    const { on, off } = this.#values.masks(def) ? theme.dim : valueStyle(def, theme)
    const { write, needs } = def.wire === Wire.Undecoded ? printable(bytesPerLine) : this.#values.of(def)
    return {
      first,
      more: further,
      on,
      off,
      coloured: on.length > 0 || off.length > 0,
      write,
      needs,
      hidden: def.hidden,
      plain: def.wire !== Wire.Group && def.mask === 0 && !def.elsewhere && !this.#values.masks(def),
    }
  }
}

function writeStyled(out: ByteWriter, style: Style, label: Label): void {
  if (label.length === 0) return
  out.label(style.on)
  out.label(label)
  out.label(style.off)
}

/** The type as the protocol's page writes it; nothing for groups and parts of the bits that are not of a special kind. */
function typeLabel(def: FieldDef): Label {
  const special = def.type !== wireTypeName(def.wire)
  if (!special && (def.wire === Wire.Group || def.mask !== 0)) return NOTHING
  const [first = NOTHING, ...more] = encodeLines(def.type, MAX_TYPE)
  return more.length === 0 ? first : encodeLines(shorten(def.type, MAX_TYPE), MAX_TYPE)[0]!
}

function valueStyle(def: FieldDef, theme: Theme): Style {
  if (def.names || def.flags) return theme.name
  switch (def.wire) {
    case Wire.Group:
      return theme.label
    case Wire.Text:
    case Wire.TextUtf16BE:
    case Wire.TextUtf16LE:
      return theme.string
    case Wire.Bytes:
    case Wire.Undecoded:
    case Wire.Padding:
      return theme.dim
    default:
      return theme.value
  }
}

/** The first bytes as in the margin of a hex dump. */
function printable(count: number): FieldValue {
  return {
    needs: 0,
    write: (out, bytes, start, length) => {
      const end = start + Math.min(length, count)
      for (let at = start; at < end; at++) {
        const byte = bytes[at]!
        out.byte(byte >= 0x20 && byte < 0x7f ? byte : 0x2e)
      }
    },
  }
}
