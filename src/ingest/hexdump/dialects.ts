import type { CellKind } from './cells.js'
import type { OffsetStyle } from './tokens.js'

/** Which reader a dialect belongs to. */
export type Family = 'tree' | 'offsets' | 'bare' | 'literal' | 'base64' | 'http'

/** What a block of rows looks like, for its name. */
export interface RowFeatures {
  readonly offsetStyle: OffsetStyle
  readonly offsetDigits: number
  readonly radix: 8 | 10 | 16
  readonly kind: CellKind
  /** Digits of a cell. */
  readonly digits: number
  /** Bytes of the longest row. */
  readonly width: number
  readonly little: boolean
  /** Whether the cells have a wider space after every eighth. */
  readonly parted: boolean
  readonly gutter: 'none' | 'plain' | 'parted' | 'spaced'
  /** The sign in front of the text column. */
  readonly mark: string
  /** Signs in front of the offset: `<`, `>`, `|`, U+2502. */
  readonly frame: string
  /** Whether words that are no text column stand beside the bytes. */
  readonly annotated: boolean
  readonly joined: boolean
}

export interface Dialect {
  /** The word for `--dump-format`. */
  readonly name: string
  /** As the line on standard error says it. */
  readonly title: string
  /** One line for `--help` and the manual. */
  readonly about: string
  readonly family: Family
  /** Byte order of words when this dialect is asked for by name. */
  readonly wordOrder?: 'little' | 'big'
  /** How its cells are written, when asked for by name; any way without this. */
  readonly notations?: readonly CellKind['name'][]
  /** For the families of rows: whether a block looks like this. The first that says yes names it. */
  readonly fits?: (features: RowFeatures) => boolean
}

const isWide = (features: RowFeatures) => features.digits > 2

/** Every dialect, those told by their shape in the order they are tried. */
export const DIALECTS: readonly Dialect[] = [
  {
    name: 'fq',
    title: 'fq dump',
    about: 'fq: 0x000|49 44 33|ID3| with bytes in their columns',
    family: 'offsets',
    fits: (f) => f.offsetStyle === 'prefixed' && /[|│]/.test(f.mark + f.frame),
  },
  {
    name: 'hexyl',
    title: 'hexyl',
    about: 'hexyl: │00000000│ 47 45 54 … ┊ … │GET …┊…│',
    family: 'offsets',
    fits: (f) => /[│┊]/.test(f.frame),
  },
  {
    name: 'netty',
    title: 'Netty table',
    about: 'Netty ByteBufUtil.prettyHexDump, log4j: |00000000| 16 03 01 … |…..|',
    family: 'offsets',
    fits: (f) => f.frame.includes('|') && f.offsetStyle === 'plain',
  },
  {
    name: 'netcat',
    title: 'netcat -o',
    about: 'netcat -o: < 00000000 48 54 54 50 … # HTTP…',
    family: 'offsets',
    fits: (f) => /[<>]/.test(f.frame) && f.mark === '#',
  },
  {
    name: 'tcpdump',
    title: 'tcpdump -x',
    about: 'tcpdump -x, -X, -xx, -XX: 0x0010:  0a00 0002 …',
    family: 'offsets',
    notations: ['hex'],
    wordOrder: 'big',
    fits: (f) => f.offsetStyle === 'prefixed-colon' && isWide(f),
  },
  {
    name: 'xxd-le',
    title: 'xxd -e',
    about: 'xxd -e: little-endian words after 00000000:',
    family: 'offsets',
    notations: ['hex'],
    wordOrder: 'little',
    fits: (f) => f.offsetStyle === 'colon' && f.little,
  },
  {
    name: 'xxd-bits',
    title: 'xxd -b',
    about: 'xxd -b: 00000000: 01000111 01000101 …',
    family: 'offsets',
    notations: ['binary bytes'],
    fits: (f) => f.kind.name === 'binary bytes',
  },
  {
    name: 'xxd',
    title: 'xxd',
    about: 'xxd, any -g, -c, -u, -d: 00000000: 4745 5420 …  GET ',
    family: 'offsets',
    notations: ['hex'],
    wordOrder: 'big',
    fits: (f) => f.offsetStyle === 'colon',
  },
  {
    name: 'hexdump-c',
    title: 'hexdump -C',
    about: 'hexdump -C: 00000000  47 45 54 20 …  |GET …|',
    family: 'offsets',
    fits: (f) => f.mark === '|' && f.parted && f.offsetStyle === 'plain',
  },
  {
    name: 'delimit',
    title: 'tshark --hexdump delimit',
    about: 'tshark --hexdump delimit: 0000  47 45 54 20 …   |GET …|',
    family: 'offsets',
    fits: (f) => f.mark === '|' && f.offsetStyle === 'plain',
  },
  {
    name: 'od-octal',
    title: 'od octal',
    about: 'od alone, od -b, hexdump -b, hexdump -d: words and bytes in octal or decimal',
    family: 'offsets',
    wordOrder: 'little',
    notations: ['octal bytes', 'octal words', 'decimal words'],
    fits: (f) => f.kind.name !== 'hex',
  },
  {
    name: 'words',
    title: 'words dump (od -x, hexdump)',
    about: 'od -x, hexdump, hexdump -x: 0000000 4547 2054 …, words little-endian',
    family: 'offsets',
    notations: ['hex'],
    wordOrder: 'little',
    fits: (f) => f.offsetStyle === 'plain' && isWide(f),
  },
  {
    name: 'od',
    title: 'od -tx1',
    about: 'od -tx1 with -Ax, -Ad or octal offsets, with or without z: 0000020 47 45 54 20 …',
    family: 'offsets',
    fits: (f) =>
      f.mark === '>' ||
      (f.offsetStyle === 'plain' && f.offsetDigits >= 6 && f.offsetDigits <= 7 && f.gutter === 'none'),
  },
  {
    name: 'follow',
    title: 'Follow Stream hex',
    about: "Wireshark's Follow Stream as hex: 00000000  47 45 …   GET …; the peer's lines indented",
    family: 'offsets',
    fits: (f) => f.gutter === 'parted' && f.offsetDigits === 8,
  },
  {
    name: 'slx',
    title: "slx's own tree",
    about: "slx's own tree: offset, bytes, type, name and value under a heading line #1",
    family: 'tree',
  },
  {
    name: 'csharp',
    title: 'C# HexDump',
    about: "the C# snippet HexDump: 00000000   2A 02 …  text with '·'",
    family: 'offsets',
    fits: (f) => f.offsetDigits === 8 && f.parted && f.gutter === 'plain',
  },
  {
    name: 'wireshark',
    title: 'Wireshark dialect',
    about: 'Wireshark "copy as hex + ASCII", tshark -x: 0000  47 45 54 20 …   GET …',
    family: 'offsets',
    fits: (f) => f.offsetStyle === 'plain' && f.offsetDigits >= 4 && f.digits === 2 && !f.annotated,
  },
  {
    name: 'offsets',
    title: 'offset dump',
    about: 'any rows of an offset and bytes',
    family: 'offsets',
    fits: (f) => f.offsetStyle !== 'none',
  },
  {
    name: 'wpp',
    title: 'WowPacketParser table',
    about: 'WowPacketParser: | 06 00 … | A . B . |',
    family: 'bare',
    fits: (f) => f.gutter === 'spaced' && f.frame.includes('|'),
  },
  {
    name: 'oscar',
    title: 'rows with text column',
    about: 'no offsets, text beside: 2A 04 62 BF … *.b.',
    family: 'bare',
    fits: (f) => f.gutter !== 'none',
  },
  {
    name: 'dashes',
    title: 'joined pairs',
    about: 'BitConverter.ToString and the like: 2A-02-00, 2a:02:00',
    family: 'bare',
    fits: (f) => f.joined,
  },
  {
    name: 'stream',
    title: 'hex stream',
    about: 'Wireshark "copy as hex stream", xxd -p: 4745542020…',
    family: 'bare',
    fits: (f) => f.digits > 8,
  },
  {
    name: 'plain',
    title: 'bare hex rows',
    about: 'rows of bytes and nothing else: od -An -tx1, BytesToHexString, pasted lines',
    family: 'bare',
    fits: () => true,
  },
  {
    name: 'decimal',
    title: 'decimal bytes',
    about: 'numbers from 0 to 255 with spaces between: 42 2 0 255',
    family: 'bare',
  },
  {
    name: 'array',
    title: 'array literal',
    about: 'C, C#, Java, JavaScript, Go, Rust, Erlang arrays: { 0x2a, 0x02 }, [42, 2], <<42,2>>',
    family: 'literal',
  },
  {
    name: 'string',
    title: 'string literal',
    about: 'strings with escapes: "\\x2a\\x02", "*\\002", b\'*\\x02\', bytes.fromhex(\'2a02\')',
    family: 'literal',
  },
  {
    name: 'percent',
    title: 'percent escapes',
    about: '%2A%02%00',
    family: 'literal',
  },
  {
    name: 'base64',
    title: 'Base64',
    about: 'Base64, in lines or alone',
    family: 'base64',
  },
  {
    name: 'http',
    title: 'HTTP text',
    about: 'HTTP requests and responses as plain text',
    family: 'http',
  },
]

/** The names for `--dump-format` with a line about each, in the order of the manual. */
export const dumpFormats: readonly { readonly name: string; readonly about: string }[] = DIALECTS.map(
  ({ name, about }) => ({ name, about }),
)

export function dialectNamed(name: string): Dialect | undefined {
  return DIALECTS.find((dialect) => dialect.name === name)
}

/** The dialect a block's shape belongs to. */
export function dialectOf(family: 'offsets' | 'bare', features: RowFeatures): Dialect {
  return DIALECTS.find((dialect) => dialect.family === family && dialect.fits?.(features) === true)!
}
