import { isIPv4 } from 'node:net'
import { Wire } from '../fields/wire.js'

const DOTTED = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g

/** Fixed beginnings of replacements, by the length an IPv4 address has as text: reserved ranges, nobody's hosts. */
const BEGINNINGS: readonly (readonly [length: number, beginning: string])[] = [
  [7, '0.'],
  [8, '10.'],
  [9, '10.'],
  [15, '240.'],
]
/** For benchmarks (RFC 2544). */
const USUAL = '198.18.'

/**
 * Replaces network addresses by ones of reserved ranges, one for each, the same everywhere. Loopback, multicast,
 * broadcast and unset addresses stay. An IPv4 address keeps its length as text, so that both forms of it agree.
 */
export class Addresses {
  readonly #known = new Map<string, Uint8Array>()
  readonly #counts = new Map<string, number>()

  /** A replacement for an address in bytes of this type. */
  binary(wire: Wire, value: Uint8Array): Uint8Array {
    if (wire === Wire.IPv4) return this.ipv4(value)
    return wire === Wire.IPv6 ? this.ipv6(value) : this.mac(value)
  }

  /** Replaces the IPv4 addresses in a text; undefined where it has none. */
  text(text: string): string | undefined {
    let found = false
    const replaced = text.replace(DOTTED, (address) => {
      if (!isIPv4(address)) return address
      found = true
      return this.ipv4(Uint8Array.from(address.split('.'), Number)).join('.')
    })
    return found ? replaced : undefined
  }

  ipv4(value: Uint8Array): Uint8Array {
    const [first] = value
    if (first === 0 || first === 127 || first! >= 224) return value
    return this.#replaced('4', value, () => this.#unusedIpv4(value.join('.').length))
  }

  ipv6(value: Uint8Array): Uint8Array {
    const isLocal = value.subarray(0, 15).every((byte) => byte === 0)
    if (isLocal || value[0] === 0xff) return value
    const isMapped =
      value.subarray(0, 10).every((byte) => byte === 0) && value[10] === 0xff && value[11] === 0xff
    if (isMapped) return Uint8Array.of(...value.subarray(0, 12), ...this.ipv4(value.subarray(12)))
    // The documentation range (RFC 3849), or within the link as before.
    const beginning = value[0] === 0xfe && value[1] === 0x80 ? [0xfe, 0x80] : [0x20, 0x01, 0x0d, 0xb8]
    return this.#replaced('6', value, () => this.#counted('6', beginning, 16))
  }

  mac(value: Uint8Array): Uint8Array {
    const isGroup = (value[0]! & 1) !== 0
    if (isGroup || value.every((byte) => byte === 0)) return value
    // Locally administered.
    return this.#replaced('mac', value, () => this.#counted('mac', [2], 6))
  }

  #replaced(kind: string, value: Uint8Array, make: () => Uint8Array): Uint8Array {
    const key = `${kind} ${value.join('.')}`
    let made = this.#known.get(key)
    if (!made) this.#known.set(key, (made = make()))
    return made
  }

  #counted(kind: string, beginning: readonly number[], length: number): Uint8Array {
    const made = new Uint8Array(length)
    made.set(beginning)
    new DataView(made.buffer).setUint32(length - 4, this.#next(kind))
    return made
  }

  #unusedIpv4(length: number): Uint8Array {
    const beginning = BEGINNINGS.find(([of]) => of === length)?.[1] ?? USUAL
    const free = 4 - beginning.split('.').length + 1
    for (;;) {
      const number = this.#next(`4 ${length}`)
      const parts = Array.from({ length: free }, (_, i) => (number >>> (8 * (free - 1 - i))) & 0xff)
      const made = `${beginning}${parts.join('.')}`
      // Where all of a range are used up, one is used twice.
      if (made.length === length || number >>> (8 * free) > 0) return Uint8Array.from(made.split('.'), Number)
    }
  }

  #next(kind: string): number {
    const count = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, count)
    return count
  }
}
