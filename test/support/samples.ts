import { readdirSync } from 'node:fs'
import { ROOT } from './slx.js'

/** Every capture and dump of the samples folder, as paths. */
export function samples(): string[] {
  return readdirSync(`${ROOT}samples`)
    .filter((name) => !name.endsWith('.md'))
    .map((name) => `${ROOT}samples/${name}`)
}
