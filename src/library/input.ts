/** A path, the bytes of a capture or text themselves, or a stream of them; several inputs in order as a list of paths. */
export type Input = string | readonly string[] | Uint8Array | AsyncIterable<Uint8Array>

/** An input as the reading stage takes it: paths, of which `-` stands for the stream. */
export interface Inputs {
  readonly paths: readonly string[]
  readonly stream: AsyncIterable<Uint8Array> | undefined
}

export function inputsOf(input: Input): Inputs {
  if (typeof input === 'string') return { paths: [input], stream: undefined }
  if (input instanceof Uint8Array) return { paths: ['-'], stream: once(input) }
  if (Symbol.asyncIterator in input) return { paths: ['-'], stream: input }
  return { paths: input, stream: undefined }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
