import { checksumText, viewerWithChecksum } from '../../dissectors/second-life/template/known.js'
import {
  builtInTemplates,
  type TemplateLibrary,
  type UnusableTemplate,
} from '../../dissectors/second-life/template/library.js'
import type { LoadedTemplate } from '../../dissectors/second-life/template/load.js'
import { templatesFolder } from '../../dissectors/second-life/template/viewers.js'
import { THIS_MACHINE } from '../machine.js'
import { escapeText } from '../output/escape.js'
import { columns } from './columns.js'
import { printLines } from './print.js'
import { Reporter } from './reporter.js'
import { type LibraryCliOptions, libraryOf } from './template-files.js'

/** `slx template list`: every template there is, and which decide. */
export async function listTemplates(options: LibraryCliOptions): Promise<void> {
  const library = libraryOf(options)
  const shelves = library.shelves()
  const templates = [...shelves.flatMap((shelf) => shelf.templates), ...builtInTemplates()]
  if (options.view === 'json') {
    printLines(templates.map((template) => JSON.stringify(describe(template, library))))
  } else printLines(columns([HEAD, ...templates.map((template) => row(template, library))]))
  const reporter = new Reporter(false)
  for (const file of library.unusable) reporter.warn(unusableText(file))
  const folder = templatesFolder(THIS_MACHINE)
  if (folder && options.view === 'text') reporter.say(`templates of your own go into ${folder}.`)
}

const HEAD = ['era', 'decides', 'from', 'version', 'messages', 'checksum', 'of', 'file']

function row(template: LoadedTemplate, library: TemplateLibrary): string[] {
  const { era, decides, from, version, messages, checksum, viewer, file } = describe(template, library)
  const whose = viewer ?? (file === undefined ? 'slx' : 'unknown')
  return [
    era,
    decides ? 'yes' : 'no',
    from,
    version,
    String(messages),
    checksum ?? '-',
    whose,
    escapeText(file ?? '-'),
  ]
}

/** The shape of a line of JSON. */
function describe({ origin, path, template, checksum, dialect }: LoadedTemplate, library: TemplateLibrary) {
  const isFile = path !== ''
  return {
    era: dialect.era,
    decides: library.dialects(dialect.era).includes(dialect),
    from: origin,
    version: template.version,
    messages: template.messages.length,
    ...(isFile ? { checksum: checksumText(checksum), viewer: viewerWithChecksum(checksum), file: path } : {}),
  }
}

function unusableText({ origin, problem }: UnusableTemplate): string {
  return `passed over (${origin}): ${problem}.`
}
