import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Report } from '../diff/report/view.js'
import { CHORES, type Chore } from '../dissect/chores.js'
import { didYouMean } from '../suggest.js'
import { UsageError } from './errors.js'
import {
  choice,
  collect,
  colorOption,
  filterOption,
  noPagerOption,
  pagerOption,
  type ReadingCliOptions,
  type TextCliOptions,
  widthOption,
} from './options.js'
import type { PagingOptions } from './output.js'

/** Options of `slx diff`, as commander hands them over. */
export interface DiffCliOptions extends ReadingCliOptions, TextCliOptions, PagingOptions {
  readonly vs?: string[]
  readonly include?: Chore[]
  readonly ignore?: string[]
  readonly only?: string[]
  readonly strict?: boolean
  readonly map?: (readonly [string, string])[]
  readonly noise?: string
  readonly saveNoise?: string
  readonly unified?: number
  readonly stat?: boolean
  readonly nameOnly?: boolean
  readonly sideBySide?: boolean
  readonly view: 'text' | 'json'
  readonly showSecrets?: boolean
  readonly color: 'auto' | 'always' | 'never'
  readonly width?: number
}

export function addDiffOptions(command: Command): void {
  command
    .optionsGroup('What is compared:')
    .addOption(filterOption())
    .option('--vs <input...>', 'the other side, where a side has several files')
    .addOption(choice('--include <kind>', 'compare these too (repeatable)', CHORES).argParser(chore))
    .addOption(
      new Option('--ignore <path>', 'leave out fields, by path or glob; repeatable').argParser(collect),
    )
    .addOption(new Option('--only <path>', 'compare only these fields; repeatable').argParser(collect))
    .option('--strict', 'compare every value as it is: times, ids and sequences too')
    .addOption(
      new Option('--map <a=b>', 'text a of the reference is b in the other; repeatable').argParser(mapping),
    )
    .option('--noise <input>', 'leave out what differs in this second recording of the reference')
    .option('--save-noise <file>', 'save what --noise learned; --noise reads it again')
    .optionsGroup('What is shown:')
    .addOption(
      new Option('-U, --unified <n>', 'equal messages around a difference (default: 1)').argParser(number),
    )
    .option('--stat', 'only how many messages of each type differ')
    .option('--name-only', 'only the types of messages that differ')
    .option('--side-by-side', 'both captures beside each other')
    .addOption(choice('-T, --view <kind>', 'how', ['text', 'json']).default('text'))
    .option('--show-secrets', 'show passwords, keys and the like instead of masking them')
    .addOption(colorOption())
    .addOption(widthOption())
    .addOption(pagerOption())
    .addOption(noPagerOption())
    .option('-q, --quiet', 'print nothing; the exit code tells')
}

/** The report that the options ask for; only its code is loaded. */
export async function reportOf(options: DiffCliOptions): Promise<Report> {
  const { stat, nameOnly, sideBySide, view } = options
  if ([stat, nameOnly, sideBySide, view === 'json'].filter(Boolean).length > 1) {
    throw new UsageError('choose one of --stat, --name-only, --side-by-side and -T json.')
  }
  if (stat) return (await import('../diff/report/stat.js')).statReport
  if (nameOnly) return (await import('../diff/report/stat.js')).namesReport
  if (sideBySide) return (await import('../diff/report/side-by-side.js')).sideBySideReport
  if (view === 'json') return (await import('../diff/report/json.js')).jsonReport
  return (await import('../diff/report/text.js')).textReport
}

function chore(value: string, before: Chore[] = []): Chore[] {
  const known = CHORES.find((name) => name === value)
  if (known) return [...before, known]
  throw new UsageError(`--include takes ${CHORES.join(', ')}, not '${value}'.${didYouMean(value, CHORES)}`)
}

function mapping(value: string, before: (readonly [string, string])[] = []): (readonly [string, string])[] {
  const at = value.indexOf('=')
  if (at <= 0) throw new InvalidArgumentError('It takes two texts with = between them: alice=bob.')
  return [...before, [value.slice(0, at), value.slice(at + 1)]]
}

function number(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError('It takes a whole number from 0.')
  return Number(value)
}
