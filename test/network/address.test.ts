import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ipv4Text, ipv6Text, macText } from '../../src/network/address.js'

test('writes IPv4 and MAC addresses', () => {
  expect(ipv4Text(Uint8Array.of(9, 192, 168, 1, 3), 1)).toBe('192.168.1.3')
  expect(macText(Uint8Array.of(0, 0x1a, 0xb, 0xff, 1, 2), 0)).toBe('00:1a:0b:ff:01:02')
})

test.each([
  ['00000000000000000000000000000000', '::'],
  ['00000000000000000000000000000001', '::1'],
  ['fe800000000000000202b3fffe1e8329', 'fe80::202:b3ff:fe1e:8329'],
  ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
  ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
  ['00000000000000000000ffffc0000201', '::ffff:192.0.2.1'],
])('writes %s as RFC 5952 says', (hex, text) => {
  expect(ipv6Text(Buffer.from(hex, 'hex'), 0)).toBe(text)
})

test('writes IPv6 addresses as the URL standard does', () => {
  const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }))
  fc.assert(
    fc.property(fc.array(group, { minLength: 7, maxLength: 7 }), (rest) => {
      // A first group other than 0 keeps clear of IPv4 inside IPv6, which URLs write in hexadecimal.
      const groups = [0x2001, ...rest]
      const bytes = Uint8Array.from(groups.flatMap((value) => [value >> 8, value & 0xff]))
      const long = groups.map((value) => value.toString(16)).join(':')
      expect(`[${ipv6Text(bytes, 0)}]`).toBe(new URL(`http://[${long}]/`).hostname)
    }),
  )
})
