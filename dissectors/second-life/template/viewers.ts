import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What is looked at of the machine; tests put another in its place. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** What absolute places hang below; empty on a real machine. */
  readonly root: string
}

export const THIS_MACHINE: Machine = { platform: process.platform, env: process.env, root: '' }

/** Most viewers whose templates are looked for. */
const MAX_VIEWERS = 16

/** Words in the names of the folders that viewers are installed in. */
const VIEWER =
  /second ?life|firestorm|alchemy|singularity|kokua|cool ?vl|black ?dragon|catznip|dayturn|megapahit|imprudence|phoenixviewer|genesis ?viewer/i

/** An installed viewer's template. */
export interface ViewerTemplate {
  /** The folder of the viewer: `Firestorm-Releasex64`. */
  readonly viewer: string
  readonly path: string
}

/**
 * The templates of viewers installed in their customary places: a few folders are listed, and of those that are
 * called like a viewer it is asked whether they have the file. Never throws.
 */
export function findViewers(machine: Machine): ViewerTemplate[] {
  const inside = INSIDE[machine.platform] ?? ['app_settings', 'message_template.msg']
  const found: ViewerTemplate[] = []
  for (const folder of placesOf(machine)) {
    for (const viewer of namesIn(folder)) {
      if (!VIEWER.test(viewer)) continue
      const path = join(folder, viewer, ...inside)
      if (isFile(path)) found.push({ viewer, path })
      if (found.length === MAX_VIEWERS) return found
    }
  }
  return found
}

/** The folder of the user's own templates, where the platform keeps configuration; undefined when nothing says where. */
export function configurationFolder({ platform, env }: Machine): string | undefined {
  const { XDG_CONFIG_HOME, HOME, APPDATA } = env
  if (platform === 'win32') return APPDATA ? join(APPDATA, 'slx', 'templates') : undefined
  if (XDG_CONFIG_HOME) return join(XDG_CONFIG_HOME, 'slx', 'templates')
  if (!HOME) return undefined
  if (platform === 'darwin') return join(HOME, 'Library', 'Application Support', 'slx', 'templates')
  return join(HOME, '.config', 'slx', 'templates')
}

/** Where the template lies in a viewer's folder. */
const INSIDE: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['Contents', 'Resources', 'app_settings', 'message_template.msg'],
}

/** Folders that viewers are installed in. */
function placesOf({ platform, env, root }: Machine): string[] {
  const { HOME } = env
  if (platform === 'win32') {
    const places = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA]
    return places.filter((place) => place !== undefined && place !== '') as string[]
  }
  if (platform === 'darwin') return [`${root}/Applications`, ...(HOME ? [join(HOME, 'Applications')] : [])]
  return [`${root}/opt`, `${root}/usr/local`, ...(HOME ? [HOME] : [])]
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted()
  } catch {
    return []
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}
