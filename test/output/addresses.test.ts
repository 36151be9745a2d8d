import { SocketAddress } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hexDigitsOf, writeIPv4, writeIPv6, writeMac, writeUuid } from '../../src/output/addresses.js'
import { written } from '../support/render.js'

const address6 = (bytes: Uint8Array) => written((out) => writeIPv6(out, bytes, 0))

function ipv6(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.replaceAll(':', ''), 'hex'))
}

describe('writeIPv6', () => {
  // The rules and examples of RFC 5952, sections 4 and 5.
  it.each([
    ['20010db8000000000000000000000001', '2001:db8::1'],
    ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
    ['20010000000000010000000000000001', '2001:0:0:1::1'],
    ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000000000001', '::1'],
    ['00010000000000000000000000000000', '1::'],
    ['00000000000000000000ffffc0a80103', '::ffff:192.168.1.3'],
    ['fe8000000000000002000afffe00abcd', 'fe80::200:aff:fe00:abcd'],
  ])('writes %s as %s', (hex, text) => {
    expect(address6(ipv6(hex))).toBe(text)
  })

  it('agrees with the system about every address', () => {
    const group = fc.oneof(fc.constant(0), fc.constant(0xffff), fc.integer({ min: 0, max: 0xffff }))
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        // Deprecated "IPv4-compatible" addresses, which RFC 5952 does not write in dots.
        if (groups.slice(0, 6).every((value) => value === 0)) return
        const full = groups.map((value) => value.toString(16)).join(':')
        const bytes = Uint8Array.from(groups.flatMap((value) => [value >> 8, value & 0xff]))
        expect(address6(bytes)).toBe(new SocketAddress({ address: full, family: 'ipv6' }).address)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('other addresses', () => {
  it('writes IPv4, MAC and UUID', () => {
    const bytes = Uint8Array.from({ length: 17 }, (_, i) => i * 15)
    expect(written((out) => writeIPv4(out, bytes, 1))).toBe('15.30.45.60')
    expect(written((out) => writeMac(out, bytes, 1))).toBe('0f:1e:2d:3c:4b:5a')
    expect(written((out) => writeUuid(out, bytes, 1))).toBe('0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0')
  })

  it('counts hex digits', () => {
    expect([0, 1, 0xf, 0x10, 0xffff, 0x10000, 0xffff_ffff].map(hexDigitsOf)).toEqual([1, 1, 1, 2, 4, 5, 8])
  })
})
