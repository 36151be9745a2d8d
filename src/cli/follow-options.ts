import { type Command, Option } from 'commander'
import { UsageError } from './errors.js'
import {
  choice,
  colorOption,
  countOption,
  filterOption,
  noPagerOption,
  pagerOption,
  positive,
  type ReadingCliOptions,
  type TextCliOptions,
  widthOption,
} from './options.js'
import type { PagingOptions } from './output.js'

/** Options of `slx follow`, as commander hands them over. */
export interface FollowCliOptions extends ReadingCliOptions, TextCliOptions, PagingOptions {
  readonly view: FollowKind
  readonly related?: boolean
  readonly all?: boolean
  readonly count?: number
  readonly fromMessage?: number
  readonly toMessage?: number
  readonly ascii?: boolean
  readonly showSecrets?: boolean
  readonly color: 'auto' | 'always' | 'never'
  readonly width?: number
}

export type FollowKind = 'text' | 'hex' | 'ladder'

export function addFollowOptions(command: Command): void {
  command
    .optionsGroup('What is shown:')
    .addOption(filterOption())
    .addOption(choice('-T, --view <kind>', 'how', ['text', 'hex', 'ladder']).default('text'))
    .option(
      '--related',
      'the conversations too that it is linked to: from sign-on to service, login to world',
    )
    .option('--all', 'every conversation; no message is named')
    .addOption(countOption())
    .addOption(new Option('--from-message <n>', 'begin with this message').argParser(positive))
    .addOption(new Option('--to-message <n>', 'end with this message').argParser(positive))
    .option('--ascii', 'draw ladders with ASCII characters')
    .option('--show-secrets', 'show passwords, keys and the like instead of masking them')
    .addOption(colorOption())
    .addOption(widthOption())
    .addOption(pagerOption())
    .addOption(noPagerOption())
    .option('-q, --quiet', 'say nothing but errors on standard error')
}

/** What is followed: the inputs, and the message whose conversation it is (undefined for all). Throws UsageError. */
export function targetOf(
  args: readonly string[],
  { all, related }: FollowCliOptions,
): { readonly inputs: readonly string[]; readonly message: number | undefined } {
  if (all) {
    if (related) throw new UsageError('--all shows every conversation; leave --related out.')
    return { inputs: args.length > 0 ? args : ['-'], message: undefined }
  }
  const [, digits] = /^#?([1-9]\d{0,14})$/.exec(args.at(-1) ?? '') ?? []
  if (digits === undefined) {
    throw new UsageError(
      'which message? Its number comes last: slx follow capture.pcap 7 (slx dissect -T summary shows numbers), or take --all.',
    )
  }
  return { inputs: args.length > 1 ? args.slice(0, -1) : ['-'], message: Number(digits) }
}
