import { join } from 'node:path'
import { type Machine, userFolder } from '../../machine.js'

/** A file that may hold configuration. */
export interface Place {
  readonly path: string
  /** The user's own: what is named there is trusted. */
  readonly own: boolean
  /** Named by the user, so that it must be there. */
  readonly named: boolean
}

/** Where configuration is looked for, the nearest first. A file that SLX_CONFIG names stands for all; an empty name for none. */
export function places(machine: Machine, folder: string): readonly Place[] {
  const { SLX_CONFIG } = machine.env
  if (SLX_CONFIG !== undefined) return SLX_CONFIG === '' ? [] : [{ path: SLX_CONFIG, own: true, named: true }]
  const near = { path: join(folder, 'slx.toml'), own: false, named: false }
  const home = userFolder(machine)
  return home === undefined ? [near] : [near, { path: join(home, 'config.toml'), own: true, named: false }]
}
