import type { FrameSink } from './frame.js'
import { Problems } from './problems.js'

/** Numbers frames 1, 2, 3, ... over all inputs of a run: a reader adds one and takes the sum. */
export interface FrameCounter {
  count: number
}

/** What every reader of one input is given. Who makes it calls `problems.end()` after the reader's `end()`. */
export interface ReaderContext {
  readonly sink: FrameSink
  readonly counter: FrameCounter
  readonly problems: Problems
}

export function readerContext(
  input: string,
  sink: FrameSink,
  counter: FrameCounter = { count: 0 },
): ReaderContext {
  return { sink, counter, problems: new Problems(input, sink) }
}
