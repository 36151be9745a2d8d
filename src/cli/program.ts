import { Argument, Command } from 'commander'
import { STATISTICS } from '../../dissectors/statistics.js'
import { escapeLines } from '../output/escape.js'
import { VERSION } from '../version.js'
import { columns } from './columns.js'
import { addDiffOptions } from './diff-options.js'
import { ENVIRONMENT } from './environment.js'
import { EXIT_MEANINGS } from './errors.js'
import { fitHelp } from './fit-help.js'
import { addFollow } from './follow-program.js'
import { optionDescription } from './option-help.js'
import {
  addDissectOptions,
  addReadingOptions,
  addTextOptions,
  choice,
  filterOption,
  noPagerOption,
  pagerOption,
  topOption,
  widthOption,
} from './options.js'
import { printError, printText } from './print.js'
import { addHousekeeping, addKnowledge } from './slx-program.js'
import { addTemplate } from './template-program.js'
import { addWriting } from './writing-program.js'

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
    .configureOutput({
      writeOut: (text) => printText(fitHelp(text, process.stdout.columns)),
      writeErr: printError,
      outputError: (text, write) => write(escapeLines(text.replace(/^error: /, 'slx: '))),
    })
    .exitOverride()
    .hook('preAction', async (_, command) => (await import('./config/apply.js')).applyConfiguration(command))
  addDissect(program, outcome)
  addDiff(program, outcome)
  addFollow(program, outcome)
  addStats(program, outcome)
  addWriting(program, outcome)
  addKnowledge(program, outcome)
  addTemplate(program, outcome)
  addHousekeeping(program)
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
    .addOption(noPagerOption())
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
