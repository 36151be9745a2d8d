import { readKeyFiles } from '../secrets/read-key-files.js'
import { Secrets } from '../secrets/secrets.js'
import type { Reporter } from './reporter.js'

/** Reads key files: those given, or the one SLX_SECRETS names. Lines that cannot be used are told and passed over. */
export async function readSecrets(paths: readonly string[], reporter: Reporter): Promise<Secrets> {
  const secrets = new Secrets()
  const fromEnvironment = process.env.SLX_SECRETS ? [process.env.SLX_SECRETS] : []
  const chosen = paths.length > 0 ? paths : fromEnvironment
  for (const problem of await readKeyFiles(chosen, secrets)) reporter.warn(problem)
  return secrets
}
