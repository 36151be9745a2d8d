import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CORE_CLASSIC } from '../../../../dissectors/second-life/template/core/classic.js'
import { CORE_MODERN } from '../../../../dissectors/second-life/template/core/modern.js'
import { readCore } from '../../../../dissectors/second-life/template/core/read.js'
import { legacySlots } from '../../../../dissectors/second-life/template/legacy-order.js'
import { type MessageTemplate, numberText } from '../../../../dissectors/second-life/template/model.js'
import { parseTemplate } from '../../../../dissectors/second-life/template/parse.js'
import { TemplateError } from '../../../../dissectors/second-life/template/tokens.js'
import { sharedPath } from '../../../support/shared.js'

test('version 2: explicit numbers, deprecation, every kind of block', () => {
  const { version, messages } = parseTemplate(`
version 2.0
// a comment { with braces }
{ One Low 0x10 NotTrusted Zerocoded UDPDeprecated // behind a header
  { A Single { Text Variable 2 } { Raw Fixed 5 } } // behind a block
  { B Multiple 4 { X U8 } }
}
{ Two Medium 6 Trusted Unencoded { C Variable { IDs LLUUID } } }`)
  expect(version).toBe('2.0')
  expect(messages).toEqual([
    {
      name: 'One',
      frequency: 'Low',
      key: 0xffff0010,
      trusted: false,
      zeroCoded: true,
      deprecation: 'UDPDeprecated',
      blocks: [
        {
          name: 'A',
          kind: 'Single',
          count: 1,
          fields: [
            { name: 'Text', type: 'Variable', size: 2 },
            { name: 'Raw', type: 'Fixed', size: 5 },
          ],
        },
        { name: 'B', kind: 'Multiple', count: 4, fields: [{ name: 'X', type: 'U8', size: 0 }] },
      ],
    },
    {
      name: 'Two',
      frequency: 'Medium',
      key: 0xff06,
      trusted: true,
      zeroCoded: false,
      deprecation: undefined,
      blocks: [{ name: 'C', kind: 'Variable', count: 1, fields: [{ name: 'IDs', type: 'LLUUID', size: 0 }] }],
    },
  ])
})

test('version 1: numbers in file order, stray words, superfluous sizes, CRLF, braces without blanks', () => {
  const { version, messages } = parseTemplate(
    [
      '{ A Low Trusted Unencoded }',
      '{ B High Trusted Unencoded }',
      'sim -> dataserver',
      '{ C Low Trusted Unencoded {D Single {E LLUUID 1}}}',
      '{ F Fixed 0xFFFFFFFA Trusted Unencoded }',
      'version 1.053',
      '{ G Low Trusted Unencoded }',
    ].join('\r\n'),
  )
  expect(version).toBe('1.053')
  expect(messages.map(({ name, key }) => `${name}: ${numberText(key)}`)).toEqual([
    'A: Low 1',
    'B: High 1',
    'C: Low 2',
    'F: Fixed 0xfffffffa',
    'G: Low 3',
  ])
})

test.each([
  ['version two', "t.msg:1:9: expected a version number such as '2.0', found 'two'"],
  ['version 2.0\nfoo', "t.msg:2:1: expected '{' before the next message, found 'foo'"],
  [
    '{ A High 1 Trusted Unencoded }\nversion 2.0',
    "t.msg:2:1: 'version' 2 or above must stand before the first message",
  ],
  [
    'version 2.0\n{ A High Trusted Unencoded }',
    "t.msg:2:10: expected the number of the High message, found 'Trusted'",
  ],
  ['{ A Fixed Trusted Unencoded }', "t.msg:1:11: expected the number of the Fixed message, found 'Trusted'"],
  ['{ A High 255 Trusted Unencoded }', "t.msg:1:10: expected a number (1 to 254), found '255'"],
  ['{ A Hi 1 Trusted Unencoded }', "t.msg:1:5: expected High, Medium, Low, Fixed, found 'Hi'"],
  ['{ A High 1 Untrusted Unencoded }', "t.msg:1:12: expected Trusted, NotTrusted, found 'Untrusted'"],
  ['{ A High 1 Trusted\n\tCoded }', "t.msg:2:2: expected Zerocoded, Unencoded, found 'Coded'"],
  [
    '{ A High 1 Trusted Unencoded',
    "t.msg:1:29: expected '{' before a block or '}' after the last one, found the end of the text",
  ],
  [
    '{ A High 1 Trusted Unencoded { B Twice } }',
    "t.msg:1:34: expected Single, Multiple, Variable, found 'Twice'",
  ],
  [
    '{ A High 1 Trusted Unencoded { B Multiple 0 } }',
    "t.msg:1:43: expected the number of repeats (1 to 255), found '0'",
  ],
  ['{ A High 1 Trusted Unencoded { B Single { C U9 } } }', 'expected U8, U16, U32'],
  [
    '{ A High 1 Trusted Unencoded { B Single { C Variable 3 } } }',
    "t.msg:1:54: expected the bytes of the length: 1, 2 or 4, found '3'",
  ],
  [
    '{ A High 1 Trusted Unencoded { B Single { C U8 D } } }',
    "t.msg:1:48: expected '}' after the field, found 'D'",
  ],
  ['{ A-B High 1 Trusted Unencoded }', "t.msg:1:3: expected the name of a message, found 'A-B'"],
  ['{ A High 1 Trusted Unencoded }\n{ A High 2 Trusted Unencoded }', "t.msg:2:3: 'A' is defined twice"],
  [
    '{ A High 1 Trusted Unencoded }\n{ B High 1 Trusted Unencoded }',
    "t.msg:2:3: 'B' has the number of another message, High 1",
  ],
])('%j is refused with its place', (text, problem) => {
  const parse = () => parseTemplate(text, 't.msg')
  expect(parse).toThrow(TemplateError)
  expect(parse).toThrow(problem)
})

describe('what viewers refuse though it is read here', () => {
  const refused = (text: string) => {
    const problems: string[] = []
    parseTemplate(text, 't.msg', ({ line, column, problem }) => problems.push(`${line}:${column} ${problem}`))
    return problems
  }

  test.each([
    ['{A High Trusted Unencoded }', ["1:1 '{' is not followed by a blank; viewers refuse that"]],
    ['{ A High Trusted Unencoded}', ["1:18 'Unencoded' is not followed by a blank; viewers refuse that"]],
    ['{ A High Trusted Unencoded }// x', ["1:28 '}' is not followed by a blank; viewers refuse that"]],
    ['x\nversion 2.0', ["2:1 'version' is not the first word; viewers refuse that"]],
    [
      'version 2.0\n{ A High 1 Trusted Unencoded { B Single { C LLUUID 16 } } }',
      ["2:52 '16' is a size, but LLUUID has none; viewers refuse that"],
    ],
    [
      '{ A High 0x1 Trusted Unencoded }',
      ["1:10 '0x1' stands where version 1 has no number, for it counts High messages; viewers refuse that"],
    ],
    [
      '{ A High Trusted Unencoded UDPDeprecated }',
      ["1:28 'UDPDeprecated' is a word of version 2; viewers refuse that"],
    ],
    [
      'version 2.0 { 1A High 0x1 Trusted Unencoded { B Multiple 0x4 { C Fixed 0x10 } } }',
      [
        "1:15 '1A' begins with a digit; viewers refuse that",
        "1:58 '0x4' is not decimal; viewers refuse that",
        "1:72 '0x10' is not decimal; viewers refuse that",
      ],
    ],
    [
      `{ ${'N'.repeat(64)} High Trusted Unencoded }`,
      [`1:3 '${'N'.repeat(60)}...' is longer than 63 characters; viewers refuse that`],
    ],
    ['version 1.053 { A Low Trusted Unencoded { B Single { C LLUUID 1 } } } stray', []],
  ])('%j', (text, problems) => {
    expect(refused(text)).toEqual(problems)
  })
})

test('errors carry their place, and quote long words only in part', () => {
  const text = `version 2.0\n  ${'x'.repeat(100_000)}`
  expect(() => parseTemplate(text, 't.msg')).toThrow(
    expect.objectContaining({
      at: {
        line: 2,
        column: 3,
        problem: `expected '{' before the next message, found '${'x'.repeat(60)}...'`,
      },
    }),
  )
})

test('more messages of version 1 than numbers', () => {
  const text = Array.from({ length: 255 }, (_, i) => `{ M${i} High Trusted Unencoded }`).join('\n')
  expect(() => parseTemplate(text, 't.msg')).toThrow(
    "t.msg:255:3: 'M254' is one High message more than there are numbers for",
  )
})

test.each([
  ['classic', CORE_CLASSIC],
  ['modern', CORE_MODERN],
])('the built-in %s table is the same read in parts', (_, text) => {
  const whole = parseTemplate(text)
  const core = readCore(text)
  const plain = ({ name, frequency, key, trusted, zeroCoded, deprecation, blocks }: MessageTemplate) => ({
    name,
    frequency,
    key,
    trusted,
    zeroCoded,
    deprecation,
    blocks,
  })
  expect(core.version).toBe(whole.version)
  expect(core.messages.map(plain)).toEqual(whole.messages)
  expect(legacySlots(core)).toEqual(legacySlots(whole))
})

test('any text is read or refused with a TemplateError', () => {
  const words = fc.constantFrom(
    ...'{ } { } version 2.0 1.05 A B C Low High Fixed 0xFFFFFFFA 7 Trusted Zerocoded Single Multiple Variable U8 2 // \n'.split(
      ' ',
    ),
    '\n',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string())), (parts) => {
      try {
        parseTemplate(parts.join(' '))
      } catch (error) {
        expect(error).toBeInstanceOf(TemplateError)
      }
    }),
  )
})

interface IndexEntry {
  readonly file: string
  readonly version: string
  readonly messages: number
  readonly High: number
  readonly Medium: number
  readonly Low: number
  readonly Fixed: number
}

const folder = sharedPath('templates')

describe.skipIf(!folder)('real templates (skipped where ../shared is absent)', () => {
  const index: IndexEntry[] = folder ? JSON.parse(readFileSync(`${folder}/INDEX.json`, 'utf8')) : []
  const present = new Set(folder ? readdirSync(folder) : [])

  test.each(index.filter(({ file }) => present.has(file)).map((entry) => [entry.file, entry] as const))(
    '%s has the messages its index says',
    (file, { version, messages, High, Medium, Low, Fixed }) => {
      const template = parseTemplate(readFileSync(`${folder}/${file}`, 'latin1'), file)
      const count = (frequency: string) =>
        template.messages.filter((message) => message.frequency === frequency).length
      expect(template.version).toBe(version)
      expect(template.messages.length).toBe(messages)
      expect([count('High'), count('Medium'), count('Low'), count('Fixed')]).toEqual([
        High,
        Medium,
        Low,
        Fixed,
      ])
    },
  )

  test.each(index.filter(({ file }) => present.has(file)).map(({ file }) => file))(
    'viewers would refuse nothing in %s',
    (file) => {
      const problems: unknown[] = []
      parseTemplate(readFileSync(`${folder}/${file}`, 'latin1'), file, (problem) => problems.push(problem))
      expect(problems).toEqual([])
    },
  )

  test('the built-in messages of the modern era are those of a viewer of 2025', () => {
    const file = 'v2_viewer_head_2025-11-14.msg'
    const viewer = new Map(
      parseTemplate(readFileSync(`${folder}/${file}`, 'latin1')).messages.map((message) => [
        message.name,
        message,
      ]),
    )
    const core = parseTemplate(CORE_MODERN).messages
    expect(core.length).toBe(153)
    for (const message of core) expect(message).toEqual(viewer.get(message.name))
  })
})
