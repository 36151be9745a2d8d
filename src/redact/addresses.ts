import { isIPv4 } from 'node:net'
import { Wire } from '../fields/wire.js'

const DOTTED = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g

/** What replacements begin with, by the length of an IPv4 address as text: reserved ranges, nobody's hosts. */
const BEGINNINGS = new Map<number, readonly string[]>([
  [7, ['0.']],
  [8, ['10.']],
  [9, ['10.']],
  [15, ['240.']],
])
/** For benchmarks (RFC 2544). */
const USUAL = ['198.18.', '198.19.']

/** First number and count of those that take one, two and three digits. */
const BY_DIGITS = [
  [0, 10],
  [10, 90],
  [100, 156],
] as const

/** The address number `index` of a length as text; where a range is used up, it begins anew. */
function numbered(length: number, index: number): string {
  const beginnings = BEGINNINGS.get(length) ?? USUAL
  const parts: number[] = []
  let digits = length - beginnings[0]!.length
  let rest = index
  for (let left = 5 - beginnings[0]!.split('.').length; left > 0; left--) {
    // As many digits as leave one, and a dot, for each part before.
    const width = Math.min(3, digits - 2 * (left - 1))
    const [first, count] = BY_DIGITS[width - 1]!
    parts.unshift(first + (rest % count))
    rest = Math.floor(rest / count)
    digits -= width + 1
  }
  return `${beginnings[rest % beginnings.length]}${parts.join('.')}`
}

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
    return this.#replaced('4', value, () => this.#unusedIpv4(value))
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

  #unusedIpv4(value: Uint8Array): Uint8Array {
    const address = value.join('.')
    for (;;) {
      const made = numbered(address.length, this.#next(`4 ${address.length}`))
      if (made !== address) return Uint8Array.from(made.split('.'), Number)
    }
  }

  #next(kind: string): number {
    const count = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, count)
    return count
  }
}
