import { existsSync } from 'node:fs'
import { type Command, InvalidArgumentError, type Option } from 'commander'
import { THIS_MACHINE } from '../../machine.js'
import { UsageError } from '../errors.js'
import { places } from './places.js'
import type { Said } from './read.js'
import { fromEnvironment } from './settings.js'

/**
 * Gives a command's options what the configuration files say, where neither the command line nor the environment does.
 * Throws UsageError for a file that cannot be used.
 */
export async function applyConfiguration(command: Command): Promise<void> {
  for (const said of await configuration()) {
    const { setting } = said
    if (setting.command !== undefined && setting.command !== command.name()) continue
    const option = command.options.find(({ long }) => long === `--${setting.name}`)
    if (!option || isGiven(command, option)) continue
    if (fromEnvironment(setting) !== undefined) continue
    command.setOptionValueWithSource(option.attributeName(), optionValue(command, option, said), 'config')
  }
}

/** What all files say, of each setting only what the nearest says. */
export async function configuration(): Promise<readonly Said[]> {
  const found = new Map<string, Said>()
  for (const place of places(THIS_MACHINE, process.cwd())) {
    if (!place.named && !existsSync(place.path)) continue
    // The parser is loaded only where there is something to parse.
    const { readConfiguration } = await import('./read.js')
    for (const said of readConfiguration(place)) {
      if (!found.has(said.setting.name)) found.set(said.setting.name, said)
    }
  }
  return [...found.values()]
}

function isGiven(command: Command, option: Option): boolean {
  const source = command.getOptionValueSource(option.attributeName())
  return source !== undefined && source !== 'default'
}

/** The value that the option would have if it were given on the command line. */
function optionValue(
  { options }: Command,
  option: Option,
  { setting, words, on, file, line }: Said,
): unknown {
  const fail = (why: string) => new UsageError(`${file}, line ${line}: '${setting.name}' ${why}`)
  if (option.isBoolean()) {
    if (words.length > 0) throw fail('takes true or false.')
    return on ? true : undefined
  }
  const isNone = words.length === 0 && !on && options.some(({ long }) => long === `--no-${setting.name}`)
  if (isNone) return false
  if (words.length === 0) throw fail('takes a text, not true or false.')
  const { parseArg } = option
  if (!parseArg) return words.length === 1 ? words[0] : words
  try {
    return words.reduce<unknown>((before, word) => parseArg(word, before), undefined)
  } catch (error) {
    if (error instanceof UsageError || error instanceof InvalidArgumentError) {
      throw fail(`is not right: ${error.message}`)
    }
    throw error
  }
}
