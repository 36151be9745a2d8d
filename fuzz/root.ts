import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The checkout, from the sources as from what is built of them. */
export const FUZZ_ROOT = ['../', '../../']
  .map((way) => fileURLToPath(new URL(way, import.meta.url)))
  .find((folder) => existsSync(`${folder}package.json`))!
