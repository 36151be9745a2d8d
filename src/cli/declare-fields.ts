import { loadDissectors } from './choose-protocols.js'

/** Loads everything that declares fields. */
export async function declareFields(): Promise<void> {
  await import('../network/layers.js')
  const dissectors = await loadDissectors()
  for (const dissector of dissectors) dissector.declareFields?.()
}
