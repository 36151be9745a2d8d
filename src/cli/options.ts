import { type Command, InvalidArgumentError, Option } from 'commander'
import { PROTOCOL_OPTIONS } from '../../dissectors/options.js'
import type { ProtocolOption } from '../dissect/protocol-option.js'
import { MAX_ROWS } from '../stats/limits.js'
import { didYouMean } from '../suggest.js'
import { VIEW_KINDS, type ViewKind } from '../views/kinds.js'
import type { ColumnCliOptions } from './column-options.js'
import { UsageError } from './errors.js'
import type { PagingOptions } from './output.js'

/** Options of `slx dissect`, as commander hands them over. */
export interface DissectCliOptions
  extends ReadingCliOptions,
    TextCliOptions,
    ColumnCliOptions,
    PagingOptions {
  readonly view: ViewKind
  readonly count?: number
  readonly layers?: boolean
  readonly only?: string[]
  readonly hex?: boolean
  readonly positions?: boolean
  readonly showSecrets?: boolean
  readonly color: 'auto' | 'always' | 'never'
  readonly width?: number
}

/** Options about how inputs are dissected, shared by all commands that do. Protocols' own options are beside them, by their attribute names. */
export interface ReadingCliOptions {
  readonly as?: string
  readonly decodeAs?: string[]
  readonly socks5?: boolean
  readonly secrets?: string[]
  readonly lookahead?: 'auto' | 'always' | 'never'
  readonly dissector?: string[]
  readonly quiet?: boolean
  /** Of the commands that take one: only messages that pass are handed on. */
  readonly filter?: string
}

/** Options about texts with dumps, shared by the commands that read input. */
export interface TextCliOptions {
  readonly dumpFormat?: string
  readonly offsetBase?: 8 | 10 | 16
  readonly wordOrder?: 'little' | 'big'
  readonly beginsAt?: 'ethernet' | 'ip' | 'udp' | 'tcp' | 'payload'
  readonly from?: 'client' | 'server'
  readonly ports?: { readonly server: number; readonly client: number }
}

export function addDissectOptions(command: Command): void {
  command
    .optionsGroup('What is shown:')
    .addOption(filterOption())
    .addOption(choice('-T, --view <kind>', 'how', VIEW_KINDS).default('tree'))
    .addOption(
      new Option(
        '-e, --field <path>',
        'a column of -T fields or csv: a field, a glob or a fact; repeatable',
      ).argParser(collect),
    )
    .addOption(
      new Option(
        '-E, --field-option <name=value>',
        'header, separator, occurrence, aggregator, quote or names of -T fields; repeatable',
      ).argParser(collect),
    )
    .addOption(countOption())
    .option('--layers', 'show link, IP and transport headers too')
    .addOption(new Option('--only <path>', 'show only these fields; repeatable').argParser(collect))
    .option('-x, --hex', 'add the dump of every message; what --only names stands out in it')
    .option('--positions', 'with -T json: where each value lies, and the bytes; reads back whole')
    .option('--show-secrets', 'show passwords, keys and the like instead of masking them')
    .addOption(colorOption())
    .addOption(widthOption())
    .addOption(pagerOption())
    .addOption(noPagerOption())
    .option('-q, --quiet', 'say nothing but errors on standard error')
}

export function filterOption(): Option {
  return new Option('-Y, --filter <expression>', 'only messages that pass, as in Wireshark (docs/filter.md)')
}

export function countOption(): Option {
  return new Option('-c, --count <n>', 'stop after so many messages').argParser(positive)
}

export function colorOption(): Option {
  return choice('--color <when>', 'colours', ['auto', 'always', 'never']).default('auto')
}

export function pagerOption(): Option {
  return new Option('--pager <program>', 'what shows output longer than the screen (docs/configuration.md)')
}

export function noPagerOption(): Option {
  return new Option('--no-pager', 'print to the terminal itself, however long')
}

export function widthOption(): Option {
  return new Option('--width <columns>', 'wrap at this width instead of the terminal’s').argParser(columns)
}

/** `--top` of tables: how many of their lines are shown one by one. */
export function topOption(): Option {
  return new Option('--top <n>', 'lines of each general table; the rest is summed in one more').argParser(
    (value) => {
      const top = /^\d{1,3}$/.test(value) ? Number(value) : 0
      if (top < 1 || top > MAX_ROWS)
        throw new InvalidArgumentError(`It takes a whole number from 1 to ${MAX_ROWS}.`)
      return top
    },
  )
}

export function addReadingOptions(command: Command): void {
  command
    .optionsGroup('How it is read:')
    .option('--as <protocol>', 'read everything as this protocol (see slx protocols)')
    .addOption(new Option('-d, --decode-as <rule>', 'udp.port==9000-9050,sl; repeatable').argParser(collect))
    .option('--socks5', 'take the SOCKS5 relay header off UDP datagrams')
    .addOption(
      new Option(
        '--secrets <file>',
        'keys and passwords, one a line (docs/secrets.md); repeatable',
      ).argParser(collect),
    )
    .addOption(
      choice('--lookahead <when>', 'read files twice, so that messages know later ones', [
        'auto',
        'always',
        'never',
      ]).default('auto'),
    )
    .addOption(outsideOption())
    .optionsGroup('Protocols:')
  for (const option of PROTOCOL_OPTIONS) command.addOption(protocolOption(option))
}

/** Code of the user's own that dissects a protocol. */
export function outsideOption(): Option {
  return new Option('--dissector <file>', 'a dissector of your own (docs/tutorial.md); repeatable').argParser(
    collect,
  )
}

/** The key under which commander keeps a protocol's option. */
export function attributeOf(option: ProtocolOption): string {
  return new Option(option.flags).attributeName()
}

/** Its long name without dashes, as dissectors know it. */
export function longNameOf(option: ProtocolOption): string {
  return new Option(option.flags).long!.slice(2)
}

function protocolOption({ flags, description, choices, repeatable }: ProtocolOption): Option {
  const option = choices ? choice(flags, description, choices) : new Option(flags, description)
  return repeatable ? option.argParser(collect) : option
}

export function addTextOptions(command: Command): void {
  command
    .optionsGroup('Texts with hex dumps (normally recognised by themselves):')
    .option('--dump-format <dialect>', 'read this dialect only (names: docs/dumps.md)')
    .addOption(choice('--offset-base <radix>', 'radix of the offsets', ['8', '10', '16']).argParser(radix))
    .addOption(choice('--word-order <order>', 'order of bytes in 16-bit words', ['little', 'big']))
    .addOption(
      choice('--begins-at <layer>', 'first layer in the dump', ['ethernet', 'ip', 'udp', 'tcp', 'payload']),
    )
    .addOption(choice('--from <role>', 'who sent a dump that holds only payload', ['client', 'server']))
    .addOption(new Option('--ports <server:client>', 'ports a dump of bare payload had').argParser(portPair))
    .optionsGroup('Other:')
}

/** An option that takes one of some words. Commander's own choices refuse others without saying which is near. */
export function choice(flags: string, description: string, allowed: readonly string[]): Option {
  const option = new Option(flags, description).argParser((value) => oneOf(flags, value, allowed))
  option.argChoices = [...allowed]
  return option
}

function oneOf(flags: string, value: string, allowed: readonly string[]): string {
  if (allowed.includes(value)) return value
  const name = flags.split(/[ ,]/)[0]
  throw new UsageError(`${name} takes ${allowed.join(', ')}, not '${value}'.${didYouMean(value, allowed)}`)
}

/** Gathers the values of an option that may be repeated. */
export function collect(value: string, before: string[] = []): string[] {
  return [...before, value]
}

/** A whole number from 1, for messages and counts. */
export function positive(value: string): number {
  if (!/^[1-9]\d{0,14}$/.test(value)) throw new InvalidArgumentError('It takes a whole number from 1.')
  return Number(value)
}

export function columns(value: string): number {
  if (!/^\d{1,4}$/.test(value) || Number(value) < 40)
    throw new InvalidArgumentError('It takes a number of columns, 40 to 9999.')
  return Number(value)
}

function radix(value: string): number {
  return Number(oneOf('--offset-base', value, ['8', '10', '16']))
}

function portPair(value: string): { server: number; client: number } {
  const match = /^(\d{1,5}):(\d{1,5})$/.exec(value)
  const [server, client] = [Number(match?.[1]), Number(match?.[2])]
  if (!match || !isPort(server) || !isPort(client)) {
    throw new InvalidArgumentError('It takes two ports, the server’s first: 5190:40000.')
  }
  return { server, client }
}

function isPort(port: number): boolean {
  return port >= 1 && port <= 65535
}
