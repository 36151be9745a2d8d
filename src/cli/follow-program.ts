import { Argument, type Command } from 'commander'
import { addFollowOptions } from './follow-options.js'
import { addReadingOptions, addTextOptions } from './options.js'
import type { Outcome } from './program.js'

/** Declares `slx follow`. */
export function addFollow(program: Command, outcome: Outcome): void {
  const command = program
    .command('follow')
    .summary('show the conversation of a message as a dialogue or a ladder')
    .description(
      'Prints who says what in the conversation of message N (slx dissect -T summary shows the numbers). Files are read twice: to find the conversation, and to print it. Standard input is read once: what comes before message N is kept, 64 MiB at most.',
    )
    .usage('[OPTIONS] [INPUT...] N')
    .addArgument(new Argument('[input...]', 'captures or texts, in order (default: standard input), then N'))
    .addHelpText(
      'before',
      `Examples:
  slx follow capture.pcap 7
  slx follow -T ladder --related capture.pcap 1
  slx follow -T hex capture.pcap 1 > dump.txt
  slx follow --all capture.pcap
  slx follow 1 < capture.pcap
`,
    )
    .action(async (args: string[], options) => {
      outcome.code = await (await import('./follow.js')).follow(args, options)
    })
  addFollowOptions(command)
  addReadingOptions(command)
  addTextOptions(command)
}
