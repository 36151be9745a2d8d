/**
 * Big numbers as SRP-6a logons carry them: unsigned, little-endian, padded with zeros at the high (last) end or cut
 * of them.
 */

/** The number that little-endian bytes stand for. */
export function numberOf(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
}

/** A number as `length` little-endian bytes; what does not fit is lost. */
export function bytesOf(number: bigint, length: number): Uint8Array {
  const digits = number.toString(16).padStart(2 * length, '0')
  return new Uint8Array(Buffer.from(digits.slice(-2 * length), 'hex').reverse())
}

/** The bytes without their high (last) zero bytes; a view of the same memory. */
export function cut(bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end--
  return bytes.subarray(0, end)
}

/** The bytes padded at the high end to at least `length`. */
export function padded(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length >= length) return bytes
  const larger = new Uint8Array(length)
  larger.set(bytes)
  return larger
}

/** `base ^ exponent mod modulus`, for a modulus above 1. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = modulo(base, modulus)
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

/** The remainder that is never negative. */
export function modulo(number: bigint, modulus: bigint): bigint {
  const rest = number % modulus
  return rest < 0n ? rest + modulus : rest
}
