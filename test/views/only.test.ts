import { describe, expect, it } from 'vitest'
import { group, layer, u8 } from '../../src/fields/index.js'
import { fieldSelector } from '../../src/fields/path-pattern.js'
import { Part, Selection } from '../../src/views/selection.js'
import { PASTED, startMessage } from '../support/sample-messages.js'
import { slx } from '../support/slx.js'

const HANDSHAKE = 'samples/sl-classic-handshake.pcap'
const SIGN_ON = 'samples/oscar-flap-sign-on.pcap'

const F = layer('onlytest', {
  a: u8(),
  outer: group(),
  b: u8(),
  inner: group(),
  c: u8(),
  d: u8(),
})

function made() {
  const { message, at } = startMessage(Uint8Array.of(1, 2, 3, 4), 1, PASTED, 0)
  at.read(F.a)
  at.open(F.outer)
  at.read(F.b)
  at.open(F.inner)
  at.read(F.c)
  at.close()
  at.close()
  at.read(F.d)
  at.finish()
  return message
}

/** What is shown of the rows a, outer, b, inner, c, d. */
function parts(...paths: string[]): string {
  const selection = new Selection(fieldSelector(paths))
  const message = made()
  const any = selection.select(message)
  const text = Array.from({ length: message.tree.count }, (_, row) => '-^+'[selection.part(row)]).join('')
  expect(any).toBe(text.includes('+'))
  return text
}

describe('what is picked', () => {
  it('is a field with the groups around it', () => {
    expect(parts('a')).toBe('+-----')
    expect(parts('c')).toBe('-^-^+-')
    expect(parts('onlytest.d')).toBe('-----+')
    expect(parts('nothing')).toBe('------')
  })

  it('is a group with all that is in it', () => {
    expect(parts('outer')).toBe('-++++-')
    expect(parts('inner')).toBe('-^-++-')
    expect(parts('a', 'b')).toBe('+^+---')
    expect(parts('*')).toBe('++++++')
  })

  it('leaves the rest out when rows are taken out', () => {
    const selection = new Selection(fieldSelector(['c']))
    const message = made()
    selection.select(message)
    expect(selection.part(0)).toBe(Part.Out)
    selection.prune(message)
    expect(message.tree.count).toBe(3)
  })
})

describe('slx dissect --only', () => {
  it('leaves messages out that have nothing of it', () => {
    const { code, stdout } = slx(['dissect', '-T', 'summary', '--only', 'Token', HANDSHAKE])
    expect(code).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(2)
    expect(stdout).toContain('Token 168902b0-7538-50f1-8f41-fea76e9af798')
    expect(slx(['dissect', '--only', 'oscar.feedbag', HANDSHAKE])).toMatchObject({ code: 1, stdout: '' })
  })

  it('counts what is shown', () => {
    const { stdout } = slx(['dissect', '-T', 'summary', '-c', '1', '--only', 'DataBlock', HANDSHAKE])
    expect(stdout).toMatch(/^ +2 /)
  })

  it('shows one subtree, in JSON too', () => {
    const { stdout } = slx(['dissect', '-T', 'json', '--only', 'TokenBlock', HANDSHAKE])
    for (const line of stdout.trimEnd().split('\n'))
      expect(Object.keys(JSON.parse(line).fields)).toEqual(['TokenBlock'])
  })

  it('keeps findings of what is shown, and no others', () => {
    expect(slx(['dissect', '--only', 'Checksum', HANDSHAKE]).stdout).toContain('! note')
    expect(slx(['dissect', '--only', 'Token', HANDSHAKE]).stdout).not.toContain('! note')
  })

  it('refuses a path that no field has', () => {
    expect(slx(['dissect', '--only', 'Tokn', HANDSHAKE])).toEqual({
      code: 2,
      stdout: '',
      stderr: "slx: --only: no field fits 'Tokn' ('slx fields' lists all). Did you mean 'Token'?\n",
    })
  })
})

describe('slx dissect -x', () => {
  it('adds the dump, with brackets around what is asked for', () => {
    const { stdout } = slx(['dissect', '-x', '--only', 'Token', HANDSHAKE])
    expect(stdout).toContain('0000  40 00 00 01 ff ff ff fa[16 89 02 b0 75 38 50 f1]  @...........u8P.')
    expect(stdout).toContain('0010 [8f 41 fe a7 6e 9a f7 98]')
  })

  it('makes it stand out in colour', () => {
    const { stdout } = slx(['dissect', '-x', '--color', 'always', '--only', 'Token', HANDSHAKE])
    expect(stdout).toContain('\x1b[7m16 89 02 b0 75 38 50 f1\x1b[27m')
    expect(stdout).not.toContain('fa[16')
  })

  it('goes with every view for people, and masks secrets', () => {
    for (const view of ['tree', 'summary', 'diagram', 'table', 'colours', 'hex']) {
      const { code, stdout } = slx(['dissect', '-x', '-T', view, SIGN_ON])
      expect(code).toBe(0)
      expect(stdout).toContain('0010  6d 6f 55 73 65 72 00 02 00 09 ** ** ** ** ** **   moUser....******')
    }
    expect(slx(['dissect', '-x', '-T', 'json', SIGN_ON])).toMatchObject({ code: 2, stdout: '' })
  })
})
