import { Argument, type Command, Option } from 'commander'
import { choice, collect } from './options.js'
import type { Outcome } from './program.js'

/** Declares `slx template` and its commands. */
export function addTemplate(program: Command, outcome: Outcome): void {
  const template = program
    .command('template')
    .summary('look at message templates of Second Life')
    .description(
      'Lists, shows, checks and compares message templates of Second Life. docs/templates.md tells where slx looks for them.',
    )
    .usage('COMMAND [OPTIONS]')
    .addHelpText(
      'before',
      `Examples:
  slx template list
  slx template show ChatFromViewer
  slx template check --strict message_template.msg
  slx template diff old.msg new.msg
`,
    )
  addList(template)
  addShow(template, outcome)
  addCheck(template, outcome)
  addChecksum(template, outcome)
  addDiff(template, outcome)
}

function addList(template: Command): void {
  const command = template
    .command('list')
    .summary('list the templates there are, and which decide')
    .description('Lists the templates that slx finds, in the order in which they decide.')
    .addHelpText('before', 'Examples:\n  slx template list\n  slx template list -T json | jq .checksum\n')
    .action(async (options) => (await import('./template-list.js')).listTemplates(options))
  addTemplates(command)
  addView(command)
}

function addShow(template: Command, outcome: Outcome): void {
  const command = template
    .command('show')
    .summary('print the layout of messages')
    .description(
      'Prints the layout of messages in the templates that decide: numbers, blocks and fields, in the classic era also the order on the wire. A message is given by its name or its number; without one, all are listed.',
    )
    .addArgument(
      new Argument('[message...]', 'ChatFromViewer, or a number: Low 80, 0xffff0050').default([], 'all'),
    )
    .addHelpText(
      'before',
      `Examples:
  slx template show ChatFromViewer
  slx template show Low 80 --sl-era modern
  slx template show --template message_template.msg -T json | jq -r .name
`,
    )
    .addOption(choice('--sl-era <era>', 'only this era', ['classic', 'modern']))
    .action(async (messages: string[], options) => {
      outcome.code = await (await import('./template-show.js')).showMessages(messages, options)
    })
  addTemplates(command)
  addView(command)
}

function addCheck(template: Command, outcome: Outcome): void {
  const command = template
    .command('check')
    .summary('say whether files are templates, and where not')
    .description(
      'Reads templates and says what is in them, or where the first error is. Exit code 1 when one has an error.',
    )
    .addArgument(new Argument('<file...>', 'message templates'))
    .addHelpText(
      'before',
      'Examples:\n  slx template check message_template.msg\n  slx template check --strict mine.msg\n',
    )
    .option('--strict', 'name everything that viewers refuse, though slx reads it')
    .action(async (files: string[], options) => {
      outcome.code = await (await import('./template-check.js')).checkTemplates(files, options)
    })
  addView(command)
}

function addChecksum(template: Command, outcome: Outcome): void {
  const command = template
    .command('checksum')
    .summary('print checksums, and the viewers that have them')
    .description(
      'Prints the checksum by which classic viewers told templates apart, and whose template it is. Blanks and comments do not count.',
    )
    .addArgument(new Argument('<file...>', 'message templates'))
    .addHelpText('before', 'Examples:\n  slx template checksum message_template.msg\n')
    .action(async (files: string[], options) => {
      outcome.code = await (await import('./template-check.js')).printChecksums(files, options)
    })
  addView(command)
}

function addDiff(template: Command, outcome: Outcome): void {
  const command = template
    .command('diff')
    .summary('compare two templates message by message')
    .description(
      'Prints what differs between two templates: messages, numbers, layouts, and in the classic era the order on the wire. Exit code 1 when anything does.',
    )
    .addArgument(new Argument('<before>', 'a message template'))
    .addArgument(new Argument('<after>', 'another one'))
    .addHelpText('before', 'Examples:\n  slx template diff viewer-1.13.2.msg viewer-1.15.0.msg\n')
    .action(async (before: string, after: string, options) => {
      outcome.code = await (await import('./template-diff.js')).printDiff(before, after, options)
    })
  addView(command)
}

function addTemplates(command: Command): void {
  command.addOption(
    new Option('--template <file>', 'use this one, or built-in; repeatable').argParser(collect),
  )
}

function addView(command: Command): void {
  command.addOption(choice('-T, --view <kind>', 'how', ['text', 'json']).default('text'))
}
