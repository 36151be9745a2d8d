import { readFileSync } from 'node:fs'
import { ROOT } from './slx.js'

/** A step of a page: a file to write, or a command with what it prints. */
export type Step =
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'command'; readonly command: string; readonly output: string }

const BLOCK = /^```(?:(?:js|text) (?<name>\S+)|(?<console>console))\n(?<text>[\s\S]*?)^```$/gm

/** The fenced blocks of a page in order: those with a file's name, and consoles, whose first line is `$ COMMAND`. */
export function stepsOf(page: string): Step[] {
  return [...readFileSync(`${ROOT}docs/${page}`, 'utf8').matchAll(BLOCK)].map(({ groups }) => {
    const { name, text = '' } = groups!
    if (name !== undefined) return { kind: 'file', name, text }
    const [first = '', ...output] = text.split('\n')
    return { kind: 'command', command: first.replace(/^\$ /, ''), output: output.join('\n') }
  })
}
