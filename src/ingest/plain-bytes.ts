/**
 * The same bytes as a plain array: of Node's own buffers `slice` gives a view, where everybody who keeps or changes bytes
 * counts on a copy.
 */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  return Buffer.isBuffer(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) : bytes
}
