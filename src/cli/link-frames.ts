import { count } from '../count.js'
import type { Dissector } from '../dissect/dissector.js'
import type { Registry } from '../dissect/registry.js'
import { type Frame, LinkType } from '../ingest/frame.js'
import type { CaptureWriter } from '../ingest/write/capture-writer.js'
import { CLIENT, SERVER, type Side } from '../network/conversation.js'
import { HeaderMaker } from '../network/headers.js'
import type { Reporter } from './reporter.js'

/** Ports for payloads whose own are not known: the client's, and the server's when no protocol claims them. */
const CLIENT_PORT = 40000
const SERVER_PORT = 50000

/** Where it is told what becomes of frames. */
export type Remarks = Pick<Reporter, 'say' | 'skipped'>

/** Passes frames on to a capture writer, with made-up headers around those that do not begin at a link layer. */
export class LinkFrames implements CaptureWriter {
  readonly #writer: CaptureWriter
  readonly #registry: Registry
  readonly #reporter: Remarks
  /** One for each transport and pair of ports, so that TCP sequence numbers run on. */
  readonly #makers = new Map<string, HeaderMaker>()
  /** What the last payload that anybody recognised was: those that nobody does are taken for the same. */
  #protocol: Dissector | undefined
  /** Frames that got made-up headers. */
  #madeUp = 0

  constructor(writer: CaptureWriter, registry: Registry, reporter: Remarks) {
    this.#writer = writer
    this.#registry = registry
    this.#reporter = reporter
  }

  frame(frame: Frame): void {
    const { begins } = frame
    if (begins === 'link') {
      this.#writer.frame(frame)
      return
    }
    this.#madeUp++
    const frames = begins === 'payload' ? this.#wrapPayload(frame) : [this.#wrapPacket(frame, begins)]
    if (frames.length === 0)
      this.#reporter.skipped(`packet ${frame.number} is too long for one UDP datagram; left out.`)
    for (const bytes of frames) this.#writer.frame(onEthernet(frame, bytes))
  }

  flush(): void {
    this.#writer.flush()
  }

  end(): void {
    if (this.#madeUp > 0) this.#reporter.say(`${count(this.#madeUp, 'packet')} got made-up network headers.`)
    this.#writer.end()
  }

  #wrapPacket(frame: Frame, transport: 'udp' | 'tcp'): Uint8Array {
    return this.#maker(transport, 0, 0).wrap(sideOf(frame), frame.bytes.subarray(frame.start, frame.end))
  }

  #wrapPayload(frame: Frame): Uint8Array[] {
    const payload = frame.bytes.subarray(frame.start, frame.end)
    this.#protocol = this.#registry.recognise(payload) ?? this.#protocol
    const protocol = this.#protocol
    const transport = frame.note?.transport ?? protocol?.transport ?? 'udp'
    const ports = frame.note?.ports ?? { server: protocol?.ports[0]?.[0] ?? SERVER_PORT, client: CLIENT_PORT }
    return this.#maker(transport, ports.client, ports.server).frames(sideOf(frame), payload)
  }

  #maker(transport: 'udp' | 'tcp', client: number, server: number): HeaderMaker {
    const key = `${transport} ${client} ${server}`
    let maker = this.#makers.get(key)
    if (!maker) {
      maker = new HeaderMaker(transport, [end(client), end(server)])
      this.#makers.set(key, maker)
    }
    return maker
  }
}

function end(port: number) {
  return { address: '', port }
}

function sideOf({ note }: Frame): Side {
  return note?.sender === 'server' || note?.sender === 'b' ? SERVER : CLIENT
}

function onEthernet(frame: Frame, bytes: Uint8Array): Frame {
  return {
    ...frame,
    begins: 'link',
    linkType: LinkType.ETHERNET,
    bytes,
    start: 0,
    end: bytes.length,
    originalLength: bytes.length,
  }
}
