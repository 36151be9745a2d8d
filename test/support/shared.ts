import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Reference material (seed pages, vectors, real captures) that developers keep beside the checkout. */
const SHARED = fileURLToPath(new URL('../../../shared/', import.meta.url))

/** The path of a reference file, or undefined where it is absent, as on a user's machine: the test then skips. */
export function sharedPath(relative: string): string | undefined {
  const path = SHARED + relative
  return existsSync(path) ? path : undefined
}
