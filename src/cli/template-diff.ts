import { diffTemplates, type TemplateChange } from '../../dissectors/second-life/template/diff.js'
import { columns } from './columns.js'
import { Exit } from './errors.js'
import { printLines } from './print.js'
import { givenTemplate, type TemplateCliOptions } from './template-files.js'

/** `slx template diff`: what differs between two templates. Returns the exit code: 1 when anything does. */
export async function printDiff(
  before: string,
  after: string,
  { view }: TemplateCliOptions,
): Promise<number> {
  const changes = diffTemplates(givenTemplate(before), givenTemplate(after))
  if (view === 'json') printLines(changes.map((change) => JSON.stringify(change)))
  else printLines(columns(changes.map((change) => [change.kind, change.message, whatChanged(change)])))
  return changes.length === 0 ? Exit.OK : Exit.NOTHING
}

function whatChanged({ before, after, kind }: TemplateChange): string {
  if (kind === 'order') return `now ${after}`
  if (before === '') return `+ ${after}`
  if (after === '') return `- ${before}`
  // Both begin with the path of the block or field.
  return `${before} -> ${kind === 'layout' ? after.slice(after.indexOf(' ') + 1) : after}`
}
