import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Machine, userFolder } from '../../../src/machine.js'

/** Most viewers whose templates are looked for. */
export const MAX_VIEWERS = 16

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

/** The folder of the user's own templates; undefined when nothing says where. */
export function templatesFolder(machine: Machine): string | undefined {
  const folder = userFolder(machine)
  return folder === undefined ? undefined : join(folder, 'templates')
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
