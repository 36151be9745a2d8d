/**
 * Wire types: how a field's bytes are read. A small closed set, as numbers, so that views and readers
 * are one `switch` each. BE is network order. Everything else about a field (names, base, role) is in
 * its definition.
 */
export const enum Wire {
  /** A row that only holds others; its range is the sum of its children's. */
  Group,
  /** Bytes with no further structure. */
  Bytes,
  /** Bytes not understood; recorded by the engine so that every byte lies in a leaf. */
  Undecoded,
  Padding,
  /** Text of one byte a character, shown escaped; bytes above 0x7f read as UTF-8 where valid, else as Latin-1. */
  Text,
  TextUtf16BE,
  TextUtf16LE,
  /** A value without bytes (reply-in, a check's verdict); kept in FieldTree.derived. */
  Derived,
  U8,
  U16BE,
  U16LE,
  U24BE,
  U24LE,
  U32BE,
  U32LE,
  U64BE,
  U64LE,
  S8,
  S16BE,
  S16LE,
  S32BE,
  S32LE,
  S64BE,
  S64LE,
  F32BE,
  F32LE,
  F64BE,
  F64LE,
  Bool,
  IPv4,
  IPv6,
  Mac,
  /** 16 bytes in text order. */
  Uuid,
  /** Three F32 little-endian. */
  Vector3,
  /** Three F64 little-endian. */
  Vector3d,
  /** Four F32 little-endian. */
  Vector4,
  /** x, y, z as F32 little-endian; w = sqrt(max(0, 1 - x^2 - y^2 - z^2)) is derived. */
  Quaternion,
  /** Three U8, each a step of a range (`ranges` of the definition). */
  Vector3U8,
  /** Three U16 little-endian, each a step of a range. */
  Vector3U16,
  /** x, y, z and w as U8, each a step of a range. */
  Vector4U8,
  /** x, y, z and w as U16 little-endian, each a step of a range. */
  Vector4U16,
}

/** Bytes a wire type takes, 0 where the length is not fixed by the type. */
export function wireWidth(wire: Wire): number {
  return WIDTHS[wire]!
}

// In the order of the enum.
const WIDTHS = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 3, 3, 4, 4, 8, 8, 1, 2, 2, 4, 4, 8, 8, 4, 4, 8, 8, 1, 4, 16, 6, 16, 12, 24,
  16, 12, 3, 6, 4, 8,
]

/** Whether the bytes read as one integer of at most 32 bits (so that it can carry names, flags and masks). */
export function isSmallInteger(wire: Wire): boolean {
  return (
    (wire >= Wire.U8 && wire <= Wire.U32LE) || (wire >= Wire.S8 && wire <= Wire.S32LE) || wire === Wire.Bool
  )
}

/** The name shown in a type column when the protocol's page gives none of its own. */
export function wireTypeName(wire: Wire): string {
  return TYPE_NAMES[wire]!
}

// In the order of the enum.
const TYPE_NAMES =
  'group bytes bytes padding text utf16 utf16le derived u8 u16 u16le u24 u24le u32 u32le u64 u64le s8 s16 s16le s32 s32le s64 s64le f32 f32le f64 f64le bool ipv4 ipv6 mac uuid vector3 vector3d vector4 quaternion vector3u8 vector3u16 vector4u8 vector4u16'.split(
    ' ',
  )

/** A name that no other wire type has, for formats that must tell them apart. */
export function wireName(wire: Wire): string {
  return wire === Wire.Undecoded ? 'undecoded' : wireTypeName(wire)
}

/** The wire type of a name that `wireName` gives. */
export function wireOfName(name: string): Wire | undefined {
  return WIRES_BY_NAME.get(name)
}

/** The names of all wire types, in the order of the enum. */
export const WIRE_NAMES: readonly string[] = WIDTHS.map((_, wire) => wireName(wire))

const WIRES_BY_NAME: ReadonlyMap<string, Wire> = new Map(WIRE_NAMES.map((name, wire) => [name, wire as Wire]))
