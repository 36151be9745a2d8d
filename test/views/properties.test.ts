import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteWriter } from '../../src/output/byte-writer.js'
import { CollectingSink } from '../../src/output/sink.js'
import { columnsOf } from '../../src/output/width.js'
import { createView } from '../../src/views/index.js'
import { VIEW_KINDS } from '../../src/views/kinds.js'
import { ESCAPE_CORPUS, forbidden } from '../support/escape-corpus.js'
import { duplicateKeys } from '../support/json-keys.js'
import { expectFields } from '../support/json-oracle.js'
import { COLUMNS, lineEnd } from '../support/print.js'
import { messageOf, nodes } from '../support/random-message.js'
import { render } from '../support/render.js'
import { checksumReply, hostile } from '../support/sample-messages.js'

/** Views for people in which lines wrap. */
const WRAPPED = VIEW_KINDS.filter((kind) => !['summary', 'json', 'fields', 'csv'].includes(kind))

/** Columns of a line. Tables are drawn by a package that takes some characters for narrower. */
const widthOf = (kind: string, line: string) => (kind === 'table' ? [...line].length : columns(line))

const columns = (line: string) => [...line].reduce((sum, char) => sum + columnsOf(char.codePointAt(0)!), 0)

describe('any fields', () => {
  it.each(WRAPPED)('make a %s that keeps to the width and shows nothing harmful', (kind) => {
    fc.assert(
      fc.property(nodes, fc.integer({ min: 40, max: 200 }), (fields, width) => {
        const text = render(kind, [messageOf(fields)], { width })
        expect(forbidden(text)).toEqual([])
        for (const line of text.split('\n')) expect(widthOf(kind, line)).toBeLessThanOrEqual(width)
      }),
      { numRuns: kind === 'tree' ? 500 : 100 },
    )
  })

  it.each(WRAPPED.filter((kind) => kind !== 'colours'))(
    'make a %s in which colours change nothing',
    (kind) => {
      fc.assert(
        fc.property(nodes, fc.integer({ min: 40, max: 200 }), (fields, width) => {
          const coloured = render(kind, [messageOf(fields)], { width, colour: true })
          expect(coloured.replaceAll(/\x1b\[\d+m/g, '')).toBe(render(kind, [messageOf(fields)], { width }))
        }),
      )
    },
  )

  it('make JSON that has no key twice and every value', () => {
    fc.assert(
      fc.property(nodes, (fields) => {
        const text = render('json', [messageOf(fields)], { showSecrets: true })
        expect(forbidden(text)).toEqual([])
        expect(duplicateKeys(text)).toEqual([])
        expectFields(JSON.parse(text).fields, fields)
      }),
      { numRuns: 500 },
    )
  })

  it('make one line of summary', () => {
    fc.assert(
      fc.property(nodes, (fields) => {
        const text = render('summary', [messageOf(fields)])
        expect(forbidden(text)).toEqual([])
        expect(text.indexOf('\n')).toBe(text.length - 1)
      }),
    )
  })

  it('print the same through a buffer of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        nodes,
        fc.constantFrom(...VIEW_KINDS),
        fc.integer({ min: 1, max: 5000 }),
        async (fields, kind, capacity) => {
          const sink = new CollectingSink()
          const options = { width: 80, colour: false, showSecrets: false, columns: COLUMNS }
          const view = await createView(kind, new ByteWriter(sink, capacity), options)
          view.message(messageOf(fields))
          view.message(checksumReply())
          view.end()
          expect(sink.text).toBe(render(kind, [messageOf(fields), checksumReply()], { width: 80 }))
        },
      ),
    )
  })
})

describe('hostile text, wherever it comes from', () => {
  const corpus = [
    ...ESCAPE_CORPUS.map((bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)),
    '\ud800 \udc00',
  ]

  for (const kind of VIEW_KINDS) {
    it.each(corpus)(`does no harm in ${kind}: %j`, (text) => {
      const plain = render(kind, [hostile(text)], { width: 100 })
      expect(forbidden(plain, lineEnd(kind))).toEqual([])
      if (kind === 'json') return
      const coloured = render(kind, [hostile(text)], { width: 100, colour: true })
      expect(coloured.replaceAll(/\x1b\[\d+m/g, '')).toBe(plain)
    })
  }

  it.each(corpus)('is still the same in JSON: %j', (text) => {
    const parsed = JSON.parse(render('json', [hostile(text)]))
    for (const key of ['protocol', 'title', 'type', 'place', 'comment']) expect(parsed[key]).toBe(text)
    expect(parsed.src.address).toBe(text)
    expect(parsed.fields[text]).toEqual({ value: 1, name: text })
    expect(parsed.fields.flags.names).toEqual([text])
    expect(parsed.fields.group).toMatchObject({ text: expect.any(String), wide: text, derived: text })
    expect(parsed.findings[0]).toMatchObject({ text, code: text })
  })
})
