import { Carry } from './carry.js'
import type { FrameReader, FrameSink } from './frame.js'
import { gunzip } from './gzip.js'
import { InputError } from './input-error.js'
import { PcapReader } from './pcap.js'
import { isPlain, type PcapMagic } from './pcap-format.js'
import { PcapParserReader } from './pcap-parser-reader.js'
import { PcapngReader } from './pcapng.js'
import { plainBytes } from './plain-bytes.js'
import type { Problems } from './problems.js'
import { type FrameCounter, type ReaderContext, readerContext } from './reader-context.js'
import { type Content, sniff, type TextEncoding } from './sniff.js'
import { openSource, type Source, unreadable } from './source.js'
import { untilAborted } from './until-aborted.js'

/** A text is held in memory as a whole. */
const LONGEST_TEXT = 64 << 20
/** Gzip data may hold gzip data, but not for ever: there are files that unpack to themselves. */
const MOST_GZIP_LAYERS = 3
const NOTHING = new Uint8Array(0)

/** How far an input has been read. */
export interface Progress {
  /** Bytes of the file or stream itself, before unpacking. */
  readonly bytesRead: number
  /** Size of a regular file; undefined for pipes. */
  readonly totalBytes: number | undefined
}

export interface ReadOptions {
  /**
   * Reads the dumps in a text that came from the input `name`, numbering the frames with the same counter. The
   * text is UTF-8 and may begin with a byte-order mark.
   */
  readonly readText: (text: Buffer, name: string, sink: FrameSink) => void | Promise<void>
  /**
   * Makes what reads messages saved as JSON; without it, such an input is refused, since it has no packets.
   */
  readonly savedReader?: (problems: Problems) => FrameReader | Promise<FrameReader>
  /** Numbers the frames; the same one for several inputs makes the numbers run on. */
  readonly counter?: FrameCounter
  /** Called after every chunk: the time to write what was made of it and to show progress. */
  readonly afterChunk?: (progress: Progress) => void | Promise<void>
  /** What `-` reads; the process's own standard input unless given. */
  readonly standardInput?: AsyncIterable<Uint8Array>
  /** Ends the input where it has been read to. */
  readonly signal?: AbortSignal
}

interface Run {
  readonly source: Source
  readonly context: ReaderContext
  readonly options: ReadOptions
  readonly progress: { bytesRead: number; readonly totalBytes: number | undefined }
}

/**
 * Reads one input, a path or `-`, whatever it is, and hands its frames and its problems to the sink.
 *
 * Frames arrive as soon as their bytes have. Resolves when the input has ended or the sink wants no more.
 * @throws InputError when the input gives nothing to work with
 */
export async function readInput(path: string, sink: FrameSink, options: ReadOptions): Promise<void> {
  const source = await openSource(path, options.standardInput)
  const context = readerContext(source.name, sink, options.counter)
  const run = { source, context, options, progress: { bytesRead: 0, totalBytes: source.totalBytes } }
  await readContent(run, arriving(run), 0)
  context.problems.end()
}

/** The source's chunks, counted; a fault of reading ends them and, if there were any, is a problem only. */
async function* arriving({ source, context, progress, options }: Run): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of untilAborted(source.chunks, options.signal)) {
      progress.bytesRead += chunk.length
      yield chunk
    }
  } catch (error) {
    const fault = unreadable(source.name, error)
    if (progress.bytesRead === 0) throw fault
    const message = `After ${progress.bytesRead} bytes: ${fault.message}`
    context.problems.report('input.unreadable', progress.bytesRead, message)
  }
}

async function readContent(run: Run, chunks: AsyncIterable<Uint8Array>, layers: number): Promise<void> {
  const iterator = chunks[Symbol.asyncIterator]()
  try {
    const { content, head } = await identify(iterator)
    await readAs(content, run, joined(head, iterator), layers)
  } finally {
    await iterator.return?.()
  }
}

/** Asks for chunks until it is clear what they are; `head` is all of them. */
async function identify(chunks: AsyncIterator<Uint8Array>): Promise<{ content: Content; head: Uint8Array }> {
  let head: Uint8Array = NOTHING
  for (;;) {
    const next = await chunks.next()
    if (!next.done) head = head.length === 0 ? next.value : Buffer.concat([head, next.value])
    const content = sniff(head, next.done === true)
    if (content !== undefined) return { content, head }
    head = Uint8Array.from(head)
  }
}

async function* joined(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head
  yield* { [Symbol.asyncIterator]: () => rest }
}

async function readAs(
  content: Content,
  run: Run,
  chunks: AsyncIterable<Uint8Array>,
  layers: number,
): Promise<void> {
  const { context } = run
  switch (content.kind) {
    case 'pcap':
      return pump(run, chunks, newPcapReader(content.magic, run, layers))
    case 'pcapng':
      return pump(run, chunks, new PcapngReader(context))
    case 'text':
      return readText(run, chunks, content.encoding)
    case 'saved':
      return readSaved(run, chunks, layers)
    case 'gzip':
      if (layers < MOST_GZIP_LAYERS) return readContent(run, gunzip(chunks, context.problems), layers + 1)
      throw new InputError(`${what(run, layers)} is gzip data once more; unpack it with gunzip first.`)
    case 'empty':
      throw new InputError(`${what(run, layers)} is empty; give a capture, or a text with hex dumps in it.`)
    case 'other':
      throw new InputError(`${what(run, layers)} is ${content.what}; ${content.advice}.`)
  }
}

async function readSaved(run: Run, chunks: AsyncIterable<Uint8Array>, layers: number): Promise<void> {
  const { options, context } = run
  if (!options.savedReader) {
    throw new InputError(
      `${what(run, layers)} holds messages saved as JSON, and this needs the packets themselves; give it the capture they were saved from.`,
    )
  }
  return pump(run, chunks, await options.savedReader(context.problems))
}

/** What arrives in the plain classic format on standard input goes through pcap-parser. */
function newPcapReader(magic: PcapMagic, { source, context }: Run, layers: number): FrameReader {
  const byPackage = source.isStandardInput && layers === 0 && isPlain(magic)
  return byPackage ? new PcapParserReader(context) : new PcapReader(context)
}

async function pump(run: Run, chunks: AsyncIterable<Uint8Array>, reader: FrameReader): Promise<void> {
  for await (const chunk of chunks) {
    const wanted = reader.push(plainBytes(chunk))
    await run.options.afterChunk?.(run.progress)
    if (!wanted) break
  }
  // What a reader has of a record is no fault of an input that was left early.
  if (!run.options.signal?.aborted) reader.end()
}

async function readText(run: Run, chunks: AsyncIterable<Uint8Array>, encoding: TextEncoding): Promise<void> {
  const { context, options, source } = run
  const text = toUtf8(await collect(run, chunks), encoding)
  await options.readText(text, source.name, context.sink)
  await options.afterChunk?.(run.progress)
}

async function collect(run: Run, chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const text = new Carry()
  for await (const chunk of chunks) {
    text.append(chunk, 0, chunk.length)
    if (text.length > LONGEST_TEXT) {
      const limit = LONGEST_TEXT >> 20
      throw new InputError(
        `${run.source.name} is a text of more than ${limit} MiB; give slx the part with the dumps.`,
      )
    }
    await run.options.afterChunk?.(run.progress)
  }
  return Buffer.from(text.bytes.buffer, 0, text.length)
}

function toUtf8(text: Buffer, encoding: TextEncoding): Buffer {
  if (encoding === 'utf-8') return text
  const whole = text.subarray(0, text.length & ~1)
  const littleEndian = encoding === 'utf-16be' ? whole.swap16() : whole
  return Buffer.from(littleEndian.toString('utf16le'), 'utf8')
}

function what({ source }: Run, layers: number): string {
  return layers === 0 ? source.name : `What ${source.name} unpacks to`
}
