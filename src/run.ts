import { Engine, type EngineCounters, type EngineOptions } from './dissect/engine.js'
import type { Expectations } from './dissect/expectations.js'
import type { Message } from './dissect/message.js'
import type { Registry } from './dissect/registry.js'
import type { Frame, FrameReader, FrameSink, InputProblem } from './ingest/frame.js'
import type { TextOptions } from './ingest/hexdump/reader.js'
import { readInput } from './ingest/open.js'
import type { Problems } from './ingest/problems.js'
import { Network, type NetworkOptions } from './network/network.js'
import type { TrafficSink } from './network/traffic.js'
import type { SavedMessages } from './saved/message.js'
import type { ReadsValues } from './saved/values.js'

/** How far the inputs have been read. */
export interface ReadSoFar {
  /** Of all inputs, before unpacking. */
  readonly bytes: number
  /** Messages made of them; packets, where nothing is dissected. */
  readonly made: number
  /** This pass only looks ahead. */
  readonly ahead: boolean
}

/** How inputs are read, whatever is then made of them. */
export interface InputOptions {
  readonly text: Omit<TextOptions, 'report' | 'recognise' | 'counter'>
  /** Takes the line that says what was read from a text. */
  readonly report: (line: string) => void
  readonly problem: (problem: InputProblem) => void
  /** Called after each chunk of input: the moment to flush output. */
  readonly afterChunk: () => void | Promise<void>
  /** Told after each chunk how far reading is. */
  readonly progress?: (read: ReadSoFar) => void
  /** What `-` reads, when not the process's own standard input. */
  readonly standardInput?: AsyncIterable<Uint8Array>
  /** Ends the input early. */
  readonly signal?: AbortSignal
}

export interface RunOptions extends EngineOptions, InputOptions {
  /**
   * What is done with messages saved as JSON: handed on like others (what has no positions as it is made), or passed over;
   * refused unless said, since they have no packets.
   */
  readonly saved?: 'read' | ReadsValues | 'skip'
  readonly socks5: boolean
  /** Told of every frame, where somebody counts them. */
  readonly traffic?: TrafficSink | undefined
  /** Takes each message; false ends the run. The object is reused. */
  readonly message: (message: Message) => boolean
}

export interface RunResult extends EngineCounters {
  readonly frames: number
  /** Announced conversations that were forgotten, and links between messages left out, because there were too many. */
  readonly announcementsDropped: number
  readonly linksDropped: number
  /** Times that a key in the traffic was not learned, because there were too many. */
  readonly secretsDropped: number
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
    ...rolesBy(registry, options.expectations),
    socks5: options.socks5,
    traffic: options.traffic,
  })
  let saved = 0
  const takeFrame = (frame: Frame) => {
    network.frame(frame)
    return wanted
  }
  const takeSaved = (message: Message) => {
    saved++
    wanted = wanted && options.message(message)
    return wanted
  }
  const savedReader = options.saved && savedReaders(options.saved, registry, options, takeSaved)
  const frames = await readFrames(
    inputs,
    registry,
    options,
    takeFrame,
    savedReader,
    () => engine.counters.messages + saved,
  )
  if (wanted) network.end()
  return {
    ...engine.counters,
    messages: engine.counters.messages + saved,
    frames,
    announcementsDropped: options.expectations.dropped,
    linksDropped: options.links?.dropped ?? 0,
    secretsDropped: options.secrets.dropped,
  }
}

/** How the network stage learns who client and server are. */
export function rolesBy(
  registry: Registry,
  expectations: Expectations,
): Pick<NetworkOptions, 'isServerPort' | 'tellRoles'> {
  return {
    isServerPort: (transport, port) => registry.isServerPort(transport, port),
    tellRoles: (conversation, sender, bytes, start, end) =>
      registry.tellRoles(conversation, sender, bytes, start, end, expectations),
  }
}

/** Makes readers of saved messages, one for each input that holds some; the code is loaded when there is one. */
function savedReaders(
  saved: NonNullable<RunOptions['saved']>,
  registry: Registry,
  options: RunOptions,
  take: (message: Message) => boolean,
): (problems: Problems) => Promise<FrameReader> {
  let messages: SavedMessages | undefined
  return async (problems) => {
    if (saved === 'skip') return PASS_OVER
    const { SavedMessages, SavedReader } = await import('./saved/index.js')
    messages ??= new SavedMessages({
      values: saved === 'read' ? undefined : saved,
      declareFields: () => {
        for (const dissector of registry.dissectors) dissector.declareFields?.(options)
      },
    })
    messages.conversations.beginInput()
    return new SavedReader(messages, problems, take)
  }
}

const PASS_OVER: FrameReader = { push: () => false, end: () => undefined }

/**
 * Reads inputs in order and hands on every frame until `take` returns false. Resolves to the number of frames. `made`
 * says what progress counts, if not frames.
 */
export async function readFrames(
  inputs: readonly string[],
  registry: Registry,
  options: InputOptions,
  take: (frame: Frame) => boolean,
  savedReader?: (problems: Problems) => Promise<FrameReader>,
  made?: () => number,
): Promise<number> {
  const counter = { count: 0 }
  let before = 0
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
    if (!wanted || options.signal?.aborted) break
    let bytesRead = 0
    await readInput(input, sink, {
      counter,
      afterChunk: (now) => {
        bytesRead = now.bytesRead
        options.progress?.({ bytes: before + bytesRead, made: made?.() ?? counter.count, ahead: false })
        return options.afterChunk()
      },
      ...(savedReader ? { savedReader } : {}),
      ...(options.standardInput ? { standardInput: options.standardInput } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
      // Loaded when there is a text: captures start quicker without.
      readText: async (bytes, name) => {
        const { readText } = await import('./ingest/hexdump/reader.js')
        readText(bytes, name, sink, text)
      },
    })
    before += bytesRead
  }
  return counter.count
}
