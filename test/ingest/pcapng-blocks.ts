import { type Integers, integers } from './captures.js'

/** Makes pcapng blocks of one byte order, byte by byte, independent of the code under test. */
export class Blocks {
  readonly #int: Integers

  constructor(littleEndian = true) {
    this.#int = integers(littleEndian)
  }

  block(type: number, body: Uint8Array): Buffer {
    const { u32 } = this.#int
    const total = u32(12 + padding(body).length)
    return Buffer.concat([u32(type), total, padding(body), total])
  }

  section(major = 1): Buffer {
    const { u16, u32, u64 } = this.#int
    return this.block(
      0x0a0d0d0a,
      Buffer.concat([u32(0x1a2b3c4d), u16(major), u16(0), u64(0xffffffffffffffffn)]),
    )
  }

  option(code: number, value: Uint8Array): Buffer {
    return Buffer.concat([this.#int.u16(code), this.#int.u16(value.length), padding(value)])
  }

  interface(linkType = 1, snapLength = 0, options: readonly Uint8Array[] = []): Buffer {
    const { u16, u32 } = this.#int
    return this.block(1, Buffer.concat([u16(linkType), u16(0), u32(snapLength), ...options]))
  }

  resolution(byte: number): Buffer {
    return this.option(9, Buffer.from([byte]))
  }

  offset(seconds: bigint): Buffer {
    return this.option(14, this.#int.u64(seconds))
  }

  enhanced(ticks: bigint, bytes: Uint8Array, more: PacketExtras = {}): Buffer {
    const { u32 } = this.#int
    return this.block(6, Buffer.concat([u32(more.interface ?? 0), this.#packet(ticks, bytes, more)]))
  }

  old(ticks: bigint, bytes: Uint8Array, more: PacketExtras = {}): Buffer {
    const { u16 } = this.#int
    return this.block(
      2,
      Buffer.concat([u16(more.interface ?? 0), u16(0xffff), this.#packet(ticks, bytes, more)]),
    )
  }

  simple(bytes: Uint8Array, original = bytes.length): Buffer {
    return this.block(3, Buffer.concat([this.#int.u32(original), bytes]))
  }

  #packet(ticks: bigint, bytes: Uint8Array, { captured, original, options = [] }: PacketExtras): Buffer {
    const { u32 } = this.#int
    const halves = [u32(Number(ticks >> 32n)), u32(Number(ticks & 0xffffffffn))]
    const lengths = [u32(captured ?? bytes.length), u32(original ?? bytes.length)]
    return Buffer.concat([...halves, ...lengths, padding(bytes), ...options])
  }
}

export interface PacketExtras {
  readonly interface?: number
  readonly captured?: number
  readonly original?: number
  readonly options?: readonly Uint8Array[]
}

function padding(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
}
