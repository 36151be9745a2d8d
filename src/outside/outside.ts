import type { Dissector } from '../dissect/dissector.js'

const files = new WeakMap<Dissector, string>()

/** Remembers that a dissector comes from a file of the user's. */
export function markOutside(dissector: Dissector, file: string): void {
  files.set(dissector, file)
}

/** Whose fault it is when a dissector fails: `slx`, or the file it comes from. */
export function authorOf(dissector: Dissector): string {
  return files.get(dissector) ?? 'slx'
}
