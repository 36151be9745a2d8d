import { Argument, type Command } from 'commander'
import { SHELLS, type Shell } from './completion/scripts.js'
import { choice, outsideOption } from './options.js'
import type { Outcome } from './program.js'

/** Declares the commands that list what slx knows. */
export function addKnowledge(program: Command, outcome: Outcome): void {
  addProtocols(program)
  addFields(program, outcome)
  addSchema(program)
}

/** Declares the commands about slx on this machine: its settings, its manual, its place in the shell. */
export function addHousekeeping(program: Command): void {
  addConfig(program)
  addManual(program)
  addCompletion(program)
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
