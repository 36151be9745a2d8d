import type { Registry } from '../dissect/registry.js'
import type { Frame } from '../ingest/frame.js'
import { sizeOf } from '../passes.js'
import { type InputOptions, readFrames } from '../run.js'
import { Interrupted, interruptible, wasInterrupted } from './interrupt.js'
import type { Reporter } from './reporter.js'

export interface FrameReading extends Pick<InputOptions, 'text' | 'afterChunk'> {
  readonly reporter: Pick<Reporter, 'say' | 'problem' | 'progress'>
}

/** Hands on every frame of the inputs for a file to be written, until `take` returns false. Resolves to their number; throws Interrupted after Ctrl-C. */
export async function readAllFrames(
  inputs: readonly string[],
  registry: Registry,
  { text, afterChunk, reporter }: FrameReading,
  take: (frame: Frame) => boolean,
): Promise<number> {
  const paths = inputs.length > 0 ? inputs : ['-']
  const total = await sizeOf(paths)
  const frames = await interruptible((signal) =>
    readFrames(
      paths,
      registry,
      {
        text,
        report: (line) => reporter.say(line),
        problem: (problem) => reporter.problem(problem),
        afterChunk,
        progress: (read) => reporter.progress.read(read, total, 'packet'),
        signal,
      },
      take,
    ),
  ).finally(() => reporter.progress.clear())
  if (wasInterrupted()) throw new Interrupted('nothing was written.')
  return frames
}
