import type { Random } from '../bench/random.js'
import { ESCAPE_CORPUS } from '../test/support/escape-corpus.js'
import { mutateBytes } from './mutate-bytes.js'

type Mutator = (text: string, random: Random, other: string) => string

/** What readers of texts trip over: signs of dumps, templates, filters, JSON, TOML and markup. */
const WORDS = [
  ...' \t\n\r\0{}[]()<>"\'`\\/|&!=~*?.,:;#@$%^+-_0',
  '0000',
  'ffffffff',
  '0x',
  '\\x',
  '\\u{110000}',
  '**',
  '!==',
  '..',
  '//',
  '/*',
  '"""',
  '__proto__',
  'constructor',
  '99999999999999999999',
  '-1',
  '1e999',
  'NaN',
  '::',
  '0.0.0.0/33',
  '2007-02-30 25:61:61',
  '\ufeff',
  '\ud800',
  'é',
  '漢',
  '00 01 02 03 04 05 06 07',
  '0010  ',
  '(a+)+$',
  'Variable 4',
  'Fixed 4294967295',
  'Multiple 65535',
  ...ESCAPE_CORPUS.map((bytes) => Buffer.from(bytes).toString('utf8')),
]

const MUTATORS: readonly Mutator[] = [
  insertWord,
  insertWord,
  replaceSign,
  removeSpan,
  repeatSpan,
  swapLines,
  removeLine,
  repeatLine,
  splice,
  truncate,
  damage,
]

/** A damaged copy of a text: one to four changes, now and then many. `gently`: often none or one, so that it may still be valid. */
export function mutateText(text: string, random: Random, other: string, gently = false): string {
  let changed = text
  const few = gently ? random.below(3) : 1 + random.below(4)
  for (let times = random.chance(5) ? 20 : few; times > 0; times--) {
    changed = MUTATORS[random.below(MUTATORS.length)]!(changed, random, other)
  }
  return changed
}

function insertWord(text: string, random: Random): string {
  const at = random.below(text.length + 1)
  const word = WORDS[random.below(WORDS.length)]!
  return text.slice(0, at) + word.repeat(random.chance(3) ? 1000 : 1) + text.slice(at)
}

function replaceSign(text: string, random: Random): string {
  const at = random.below(text.length + 1)
  return text.slice(0, at) + WORDS[random.below(WORDS.length)]! + text.slice(at + 1)
}

function removeSpan(text: string, random: Random): string {
  const at = random.below(text.length + 1)
  return text.slice(0, at) + text.slice(at + 1 + random.below(20))
}

function repeatSpan(text: string, random: Random): string {
  const at = random.below(text.length + 1)
  const span = text.slice(at, at + 1 + random.below(40))
  return text.slice(0, at) + span.repeat(random.chance(10) ? 100 : 1 + random.below(3)) + text.slice(at)
}

function swapLines(text: string, random: Random): string {
  return byLines(text, random, (lines, at) => {
    const other = random.below(lines.length)
    const line = lines[at]!
    lines[at] = lines[other]!
    lines[other] = line
  })
}

function removeLine(text: string, random: Random): string {
  return byLines(text, random, (lines, at) => lines.splice(at, 1 + random.below(3)))
}

function repeatLine(text: string, random: Random): string {
  return byLines(text, random, (lines, at) => {
    const times = random.chance(10) ? 200 : 1 + random.below(3)
    lines.splice(at, 0, ...Array.from({ length: times }, () => lines[at]!))
  })
}

function byLines(text: string, random: Random, change: (lines: string[], at: number) => void): string {
  const lines = text.split('\n')
  change(lines, random.below(lines.length))
  return lines.join('\n')
}

function splice(text: string, random: Random, other: string): string {
  return text.slice(0, random.below(text.length + 1)) + other.slice(random.below(other.length + 1))
}

function truncate(text: string, random: Random): string {
  return text.slice(0, random.below(text.length + 1))
}

/** Bytes that are no text in any encoding. */
function damage(text: string, random: Random, other: string): string {
  return Buffer.from(mutateBytes(Buffer.from(text), random, Buffer.from(other))).toString('utf8')
}
