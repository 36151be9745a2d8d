import { readFile } from 'node:fs/promises'
import { SECRET_LABELS } from '../../dissectors/secrets.js'
import { UsageError } from '../usage-error.js'
import { readKeyFile } from './key-file.js'
import type { Secrets } from './secrets.js'

/** Longest key file that is read. */
const MAX_SIZE = 16 * 1024 * 1024

/**
 * Adds the secrets in key files; returns what is wrong with lines that cannot be used, which are passed over.
 * Throws UsageError for a file that cannot be read.
 */
export async function readKeyFiles(paths: readonly string[], secrets: Secrets): Promise<string[]> {
  const problems: string[] = []
  for (const path of paths) {
    problems.push(...readKeyFile(await readText(path), path, SECRET_LABELS, secrets))
  }
  return problems
}

async function readText(path: string): Promise<string> {
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    throw new UsageError(`the key file ${path} cannot be read${why}; give a text file with a secret a line.`)
  }
  if (bytes.length > MAX_SIZE) throw new UsageError(`the key file ${path} is larger than ${MAX_SIZE} bytes.`)
  return bytes.toString('utf8')
}
