import { chooseProtocols } from '../cli/choose-protocols.js'
import type { Frame, InputProblem } from '../ingest/frame.js'
import { readFrames } from '../run.js'
import { type Input, inputsOf } from './input.js'
import { pulled } from './pull.js'

/** One packet of a capture, or one dump of a text. */
export interface CapturedFrame extends Omit<Frame, 'start' | 'end' | 'note' | 'bytes'> {
  readonly bytes: Uint8Array
  /** Comment in the capture, or heading of a dump. Raw: escape it before a terminal sees it. */
  readonly comment: string | undefined
  /** Where a dump stood in its text: `line 12`. */
  readonly place: string | undefined
}

export interface OpenOptions {
  /** Told of every fault of the input itself; without it they are passed over. */
  readonly onProblem?: (problem: InputProblem) => void
}

/**
 * The frames of a capture (pcap, pcapng, gzipped or not) or of a text with hex dumps, as they are read.
 * @throws InputError when the input gives nothing to work with
 */
export function openCapture(input: Input, { onProblem }: OpenOptions = {}): AsyncGenerator<CapturedFrame> {
  const { paths, stream } = inputsOf(input)
  return pulled(async (give, breathe) => {
    const registry = await chooseProtocols(undefined, [])
    return readFrames(
      paths,
      registry,
      {
        text: {},
        report: () => undefined,
        problem: onProblem ?? (() => undefined),
        afterChunk: breathe,
        ...(stream ? { standardInput: stream } : {}),
      },
      (frame) => give(copyOf(frame)),
    )
  })
}

function copyOf({ start, end, bytes, note, ...rest }: Frame): CapturedFrame {
  return { ...rest, bytes: bytes.slice(start, end), comment: note?.comment, place: note?.place }
}
