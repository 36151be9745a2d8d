import { Chalk } from 'chalk'
import { type Style, styleOf } from './colour.js'

/** Colours that tell neighbours apart, in the order of the Grand Chase pages: green, purple, red, blue, yellow and, for their brown, cyan. */
export function createPalette(colour: boolean): readonly Style[] {
  const chalk = new Chalk({ level: colour ? 1 : 0 })
  const { green, magentaBright, redBright, blueBright, yellow, cyan } = chalk
  return [green, magentaBright, redBright, blueBright, yellow, cyan].map(styleOf)
}
