import { Argument, type Command, Option } from 'commander'
import { addReadingOptions, addTextOptions } from './options.js'
import type { Outcome } from './program.js'

/** Declares the commands that make something else of captures: keys, files, other captures. */
export function addWriting(program: Command, outcome: Outcome): void {
  addKeys(program, outcome)
  addExtract(program, outcome)
  addConvert(program, outcome)
  addRedact(program, outcome)
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
