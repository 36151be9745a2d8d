import { Argument, Command, Option } from 'commander'
import { STATISTICS } from '../../dissectors/statistics.js'
import { escapeLines } from '../output/escape.js'
import { VERSION } from '../version.js'
import { columns } from './columns.js'
import { SHELLS, type Shell } from './completion/scripts.js'
import { addDiffOptions } from './diff-options.js'
import { ENVIRONMENT } from './environment.js'
import { EXIT_MEANINGS } from './errors.js'
import { addFollow } from './follow-program.js'
import { optionDescription } from './option-help.js'
import {
  addDissectOptions,
  addReadingOptions,
  addTextOptions,
  choice,
  filterOption,
  outsideOption,
  pagerOption,
  topOption,
  widthOption,
} from './options.js'
import { addTemplate } from './template-program.js'

/** Where a command leaves its exit code. */
export interface Outcome {
  code: number
}

const OVERVIEW = `Examples:
  slx dissect capture.pcap                 every message as an annotated tree
  slx dissect page.txt                     the hex dumps in a text or wiki page
  slx dissect < dump.txt                   a dump pasted on standard input
  tcpdump -U -w - udp | slx dissect        packets as they arrive
  slx dissect -T summary capture.pcapng    one line a message
  slx dissect -Y 'sl.Chat*' capture.pcap   what passes a filter
  slx follow capture.pcap 7                the conversation of message 7 as a dialogue
  slx diff reference.pcap mine.pcap        what two captures say differently
  slx convert dump.txt -o dump.pcap        a dump as a capture for Wireshark
`

const AFTER = `
Exit codes:
${table(EXIT_MEANINGS)}

Environment (docs/configuration.md):
${table(ENVIRONMENT)}

'slx help COMMAND' tells more, with examples.`

/** Declares the commands; each is loaded when it runs, so that help is quick. */
export function createProgram(outcome: Outcome): Command {
  const program = new Command('slx')
    .description('Explains every byte of captured or pasted packets of game and chat protocols.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .usage('COMMAND [OPTIONS] [INPUT...]')
    .addHelpText('beforeAll', '')
    .addHelpText('before', OVERVIEW)
    .addHelpText('after', AFTER)
    .showSuggestionAfterError(true)
    .configureHelp({ optionDescription })
    .configureOutput({ outputError: (text, write) => write(escapeLines(text.replace(/^error: /, 'slx: '))) })
    .exitOverride()
    .hook('preAction', async (_, command) => (await import('./config/apply.js')).applyConfiguration(command))
  addDissect(program, outcome)
  addDiff(program, outcome)
  addFollow(program, outcome)
  addStats(program, outcome)
  addKeys(program, outcome)
  addExtract(program, outcome)
  addConvert(program, outcome)
  addRedact(program, outcome)
  addProtocols(program)
  addFields(program, outcome)
  addSchema(program)
  addTemplate(program, outcome)
  addConfig(program)
  addManual(program)
  addCompletion(program)
  return program
}

function table(rows: readonly (readonly [name: string | number, meaning: string])[]): string {
  return columns(rows.map(([name, meaning]) => [`  ${name}`, meaning])).join('\n')
}

function addDissect(program: Command, outcome: Outcome): void {
  const command = program
    .command('dissect')
    .summary('print every message of captures or hex dumps, explained')
    .description(
      'Prints every message, explained. An input is a capture (pcap, pcapng, gzipped or not), a text with hex dumps in it, or messages saved with -T json; what it is shows from its content. Without an input, or with -, reads standard input.',
    )
    .usage('[OPTIONS] [INPUT...]')
    .addArgument(new Argument('[input...]', 'captures or texts, in order').default([], 'standard input'))
    .addHelpText(
      'before',
      `Examples:
  slx dissect capture.pcap
  slx dissect --as sl dump.txt
  slx dissect -d udp.port==9000-9050,sl capture.pcap
  slx dissect -Y 'sl.Chat*.ChatData.Message contains "body"' capture.pcap
  slx dissect -T json capture.pcap | jq .type
  slx dissect -T json --positions capture.pcap > saved.json
  slx dissect saved.json
  slx dissect -T fields -e number -e type -e flap.sequence capture.pcap
  slx dissect --begins-at payload --ports 12036:40000 < dump.txt
`,
    )
    .action(async (inputs: string[], options) => {
      outcome.code = await (await import('./dissect.js')).dissect(inputs, options)
    })
  addDissectOptions(command)
  addReadingOptions(command)
  addTextOptions(command)
}

function addDiff(program: Command, outcome: Outcome): void {
  const command = program
    .command('diff')
    .summary('say what two captures say differently')
    .description(
      'Compares two captures message by message and field by field. Addresses, times, and what must differ from one connection to the next (ids, sequences, random values) do not count, nor do repetitions, acknowledgements and keep-alives. Exit code: 0 the same, 1 different, 2 trouble.',
    )
    .usage('[OPTIONS] REFERENCE OTHER')
    .addArgument(new Argument('[input...]', 'the reference and the other capture (or texts with dumps)'))
    .addHelpText(
      'before',
      `Examples:
  slx diff real-server.pcap mine.pcap
  slx diff --ignore 'sl.SimStats' --stat real-server.pcap mine.pcap
  slx diff --noise real-server-2.pcap real-server.pcap mine.pcap
  slx diff day1.pcap day2.pcap --vs mine.pcap
  slx diff -Y oscar real-server.pcap mine.pcap
  slx diff -q real-server.pcap mine.pcap || echo different
`,
    )
    .action(async (inputs: string[], options) => {
      outcome.code = await (await import('./diff.js')).diff(inputs, options)
    })
  addDiffOptions(command)
  addReadingOptions(command)
  addTextOptions(command)
}

function addStats(program: Command, outcome: Outcome): void {
  const command = program
    .command('stats')
    .summary('tell about whole captures: what was said, lost, refused')
    .description('Prints tables about whole captures. Without a choice, every table that the captures give.')
    .usage('[OPTIONS] [INPUT...]')
    .addArgument(new Argument('[input...]', 'captures or texts, in order').default([], 'standard input'))
    .optionsGroup('Which tables:')
  for (const { name, summary } of STATISTICS) command.option(`--${name}`, summary)
  command
    .optionsGroup('What is shown:')
    .addOption(filterOption())
    .addOption(choice('-T, --view <kind>', 'how', ['text', 'json']).default('text'))
    .option('--json', 'the same as -T json')
    .addOption(topOption())
    .addOption(widthOption())
    .addOption(pagerOption())
    .option('-q, --quiet', 'say nothing but errors on standard error')
    .addHelpText(
      'before',
      `Examples:
  slx stats capture.pcap
  slx stats --coverage capture.pcap            what is not understood yet, and how much
  slx stats --conversations --top 5 capture.pcap
  slx stats --messages --timeline capture.pcap
  slx stats --json --findings capture.pcap | jq '.rows[] | select(.severity == "error")'

What the tables count exactly: docs/stats.md
`,
    )
    .action(async (inputs: string[], options) => {
      outcome.code = await (await import('./stats.js')).stats(inputs, options)
    })
  addReadingOptions(command)
  addTextOptions(command)
}

function addKeys(program: Command, outcome: Outcome): void {
  const command = program
    .command('keys')
    .summary('print the keys found in captures, for --secrets')
    .description(
      'Prints the keys that captures give away, one a line, in the form that --secrets reads. Keep them as carefully as passwords.',
    )
    .usage('[OPTIONS] [INPUT...]')
    .addArgument(new Argument('[input...]', 'captures or texts, in order').default([], 'standard input'))
    .option('-q, --quiet', 'say nothing but errors on standard error')
    .addHelpText(
      'before',
      'Examples:\n  slx keys capture.pcap > keys.txt\n  slx dissect --secrets keys.txt late.pcap\n',
    )
    .action(async (inputs: string[], options) => {
      outcome.code = await (await import('./keys.js')).keys(inputs, options)
    })
  addReadingOptions(command)
  addTextOptions(command)
}

function addExtract(program: Command, outcome: Outcome): void {
  const command = program
    .command('extract')
    .summary('write the files that captures transfer')
    .description(
      'Writes the files that captures transfer (OSCAR file transfers, OFT2) into a folder, and lists them with what their checksums say. Names are made safe; nothing is written outside the folder or over another file; a file that is not whole ends in .part. Exit code 3: some file is not whole, or its checksum fails.',
    )
    .usage('[OPTIONS] -o DIR [INPUT...]')
    .addArgument(new Argument('[input...]', 'captures or texts, in order').default([], 'standard input'))
    .addOption(new Option('-o, --output <dir>', 'the folder; it is made if need be').makeOptionMandatory())
    .option('-q, --quiet', 'say nothing but errors on standard error')
    .addHelpText(
      'before',
      'Examples:\n  slx extract capture.pcap -o files\n  slx extract -o files monday.pcap tuesday.pcap\n',
    )
    .action(async (inputs: string[], options) => {
      outcome.code = await (await import('./extract.js')).extract(inputs, options)
    })
  addReadingOptions(command)
  addTextOptions(command)
}

function addConvert(program: Command, outcome: Outcome): void {
  const command = program
    .command('convert')
    .summary('turn any input into a capture or a clean hex dump')
    .description(
      'Writes the packets of captures or texts to a capture (.pcap, .pcapng) or to a clean hex dump (.txt). Packets without network headers get made-up ones, so that what was pasted opens in Wireshark.',
    )
    .usage('[OPTIONS] -o OUTPUT [INPUT...]')
    .addArgument(new Argument('[input...]', 'captures or texts, in order').default([], 'standard input'))
    .addOption(
      new Option('-o, --output <file>', 'where to write; its ending chooses the form').makeOptionMandatory(),
    )
    .option('--force', 'replace an existing file')
    .option('-q, --quiet', 'say nothing but errors')
    .addHelpText(
      'before',
      `Examples:
  slx convert dump.txt -o dump.pcap
  slx convert page.txt --ports 5190:40000 -o page.pcapng
  slx convert capture.pcap.gz -o capture.txt
`,
    )
    .action(async (inputs: string[], options) => {
      outcome.code = await (await import('./convert.js')).convert(inputs, options)
    })
  addTextOptions(command)
}

function addRedact(program: Command, outcome: Outcome): void {
  const command = program
    .command('redact')
    .summary('write a capture that is safe to share')
    .description(
      'Writes the packets of captures or texts to a capture in which passwords, keys, tokens and the like are replaced by others of the same length, the same everywhere, and everything that slx does not understand is zero. Checksums are mended; times, order and segmentation stay. docs/redact.md says what it promises and what not.',
    )
    .usage('[OPTIONS] -o OUTPUT [INPUT...]')
    .addArgument(new Argument('[input...]', 'captures or texts, in order').default([], 'standard input'))
    .addOption(new Option('-o, --output <file>', 'where to write: .pcap or .pcapng').makeOptionMandatory())
    .option('--force', 'replace an existing file')
    .optionsGroup('What is replaced beside secrets:')
    .option('--names', 'screen names, avatars, accounts, e-mail addresses')
    .option('--texts', 'chat, instant messages, profiles, notes')
    .option('--addresses', 'MAC and IP addresses, in headers and in messages')
    .optionsGroup('How:')
    .option('--keep-unknown', 'keep bytes that slx does not understand')
    .option('--like <word>', 'replace as in other runs with this word, which is to be kept secret')
    .option('-q, --quiet', 'say nothing but errors')
    .addHelpText(
      'before',
      `Examples:
  slx redact capture.pcap -o share.pcap
  slx redact --names --texts --addresses capture.pcap -o share.pcapng
  slx diff capture.pcap share.pcap             what was replaced
`,
    )
    .action(async (inputs: string[], options) => {
      outcome.code = await (await import('./redact.js')).redact(inputs, options)
    })
  addReadingOptions(command)
  addTextOptions(command)
}

function addProtocols(program: Command): void {
  program
    .command('protocols')
    .summary('list the protocols slx knows')
    .description('Lists the protocols with their names for --as and -d, transport and ports.')
    .addHelpText('before', 'Examples:\n  slx protocols\n')
    .addOption(outsideOption())
    .action(async ({ dissector }) => (await import('./protocols.js')).listProtocols(dissector))
}

function addSchema(program: Command): void {
  program
    .command('schema')
    .summary('print the JSON Schema of what dissect -T json prints')
    .description(
      'Prints the JSON Schema (2020-12) of one line of slx dissect -T json, with or without --positions. docs/json.md explains the lines.',
    )
    .addHelpText('before', 'Examples:\n  slx schema\n  slx schema > slx-schema.json\n')
    .action(async () => (await import('./schema.js')).printSchema())
}

function addFields(program: Command, outcome: Outcome): void {
  program
    .command('fields')
    .summary('list the fields slx decodes')
    .description('Lists every field with its path, type, role and description.')
    .argument('[prefix]', 'show only fields whose path begins so')
    .addHelpText('before', 'Examples:\n  slx fields\n  slx fields sl.UseCircuitCode\n  slx fields tcp\n')
    .addOption(outsideOption())
    .action(async (prefix: string | undefined, { dissector }) => {
      outcome.code = await (await import('./fields.js')).listFields(prefix ?? '', dissector)
    })
}

function addConfig(program: Command): void {
  program
    .command('config')
    .summary('show which settings are in force, and from where')
    .description(
      'Lists what configuration files and the environment say, and the files that are looked for (docs/configuration.md).',
    )
    .addHelpText('before', 'Examples:\n  slx config\n  slx config -T json | jq .files\n')
    .addOption(choice('-T, --view <kind>', 'how', ['text', 'json']).default('text'))
    .action(async (options) => (await import('./config/command.js')).showConfiguration(options))
}

function addManual(program: Command): void {
  program
    .command('man')
    .summary('print the man page')
    .description('Prints the man page, for man(1) to format.')
    .addHelpText('before', 'Examples:\n  slx man | man -l -\n')
    .action(async () => (await import('./manual/print.js')).printManual())
}

function addCompletion(program: Command): void {
  program
    .command('completion')
    .summary('print what makes a shell complete slx with the tab key')
    .description(
      'Prints the script that makes a shell complete commands, options, and names of protocols, fields and messages.',
    )
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText(
      'before',
      'Examples:\n  eval "$(slx completion bash)"\n  slx completion zsh > _slx\n  slx completion fish | source\n',
    )
    .action(async (shell: Shell) => (await import('./completion/command.js')).printScript(shell))
  program
    .command('complete', { hidden: true })
    .argument('[word...]')
    .action(async (words: string[]) => (await import('./completion/command.js')).printCompletion(words))
}
