/** Writes OSCAR as clients and servers do, from the protocol page alone: nothing of the dissector is used. */

export function u8(...values: readonly number[]): Buffer {
  return Buffer.from(values)
}

export function u16(...values: readonly number[]): Buffer {
  return Buffer.concat(values.map((value) => Buffer.from([value >> 8, value & 0xff])))
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

export function le16(value: number): Buffer {
  return Buffer.from([value & 0xff, value >> 8])
}

export function le32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value >>> 0)
  return bytes
}

export function s8(text: string): Buffer {
  return Buffer.concat([u8(text.length), Buffer.from(text)])
}

export function s16(text: string): Buffer {
  return Buffer.concat([u16(text.length), Buffer.from(text)])
}

export function lz(text: string): Buffer {
  return Buffer.concat([le16(text.length + 1), Buffer.from(`${text}\0`)])
}

export function tlv(type: number, value: string | Uint8Array = ''): Buffer {
  const bytes = Buffer.from(value as string)
  return Buffer.concat([u16(type, bytes.length), bytes])
}

/** Name, warning level, counted TLVs. */
export function user(name: string, ...tlvs: readonly Buffer[]): Buffer {
  return Buffer.concat([s8(name), u16(0, tlvs.length), ...tlvs])
}

export function snac(
  group: number,
  sub: number,
  id: number,
  body: readonly Uint8Array[] = [],
  flags = 0,
): Buffer {
  return Buffer.concat([u16(group, sub, flags), u32(id), ...body])
}

export function flap(channel: number, sequence: number, payload: Uint8Array = Buffer.alloc(0)): Buffer {
  return Buffer.concat([u8(0x2a, channel), u16(sequence & 0xffff, payload.length), payload])
}
