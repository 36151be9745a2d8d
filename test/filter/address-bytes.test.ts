import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addressBytes } from '../../src/filter/address-bytes.js'
import { ipv4Text, ipv6Text } from '../../src/network/address.js'

it('reads addresses back from their text', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.nat(15),
      fc.nat(16),
      (bytes, from, size) => {
        bytes.fill(0, from, from + size)
        expect(addressBytes(ipv6Text(bytes, 0))).toEqual(bytes)
        expect(addressBytes(ipv4Text(bytes, 0))).toEqual(bytes.slice(0, 4))
      },
    ),
  )
  const mapped = Uint8Array.from([...Array(10).fill(0), 255, 255, 192, 0, 2, 1])
  expect(addressBytes(ipv6Text(mapped, 0))).toEqual(mapped)
  expect(addressBytes('aa:bb:cc:dd:ee:ff')).toBeUndefined()
})
