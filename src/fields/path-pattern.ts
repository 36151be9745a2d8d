import type { FieldDef } from './definition.js'

/**
 * A pattern for field paths: `*` stands for anything but a dot, `**` for anything. A pattern without a dot names a field
 * anywhere (`Sequence`), and one that fits a part of a path's beginning fits what lies below (`sl.AgentUpdate`). Letters
 * count the same in either case. Indexes of repeated fields (`[2]`) are no part of a path.
 */
export function pathPattern(glob: string): (path: string) => boolean {
  return patternUpTo(glob, '(?:\\.|$)')
}

/** The same, but fits whole paths only: `sl.AgentUpdate` is the message itself, without what lies below. */
export function wholePathPattern(glob: string): (path: string) => boolean {
  return patternUpTo(glob, '$')
}

function patternUpTo(glob: string, end: string): (path: string) => boolean {
  const body = glob
    .split(/(\*\*|\*)/)
    .map((part) => (part === '**' ? '.*?' : part === '*' ? '[^.]*?' : quoted(part)))
    .join('')
  const anywhere = glob.includes('.') ? '^' : '(?:^|\\.)'
  const pattern = new RegExp(`${anywhere}${body}${end}`, 'i')
  return (path) => pattern.test(path)
}

function quoted(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
}

/** Says whether a field fits one of some patterns; asked often, it looks at each definition once. */
export function fieldSelector(globs: readonly string[]): (def: FieldDef) => boolean {
  const patterns = globs.map(pathPattern)
  const known: (boolean | undefined)[] = []
  return (def) => (known[def.id] ??= patterns.some((fits) => fits(def.path)))
}
