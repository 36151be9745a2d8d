import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Message } from '../../src/dissect/message.js'
import { LinkType, newFrame } from '../../src/ingest/frame.js'
import { PcapWriter } from '../../src/ingest/write/pcap.js'
import type { Endpoint, Side } from '../../src/network/conversation.js'
import { HeaderMaker } from '../../src/network/headers.js'
import { runAll } from '../support/run.js'

/** A message as it was told: who said which bytes to whom. */
export interface Told {
  readonly conversation: number
  readonly transport: 'udp' | 'tcp'
  readonly ends: readonly [client: Endpoint, server: Endpoint]
  readonly side: Side
  readonly bytes: Uint8Array
  readonly protocol: string
}

/** How a capture is told again. */
export interface Telling {
  /** Seconds since 1970 of the first packet. */
  readonly begins?: number
  readonly client?: Endpoint
  /** Address of all servers; their ports stay. */
  readonly server?: string
  /** Bytes that a TCP segment holds at most. */
  readonly segment?: number
  /** Every so many TCP segments is sent twice; 0 for none. */
  readonly repeat?: number
}

/** The messages of a capture that have bytes of their own, in order. */
export async function messagesOf(path: string): Promise<Told[]> {
  const told: Told[] = []
  await runAll([path], (message: Message) => {
    const { conversation, side, protocol } = message
    if (conversation.transport === 'none') return
    const { bytes, start, end } = message.sources[0]!
    told.push({
      conversation: conversation.id,
      transport: conversation.transport,
      ends: [conversation.ends[0], conversation.ends[1]],
      side,
      bytes: bytes.slice(start, end),
      protocol,
    })
  })
  return told
}

/** Writes messages as a capture of its own and returns its path. */
export function retell(told: readonly Told[], telling: Telling = {}): string {
  const parts: Buffer[] = []
  const writer = new PcapWriter((bytes) => parts.push(Buffer.from(bytes)))
  const makers = new Map<number, HeaderMaker>()
  const frame = newFrame()
  frame.linkType = LinkType.ETHERNET
  frame.seconds = telling.begins ?? 1_170_000_000
  let segments = 0
  const write = (bytes: Uint8Array) => {
    frame.number++
    frame.bytes = bytes
    frame.end = bytes.length
    frame.originalLength = bytes.length
    frame.nanoseconds = (frame.number % 1000) * 1_000_000
    if (frame.nanoseconds === 0) frame.seconds++
    writer.frame(frame)
  }
  for (const { conversation, transport, ends, side, bytes } of told) {
    let maker = makers.get(conversation)
    if (!maker) {
      const client = telling.client
        ? { ...telling.client, port: telling.client.port + conversation }
        : ends[0]
      maker = new HeaderMaker(transport, [client, { ...ends[1], address: telling.server ?? ends[1].address }])
      makers.set(conversation, maker)
    }
    const size = transport === 'tcp' ? (telling.segment ?? bytes.length) : bytes.length
    for (let at = 0; at < bytes.length; at += size) {
      for (const each of maker.frames(side, bytes.subarray(at, at + size))) {
        write(each)
        if (transport === 'tcp' && telling.repeat && ++segments % telling.repeat === 0) write(each)
      }
    }
  }
  writer.end()
  const path = join(mkdtempSync(join(tmpdir(), 'slx-diff-')), 'retold.pcap')
  writeFileSync(path, Buffer.concat(parts))
  return path
}
