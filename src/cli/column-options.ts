import { isForwardLink } from '../dissect/links.js'
import { FACTS } from '../facts/index.js'
import { allFields, type FieldDef } from '../fields/definition.js'
import { wholePathPattern } from '../fields/path-pattern.js'
import type { Vocabulary } from '../filter/compile.js'
import { nearField } from '../filter/near-field.js'
import { isLayerField } from '../network/layer-fields.js'
import { didYouMean } from '../suggest.js'
import { INFO } from '../views/columns.js'
import type { ViewKind } from '../views/kinds.js'
import type { ColumnOptions } from '../views/view.js'
import { UsageError } from './errors.js'

/** What `-e` and `-E` gave. */
export interface ColumnCliOptions {
  readonly field?: readonly string[]
  readonly fieldOption?: readonly string[]
}

/** What `-T csv` shows where nothing is chosen. */
const DEFAULT_PATHS = [
  ...['number', 'time', 'src', 'srcport', 'dst', 'dstport', 'protocol', 'type', 'length', INFO],
] as const

type Form = { -readonly [K in keyof Omit<ColumnOptions, 'paths'>]: ColumnOptions[K] }

/** As tshark has them. */
const DEFAULT_FORM: Form = {
  header: false,
  separator: '\t',
  occurrence: 'a',
  aggregator: ',',
  quote: 'n',
  names: false,
}

/** What each `-E` option takes: a value it gives, or undefined for one it does not know. */
const FORMS: {
  readonly [K in keyof Form]: readonly [choices: string, read: (value: string) => Form[K] | undefined]
} = {
  header: ['y or n', truth],
  separator: ['/t, /s or one character', character],
  occurrence: ['f, l or a', (value) => oneOf(value, ['f', 'l', 'a'])],
  aggregator: ['/s or one character', character],
  quote: ['d, s or n', (value) => oneOf(value, ['d', 's', 'n'])],
  names: ['y or n', truth],
}

/** A comma before the next option: `header=y,separator=;`. One that is itself a value stays. */
const BETWEEN_FORMS = new RegExp(`,(?=(?:${Object.keys(FORMS).join('|')})=)`)

/** What a view shows in columns, and whether fields of header layers and links to later messages are among it. */
export interface ColumnChoice {
  readonly columns: ColumnOptions
  readonly needsLayers: boolean
  readonly needsForwardLinks: boolean
}

/** The columns of `-T fields` and `-T csv`; undefined for other views. Throws UsageError for what makes no sense. */
export async function columnChoice(
  view: ViewKind,
  { field = [], fieldOption = [] }: ColumnCliOptions,
  vocabulary: Vocabulary,
): Promise<ColumnChoice | undefined> {
  if (view !== 'fields' && view !== 'csv') {
    if (field.length + fieldOption.length === 0) return undefined
    throw new UsageError(`-e and -E go with -T fields and -T csv, not with -T ${view}.`)
  }
  if (view === 'fields' && field.length === 0)
    throw new UsageError('-T fields needs the fields to show: -e frame.number -e type (see slx fields).')
  const paths = field.length > 0 ? field : DEFAULT_PATHS
  const form = formOf(fieldOption, { ...DEFAULT_FORM, header: view === 'csv' })
  const about = paths.filter((path) => path !== INFO && !FACTS.has(path))
  if (about.length > 0) await vocabulary.declare()
  const fields = about.flatMap((path) => fieldsOf(path, vocabulary))
  return {
    columns: { paths, ...form },
    needsLayers: fields.some(isLayerField),
    needsForwardLinks: fields.some(isForwardLink),
  }
}

function formOf(given: readonly string[], form: Form): Form {
  for (const option of given.flatMap((several) => several.split(BETWEEN_FORMS))) {
    const at = option.indexOf('=')
    const key = option.slice(0, Math.max(0, at))
    if (!isForm(key)) {
      const names = Object.keys(FORMS)
      throw new UsageError(
        `-E takes ${names.map((name) => `${name}=`).join(', ')} and a value, not '${option}'.${didYouMean(key || option, names)}`,
      )
    }
    set(form, key, option.slice(at + 1))
  }
  return form
}

function isForm(key: string): key is keyof Form {
  return Object.hasOwn(FORMS, key)
}

function set<K extends keyof Form>(form: Form, key: K, text: string): void {
  const [choices, read] = FORMS[key]
  const value = read(text)
  if (value === undefined) throw new UsageError(`-E ${key}= takes ${choices}, not '${text}'.`)
  form[key] = value
}

/** The fields that a path may name. Throws UsageError for one that names nothing. */
function fieldsOf(path: string, { open }: Vocabulary): FieldDef[] {
  const fits = wholePathPattern(path)
  const fields = allFields().filter((def) => fits(def.path))
  if (fields.length === 0 && !open.has(path.slice(0, path.indexOf('.'))))
    throw new UsageError(
      `there is no field '${path}' ('slx fields' lists all).${nearField(path, FACTS.keys())}`,
    )
  return fields
}

function truth(value: string): boolean | undefined {
  return value === 'y' ? true : value === 'n' ? false : undefined
}

function oneOf<T extends string>(value: string, known: readonly T[]): T | undefined {
  return known.find((one) => one === value)
}

/** One printable character of ASCII. */
function character(value: string): string | undefined {
  if (value === '/t') return '\t'
  if (value === '/s') return ' '
  return /^[!-~]$/.test(value) ? value : undefined
}
