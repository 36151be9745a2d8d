import { Engine, type EngineCounters, type EngineOptions } from './dissect/engine.js'
import type { Message } from './dissect/message.js'
import type { Registry } from './dissect/registry.js'
import type { Frame, FrameSink, InputProblem } from './ingest/frame.js'
import type { TextOptions } from './ingest/hexdump/reader.js'
import { readInput } from './ingest/open.js'
import { Network } from './network/network.js'
import type { TrafficSink } from './network/traffic.js'

/** How inputs are read, whatever is then made of them. */
export interface InputOptions {
  readonly text: Omit<TextOptions, 'report' | 'recognise' | 'counter'>
  /** Takes the line that says what was read from a text. */
  readonly report: (line: string) => void
  readonly problem: (problem: InputProblem) => void
  /** Called after each chunk of input: the moment to flush output. */
  readonly afterChunk: () => void | Promise<void>
  /** What `-` reads, when not the process's own standard input. */
  readonly standardInput?: AsyncIterable<Uint8Array>
}

export interface RunOptions extends EngineOptions, InputOptions {
  readonly socks5: boolean
  /** Told of every frame, where somebody counts them. */
  readonly traffic?: TrafficSink | undefined
  /** Takes each message; false ends the run. The object is reused. */
  readonly message: (message: Message) => boolean
}

export interface RunResult extends EngineCounters {
  readonly frames: number
}

/**
 * Reads inputs in order (paths, or `-` for standard input) and hands on every message in them.
 * Rejects with InputError when an input gives nothing to work with.
 */
export async function run(
  inputs: readonly string[],
  registry: Registry,
  options: RunOptions,
): Promise<RunResult> {
  let wanted = true
  const engine = new Engine(registry, options, (message) => {
    wanted = wanted && options.message(message)
  })
  const network = new Network(engine, {
    isServerPort: (transport, port) => registry.isServerPort(transport, port),
    socks5: options.socks5,
    traffic: options.traffic,
  })
  const frames = await readFrames(inputs, registry, options, (frame) => {
    network.frame(frame)
    return wanted
  })
  if (wanted) network.end()
  return { ...engine.counters, frames }
}

/** Reads inputs in order and hands on every frame until `take` returns false. Resolves to the number of frames. */
export async function readFrames(
  inputs: readonly string[],
  registry: Registry,
  options: InputOptions,
  take: (frame: Frame) => boolean,
): Promise<number> {
  const counter = { count: 0 }
  let wanted = true
  const sink: FrameSink = {
    frame: (frame) => (wanted = wanted && take(frame)),
    problem: options.problem,
  }
  const text: TextOptions = {
    ...options.text,
    report: options.report,
    recognise: (bytes) => registry.likeness(bytes),
    counter,
  }
  for (const input of inputs) {
    if (!wanted) break
    await readInput(input, sink, {
      counter,
      afterChunk: options.afterChunk,
      ...(options.standardInput ? { standardInput: options.standardInput } : {}),
      // Loaded when there is a text: captures start quicker without.
      readText: async (bytes, name) => {
        const { readText } = await import('./ingest/hexdump/reader.js')
        readText(bytes, name, sink, text)
      },
    })
  }
  return counter.count
}
