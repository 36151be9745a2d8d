import { templateChecksum } from '../../dissectors/second-life/template/checksum.js'
import { checksumText, viewerWithChecksum } from '../../dissectors/second-life/template/known.js'
import type { Frequency, Template } from '../../dissectors/second-life/template/model.js'
import { parseTemplate } from '../../dissectors/second-life/template/parse.js'
import { TemplateError, type TemplateProblem } from '../../dissectors/second-life/template/tokens.js'
import { count } from '../count.js'
import { escapeText } from '../output/escape.js'
import { columns } from './columns.js'
import { Exit } from './errors.js'
import { printLines } from './print.js'
import { givenText, type TemplateCliOptions } from './template-files.js'

export interface CheckCliOptions extends TemplateCliOptions {
  readonly strict?: boolean
}

/** What `slx template check` says of a file; the shape of a line of JSON. */
interface Verdict {
  readonly file: string
  readonly ok: boolean
  readonly version?: string
  readonly messages?: number
  readonly numbers?: Readonly<Record<Frequency, number>>
  readonly checksum: string
  readonly viewer?: string
  readonly problems: readonly TemplateProblem[]
  /** Problems beyond MAX_PROBLEMS. */
  readonly further_problems?: number
}

/** Most problems of one file that are shown. */
export const MAX_PROBLEMS = 1000

/** `slx template check`: what is in files, or where they are wrong. Returns the exit code. */
export async function checkTemplates(
  files: readonly string[],
  { strict, view }: CheckCliOptions,
): Promise<number> {
  const verdicts = files.map((file) => check(file, strict ?? false))
  for (const verdict of verdicts) {
    if (view === 'json') printLines([JSON.stringify(verdict)])
    else printLines(verdictLines(verdict))
  }
  return verdicts.every(({ ok }) => ok) ? Exit.OK : Exit.NOTHING
}

function check(file: string, strict: boolean): Verdict {
  const text = givenText(file)
  const checksum = templateChecksum(text)
  const viewer = viewerWithChecksum(checksum)
  const identity = { checksum: checksumText(checksum), ...(viewer ? { viewer } : {}) }
  const problems: TemplateProblem[] = []
  let further = 0
  const refuse = (problem: TemplateProblem) => {
    if (problems.length < MAX_PROBLEMS) problems.push(problem)
    else further++
  }
  const beyond = () => (further > 0 ? { further_problems: further } : {})
  try {
    const template = parseTemplate(text, file, strict ? refuse : undefined)
    if (template.messages.length === 0) problems.push(EMPTY)
    const { version, messages } = template
    const numbers = countNumbers(template)
    const ok = problems.length === 0
    return { file, ok, version, messages: messages.length, numbers, ...identity, problems, ...beyond() }
  } catch (error) {
    if (!(error instanceof TemplateError) || !error.at) throw error
    return { file, ok: false, ...identity, problems: [...problems, error.at], ...beyond() }
  }
}

const EMPTY: TemplateProblem = { line: 1, column: 1, problem: 'there is no message in the file' }

function countNumbers({ messages }: Template): Record<Frequency, number> {
  const counts = { High: 0, Medium: 0, Low: 0, Fixed: 0 }
  for (const { frequency } of messages) counts[frequency]++
  return counts
}

function verdictLines({
  file,
  ok,
  version,
  messages,
  numbers,
  checksum,
  viewer,
  problems,
  further_problems: further = 0,
}: Verdict): string[] {
  const name = escapeText(file)
  if (!ok) {
    const lines = problems.map(
      ({ line, column, problem }) => `${name}:${line}:${column}: ${escapeText(problem)}`,
    )
    return further > 0 ? [...lines, `${name}: ${count(further, 'further problem')} left out.`] : lines
  }
  const kinds = Object.entries(numbers!).map(([kind, count]) => `${count} ${kind}`)
  const release = version === '' ? 'no version' : `version ${version}`
  return [
    `${name}: ${release}, ${messages} messages (${kinds.join(', ')}), checksum ${checksum} (${viewer ?? 'of no viewer known'})`,
  ]
}

/** `slx template checksum`. Returns the exit code. */
export async function printChecksums(
  files: readonly string[],
  { view }: TemplateCliOptions,
): Promise<number> {
  const rows = files.map((file) => {
    const checksum = templateChecksum(givenText(file))
    return { file, checksum: checksumText(checksum), viewer: viewerWithChecksum(checksum) }
  })
  if (view === 'json') printLines(rows.map((row) => JSON.stringify(row)))
  else {
    printLines(
      columns(
        rows.map(({ file, checksum, viewer }) => [
          checksum,
          viewer ?? 'of no viewer known',
          escapeText(file),
        ]),
      ),
    )
  }
  return Exit.OK
}
