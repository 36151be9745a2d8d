/** Chunks up to the moment a signal is given, which may be while the next one is awaited. */
export function untilAborted(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  return signal ? cut(chunks, signal) : chunks
}

async function* cut(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await nextOf(iterator, signal)
      if (!next || next.done) return
      yield next.value
    }
  } finally {
    // Not awaited: it waits for a chunk that is being waited for.
    void iterator.return?.()
  }
}

/** Undefined when the signal comes first. */
function nextOf(
  iterator: AsyncIterator<Uint8Array>,
  signal: AbortSignal,
): Promise<IteratorResult<Uint8Array> | undefined> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(undefined)
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    const done = () => signal.removeEventListener('abort', stop)
    iterator.next().finally(done).then(resolve, reject)
  })
}
