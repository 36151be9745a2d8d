import { readFile } from 'node:fs/promises'
import { SECRET_LABELS } from '../../dissectors/secrets.js'
import { readKeyFile } from '../secrets/key-file.js'
import { Secrets } from '../secrets/secrets.js'
import { UsageError } from './errors.js'
import type { Reporter } from './reporter.js'

/** Longest key file that is read. */
const MAX_SIZE = 16 * 1024 * 1024

/**
 * Reads key files: those given, or the one SLX_SECRETS names. Lines that cannot be used are told and passed over.
 * Throws UsageError for a file that cannot be read.
 */
export async function readSecrets(paths: readonly string[], reporter: Reporter): Promise<Secrets> {
  const secrets = new Secrets()
  const fromEnvironment = process.env.SLX_SECRETS ? [process.env.SLX_SECRETS] : []
  for (const path of paths.length > 0 ? paths : fromEnvironment) {
    for (const problem of readKeyFile(await readText(path), path, SECRET_LABELS, secrets)) {
      reporter.warn(problem)
    }
  }
  return secrets
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
