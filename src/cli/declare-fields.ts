import type { Dissector, PrepareOptions } from '../dissect/dissector.js'
import { loadDissectors, outsideDissectors } from './choose-protocols.js'

/** Loads everything that declares fields which are built in, or which dissectors of the user's own have. */
export async function declareFields(outside: readonly string[] = []): Promise<void> {
  await declareFieldsOf([...(await loadDissectors()), ...(await outsideDissectors(outside))])
}

/** Declares the fields of dissectors: those that a run prepared so may meet, or those that are built in. */
export async function declareFieldsOf(
  dissectors: readonly Dissector[],
  prepared?: PrepareOptions,
): Promise<void> {
  await import('../network/layers.js')
  for (const dissector of dissectors) dissector.declareFields?.(prepared)
}
