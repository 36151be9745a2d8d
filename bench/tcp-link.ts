import { addWords, checksumOf } from '../src/network/checksum.js'
import type { Side } from '../src/network/conversation.js'
import { HeaderMaker } from '../src/network/headers.js'
import { ETHERNET_HEADER, IPV4_HEADER, IpProtocol, TcpFlag } from '../src/network/protocols.js'
import type { CaptureFile } from './capture-file.js'

const NOTHING = new Uint8Array(0)
const TCP_AT = ETHERNET_HEADER + IPV4_HEADER
const ADDRESSES_AT = TCP_AT - 8

/** One TCP connection whose segments go into a capture. Clients are told apart by `client`, from 0. */
export class TcpLink {
  readonly #file: CaptureFile
  readonly #headers: HeaderMaker

  constructor(file: CaptureFile, client: number, server: { address: string; port: number }) {
    this.#file = file
    // 198.18.0.0/15 is set apart for benchmarks (RFC 2544).
    const address = `198.18.${(client >> 8) & 0xff}.${client & 0xff}`
    this.#headers = new HeaderMaker('tcp', [{ address, port: 40_000 + ((client >> 16) % 20_000) }, server])
  }

  /** The three segments that open it. */
  shakeHands(): void {
    this.#flagged(0, TcpFlag.Syn, 1)
    this.#flagged(1, TcpFlag.Syn | TcpFlag.Ack, 1)
    this.acknowledge(0)
  }

  send(side: Side, bytes: Uint8Array): void {
    for (const frame of this.#headers.frames(side, bytes)) this.#file.add(frame)
  }

  acknowledge(side: Side): void {
    this.#flagged(side, TcpFlag.Ack, 0)
  }

  /** Bytes that the capture lacks. */
  lose(side: Side, bytes: Uint8Array): void {
    this.#headers.frames(side, bytes)
  }

  /** The last segment of a side. */
  finish(side: Side): void {
    this.#flagged(side, TcpFlag.Fin | TcpFlag.Ack, 0)
  }

  /** A segment without data, with these flags, so far before the next byte. */
  #flagged(side: Side, flags: number, before: number): void {
    const [frame] = this.#headers.frames(side, NOTHING)
    const view = new DataView(frame!.buffer)
    view.setUint32(TCP_AT + 4, view.getUint32(TCP_AT + 4) - before)
    view.setUint8(TCP_AT + 13, flags)
    view.setUint16(TCP_AT + 16, 0)
    const pseudo = addWords(frame!, ADDRESSES_AT, TCP_AT, IpProtocol.Tcp + frame!.length - TCP_AT)
    view.setUint16(TCP_AT + 16, checksumOf(addWords(frame!, TCP_AT, frame!.length, pseudo)))
    this.#file.add(frame!)
  }
}
