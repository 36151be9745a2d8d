import type { Slot } from '../../../src/dissect/slots.js'
import type { Machine } from '../../../src/machine.js'
import { coreDialect, type Dialect, ERAS, type Era } from '../dialect.js'
import { type LoadedTemplate, loadTemplate, type Origin, type TemplateFiles, templateFiles } from './load.js'
import { TemplateError } from './tokens.js'
import { findViewers, templatesFolder } from './viewers.js'

/** A file that was found but cannot be used, and why. */
export interface UnusableTemplate {
  readonly origin: Origin
  readonly path: string
  readonly problem: string
}

/** The templates of one origin. */
export interface Shelf {
  readonly templates: readonly LoadedTemplate[]
  readonly unusable: readonly UnusableTemplate[]
}

/**
 * The templates there are, by origin: given ones, the user's own, those of installed viewers. For each era the
 * first origin that has a template of it decides; where none has, the built-in table does. Origins are looked at
 * when they are needed.
 */
export class TemplateLibrary {
  readonly #origins: readonly (() => Shelf)[]
  readonly #shelves: Shelf[] = []
  readonly #chosen = new Map<Era, readonly Dialect[]>()

  constructor(origins: readonly (() => Shelf)[]) {
    this.#origins = origins
  }

  /** The dialects an era may be spoken in, preferred ones first; at least one. */
  dialects(era: Era): readonly Dialect[] {
    let chosen = this.#chosen.get(era)
    if (!chosen) {
      chosen = this.#choose(era)
      this.#chosen.set(era, chosen)
    }
    return chosen
  }

  /** Every shelf, in the order in which they decide. */
  shelves(): readonly Shelf[] {
    return this.#origins.map((_, index) => this.#shelf(index))
  }

  /** The files that were found unusable so far. */
  get unusable(): readonly UnusableTemplate[] {
    return this.#shelves.flatMap((shelf) => shelf.unusable)
  }

  #choose(era: Era): readonly Dialect[] {
    for (let index = 0; index < this.#origins.length; index++) {
      const dialects = this.#shelf(index).templates.map(({ dialect }) => dialect)
      const spoken = dialects.filter((dialect) => dialect.era === era)
      if (spoken.length > 0) return spoken
    }
    return [coreDialect(era)]
  }

  #shelf(index: number): Shelf {
    while (this.#shelves.length <= index) this.#shelves.push(this.#origins[this.#shelves.length]!())
    return this.#shelves[index]!
  }
}

/** The library of a run; with nothing but the built-in tables where no options were prepared. */
export const TEMPLATES: Slot<{ library: TemplateLibrary }> = {
  name: 'sl.templates',
  make: () => ({ library: new TemplateLibrary([]) }),
}

/** In place of a file: only the built-in tables, whatever is installed. */
export const BUILT_IN = 'built-in'

/**
 * The templates of a command line: files or folders given with `--template`, else named by SLX_TEMPLATE (throws
 * TemplateError when they cannot be used), then the user's own and those of viewers.
 */
export function openLibrary(given: readonly string[], machine: Machine): TemplateLibrary {
  const separator = machine.platform === 'win32' ? ';' : ':'
  const named = (machine.env.SLX_TEMPLATE ?? '').split(separator).filter((path) => path !== '')
  const [paths, origin]: [readonly string[], Origin] =
    given.length > 0 ? [given, '--template'] : [named, 'SLX_TEMPLATE']
  const files = paths.filter((path) => path !== BUILT_IN)
  const shelf = givenShelf(files, origin)
  if (files.length < paths.length) return new TemplateLibrary([() => shelf])
  return new TemplateLibrary([() => shelf, () => ownShelf(machine), () => viewersShelf(machine)])
}

/** Throws TemplateError for a file that cannot be used, and for a folder without templates. */
function givenShelf(given: readonly string[], origin: Origin): Shelf {
  const templates: LoadedTemplate[] = []
  const unusable: UnusableTemplate[] = []
  for (const path of given) {
    const files = templateFiles(path)
    if (files.paths.length === 0) throw new TemplateError(`${path}: there is no .msg file in this folder`)
    templates.push(...files.paths.map((file) => loadTemplate(file, origin)))
    unusable.push(...tellLeftOut(files, path, origin))
  }
  return { templates, unusable }
}

function tellLeftOut({ paths, leftOut }: TemplateFiles, path: string, origin: Origin): UnusableTemplate[] {
  if (leftOut === 0) return []
  const all = paths.length + leftOut
  const problem = `${path}: of its ${all} .msg files only the first ${paths.length}, by name, are read`
  return [{ origin, path, problem }]
}

/** The built-in tables in the form of loaded templates. */
export function builtInTemplates(): LoadedTemplate[] {
  return ERAS.map((era) => {
    const dialect = coreDialect(era)
    return { origin: 'built-in', path: '', template: dialect.template, checksum: dialect.checksum, dialect }
  })
}

function ownShelf(machine: Machine): Shelf {
  const folder = templatesFolder(machine)
  const files = folder === undefined ? NONE : templateFiles(folder)
  // A folder that is not there stands for itself.
  const paths = files.paths.filter((path) => path !== folder)
  const { templates, unusable } = loadShelf(
    'configuration',
    paths.map((path) => ({ path })),
  )
  return { templates, unusable: [...unusable, ...tellLeftOut(files, folder ?? '', 'configuration')] }
}

const NONE: TemplateFiles = { paths: [], leftOut: 0 }

function viewersShelf(machine: Machine): Shelf {
  return loadShelf(
    'viewer',
    findViewers(machine).map(({ viewer, path }) => ({ path, name: `the template of ${viewer}` })),
  )
}

function loadShelf(origin: Origin, files: readonly { path: string; name?: string }[]): Shelf {
  const templates: LoadedTemplate[] = []
  const unusable: UnusableTemplate[] = []
  for (const { path, name } of files) {
    try {
      templates.push(loadTemplate(path, origin, name))
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      unusable.push({ origin, path, problem: error.message })
    }
  }
  return { templates, unusable }
}
