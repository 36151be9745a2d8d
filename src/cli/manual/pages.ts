import type { Argument, Command, Option } from 'commander'

/** A command as its help, man page and completions tell of it. Made from the declarations in `program.ts`, nothing else. */
export interface Page {
  /** `slx`, `slx template show`. */
  readonly name: string
  readonly summary: string
  readonly description: string
  /** Behind the name: `[OPTIONS] [INPUT...]`. */
  readonly usage: string
  readonly examples: readonly string[]
  readonly arguments: readonly Argument[]
  readonly groups: readonly OptionGroup[]
  readonly commands: readonly Page[]
}

export interface OptionGroup {
  /** `What is shown`. */
  readonly title: string
  readonly options: readonly Option[]
}

/** A command's page with those of its commands below it. Takes the command's output: print nothing with it afterwards. */
export function pageOf(command: Command, above = ''): Page {
  const name = `${above}${command.name()}`
  const help = command.createHelp()
  return {
    name,
    summary: command.summary() || command.description(),
    description: command.description(),
    usage: command.usage(),
    examples: examplesOf(command),
    arguments: help.visibleArguments(command),
    groups: groupsOf(help.visibleOptions(command)),
    commands: help
      .visibleCommands(command)
      .filter((below) => below.name() !== 'help')
      .map((below) => pageOf(below, `${name} `)),
  }
}

function groupsOf(options: readonly Option[]): OptionGroup[] {
  const groups = new Map<string, Option[]>()
  for (const option of options) {
    const title = (option.helpGroupHeading ?? 'Options:').replace(/:$/, '')
    groups.set(title, [...(groups.get(title) ?? []), option])
  }
  return [...groups].map(([title, members]) => ({ title, options: members }))
}

/** The lines below `Examples:` in a command's help. */
function examplesOf(command: Command): string[] {
  let text = ''
  command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp()
  const lines = text.split('\n')
  const first = lines.indexOf('Examples:') + 1
  const end = lines.indexOf('', first)
  return first === 0 ? [] : lines.slice(first, end).map((line) => line.trim())
}
