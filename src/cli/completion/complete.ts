import type { Argument, Option } from 'commander'
import type { Page } from '../manual/pages.js'
import { optionDescription } from '../option-help.js'

/** A word that may stand where the cursor is. */
export interface Candidate {
  readonly word: string
  readonly description: string
}

/** What may stand there: words, or the names of files or folders, which shells know best. */
export type Completion = readonly Candidate[] | 'files' | 'folders'

/** Words that take some loading to know, by the name of the placeholder that stands for them. */
export type Vocabulary = (placeholder: string, word: string) => Promise<readonly Candidate[] | undefined>

/**
 * Says what may stand for the last of `words`, which may be empty or half typed; those before it are the command line
 * without the program's name.
 */
export async function complete(
  program: Page,
  words: readonly string[],
  vocabulary: Vocabulary,
): Promise<Completion> {
  const line = withoutEquals(words)
  const word = line.at(-1) ?? ''
  const before = line.slice(0, -1)
  const { page, rest } = commandOf(program, before)
  const open = openOption(page, rest)
  if (open) return valuesOf(open, word, vocabulary)
  if (word.startsWith('-')) return startingWith(word, optionWords(page, rest))
  if (page.commands.length > 0) return startingWith(word, page.commands.map(commandWord))
  const argument = page.arguments[0]
  return argument ? valuesOf(argument, word, vocabulary) : []
}

/** Shells cut `--color=al` at the equals sign, or not at all: two words in either case. */
function withoutEquals(words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    if (word === '=' && words[index - 1]?.startsWith('--')) return index === words.length - 1 ? [''] : []
    const match = /^(--[\w-]+)=(.*)$/s.exec(word)
    return match ? [match[1]!, match[2]!] : [word]
  })
}

/** The command that words name, and those behind its name. */
function commandOf(program: Page, words: readonly string[]): { page: Page; rest: readonly string[] } {
  let page = program
  let at = words[0] === 'help' ? 1 : 0
  for (; at < words.length; at++) {
    const below = page.commands.find(({ name }) => lastWord(name) === words[at])
    if (!below) break
    page = below
  }
  return { page, rest: words.slice(at) }
}

/** The option whose value comes next. */
function openOption(page: Page, words: readonly string[]): Option | undefined {
  const last = words.at(-1)
  if (!last?.startsWith('-')) return undefined
  const option = optionsOf(page).find(({ short, long }) => last === short || last === long)
  return option?.required ? option : undefined
}

function optionsOf(page: Page): readonly Option[] {
  return page.groups.flatMap(({ options }) => options)
}

/** Options that may still be given. */
function optionWords(page: Page, given: readonly string[]): Candidate[] {
  return optionsOf(page)
    .filter(
      ({ long, variadic, description }) => variadic || REPEATABLE.test(description) || !given.includes(long!),
    )
    .map((option) => ({ word: option.long ?? option.short!, description: optionDescription(option) }))
}

const REPEATABLE = /repeatable/

function commandWord({ name, summary }: Page): Candidate {
  return { word: lastWord(name), description: summary }
}

function lastWord(name: string): string {
  return name.slice(name.lastIndexOf(' ') + 1)
}

async function valuesOf(taker: Option | Argument, word: string, vocabulary: Vocabulary): Promise<Completion> {
  if (taker.argChoices) {
    return startingWith(
      word,
      taker.argChoices.map((choice) => ({ word: choice, description: '' })),
    )
  }
  const placeholder = 'flags' in taker ? (/<([\w:=]+)/.exec(taker.flags)?.[1] ?? '') : taker.name()
  if (FOLDERS.has(placeholder)) return 'folders'
  return (await vocabulary(placeholder, word)) ?? (FILES.has(placeholder) ? 'files' : [])
}

const FOLDERS: ReadonlySet<string> = new Set(['dir'])
const FILES: ReadonlySet<string> = new Set(['input', 'file', 'before', 'after'])

/** Those of some words that begin as what is typed. */
export function startingWith(word: string, candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter((candidate) => candidate.word.startsWith(word))
}
