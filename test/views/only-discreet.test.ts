import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/dissect/message.js'
import { NO_SOURCE, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../../src/dissect/tree.js'
import { fieldById } from '../../src/fields/definition.js'
import { ByteWriter } from '../../src/output/byte-writer.js'
import { createView } from '../../src/views/index.js'
import { VIEW_KINDS, type ViewKind } from '../../src/views/kinds.js'
import { Selection } from '../../src/views/selection.js'
import { COLUMNS } from '../support/print.js'
import { runAll } from '../support/run.js'
import { samples } from '../support/samples.js'

/** Secrets shorter than this may come up by chance. */
const MIN_SECRET = 6

/** The secrets of a message, as hex and as text. */
function secretsOf({ tree: { rows, count }, sources }: Message): string[] {
  const secrets: string[] = []
  for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
    const [source, start, length] = [ROW_SOURCE, ROW_START, ROW_LENGTH].map((part) => rows[at + part]!)
    if (fieldById(rows[at]!).role !== 'secret' || source === NO_SOURCE || length! < MIN_SECRET) continue
    const bytes = Buffer.from(sources[source!]!.bytes.subarray(start, start! + length!))
    secrets.push(bytes.toString('hex'), bytes.toString('latin1'))
  }
  return [...new Set(secrets)]
}

/** Paths of a message's fields. */
function pathsOf({ tree: { rows, count } }: Message): Set<string> {
  return new Set(Array.from({ length: count }, (_, row) => fieldById(rows[row * ROW_SIZE]!).path))
}

/** Prints single messages in one view, each time with another field picked; messages stay as they are. */
async function printer(kind: ViewKind): Promise<(message: Message, path: string) => string> {
  let wanted = ''
  const only = new Selection(({ path }) => path === wanted)
  let printed = ''
  const write = (bytes: Uint8Array) => void (printed += Buffer.from(bytes).toString('latin1'))
  const out = new ByteWriter({ closed: false, write })
  const dump = !['json', 'fields', 'csv'].includes(kind)
  const options = { width: 400, colour: false, showSecrets: false, columns: COLUMNS, only, dump }
  const view = await createView(kind, out, options)
  return (message, path) => {
    wanted = path
    const { tree, findings } = message
    const [count, rows, found] = [tree.count, tree.rows.slice(0, tree.count * ROW_SIZE), findings.slice()]
    printed = ''
    only.select(message)
    view.message(message)
    out.flush()
    tree.rows.set(rows)
    tree.count = count
    findings.splice(0, findings.length, ...found)
    return printed.replace(/[\s│|]/g, '')
  }
}

describe.each(samples().map((path) => ({ name: basename(path), path })))('$name', ({ path }) => {
  it.each(VIEW_KINDS)('shows no secret whatever field is picked (%s)', async (kind) => {
    const print = await printer(kind)
    const asked = new Set<string>()
    await runAll(
      [path],
      (message) => {
        const secrets = secretsOf(message)
        if (secrets.length === 0) return
        for (const field of pathsOf(message)) {
          // Of messages that are alike one will do.
          const question = `${message.protocol} ${message.type} ${field}`
          if (asked.has(question)) continue
          asked.add(question)
          const text = print(message, field)
          for (const secret of secrets) expect(text.includes(secret), `${question}: ${secret}`).toBe(false)
        }
      },
      { layers: true },
    )
  })
})
