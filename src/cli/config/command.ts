import { existsSync } from 'node:fs'
import { THIS_MACHINE } from '../../machine.js'
import { escapeText } from '../../output/escape.js'
import { columns } from '../columns.js'
import { printLines } from '../print.js'
import { configuration } from './apply.js'
import { places } from './places.js'
import { fromEnvironment, SETTINGS } from './settings.js'

/** What is in force of a setting, and what says so. */
interface InForce {
  readonly name: string
  readonly value: readonly string[] | boolean | null
  /** A file, a variable, or `default`. */
  readonly from: string
}

/** `slx config`: what is in force and from where. */
export async function showConfiguration({ view }: { readonly view: 'text' | 'json' }): Promise<void> {
  const settings = await inForce()
  const files = places(THIS_MACHINE, process.cwd()).map(({ path }) => ({ path, found: existsSync(path) }))
  if (view === 'json') {
    printLines([JSON.stringify({ files, settings })])
    return
  }
  const rows = settings.map(({ name, value, from }) => [name, valueText(value), escapeText(from)])
  printLines([
    ...columns([['setting', 'value', 'from'], ...rows]),
    '',
    'files, the nearest first:',
    ...files.map(({ path, found }) => `  ${escapeText(path)}${found ? '' : ' (not there)'}`),
  ])
}

async function inForce(): Promise<InForce[]> {
  const said = new Map((await configuration()).map((each) => [each.setting.name, each]))
  return SETTINGS.map((setting) => {
    const { name, variable } = setting
    const given = fromEnvironment(setting)
    if (given !== undefined) return { name, value: [given], from: variable! }
    const found = said.get(name)
    if (!found) return { name, value: null, from: 'default' }
    return { name, value: found.words.length > 0 ? found.words : found.on, from: found.file }
  })
}

function valueText(value: InForce['value']): string {
  if (value === null) return '-'
  return typeof value === 'boolean' ? String(value) : value.map(escapeText).join(', ')
}
