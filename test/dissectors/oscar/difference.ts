import { snac, tlv, u16, user } from './encode.js'

/** A row of docs/oscar-and-wireshark.md: a frame, what tshark prints of it, and what slx reads. */
export interface Difference {
  /** As the page's first column has it. */
  readonly where: string
  readonly side: 0 | 1
  readonly channel?: number
  readonly payload: Uint8Array
  /** In the output of `tshark -V`. */
  readonly theirs: RegExp
  /** Not in it. */
  readonly lacks?: RegExp
  /** Values by path. */
  readonly ours: Readonly<Record<string, readonly unknown[]>>
}

export const SMALL = (name: string) => user(name, tlv(1, u16(0x10)))
export const COOKIE = Buffer.from('12345678')

export const made = (side: 0 | 1, group: number, sub: number, ...body: readonly Uint8Array[]) => ({
  side,
  payload: snac(group, sub, side === 0 ? 1 : 0x8000_0001, body),
})
