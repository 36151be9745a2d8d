import { openLibrary, type TemplateLibrary } from '../../dissectors/second-life/template/library.js'
import type { LoadedTemplate } from '../../dissectors/second-life/template/load.js'
import { loadTemplate, readTemplateText } from '../../dissectors/second-life/template/load.js'
import { TemplateError } from '../../dissectors/second-life/template/tokens.js'
import { THIS_MACHINE } from '../machine.js'
import { UsageError } from './errors.js'

/** Options of every `slx template` command. */
export interface TemplateCliOptions {
  readonly view: 'text' | 'json'
}

/** Options of those that work on the templates there are. */
export interface LibraryCliOptions extends TemplateCliOptions {
  readonly template?: readonly string[]
}

/** The templates there are. Throws UsageError for a given one that cannot be used. */
export function libraryOf({ template }: LibraryCliOptions): TemplateLibrary {
  return explained(() => openLibrary(template ?? [], THIS_MACHINE))
}

/** A template given on the command line. Throws UsageError when it cannot be used. */
export function givenTemplate(path: string): LoadedTemplate {
  return explained(() => loadTemplate(path, '--template'))
}

/** The text of a file given on the command line. Throws UsageError when it cannot be read. */
export function givenText(path: string): string {
  return explained(() => readTemplateText(path))
}

function explained<T>(load: () => T): T {
  try {
    return load()
  } catch (error) {
    if (error instanceof TemplateError) throw new UsageError(`${error.message}.`)
    throw error
  }
}
