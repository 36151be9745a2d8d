import { createRequire } from 'node:module'

/** The version in package.json; one folder up from the sources, two from what is built of them. */
export const VERSION: string = readVersion()

function readVersion(): string {
  const require = createRequire(import.meta.url)
  try {
    return require('../package.json').version
  } catch {
    return require('../../package.json').version
  }
}
