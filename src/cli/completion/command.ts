import { escapeText } from '../../output/escape.js'
import { pageOf } from '../manual/pages.js'
import { printLines, printText } from '../print.js'
import { createProgram } from '../program.js'
import { complete } from './complete.js'
import { SCRIPTS, type Shell } from './scripts.js'
import { vocabulary } from './vocabulary.js'

/** `slx completion SHELL`: the script that the shell runs. */
export function printScript(shell: Shell): void {
  printText(SCRIPTS[shell])
}

/** `slx complete -- WORD...`: what may stand for the last word, one a line with its description behind a tab; `:files` or `:folders` where names of these are wanted. */
export async function printCompletion(words: readonly string[]): Promise<void> {
  const found = await complete(pageOf(createProgram({ code: 0 })), words, vocabulary)
  if (typeof found === 'string') printLines([`:${found}`])
  else printLines(found.map(({ word, description }) => `${escapeText(word)}\t${escapeText(description)}`))
}
