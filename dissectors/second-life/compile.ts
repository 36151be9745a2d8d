import type { FieldDef } from '../../src/fields/index.js'
import { type Annotate, circuitAnnotation } from './annotations.js'
import { blockDef, countDef, fieldDef, lengthDef } from './definitions.js'
import type { Era } from './dialect.js'
import { type BlockTemplate, type FieldTemplate, fieldWidth } from './template/model.js'
import { valueAnnotation } from './values/annotate.js'

/** Instructions of a program, each followed by its operands. */
export const enum Op {
  /** The message ends. */
  End,
  /** number of fields, their bytes together, then definition and width of each: fields of fixed width in a row. */
  Fields,
  /** definition of the length, its width, definition of the value: a field with its length before it. */
  Variable,
  /** annotation: says more about the field just recorded. */
  Annotate,
  /**
   * definition, repeats (COUNTED: a byte before the block says), definition of that count byte, bytes
   * the block takes at least, where the program goes on behind it.
   */
  Block,
  /** One repeat of the block ends. */
  Next,
}

/** Numbers of a Fields before the first definition. */
export const FIELDS_SIZE = 3

/** Numbers of a Block. */
export const BLOCK_SIZE = 6

/** In place of a Block's repeats: a count byte on the wire says. */
export const COUNTED = -1

/** How to read one message in one era's order. */
export class Program {
  /** The message's name. */
  readonly name: string
  readonly #blocks: readonly BlockTemplate[]
  readonly #era: Era
  #plain: Code | undefined
  #explained: Code | undefined

  /** Blocks and fields are in the era's wire order. */
  constructor(name: string, blocks: readonly BlockTemplate[], era: Era) {
    this.name = name
    this.#blocks = blocks
    this.#era = era
  }

  /** What reads the message; where nobody looks at what values mean (`explains`), more fields stand in a row. */
  code(explains: boolean): Code {
    if (explains) return (this.#explained ??= compile(this.name, this.#blocks, this.#era, true))
    return (this.#plain ??= compile(this.name, this.#blocks, this.#era, false))
  }
}

/** Bytecode for `runCode`, and what its operands index. Definitions are operands by their id. */
export interface Code {
  readonly message: string
  readonly ops: Int32Array
  readonly annotations: readonly Annotate[]
  /** Whether some field is a secret, so that its bytes may not be seen in any source. */
  readonly secret: boolean
}

function compile(message: string, blocks: readonly BlockTemplate[], era: Era, explains: boolean): Code {
  const compiler = new Compiler(era, explains)
  for (const block of blocks) compiler.block(message, block)
  const { ops, annotations, secret } = compiler
  ops.push(Op.End)
  return { message, ops: Int32Array.from(ops), annotations, secret }
}

class Compiler {
  readonly ops: number[] = []
  readonly annotations: Annotate[] = []
  secret = false
  readonly #era: Era
  readonly #explains: boolean
  /** Fields of fixed width not yet written: definition and width of each. */
  readonly #row: number[] = []

  constructor(era: Era, explains: boolean) {
    this.#era = era
    this.#explains = explains
  }

  block(message: string, block: BlockTemplate): void {
    const path = `${message}.${block.name}`
    const counted = block.kind === 'Variable'
    const least = block.fields.reduce((sum, field) => sum + fieldWidth(field), 0)
    this.ops.push(
      Op.Block,
      this.#def(blockDef(path, block)),
      counted ? COUNTED : block.count,
      counted ? this.#def(countDef(path)) : 0,
      least,
    )
    const after = this.ops.push(0) - 1
    for (const field of block.fields) this.#field(`${path}.${field.name}`, field, block)
    this.#endRow()
    this.ops.push(Op.Next)
    this.ops[after] = this.ops.length
  }

  #field(path: string, field: FieldTemplate, block: BlockTemplate): void {
    const value = this.#def(fieldDef(path, field, this.#era))
    if (field.type === 'Variable') {
      this.#endRow()
      this.ops.push(Op.Variable, this.#def(lengthDef(path, field)), field.size, value)
    } else this.#row.push(value, fieldWidth(field))
    this.#annotate(circuitAnnotation(path))
    if (this.#explains) this.#annotate(valueAnnotation(path, field, block, this.#era))
  }

  #annotate(annotate: Annotate | undefined): void {
    if (!annotate) return
    this.#endRow()
    this.ops.push(Op.Annotate, this.annotations.push(annotate) - 1)
  }

  #endRow(): void {
    const row = this.#row.splice(0)
    if (row.length === 0) return
    const width = row.reduce((sum, width, i) => (i % 2 === 1 ? sum + width : sum), 0)
    this.ops.push(Op.Fields, row.length / 2, width, ...row)
  }

  #def({ id, role }: FieldDef): number {
    this.secret ||= role === 'secret'
    return id
  }
}
