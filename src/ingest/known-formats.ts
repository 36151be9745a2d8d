const UNREADABLE = 'slx reads captures (pcap or pcapng, also gzipped) and text with hex dumps in it'
const UNPACK = 'unpack it first and give slx what was in it'
const CONVERT = 'convert it to pcapng first, for instance with editcap from Wireshark'

export interface NamedFormat {
  /** With its article, as a sentence wants it. */
  readonly what: string
  /** A clause that says what to do. */
  readonly advice: string
}

interface Format extends NamedFormat {
  /** As latin1. */
  readonly mark: string
  /** Where the mark is; at the beginning unless said. */
  readonly at?: number
  /** Nobody writes a text that begins so; other marks are only looked for in what is no text. */
  readonly evenInText?: boolean
}

/** Formats people hand to a packet tool by mistake, by the mark in their first bytes. */
const FORMATS: readonly Format[] = [
  { mark: '\x89PNG\r\n\x1a\n', what: 'a PNG image', advice: UNREADABLE },
  { mark: '\xff\xd8\xff', what: 'a JPEG image', advice: UNREADABLE },
  { mark: 'GIF8', what: 'a GIF image', advice: UNREADABLE },
  { mark: '%PDF-', what: 'a PDF document', advice: UNREADABLE, evenInText: true },
  { mark: '\x7fELF', what: 'an ELF program or library', advice: UNREADABLE },
  { mark: 'MZ', what: 'a Windows program or library', advice: UNREADABLE },
  { mark: 'SQLite format 3\0', what: 'an SQLite database', advice: UNREADABLE },
  { mark: 'PK\x03\x04', what: 'a zip archive', advice: UNPACK },
  { mark: '7z\xbc\xaf\x27\x1c', what: 'a 7-Zip archive', advice: UNPACK },
  { mark: 'Rar!\x1a\x07', what: 'a RAR archive', advice: UNPACK },
  { mark: 'ustar', at: 257, what: 'a tar archive', advice: UNPACK },
  { mark: '\x28\xb5\x2f\xfd', what: 'zstd-compressed data', advice: UNPACK },
  { mark: '\xfd7zXZ\0', what: 'xz-compressed data', advice: UNPACK },
  { mark: 'BZh', what: 'bzip2-compressed data', advice: UNPACK },
  { mark: '\x04\x22\x4d\x18', what: 'lz4-compressed data', advice: UNPACK },
  { mark: 'snoop\0\0\0', what: 'a snoop capture', advice: CONVERT },
  { mark: 'btsnoop\0', what: 'a Bluetooth snoop capture', advice: CONVERT },
  { mark: 'GMBU', what: 'a Network Monitor capture', advice: CONVERT },
  { mark: 'RTSS', what: 'a Network Monitor capture', advice: CONVERT },
  { mark: 'TRSNIFF data', what: 'a Sniffer capture', advice: CONVERT },
  { mark: 'XCP\0', what: 'a NetXray or Windows Sniffer capture', advice: CONVERT },
  { mark: 'ObserverPktBuffe', what: 'an Observer capture', advice: CONVERT },
]

/** Names the format of an input slx does not read, as far as it is known. */
export function nameFormat(head: Uint8Array, isText: boolean): NamedFormat | undefined {
  return FORMATS.find(({ mark, at = 0, evenInText }) => (!isText || evenInText) && holds(head, mark, at))
}

export const UNKNOWN_FORMAT: NamedFormat = {
  what: 'binary data of a kind slx does not know',
  advice: UNREADABLE,
}

function holds(head: Uint8Array, mark: string, at: number): boolean {
  for (let i = 0; i < mark.length; i++) if (head[at + i] !== mark.charCodeAt(i)) return false
  return true
}
