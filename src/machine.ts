import { join } from 'node:path'

/** What is looked at of the machine; tests put another in its place. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** What absolute places hang below; empty on a real machine. */
  readonly root: string
}

export const THIS_MACHINE: Machine = { platform: process.platform, env: process.env, root: '' }

/** The user's folder for slx, where the platform keeps configuration; undefined when nothing says where. */
export function userFolder({ platform, env }: Machine): string | undefined {
  const { XDG_CONFIG_HOME, HOME, APPDATA } = env
  if (platform === 'win32') return APPDATA ? join(APPDATA, 'slx') : undefined
  if (XDG_CONFIG_HOME) return join(XDG_CONFIG_HOME, 'slx')
  if (!HOME) return undefined
  if (platform === 'darwin') return join(HOME, 'Library', 'Application Support', 'slx')
  return join(HOME, '.config', 'slx')
}
