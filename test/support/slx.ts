import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the built command from the checkout, without a terminal and without colours unless `env` says otherwise. */
export function slx(
  args: readonly string[],
  input?: string | Uint8Array,
  env: Record<string, string> = {},
): Outcome {
  const { PATH = '' } = process.env
  const result = spawnSync(process.execPath, [`${ROOT}bin/slx.js`, ...args], {
    cwd: ROOT,
    input: input ?? '',
    // What viewers are installed must not decide a test.
    env: { PATH, SLX_TEMPLATE: 'built-in', ...env },
    maxBuffer: 1 << 28,
  })
  return { code: result.status, stdout: result.stdout.toString(), stderr: result.stderr.toString() }
}
