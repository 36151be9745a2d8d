import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addWords, checksumOf, fold, rightChecksum } from '../../src/network/checksum.js'
import { internetChecksum } from './packets.js'

test('sums the example of RFC 1071 section 3', () => {
  const words = Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7)
  expect(fold(addWords(words, 0, 8))).toBe(0xddf2)
  expect(checksumOf(addWords(words, 0, 8))).toBe(0x220d)
})

test('agrees with the sum taken word by word, for any bytes and any part of them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(20), (bytes, start) => {
      const from = Math.min(start, bytes.length)
      expect(checksumOf(addWords(bytes, from, bytes.length))).toBe(internetChecksum(bytes.subarray(from)))
    }),
  )
})

test('goes on from a sum, as from a pseudo-header', () => {
  const bytes = Uint8Array.of(0x12, 0x34, 0xff, 0xff, 0x80)
  expect(addWords(bytes, 2, 5, addWords(bytes, 0, 2))).toBe(addWords(bytes, 0, 5))
})

test('holds for the largest packet', () => {
  const bytes = new Uint8Array(65535).fill(0xff)
  expect(fold(addWords(bytes, 0, 65534))).toBe(0xffff)
})

test('knows the right checksum beside a wrong one', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 2, maxLength: 60 }),
      fc.integer({ min: 0, max: 0xffff }),
      (bytes, wrong) => {
        const packet = Uint8Array.from([wrong >> 8, wrong, ...bytes])
        const right = rightChecksum(addWords(packet, 0, packet.length), wrong)
        packet.set([right >> 8, right], 0)
        expect(fold(addWords(packet, 0, packet.length)) % 0xffff).toBe(0)
      },
    ),
  )
})
