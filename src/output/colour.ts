import { Chalk, type ChalkInstance } from 'chalk'
import { encodeSequence, type Label } from './label.js'

export type ColourChoice = 'auto' | 'always' | 'never'

/**
 * Whether a stream gets colours. A choice on the command line counts before the environment, there
 * NO_COLOR before FORCE_COLOR (each when not empty; FORCE_COLOR may be `0` or `false`), and last whether
 * the stream is a terminal that can show them.
 */
export function wantsColour(
  choice: ColourChoice,
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if (choice !== 'auto') return choice === 'always'
  if (environment.NO_COLOR) return false
  const forced = environment.FORCE_COLOR
  if (forced) return forced !== '0' && forced !== 'false'
  return stream.isTTY === true && environment.TERM !== 'dumb'
}

/** What switches a style on and off again; both empty without colours. */
export interface Style {
  readonly on: Label
  readonly off: Label
}

/** How each kind of text looks, in the sixteen colours every terminal has, so that its palette decides. */
const LOOKS = {
  heading: (chalk: ChalkInstance) => chalk.bold,
  offset: (chalk: ChalkInstance) => chalk.gray,
  hex: (chalk: ChalkInstance) => chalk.yellow,
  type: (chalk: ChalkInstance) => chalk.gray,
  label: (chalk: ChalkInstance) => chalk,
  value: (chalk: ChalkInstance) => chalk.cyan,
  name: (chalk: ChalkInstance) => chalk.green,
  string: (chalk: ChalkInstance) => chalk.magenta,
  dim: (chalk: ChalkInstance) => chalk.gray,
  picked: (chalk: ChalkInstance) => chalk.inverse,
  note: (chalk: ChalkInstance) => chalk.blueBright,
  warning: (chalk: ChalkInstance) => chalk.yellowBright,
  error: (chalk: ChalkInstance) => chalk.redBright,
}

export type Theme = Readonly<Record<keyof typeof LOOKS, Style>>

/** The styles, rendered once. */
export function createTheme(colour: boolean): Theme {
  const chalk = new Chalk({ level: colour ? 1 : 0 })
  const styles = Object.entries(LOOKS).map(([kind, look]) => [kind, styleOf(look(chalk))] as const)
  return Object.fromEntries(styles) as Theme
}

/** What a look switches on and off. */
export function styleOf(look: ChalkInstance): Style {
  const [on, off] = look('|').split('|')
  return { on: encodeSequence(on ?? ''), off: encodeSequence(off ?? '') }
}
