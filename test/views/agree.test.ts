import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MESSAGE_SOURCE, type Message } from '../../src/dissect/message.js'
import { NO_SOURCE, ROW_LENGTH, ROW_SIZE, ROW_SOURCE } from '../../src/dissect/tree.js'
import { fieldById } from '../../src/fields/definition.js'
import { Wire } from '../../src/fields/wire.js'
import type { ViewKind } from '../../src/views/kinds.js'
import { Values } from '../../src/views/value.js'
import { Printer } from '../support/print.js'
import { written } from '../support/render.js'
import { runAll } from '../support/run.js'
import { samples } from '../support/samples.js'

/** Wide enough that nothing wraps, and bytes and texts that every view shows whole. */
const WIDTH = 6000
const MAX_BYTES = 16
const MAX_TEXT = 200

const values = new Values({ showSecrets: false, maxBytes: MAX_BYTES, maxText: MAX_TEXT })

/** Label and value of every field that a view for people must show. */
function told(message: Message): string[] {
  const { rows, count } = message.tree
  const texts: string[] = []
  for (let row = 0; row < count; row++) {
    const at = row * ROW_SIZE
    const def = fieldById(rows[at]!)
    const length = rows[at + ROW_SOURCE] === NO_SOURCE ? 0 : rows[at + ROW_LENGTH]!
    if (def.hidden || def.wire === Wire.Group || def.wire === Wire.Undecoded || length > MAX_BYTES) continue
    const value = written((out) => values.row(out, message, row))
    if (value.length <= MAX_TEXT) texts.push(def.inline ? value : `${def.label}${value}`)
  }
  return texts
}

/** Decimal numbers and texts without anything escaped: all views write them alike. */
function plainValues(message: Message): string[] {
  const { rows, count } = message.tree
  const texts: string[] = []
  for (let row = 0; row < count; row++) {
    const { hidden, elsewhere, wire } = fieldById(rows[row * ROW_SIZE]!)
    if (hidden || elsewhere || wire === Wire.Group || wire === Wire.Undecoded || wire === Wire.Derived)
      continue
    const value = written((out) => values.row(out, message, row))
    if (value.length <= MAX_TEXT && /^(-?\d{1,15}|"[\w .,:;/-]*")$/.test(value)) texts.push(value)
  }
  return texts
}

/** What a view prints of a message, in lines as long as it takes. */
function printed(kind: ViewKind, message: Message): string {
  const printer = new Printer(kind, { width: WIDTH })
  printer.view.message(message)
  return printer.text()
}

/** Without what only lays things out. */
function packed(text: string): string {
  return text.replace(/[\s│|:]/g, '')
}

async function messages(path: string, look: (message: Message) => void): Promise<void> {
  await runAll([path], look)
}

const files = samples().map((path) => ({ name: basename(path), path }))

describe.each(files)('$name', ({ path }) => {
  it.each<ViewKind>(['tree', 'table', 'diagram'])('shows every field with its value (%s)', async (kind) => {
    await messages(path, (message) => {
      const text = packed(printed(kind, message))
      let from = 0
      for (const each of told(message).map(packed)) {
        expect(text.slice(from), message.type).toContain(each)
        // In a diagram what has no bytes stands last.
        if (kind !== 'diagram') from = text.indexOf(each, from) + each.length
      }
    })
  })

  it('has the same numbers and texts in JSON', async () => {
    await messages(path, (message) => {
      const json = printed('json', message)
      for (const value of plainValues(message)) expect(json, message.type).toContain(value)
    })
  })

  it('has every byte in its dump', async () => {
    await messages(path, (message) => {
      const printer = new Printer('hex', { showSecrets: true })
      printer.view.message(message)
      const [, ...dumps] = printer.text().split(/\n\n/)
      expect(dumps.length).toBe(message.sources.length)
      message.sources.forEach(({ bytes, start, end }, index) => {
        const lines = dumps[index]!.split('\n').filter((line) => /^[0-9a-f]{4,8} /.test(line))
        const hex = lines.map((line) => line.slice(4, 4 + 49).replace(/[^0-9a-f]/g, '')).join('')
        if (end - start <= 0x1_0000) expect(hex).toBe(Buffer.from(bytes.subarray(start, end)).toString('hex'))
      })
      expect(message.sources[MESSAGE_SOURCE]).toBeDefined()
    })
  })
})

it('reads back from its own dump', async () => {
  const printer = new Printer('hex', { showSecrets: true })
  const path = files.find(({ name }) => name === 'sl-classic-handshake.pcap')!.path
  await messages(path, (message) => printer.view.message(message))
  const lengths: number[] = []
  await runAll(['-'], (message) => lengths.push(message.sources[0]!.end - message.sources[0]!.start), {
    standardInput: [Buffer.from(printer.text())],
  })
  expect(lengths).toEqual([24, 36, 13, 8])
  expect(readFileSync(path).length).toBeGreaterThan(0)
})
