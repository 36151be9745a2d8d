import type { Sender } from './types.js'

/** What a dump says of its packet beside the bytes. */
export interface WriteDumpOptions {
  readonly sender?: Sender | undefined
  /** Seconds since 1970 UTC, or -1 when not known. */
  readonly seconds?: number
  readonly nanoseconds?: number
  /** A line above the packet. Written as printable ASCII, whatever it holds. */
  readonly heading?: string | undefined
}

const ROW = 16
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Direction words that `readDumps` and text2pcap's -D both understand, where it has them. */
const DIRECTIONS: Record<Sender, string> = {
  client: 'Client>Server',
  server: 'Server>Client',
  a: 'O',
  b: 'I',
}

/**
 * Writes one packet as a dump in Wireshark's dialect, which `readDumps`, Wireshark and text2pcap read:
 *
 *     # heading
 *     Client>Server 2007-01-28T16:00:00.000000000Z
 *     0000  40 00 00 01 ff ff ff fa 2f c7 ac c1 79 ca f6 24   @......./...y..$
 *
 * It ends with a blank line, so that packets can be written one after another. A packet without bytes is offset 0 alone.
 */
export function writeDump(bytes: Uint8Array, options: WriteDumpOptions = {}): string {
  const label = labelOf(options)
  // A comment of its own ends the direction of the packet before.
  const lines = options.heading ? [`# ${printable(options.heading)}`] : label === '' ? ['#'] : []
  if (label !== '') lines.push(label)
  const digits = Math.max(4, Math.ceil((bytes.length.toString(16).length - 1) / 2) * 2)
  for (let at = 0; at < bytes.length; at += ROW) lines.push(row(bytes, at, digits))
  if (bytes.length === 0) lines.push('0000')
  return `${lines.join('\n')}\n\n`
}

function labelOf({ sender, seconds = -1, nanoseconds = 0 }: WriteDumpOptions): string {
  const direction = sender === undefined ? '' : DIRECTIONS[sender]
  const time = seconds < 0 ? '' : isoTime(seconds, nanoseconds)
  return `${direction} ${time}`.trim()
}

function row(bytes: Uint8Array, at: number, digits: number): string {
  const end = Math.min(at + ROW, bytes.length)
  let hex = ''
  let text = ''
  for (let i = at; i < end; i++) {
    const byte = bytes[i]!
    hex += ` ${HEX[byte]}`
    text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'
  }
  return `${at.toString(16).padStart(digits, '0')} ${hex.padEnd(3 * ROW)}   ${text}`
}

function isoTime(seconds: number, nanoseconds: number): string {
  const whole = new Date(seconds * 1000).toISOString().slice(0, 19)
  return `${whole}.${String(nanoseconds).padStart(9, '0')}Z`
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, '?')
}
