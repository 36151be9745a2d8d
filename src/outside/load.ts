import { register } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Dissector } from '../dissect/dissector.js'
import { UsageError } from '../usage-error.js'
import { markOutside } from './outside.js'

let hooked = false

/**
 * Loads dissectors from files of the user's: each exports one or several, by default or by name. They may import `slx/dissector`
 * from anywhere; it is the running slx's. Throws UsageError that names the file and the reason.
 */
export async function loadOutside(paths: readonly string[]): Promise<Dissector[]> {
  const loaded: Dissector[] = []
  for (const path of paths) loaded.push(...(await loadFile(path)))
  return loaded
}

async function loadFile(path: string): Promise<Dissector[]> {
  hook()
  let module: Record<string, unknown>
  try {
    module = await import(pathToFileURL(resolve(path)).href)
  } catch (error) {
    throw new UsageError(`the dissector ${path} cannot be loaded: ${reasonOf(error)}.`)
  }
  const found = [...new Set(Object.values(module).flat().filter(isLikeDissector))]
  if (found.length === 0) {
    throw new UsageError(
      `${path} exports no dissector: an object with name, title, transport, ports, detect and open (docs/tutorial.md).`,
    )
  }
  for (const dissector of found) {
    const fault = faultOf(dissector)
    if (fault) throw new UsageError(`the dissector in ${path} cannot be used: ${fault}.`)
    markOutside(dissector, path)
  }
  return found
}

/** `slx/dissector` means this slx, wherever the file lies and whatever is installed there. */
function hook(): void {
  if (hooked) return
  hooked = true
  const here = new URL('../library/', import.meta.url)
  const names = { slx: new URL('index.js', here).href, 'slx/dissector': new URL('dissector.js', here).href }
  register(new URL('./resolve-hook.js', import.meta.url), { data: names })
}

function isLikeDissector(value: unknown): value is Dissector {
  return typeof value === 'object' && value !== null && 'open' in value && 'name' in value
}

/** What is wrong with a dissector's declaration; undefined when nothing is. */
function faultOf({
  name,
  title,
  transport,
  ports,
  detect,
  open,
}: { [key in keyof Dissector]: unknown }): string | undefined {
  if (typeof name !== 'string' || !/^[a-z][\w-]*$/.test(name))
    return 'its name must be a word of lower-case letters, digits and hyphens'
  if (typeof title !== 'string') return `'${name}' has no title`
  if (transport !== 'udp' && transport !== 'tcp') return `the transport of '${name}' must be udp or tcp`
  if (!Array.isArray(ports) || !ports.every(isPortRange))
    return `the ports of '${name}' must be a list of pairs: [[5190, 5193]]`
  if (typeof detect !== 'function' || typeof open !== 'function')
    return `'${name}' must have the functions detect and open`
  return undefined
}

function isPortRange(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((port) => Number.isInteger(port) && port >= 0 && port <= 65535)
  )
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n')[0]!.replace(/\.$/, '')
}
