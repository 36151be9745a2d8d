import type { Plain } from '../../llsd/encode.js'
import type { RpcValue } from '../web/encode.js'

/** A value of a body in XML, as its text stands there, with the name of the member that holds it. */
export type Holding = readonly [name: string, text: string]

/** Every value in what was written; those that are LLSD inside a string are read as such and left out here. */
export function holdings(value: RpcValue | Plain, name = ''): Holding[] {
  if (value instanceof Uint8Array) return [[name, Buffer.from(value).toString('base64')]]
  if (Array.isArray(value)) return value.flatMap((held) => holdings(held, name))
  if (typeof value === 'object' && value !== null) {
    const { map, uuid, uri } = value as { map?: object; uuid?: string; uri?: string }
    if (uuid !== undefined || uri !== undefined) return [[name, (uuid ?? uri)!]]
    return Object.entries(map ?? value).flatMap(([key, held]) => holdings(held, key))
  }
  return typeof value === 'string' && /^[[{]/.test(value) ? [] : [[name, String(value)]]
}
