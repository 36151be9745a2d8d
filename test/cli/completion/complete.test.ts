import { describe, expect, it } from 'vitest'
import { VIEW_KINDS } from '../../../src/views/kinds.js'
import { slx } from '../../support/slx.js'

/** What is offered for the last of some words. */
function offered(...words: string[]): string[] {
  const { code, stdout, stderr } = slx(['complete', '--', ...words])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t')[0]!)
}

describe('what is offered', () => {
  it.each([
    ['commands', ['di'], ['dissect', 'diff']],
    ['commands to get help on', ['help', 'conv'], ['convert']],
    ['commands below commands', ['template', 'ch'], ['check', 'checksum']],
    ['long options', ['dissect', '--col'], ['--color']],
    ['words that an option takes', ['dissect', '--color', 'a'], ['auto', 'always']],
    ['words behind an equals sign', ['dissect', '--color=n'], ['never']],
    ['words behind an equals sign that a shell cut off', ['dissect', '--color', '=', 'n'], ['never']],
    ['views', ['dissect', 'x.pcap', '-T', ''], VIEW_KINDS],
    ['protocols', ['dissect', '--as', 'wow-'], ['wow-login', 'wow-world']],
    ['dialects of dumps', ['dissect', '--dump-format', 'xx'], ['xxd', 'xxd-bits', 'xxd-le']],
    ['files', ['dissect', 'sam'], [':files']],
    ['files that options take', ['dissect', '--secrets', ''], [':files']],
    ['folders', ['extract', '-o', ''], [':folders']],
    ['messages', ['template', 'show', 'ChatFromV'], ['ChatFromViewer']],
    ['layers of field paths', ['fields', 'sl.UseCi'], ['sl.UseCircuitCode.']],
    [
      'fields',
      ['diff', '--ignore', 'sl.UseCircuitCode.CircuitCode.S'],
      ['sl.UseCircuitCode.CircuitCode.SessionID'],
    ],
    ['shells', ['completion', 'z'], ['zsh']],
    ['nothing for a number', ['dissect', '-c', ''], []],
    ['nothing that begins otherwise', ['nonsense'], []],
  ])('%s', (_, words, expected) => {
    expect(offered(...words).toSorted()).toEqual([...expected].toSorted())
  })

  it('does not offer an option twice, but those that may be repeated', () => {
    expect(offered('dissect', '--layers', '--la')).toEqual([])
    expect(offered('dissect', '--secrets', 'a', '--sec')).toEqual(['--secrets'])
  })
})
