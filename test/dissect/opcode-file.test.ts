import { describe, expect, it } from 'vitest'
import { OptionError } from '../../src/dissect/dissector.js'
import { readOpcodeLines } from '../../src/dissect/opcode-file.js'

const WORDS = ['gc-center', 'gc-game']

function read(text: string): Map<string, Map<number, string>> {
  const tables = new Map<string, Map<number, string>>()
  readOpcodeLines(text, 'names.txt', WORDS, tables)
  return tables
}

describe('a file of opcodes', () => {
  it('names numbers, decimal and hex, for one table or for all', () => {
    const tables = read(
      '# center\r\ngc-center 28 SHAFILENAME_LIST_ACK # real\n\n0x1d STAY\nGC-Game\t12 ENTER\n',
    )
    expect(tables).toEqual(
      new Map([
        ['gc-center', new Map([[28, 'SHAFILENAME_LIST_ACK']])],
        ['', new Map([[29, 'STAY']])],
        ['gc-game', new Map([[12, 'ENTER']])],
      ]),
    )
  })

  it('takes the last name of a number', () => {
    expect(read('1 A\n1 B').get('')?.get(1)).toBe('B')
  })

  it.each([
    ['28', 'names.txt line 1 is no opcode; lines are NUMBER NAME, the number decimal or 0x and hex.'],
    ['\n28 TWO WORDS', 'names.txt line 2 is no opcode'],
    ['99999999999 NAME', 'names.txt line 1 is no opcode'],
    ['4294967296 NAME', 'names.txt line 1 is no opcode'],
    [
      'centre 28 NAME',
      "names.txt line 1: 'centre' is no table of opcodes; the tables are gc-center, gc-game",
    ],
  ])('tells what is wrong in %j', (text, problem) => {
    expect(() => read(text)).toThrow(OptionError)
    expect(() => read(text)).toThrow(problem)
  })
})
