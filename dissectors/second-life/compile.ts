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
  /** definition, width: a field of fixed width. */
  Field,
  /** definition of the length, its width, definition of the value: a field with its length before it. */
  Variable,
  /** annotation: remembers the field just recorded in the circuit, or links it. */
  Annotate,
  /** annotation: says what the value of the field just recorded means, where somebody looks. */
  Explain,
  /**
   * definition, repeats (COUNTED: a byte before the block says), definition of that count byte, bytes
   * the block takes at least, where the program goes on behind it.
   */
  Block,
  /** One repeat of the block ends. */
  Next,
}

/** In place of a Block's repeats: a count byte on the wire says. */
export const COUNTED = -1

/** How to read one message in one era's order: bytecode for `runProgram`, and what its operands index. */
export interface Program {
  /** The message's name. */
  readonly name: string
  readonly code: Int32Array
  readonly defs: readonly FieldDef[]
  readonly annotations: readonly Annotate[]
  /** Whether some field is a secret, so that its bytes may not be seen in any source. */
  readonly secret: boolean
}

/** Compiles a message whose blocks and fields are in the era's wire order. */
export function compileMessage(name: string, blocks: readonly BlockTemplate[], era: Era): Program {
  const compiler = new Compiler(era)
  for (const block of blocks) compiler.block(name, block)
  compiler.code.push(Op.End)
  const { code, defs, annotations } = compiler
  const secret = defs.some(({ role }) => role === 'secret')
  return { name, code: Int32Array.from(code), defs, annotations, secret }
}

class Compiler {
  readonly code: number[] = []
  readonly defs: FieldDef[] = []
  readonly annotations: Annotate[] = []
  readonly #era: Era

  constructor(era: Era) {
    this.#era = era
  }

  block(message: string, block: BlockTemplate): void {
    const path = `${message}.${block.name}`
    const counted = block.kind === 'Variable'
    const least = block.fields.reduce((sum, field) => sum + fieldWidth(field), 0)
    this.code.push(
      Op.Block,
      this.#def(blockDef(path, block)),
      counted ? COUNTED : block.count,
      counted ? this.#def(countDef(path)) : 0,
      least,
    )
    const after = this.code.push(0) - 1
    for (const field of block.fields) this.#field(`${path}.${field.name}`, field, block)
    this.code.push(Op.Next)
    this.code[after] = this.code.length
  }

  #field(path: string, field: FieldTemplate, block: BlockTemplate): void {
    const value = this.#def(fieldDef(path, field, this.#era))
    if (field.type === 'Variable')
      this.code.push(Op.Variable, this.#def(lengthDef(path, field)), field.size, value)
    else this.code.push(Op.Field, value, fieldWidth(field))
    this.#annotate(Op.Annotate, circuitAnnotation(path))
    this.#annotate(Op.Explain, valueAnnotation(path, field, block, this.#era))
  }

  #annotate(op: Op, annotate: Annotate | undefined): void {
    if (annotate) this.code.push(op, this.annotations.push(annotate) - 1)
  }

  #def(def: FieldDef): number {
    return this.defs.push(def) - 1
  }
}
