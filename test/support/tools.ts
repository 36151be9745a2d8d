import { spawnSync } from 'node:child_process'

const found = new Map<string, boolean>()

/** Whether a command is installed; tests that compare with it skip where it is not. */
export function hasTool(name: string): boolean {
  let known = found.get(name)
  if (known === undefined) {
    known = spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined
    found.set(name, known)
  }
  return known
}
