/** The package has no types of its own; this is what we use of it. */
declare module 'pcap-parser' {
  import type { EventEmitter } from 'node:events'

  interface PacketHeader {
    readonly timestampSeconds: number
    readonly timestampMicroseconds: number
    readonly capturedLength: number
    readonly originalLength: number
  }

  interface Packet {
    readonly header: PacketHeader
    readonly data: Buffer
  }

  /** What the parser asks of its input. */
  interface ParserStream {
    on(event: string, listener: (data: Buffer) => void): unknown
    pause(): unknown
    resume(): unknown
  }

  interface Parser extends EventEmitter {
    on(event: 'packetHeader', listener: (header: PacketHeader) => void): this
    on(event: 'packet', listener: (packet: Packet) => void): this
    on(event: 'error', listener: (error: Error) => void): this
  }

  export function parse(input: string | ParserStream): Parser
}
