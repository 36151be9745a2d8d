import { count } from '../../src/count.js'
import { type FieldRow, fieldRow } from '../../src/dissect/field-row.js'
import { defineField, type FieldDef, type FieldSpec, Wire } from '../../src/fields/index.js'
import { Program } from './compile.js'
import { SEQUENCE_CLASSIC, SEQUENCE_MODERN, SL } from './fields.js'
import { CORE_CLASSIC } from './template/core/classic.js'
import { CORE_MODERN } from './template/core/modern.js'
import { readCore } from './template/core/read.js'
import { checksumText, viewerWithChecksum } from './template/known.js'
import { legacyOrder, legacySlots } from './template/legacy-order.js'
import type { BlockTemplate, Frequency, MessageTemplate, Template } from './template/model.js'

/** The two forms of packets: up to viewer 1.17, and since viewer 1.18 of July 2007. */
export type Era = 'classic' | 'modern'

const HEADERS: Readonly<Record<Era, FieldRow>> = {
  classic: fieldRow(SL.flags, SEQUENCE_CLASSIC),
  modern: fieldRow(SL.flags, SEQUENCE_MODERN, SL.extra_length),
}

/** In the order they are tried. */
export const ERAS: readonly Era[] = ['modern', 'classic']

/** Keys of messages whose number is one byte are below. */
const FREQUENT = 0xff

/** What one era's packets say under one template. */
export class Dialect {
  readonly era: Era
  /** What every packet begins with. */
  readonly header: FieldRow
  readonly template: Template
  /** What the template is called in findings. */
  readonly templateName: string
  /** Of the template's file; 0 for what has none. */
  readonly checksum: number
  readonly #messages = new Map<number, MessageTemplate>()
  readonly #programs = new Map<number, Program>()
  /** Of the programs those of messages with a number of one byte, which are most of the traffic. */
  readonly #frequent: (Program | undefined)[] = new Array(FREQUENT).fill(undefined)
  readonly #slots: ReadonlyMap<string, number> | undefined
  readonly #numbers: Readonly<Record<Frequency, FieldDef>>

  /** Throws TemplateError when the template has no classic order and the era needs one. */
  constructor(era: Era, template: Template, templateName: string, checksum = 0) {
    this.era = era
    this.template = template
    this.templateName = templateName
    this.checksum = checksum
    this.header = HEADERS[era]
    const names = new Map<number, string>()
    for (const message of template.messages) {
      this.#messages.set(message.key, message)
      names.set(message.key, message.name)
    }
    this.#numbers = numberFields(names)
    this.#slots = era === 'classic' ? legacySlots(template) : undefined
  }

  /** The template in a line: `the built-in table`, `x.msg (547 messages, viewer 1.13.2)`. */
  get description(): string {
    const { templateName, template, checksum } = this
    if (checksum === 0) return templateName
    const identity = viewerWithChecksum(checksum) ?? `checksum ${checksumText(checksum)}`
    return `${templateName} (${count(template.messages.length, 'message')}, ${identity})`
  }

  /** How to read the message with this key; undefined when the template has none. */
  program(key: number): Program | undefined {
    const known = key < FREQUENT ? this.#frequent[key] : this.#programs.get(key)
    if (known) return known
    const message = this.#messages.get(key)
    if (!message) return undefined
    const program = new Program(message.name, this.wireOrder(message), this.era)
    this.#programs.set(key, program)
    if (key < FREQUENT) this.#frequent[key] = program
    return program
  }

  /** A message's blocks and fields as they are sent. */
  wireOrder(message: MessageTemplate): readonly BlockTemplate[] {
    return this.#slots ? legacyOrder(message, this.#slots) : message.blocks
  }

  /** The place of a name in the string table of classic viewers; undefined in the modern era. */
  slotOf(name: string): number | undefined {
    return this.#slots?.get(name)
  }

  /**
   * The definition that reads the message number at `at`: a byte up to 0xfe, 0xff and a byte, or
   * 0xffff and two bytes. Where it is cut short, one that needs more bytes than there are.
   */
  numberField(bytes: Uint8Array, at: number, end: number): FieldDef {
    const numbers = this.#numbers
    if (at >= end || bytes[at] !== 0xff) return numbers.High
    if (at + 1 >= end || bytes[at + 1] !== 0xff) return numbers.Medium
    return at + 2 < end && bytes[at + 2] === 0xff ? numbers.Fixed : numbers.Low
  }

  /** Makes the definitions of every message, for a list of all fields. */
  compileAll(): void {
    for (const key of this.#messages.keys()) this.program(key)?.code(true)
  }
}

/** The dialect of an era under the built-in messages. */
export function coreDialect(era: Era): Dialect {
  return (core[era] ??= new Dialect(era, readCore(CORES[era]), 'the built-in table'))
}

const CORES: Readonly<Record<Era, string>> = { classic: CORE_CLASSIC, modern: CORE_MODERN }
const core: Partial<Record<Era, Dialect>> = {}

/** The message number in its forms. Read as one big-endian integer each gives the message's key. */
function numberFields(names: ReadonlyMap<number, string>): Readonly<Record<Frequency, FieldDef>> {
  const define = (type: Frequency, wire: Wire): FieldDef => {
    const spec: FieldSpec = { wire, type, names, label: 'Message', base: 'hex' }
    return defineField('sl.message', spec)
  }
  return {
    High: define('High', Wire.U8),
    Medium: define('Medium', Wire.U16BE),
    Low: define('Low', Wire.U32BE),
    Fixed: define('Fixed', Wire.U32BE),
  }
}
