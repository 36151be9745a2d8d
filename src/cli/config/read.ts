import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse, TomlError } from 'smol-toml'
import { didYouMean } from '../../suggest.js'
import { UsageError } from '../errors.js'
import type { Place } from './places.js'
import { SETTINGS, type Setting } from './settings.js'

/** What a file says of a setting: the words an option would be given, none for one that stands alone. */
export interface Said {
  readonly setting: Setting
  readonly words: readonly string[]
  /** False where a switch is turned off. */
  readonly on: boolean
  readonly file: string
  readonly line: number
}

/** Longest file that is read. */
const MAX_SIZE = 1024 * 1024

/**
 * What a configuration file says. Throws UsageError that names file, line and reason for one that cannot be read or says what
 * slx does not know.
 */
export function readConfiguration(place: Place): readonly Said[] {
  const text = textOf(place)
  const fail = (line: number, why: string) => new UsageError(`${place.path}, line ${line}: ${why}`)
  let table: Record<string, unknown>
  try {
    table = parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    throw fail(error.line, `this is not TOML: ${reason(error)}.`)
  }
  return Object.entries(table).map(([name, value]) => {
    const line = lineOf(name, text)
    const refuse = (why: string) => fail(line, why)
    const setting = SETTINGS.find((known) => known.name === name)
    if (!setting) {
      const names = SETTINGS.map((known) => known.name)
      throw refuse(`there is no setting '${name}' (known: ${names.join(', ')}).${didYouMean(name, names)}`)
    }
    if (setting.own && !place.own) {
      throw refuse(
        `'${name}' counts only in your own file, since it runs code; 'slx config' says where that is.`,
      )
    }
    return { setting, ...said(setting, value, place, refuse), file: place.path, line }
  })
}

function textOf({ path }: Place): string {
  try {
    const bytes = readFileSync(path)
    if (bytes.length > MAX_SIZE) throw new UsageError(`${path} is larger than ${MAX_SIZE} bytes.`)
    return bytes.toString('utf8').replace(/^\ufeff/, '')
  } catch (error) {
    if (error instanceof UsageError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new UsageError(`the configuration file ${path} cannot be read (${code}).`)
  }
}

/** What the parser says, without the lines it quotes. */
function reason({ message }: TomlError): string {
  return message.split('\n')[0]!.replace(/^Invalid TOML document: /, '')
}

/** Where a key stands; the parser does not tell. */
function lineOf(name: string, text: string): number {
  const key = new RegExp(`^\\s*["'[]*${name.replace(/[^\w-]/g, '\\$&')}["'\\]]*\\s*(=|\\.|$)`)
  return text.split('\n').findIndex((line) => key.test(line)) + 1
}

function said(
  { name, path }: Setting,
  value: unknown,
  place: Place,
  refuse: (why: string) => UsageError,
): Pick<Said, 'words' | 'on'> {
  if (typeof value === 'boolean') return { words: [], on: value }
  const values = Array.isArray(value) ? value : [value]
  const words = values.map((each: unknown) => {
    if (typeof each === 'number' || typeof each === 'bigint') return String(each)
    if (typeof each !== 'string')
      throw refuse(`'${name}' takes a text, a number, true or false, or a list of texts.`)
    return path ? resolve(dirname(place.path), each) : each
  })
  return { words, on: true }
}
