import { describe, expect, it } from 'vitest'
import { findingKind } from '../../src/dissect/finding.js'
import type { Message } from '../../src/dissect/message.js'
import { bytes, defineField, group, layer, u8, u32, Wire } from '../../src/fields/index.js'
import { render } from '../support/render.js'
import {
  checksumReply,
  damaged,
  everyType,
  longFields,
  PASTED,
  startMessage,
} from '../support/sample-messages.js'

// Each transcript has been read by a person; `vitest -u` writes them anew after a change meant to change them.
const TRANSCRIPTS: readonly [name: string, make: () => Message][] = [
  ['checksum-reply', checksumReply],
  ['every-type', everyType],
  ['damaged', damaged],
  ['long-fields', longFields],
]

describe('transcripts', () => {
  for (const [name, make] of TRANSCRIPTS) {
    it.each([60, 80, 120])(`${name}, %d columns`, async (width) => {
      await expect(render('tree', [make()], { width })).toMatchFileSnapshot(
        `transcripts/${name}-${width}.txt`,
      )
    })

    it(`${name}, in colour`, async () => {
      const text = render('tree', [make()], { colour: true })
      await expect(text.replaceAll('\x1b', '^[')).toMatchFileSnapshot(`transcripts/${name}-colour.txt`)
      // Colours change nothing else.
      expect(text.replaceAll(/\x1b\[\d+m/g, '')).toBe(render('tree', [make()]))
    })
  }

  it('is narrow, but no narrower than forty columns', () => {
    const narrow = render('tree', [checksumReply()], { width: 40 })
    expect(render('tree', [checksumReply()], { width: 10 })).toBe(narrow)
  })
})

describe('headings', () => {
  function heading(change: (message: Message) => void, conversation = PASTED): string {
    const { message, at } = startMessage(new Uint8Array(1), 1, conversation, 0)
    at.rest(defineField('heading.rest', bytes()))
    change(message)
    return render('tree', [message]).split('\n\n')[0]!
  }
  const known = { address: '10.0.0.1', port: 5190 }
  const unknown = { address: '', port: 0 }

  it.each<[string, Partial<typeof PASTED>, string]>([
    ['nothing', {}, '#1  payload  1 byte'],
    ['the transport', { transport: 'udp' }, '#1  UDP  1 byte'],
    ['the roles', { transport: 'tcp', roles: 'label' }, '#1  client -> server  TCP  1 byte'],
    ['one end', { transport: 'udp', ends: [known, unknown] }, '#1  10.0.0.1:5190 -> ?  UDP  1 byte'],
    [
      'ports',
      {
        roles: 'label',
        ends: [
          { address: '', port: 9 },
          { address: '', port: 5190 },
        ],
      },
      '#1  client:9 -> server:5190  1 byte',
    ],
    [
      'IPv6',
      {
        transport: 'udp',
        ends: [
          { address: 'fe80::1', port: 9 },
          { address: 'fe80::2', port: 0 },
        ],
      },
      '#1  [fe80::1]:9 -> fe80::2  UDP  1 byte',
    ],
  ])('say what is known: %s', (_, conversation, line) => {
    expect(heading(() => {}, { ...PASTED, ...conversation })).toBe(`${line}\nSample protocol`)
  })

  it('name the frames unless there is one with the same number', () => {
    const frames = (...numbers: number[]) =>
      heading((message) => message.frames.splice(0, 1, ...numbers)).split('\n')[0]
    expect(frames(1)).toBe('#1  payload  1 byte')
    expect(frames(7)).toBe('#1  payload  1 byte  frame 7')
    expect(frames(3, 4, 5)).toBe('#1  payload  1 byte  frames 3-5')
    expect(frames(1, 3, 5, 7, 9, 11, 13, 15)).toBe(
      '#1  payload  1 byte  frames 1, 3, 5, 7, 9, 11, … (8 in all)',
    )
  })

  it('show times since the first one of the run', () => {
    const at = (seconds: number, nanoseconds: number) => {
      const { message } = startMessage(new Uint8Array(1), 1, PASTED)
      Object.assign(message, { seconds, nanoseconds, firstSeconds: 100, firstNanoseconds: 5e8 })
      return message
    }
    const text = render('tree', [at(-1, 0), at(100, 5e8), at(101, 4e8), at(100, 499_999_000), at(99, 6e8)])
    expect([...text.matchAll(/1 byte(.*)/g)].map((match) => match[1])).toEqual([
      '',
      '  +0.000000 s',
      '  +0.900000 s',
      '  -0.000001 s',
      '  -0.900000 s',
    ])
  })

  it('say how much of a packet was captured', () => {
    const { message, at } = startMessage(new Uint8Array(0))
    message.sources.length = 0
    message.addSource('message', new Uint8Array(36), 0, 36, 54)
    at.finish()
    expect(render('tree', [message])).toContain('  36 of 90 bytes\n')
  })

  it('show a few summary fields, not hundreds', () => {
    const { message, at } = startMessage(new Uint8Array(100))
    const item = defineField('heading.item', u8({ summary: 'item', repeated: true }))
    while (at.more) at.read(item)
    expect(render('tree', [message]).match(/item 0/g)?.length).toBe(12)
  })
})

describe('rows', () => {
  const F = layer('rows', {
    outer: group({ label: 'Outer' }),
    inner: group({ label: 'Inner', type: 'Single' }),
    one: u8({ label: 'One' }),
    four: u32({ label: 'Four' }),
    note: { wire: Wire.Derived, inline: true },
    secret: bytes({ label: 'Key', role: 'secret' }),
  })
  const body = (message: Message, width = 80) => render('tree', [message], { width }).split('\n\n')[1]

  it('put an inline value on the line of the row before it, but not of a group that has ended', () => {
    const { message, at } = startMessage(Uint8Array.of(1, 2))
    at.derive(F.note, 'first')
    at.open(F.outer)
    at.derive(F.note, 'of the group')
    at.read(F.one)
    at.derive(F.note, 'of one')
    at.derive(F.note, 'again')
    at.close()
    at.derive(F.note, 'behind')
    at.read(F.one)
    expect(body(message)).toBe(
      [
        '                                derived   note             first',
        '                                          Outer = of the group',
        '0000  01                        u8          One            1 = of one = again',
        '                                derived   note             behind',
        '0001  02                        u8        One              2',
        '',
      ].join('\n'),
    )
  })

  it('count offsets from the beginning of their source, in more digits where they need them', () => {
    const content = new Uint8Array(0x2_0000)
    const { message, at } = startMessage(content)
    message.sources.length = 0
    message.addSource('message', content, 16, content.length)
    at.begin(message, 0)
    at.read(F.one)
    at.take(F.secret, 0x1_1000)
    at.read(F.one)
    expect(body(message)).toBe(
      [
        '000000  00                        u8        One              0',
        '000001  ** ** ** ** ** ** ** **   bytes     Key              [masked, 69632',
        '                                                             bytes]',
        '011001  00                        u8        One              0',
        '',
      ].join('\n'),
    )
  })

  it('limit the indentation of deep groups, and break labels that are too long', () => {
    const { message, at } = startMessage(new Uint8Array(8))
    const long = defineField(
      'rows.long',
      u32({ label: `${'Long'.repeat(20)} label`, type: 'Quite a long type name' }),
    )
    for (let depth = 0; depth < 30; depth++) at.open(F.inner)
    at.read(F.four)
    at.read(long)
    at.finish()
    expect(body(message)?.split('\n').slice(29).join('\n')).toBe(
      [
        '                                Single              Inner',
        '0000  00 00 00 00               u32                 Four   0',
        '0004  00 00 00 00               Quite a long ty…           LongLongLongLongLong',
        '                                                           LongLongLongLongLong',
        '                                                           LongLongLongLongLong',
        '                                                           LongLongLongLongLong',
        '                                                           label',
        '                                                           0',
        '',
      ].join('\n'),
    )
  })

  it('name the bytes they lie in whenever these change', () => {
    const { message, at } = startMessage(Uint8Array.of(1))
    const frame = message.addSource('frame', Uint8Array.of(0, 9), 1, 2)
    at.begin(message, frame)
    at.read(F.one)
    at.begin(message, 0)
    at.read(F.one)
    expect(body(message)).toBe(
      [
        '      frame, 1 byte',
        '0000  09                        u8        One              9',
        '      message, 1 byte',
        '0000  01                        u8        One              1',
        '',
      ].join('\n'),
    )
  })
})

describe('findings', () => {
  const kind = findingKind('tree.test', 'warning')
  const one = defineField('findings.one', u8())

  it('stand below their row, those of no row before all, and say when there are more', () => {
    const { message, at } = startMessage(Uint8Array.of(1, 2))
    message.find(kind, 'Before all.', -1, 0, 0)
    at.read(one)
    at.find(kind, 'Behind the first.')
    at.find(kind, 'Behind the first too.')
    at.read(one)
    message.findingsDropped = 3
    const lines = render('tree', [message])
      .split('\n')
      .slice(3)
      .map((line) => line.slice(0, 50).trimEnd())
    expect(lines).toEqual([
      '      ! warning  Before all.',
      '0000  01                        u8        one',
      '      ! warning  Behind the first.',
      '      ! warning  Behind the first too.',
      '0001  02                        u8        one',
      '      ! 3 more findings are not shown',
      '',
    ])
  })

  it('are shown for a message without fields', () => {
    const { message } = startMessage(new Uint8Array(0))
    message.find(kind, 'Nothing is here.', -1, 0, 0)
    expect(render('tree', [message])).toMatch(/\n\n {6}! warning {2}Nothing is here\.\n$/)
  })
})
