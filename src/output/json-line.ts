import { isInvisible } from './invisible.js'

/** A value as one line of JSON in which every character that could steer a terminal is a `\u` escape. */
export function jsonLine(value: unknown): string {
  return Array.from(JSON.stringify(value), (character) =>
    isInvisible(character.codePointAt(0)!) ? escaped(character) : character,
  ).join('')
}

/** A value as JSON of nothing but printable ASCII. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/gu, escaped)
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, i) => {
    return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`
  }).join('')
}
