/**
 * Turns something that hands out items by calls into something items are asked of. `produce` gets `give`, which takes an item
 * and says whether more are wanted, and `breathe`, whose promise it waits for between batches: it resolves once the items
 * so far have been taken. What `produce` rejects with is thrown; leaving the loop ends it.
 */
export async function* pulled<T>(
  produce: (give: (item: T) => boolean, breathe: () => Promise<void> | undefined) => Promise<unknown>,
): AsyncGenerator<T, void, undefined> {
  let items: T[] = []
  let wanted = true
  let ended = false
  let goOn = () => {}
  let notice = () => {}
  const give = (item: T) => {
    if (wanted) items.push(item)
    return wanted
  }
  const breathe = () => {
    if (items.length === 0) return undefined
    notice()
    return new Promise<void>((resolve) => {
      goOn = resolve
    })
  }
  let failure: unknown
  const producing = produce(give, breathe)
    .catch((error: unknown) => {
      failure = error
    })
    .finally(() => {
      ended = true
      notice()
    })
  try {
    for (;;) {
      const batch = items
      items = []
      yield* batch
      if (items.length > 0) continue
      if (ended) break
      await new Promise<void>((resolve) => {
        notice = resolve
        goOn()
      })
    }
  } finally {
    wanted = false
    goOn()
    await producing
  }
  if (failure !== undefined) throw failure
}
