import { isInvisible } from '../output/invisible.js'
import type { SecretLabel } from './label.js'
import type { Secrets } from './secrets.js'

/**
 * Reads a key file into `secrets`: a line each, a label and its words; `#` begins a comment, words with blanks stand in
 * double quotes (`\"`, `\\` and `\u{1b}` inside). Returns a sentence for each line that cannot be used; the others count all the same.
 */
export function readKeyFile(
  text: string,
  name: string,
  labels: readonly SecretLabel[],
  secrets: Secrets,
): string[] {
  const problems: string[] = []
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  for (const [index, line] of lines.entries()) {
    const where = `${name} line ${index + 1}`
    const words = splitWords(line)
    if (words === undefined) problems.push(`${where}: a quote is not closed.`)
    else if (words.length > 0) {
      const problem = addLine(words, where, labels, secrets)
      if (problem) problems.push(`${where}: ${problem}`)
    }
  }
  return problems
}

/** One secret as a line of a key file. */
export function writeKeyLine(label: SecretLabel, words: readonly string[]): string {
  return [label.name, ...words.map(quote)].join(' ')
}

function addLine(
  [first, ...words]: readonly string[],
  from: string,
  labels: readonly SecretLabel[],
  secrets: Secrets,
): string | undefined {
  const label = labels.find(({ name }) => name === first!.toUpperCase())
  if (!label) {
    return `'${first}' is not a kind of secret slx knows (known: ${labels.map(({ name }) => name).join(', ')}).`
  }
  if (words.length !== label.words.length) {
    const awaited = [label.name, ...label.words].join(' ')
    return `${label.words.length} words are needed after ${label.name}, ${words.length} are there: ${awaited}.`
  }
  const wrong = label.check?.(words)
  if (wrong) return `${wrong}.`
  secrets.give({ label, words, from })
  return undefined
}

/** The words of a line; undefined when a quote is left open. */
function splitWords(line: string): string[] | undefined {
  const words: string[] = []
  let at = 0
  while (at < line.length) {
    const sign = line[at]!
    if (sign === '#') break
    if (sign === ' ' || sign === '\t') {
      at++
      continue
    }
    let word = ''
    if (sign === '"') {
      at++
      while (at < line.length && line[at] !== '"') {
        const numbered = CODE_POINT.exec(line.slice(at, at + LONGEST_ESCAPE))
        if (numbered) {
          word += String.fromCodePoint(Math.min(LAST_CODE_POINT, Number.parseInt(numbered[1]!, 16)))
          at += numbered[0].length
          continue
        }
        if (line[at] === '\\' && at + 1 < line.length) at++
        word += line[at++]
      }
      if (at >= line.length) return undefined
      at++
    } else {
      while (at < line.length && line[at] !== ' ' && line[at] !== '\t') word += line[at++]
    }
    words.push(word)
  }
  return words
}

/** A word as a key file holds it. Keys are printed on terminals too: what those would obey or hide is written by its number. */
function quote(word: string): string {
  const signs = [...word]
  const isPlain = (sign: string) => !isInvisible(sign.codePointAt(0)!)
  if (/^[^\s"#\\]+$/.test(word) && signs.every(isPlain)) return word
  const quoted = signs.map((sign) => {
    if (!isPlain(sign)) return `\\u{${sign.codePointAt(0)!.toString(16)}}`
    return sign === '"' || sign === '\\' ? `\\${sign}` : sign
  })
  return `"${quoted.join('')}"`
}

/** A sign by its number, and the most characters of it. */
const CODE_POINT = /^\\u\{([0-9a-fA-F]{1,6})\}/
const LONGEST_ESCAPE = 10
const LAST_CODE_POINT = 0x10ffff
