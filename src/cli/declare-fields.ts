import { loadDissectors, outsideDissectors } from './choose-protocols.js'

/** Loads everything that declares fields. */
export async function declareFields(outside: readonly string[] = []): Promise<void> {
  await import('../network/layers.js')
  const dissectors = [...(await loadDissectors()), ...(await outsideDissectors(outside))]
  for (const dissector of dissectors) dissector.declareFields?.()
}
