import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type RedactCliOptions, redact } from '../../src/cli/redact.js'
import type { Message } from '../../src/dissect/message.js'
import { NO_SOURCE, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../../src/dissect/tree.js'
import { fieldById } from '../../src/fields/definition.js'
import { Wire } from '../../src/fields/wire.js'
import { runAhead } from '../support/run.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-redact-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0

export interface RedactedFile {
  readonly path: string
  readonly bytes: Buffer
  readonly code: number
}

/** A name for a file that the tests of this file may write. */
export function scratch(ending: string): string {
  return join(folder, `${++files}${ending}`)
}

/** Redacts an input, always in the same way. */
export async function redacted(
  input: string,
  options: Partial<RedactCliOptions> = {},
): Promise<RedactedFile> {
  const output = options.output ?? scratch('.pcapng')
  const code = await redact([input], { quiet: true, like: 'test', ...options, output })
  return { path: output, bytes: readFileSync(output), code }
}

/** Protocol, type, length and findings of every message. */
export async function outline(path: string): Promise<string[]> {
  const lines: string[] = []
  await runAhead(path, ({ protocol, type, sources, findings }) => {
    const { start, end } = sources[0]!
    const codes = findings.map(({ kind }) => kind.code).filter(isOfTheCapture)
    lines.push([protocol, type, end - start, ...codes].join(' '))
  })
  return lines
}

/** Whether a finding does not come of a replaced session key. */
function isOfTheCapture(code: string): boolean {
  return code !== 'srp.check-failed'
}

/** A field's bytes, or the text of a derived value. */
export interface Value {
  readonly path: string
  readonly role: string
  readonly isDerived: boolean
  /** slx does not understand it. */
  readonly isOpaque: boolean
  readonly bytes: Buffer
}

/** Every field of a message that has bytes of its own or a derived text. */
export function valuesOf({ tree, sources }: Message): Value[] {
  const values: Value[] = []
  for (let row = 0; row < tree.count; row++) {
    const at = row * ROW_SIZE
    const { path, role, elsewhere, name, opaque, wire } = fieldById(tree.rows[at]!)
    const start = tree.rows[at + ROW_START]!
    if (elsewhere || name === 'compressed' || wire === Wire.Group) continue
    const source = tree.rows[at + ROW_SOURCE]!
    const bytes =
      source === NO_SOURCE
        ? Buffer.from(String(tree.derived[start]))
        : Buffer.from(sources[source]!.bytes.slice(start, start + tree.rows[at + ROW_LENGTH]!))
    values.push({
      path,
      role,
      isDerived: source === NO_SOURCE,
      isOpaque: opaque !== undefined || wire === Wire.Undecoded,
      bytes,
    })
  }
  return values
}

/** The values of an input's fields that `wanted` chooses. */
export async function collect(path: string, wanted: (value: Value) => boolean): Promise<Value[]> {
  const found: Value[] = []
  await runAhead(path, (message) => found.push(...valuesOf(message).filter(wanted)))
  return found
}
