import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Argument, Command } from 'commander'
import { afterAll, describe, expect, it } from 'vitest'
import { createProgram } from '../../src/cli/program.js'
import { Capture, Connection } from '../dissectors/oscar/encode.js'
import { OFT, oftChecksum, oftHeader } from '../dissectors/oscar/encode-oft.js'
import { Blocks } from '../ingest/pcapng-blocks.js'
import { ESCAPE_CORPUS, forbidden } from '../support/escape-corpus.js'
import { readPcap } from '../support/pcap.js'
import { samples } from '../support/samples.js'
import { type Outcome, slx } from '../support/slx.js'

/** Nothing that harms a terminal gets through, whatever command and view: from contents, comments, names of files, and words of the user. */
const folder = mkdtempSync(join(tmpdir(), 'slx-hostile-'))
afterAll(() => rmSync(folder, { recursive: true }))

const CORPUS = ESCAPE_CORPUS.map((bytes) => Buffer.from(bytes))

/** What may stand in a file's name. */
const NAMES = CORPUS.map((bytes) => bytes.toString('utf8')).filter((name) => !/[\0/]/.test(name))

/** A copy with the corpus over every text that is long enough: lengths stay right, so that it reaches every view. */
function poisoned(bytes: Uint8Array, turn: { next: number }): Buffer {
  const copy = Buffer.from(bytes)
  for (const { index, 0: text } of copy.toString('latin1').matchAll(/[A-Za-z ]{5,}/g)) {
    for (let at = index; at < index + text.length; ) {
      const evil = CORPUS[turn.next++ % CORPUS.length]!
      if (evil.length > index + text.length - at) break
      at += evil.copy(copy, at)
    }
  }
  return copy
}

/** A capture of the poisoned frames of a sample, with hostile comments and names of interfaces. */
function poisonedCapture(sample: string): string {
  const blocks = new Blocks()
  const turn = { next: 0 }
  const frames = readPcap(sample).map(({ bytes, start, end }, i) =>
    blocks.enhanced(BigInt(i), poisoned(bytes.subarray(start, end), turn), {
      options: [blocks.option(1, CORPUS[i % CORPUS.length]!)],
    }),
  )
  const linkType = readPcap(sample)[0]?.linkType ?? 1
  const name = blocks.option(2, Buffer.concat(CORPUS))
  const path = join(folder, `${basename(sample, '.pcap')}${NAMES[1]}.pcapng`)
  writeFileSync(path, Buffer.concat([blocks.section(), blocks.interface(linkType, 0, [name]), ...frames]))
  return path
}

/** A file transfer with a hostile name. */
function transfer(): string {
  const capture = new Capture(900)
  const file = Buffer.from('contents')
  for (const name of NAMES) {
    const peer = new Connection(capture, 5190, '192.0.2.30')
    const header = { size: file.length, checksum: oftChecksum(file), name }
    peer.send(1, [oftHeader(OFT.prompt, header)])
    peer.send(0, [oftHeader(OFT.ack, header)])
    peer.send(1, [file])
    peer.send(0, [oftHeader(OFT.done, { ...header, received: file.length })])
  }
  const path = join(folder, 'transfer.pcap')
  writeFileSync(path, capture.bytes())
  return path
}

const captures = samples().filter((path) => path.endsWith('.pcap'))
const hostile = captures.map(poisonedCapture)

/** The sequences of colours that slx writes itself look so; the corpus has others too, in the same texts. */
const OWN_COLOURS = /\x1b\[\d{1,2}m/g

function judge({ code, stdout, stderr }: Outcome, csv = false): void {
  expect(new Set(forbidden(stdout.replace(OWN_COLOURS, ''), csv ? '\r\n' : '\n'))).toEqual(new Set())
  expect(new Set(forbidden(stderr)), stderr).toEqual(new Set())
  expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+/m)
  expect(code).not.toBe(70)
}

const commands = createProgram({ code: 0 }).commands
const choicesOf = (command: Command, long: string) =>
  command.options.find((option) => option.long === long)?.argChoices ?? []
const readsInputs = (command: Command) =>
  command.registeredArguments.some((argument: Argument) => argument.name() === 'input')

/** What a command takes beside its inputs. */
const MORE: Readonly<Record<string, (input: string, i: number) => string[]>> = {
  diff: (input, i) => [captures[i]!, input],
  extract: (input, i) => ['-o', join(folder, `extracted-${i}`), input],
  convert: (input, i) => ['-o', join(folder, `converted-${i}.txt`), input],
  follow: (input) => [input, '1'],
}
const argsOf = (command: Command, input: string, i: number) => MORE[command.name()]?.(input, i) ?? [input]

describe.each(commands.filter(readsInputs).map((command) => ({ name: command.name(), command })))(
  'slx $name on hostile contents',
  ({ name, command }) => {
    const views = choicesOf(command, '--view')
    const ways = views.length > 0 ? views.map((view) => ['-T', view]) : [[]]

    it.each(ways.map((way) => [way.join(' '), way] as const))('prints nothing as it is (%s)', (_, way) => {
      const csv = way.includes('csv')
      const more =
        way.includes('fields') || csv
          ? ['-E', 'separator=|', '-e', 'type', '-e', '**', '-e', 'comment', '-e', 'info']
          : []
      // Every capture in one go, where the command takes several.
      const inputs = name in MORE ? hostile.slice(0, 4) : [undefined]
      inputs.forEach((input, i) => {
        const args = input === undefined ? hostile : argsOf(command, input, i)
        judge(slx([name, ...way, ...more, ...args]), csv)
      })
    })

    it.runIf(command.options.some(({ long }) => long === '--color'))('prints only its own colours', () => {
      const inputs = name in MORE ? argsOf(command, hostile[0]!, 0) : hostile
      for (const way of ways) {
        if (way.includes('json') || way.includes('csv') || way.includes('fields')) continue
        judge(slx([name, ...way, '--color', 'always', ...inputs]))
      }
    })
  },
)

describe('hostile contents that need a choice to be seen', () => {
  // One with many texts.
  const chosen = captures.findIndex((path) => path.endsWith('oscar-icq-session.pcap'))
  const [capture, input] = [captures[chosen]!, hostile[chosen]!]

  it('tables that are only shown when asked for', () => {
    for (const way of ['text', 'json']) judge(slx(['stats', '--timeline', '-T', way, ...hostile]))
  })

  it.each([['--side-by-side'], ['--name-only'], ['--strict', '--show-secrets', '--unified', '9']])(
    'slx diff %s',
    (...options) => judge(slx(['diff', ...options, capture, input])),
  )

  it('secrets that are shown, layers and dumps', () => {
    judge(slx(['dissect', '-x', '--show-secrets', '--layers', ...hostile]))
  })

  it('messages that were saved', () => {
    const saved = join(folder, 'saved.json')
    writeFileSync(saved, slx(['dissect', '-T', 'json', '--positions', input]).stdout)
    judge(slx(['dissect', saved]))
    judge(slx(['diff', capture, saved]))
  })

  it('noise, dumps and captures that are written', () => {
    const [noise, dump, redacted] = ['noise.json', 'written.txt', 'redacted.pcapng'].map((name) =>
      join(folder, name),
    ) as [string, string, string]
    judge(slx(['diff', '--noise', capture, '--save-noise', noise, input, capture]))
    judge(slx(['convert', '-o', dump, input]))
    judge(slx(['redact', '-o', redacted, input]))
    for (const path of [noise, dump]) expect(forbidden(readFileSync(path, 'utf8'))).toEqual([])
    for (const path of [dump, redacted]) judge(slx(['dissect', path]))
  })
})

it('slx extract gives files harmless names', () => {
  const target = join(folder, 'files')
  judge(slx(['extract', '-o', target, transfer()]))
  const names = readdirSync(target)
  expect(names.length).toBe(NAMES.length)
  for (const name of names) expect(forbidden(name, '')).toEqual([])
})

describe('hostile words of the user', () => {
  const dump = 'samples/oscar-snac.txt'
  const words = NAMES.map((name) => `x${name}x`)
  const dissector = join(folder, 'there-is-none.js')

  it.each([
    ['a file that is not there', (word: string) => ['dissect', word]],
    ['a command', (word: string) => [word]],
    ['an option', (word: string) => ['dissect', `--${word}`]],
    ['a view', (word: string) => ['dissect', '-T', word, dump]],
    ['a protocol', (word: string) => ['dissect', '--as', word, dump]],
    ['a decode-as rule', (word: string) => ['dissect', '-d', word, dump]],
    ['a filter', (word: string) => ['dissect', '-Y', word, dump]],
    ['a text in a filter', (word: string) => ['dissect', '-Y', `type == "${word}`, dump]],
    ['a regular expression', (word: string) => ['dissect', '-Y', `type matches "(${word}"`, dump]],
    ['a field', (word: string) => ['dissect', '-T', 'fields', '-e', word, dump]],
    ['a template', (word: string) => ['dissect', '--template', word, dump]],
    ['a key file', (word: string) => ['dissect', '--secrets', word, dump]],
    ['a file of opcodes', (word: string) => ['dissect', '--opcodes', word, dump]],
    ['a dissector', (word: string) => ['dissect', '--dissector', `${dissector}${word}`, dump]],
    ['a count', (word: string) => ['dissect', '-c', word, dump]],
    ['an output', (word: string) => ['convert', dump, '-o', join(folder, `${word}.wrong`)]],
    ['a message of a template', (word: string) => ['template', 'show', word]],
    ['a prefix of fields', (word: string) => ['fields', word]],
    ['a shell', (word: string) => ['completion', word]],
    ['a help topic', (word: string) => ['help', word]],
  ])('%s', (_, args) => {
    // One run for all words where errors quote the word whole.
    judge(slx(args(words.join(''))))
    judge(slx(args(words[1]!)))
  })

  it('in files that are given', () => {
    const write = (name: string, text: string) => {
      const path = join(folder, name)
      writeFileSync(path, text)
      return path
    }
    for (const [i, word] of [words.join(''), words[1]!, words[3]!].entries()) {
      const option = [
        ['--template', write(`${i}.msg`, `version 2.0\n{ ${word} Low 1 Trusted Unencoded }\n`)],
        ['--secrets', write(`${i}.keys`, `${word} 1 2\n`)],
        ['--opcodes', write(`${i}.opcodes`, `${word}\n`)],
      ][i % 3]!
      judge(slx(['dissect', ...option, dump]))
      judge(slx(['template', 'check', write(`check-${i}.msg`, `version 2.0\n{ A Low 1 ${word}`)]))
      judge(slx(['dissect', dump], '', { SLX_CONFIG: write(`${i}.toml`, `"${word}" = 1\n`) }))
    }
  })

  it('names of files that are there', () => {
    mkdirSync(join(folder, 'named'))
    for (const word of [words.join(''), words[1]!]) {
      const path = join(folder, 'named', word)
      writeFileSync(path, readFileSync(captures[0]!).subarray(0, 100))
      for (const command of ['dissect', 'stats']) judge(slx([command, path]))
      judge(slx(['diff', path, captures[0]!]))
    }
  })
})
