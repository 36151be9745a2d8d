import { describe, expect, it } from 'vitest'
import { findingKind } from '../../src/dissect/finding.js'
import { MESSAGE_SOURCE, type Message } from '../../src/dissect/message.js'
import { bytes, defineField, group, layer, padding, u8, u16 } from '../../src/fields/index.js'
import { render } from '../support/render.js'
import { checksumReply, damaged, PASTED, startMessage } from '../support/sample-messages.js'

const F = layer('colourtest', {
  one: u8(),
  two: u16(),
  length: u8({ role: 'length' }),
  group: group({ repeated: true }),
  body: bytes(),
  pad: padding(),
  hidden: bytes({ hidden: true }),
  key: bytes({ role: 'secret' }),
  coded: bytes({ elsewhere: true }),
})

const CODES: Readonly<Record<string, string>> = {
  32: 'green',
  95: 'purple',
  91: 'red',
  94: 'blue',
  33: 'yellow',
  36: 'cyan',
  90: 'dim',
  39: '',
  1: 'bold',
  22: '',
}

/** A message of `length` bytes counting up, recorded by `record`. */
function message(length: number, record: (at: ReturnType<typeof startMessage>['at']) => void): Message {
  const started = startMessage(
    Uint8Array.from({ length }, (_, i) => i),
    1,
    PASTED,
    0,
  )
  record(started.at)
  started.at.finish()
  return started.message
}

function lines(made: Message, options: Parameters<typeof render>[2] = {}): string[] {
  return render('colours', [made], options).split('\n').slice(3)
}

/** `label: colour` of each line of the legend. */
function legendColours(made: Message): string[] {
  return lines(made, { colour: true })
    .map((line) => /^ {2}(?:\x1b\[(\d+)m)?[a-z]+ +([\w-]+)/.exec(line))
    .filter((match) => match !== null)
    .map(([, code = '39', label]) => `${label}: ${CODES[code]}`)
}

describe('transcripts', () => {
  for (const [name, make] of [
    ['checksum-reply', checksumReply],
    ['damaged', damaged],
  ] as const) {
    it.each([60, 80, 120])(`${name}, %d columns`, async (width) => {
      await expect(render('colours', [make()], { width })).toMatchFileSnapshot(
        `transcripts/colours-${name}-${width}.txt`,
      )
    })

    it(`${name}: colours change nothing else`, () => {
      const text = render('colours', [make()], { colour: true })
      expect(text.replaceAll(/\x1b\[\d+m/g, '')).toBe(render('colours', [make()]))
      expect(text).not.toBe(render('colours', [make()]))
    })
  }
})

describe('runs', () => {
  it('have a letter below their first byte, a line below the others, in every line they begin in', () => {
    const made = message(20, (at) => {
      at.read(F.one)
      at.read(F.two)
      at.take(F.body, 17)
    })
    expect(lines(made).slice(0, 4)).toEqual([
      '0000  00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f  ................',
      '      a- b---- c-------------------------------------',
      '0010  10 11 12 13                                      ....',
      '',
    ])
  })

  it('begin with the first colour in each group, and never share one with their neighbour', () => {
    const made = message(9, (at) => {
      at.read(F.one)
      at.read(F.two)
      at.open(F.group)
      at.read(F.one)
      at.read(F.two)
      at.close()
      at.open(F.group)
      at.read(F.one)
      at.close()
      at.open(F.group)
      at.read(F.one)
      at.close()
    })
    expect(legendColours(made)).toEqual([
      'one: green',
      'two: purple',
      'one: green',
      'two: purple',
      'one: green',
      'one: purple',
      'undecoded: dim',
    ])
  })

  it('have no colour where they only give structure', () => {
    const made = message(8, (at) => {
      at.read(F.length)
      at.take(F.pad, 2)
      at.take(F.coded, 2)
      at.read(F.one)
      at.take(F.hidden, 2)
    })
    expect(legendColours(made)).toEqual(['length: ', 'pad: dim', 'coded: dim', 'one: green'])
    expect(lines(made)[1]).toBe('      a- b---- c---- d-')
  })

  it('go on with two letters after z', () => {
    const made = message(30, (at) => {
      while (at.more) at.read(F.one)
    })
    expect(lines(made)[3]).toBe('      q- r- s- t- u- v- w- x- y- z- aa ab ac ad')
  })

  it('are shortened where they fill many lines', () => {
    const made = message(1000, (at) => at.rest(F.body))
    const text = lines(made)
    expect(text.slice(16, 20)).toEqual([
      '00f0  f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 fa fb fc fd fe ff  ................',
      '      … 720 bytes more of a',
      '03d0  d0 d1 d2 d3 d4 d5 d6 d7 d8 d9 da db dc dd de df  ................',
      '03e0  e0 e1 e2 e3 e4 e5 e6 e7                          ........',
    ])
  })
})

describe('secrets', () => {
  function secret(): Message {
    const made = message(6, (at) => {
      at.take(F.key, 4)
      at.take(F.coded, 2)
    })
    const other = made.addSource('decoded', Uint8Array.of(0x70, 0x77), 0, 2)
    made.tree.add(F.key, other, 0, 2, 0)
    return made
  }

  it('are masked in dumps and legends of all sources, with the bytes they were made of', () => {
    expect(lines(secret())).toEqual([
      '0000  ** ** ** ** -- --                                ****--',
      '      a---------- b----',
      '',
      '  a   key                         ** ** ** **               [masked, 4 bytes]',
      '  b   coded                                                 2 bytes, masked',
      '',
      '      decoded, 2 bytes',
      '0000  ** **                                            **',
      '      a----',
      '',
      '  a   key                         ** **                     [masked, 2 bytes]',
      '',
    ])
  })

  it('are shown when asked for', () => {
    expect(lines(secret(), { showSecrets: true })[0]).toBe(
      '0000  00 01 02 03 04 05                                ......',
    )
  })
})

it('shows findings below the row they belong to', () => {
  const kind = findingKind('colourtest.odd', 'note')
  const made = message(3, (at) => {
    at.read(F.one)
    at.find(kind, 'This is odd.', 1)
    at.read(F.two)
  })
  expect(made.sources[MESSAGE_SOURCE]!.end).toBe(3)
  expect(lines(made).slice(3)).toEqual([
    '  a   one                         00                        0',
    '      ! note  This is odd.',
    '  b   two                         01 02                     258',
    '',
  ])
})

it('lets labels run over their column', () => {
  const long = defineField('colourtest.long', u8({ label: 'A label that is longer than its column' }))
  const made = message(1, (at) => {
    at.read(long)
  })
  expect(lines(made).slice(3)).toEqual(['  a   A label that is longer than its column 00             0', ''])
})
