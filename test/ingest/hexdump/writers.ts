/** Writers of every dialect, after the tools and pages they come from: what `readDumps` must give back. */

export interface Writer {
  readonly name: string
  /** Name of the dialect it must be read as, when that is sure for any bytes of some length. */
  readonly dialect?: string
  /** The fewest bytes it is recognised from, alone and in a page of text. */
  readonly least?: number
  /** The fewest bytes it needs in a page of other text; undefined where it is as good there. */
  readonly leastInProse?: number
  /** Lines that depend on their place (a column of their own, nothing before them): no prefix of a log or a quote. */
  readonly plainOnly?: boolean
  /** Bytes it cannot write so that they can be told apart again. */
  readonly without?: readonly number[]
  /** Whether these bytes leave only one reading. */
  readonly isSure?: (bytes: Uint8Array) => boolean
  readonly write: (bytes: Uint8Array) => string
}

const hex = (byte: number) => byte.toString(16).padStart(2, '0')
const char = (byte: number) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')
const rows = (bytes: Uint8Array, width: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / width) }, (_, i) =>
    bytes.subarray(i * width, (i + 1) * width),
  )
const pairs = (row: Uint8Array, between = ' ') => Array.from(row, hex).join(between)
const text = (row: Uint8Array) => Array.from(row, char).join('')
const offset = (at: number, digits: number, radix = 16) => at.toString(radix).padStart(digits, '0')
const lines = (bytes: Uint8Array, width: number, line: (row: Uint8Array, at: number) => string) =>
  rows(bytes, width)
    .map((row, i) => line(row, i * width))
    .join('\n')

/** Enough text to prove a column without an offset to measure it. */
const hasText = (bytes: Uint8Array) =>
  new Set(bytes.subarray(0, 16).filter((byte) => byte > 0x20 && byte < 0x7f)).size > 3

/** Whether the text shows which way round words of four bytes are. */
const showsOrder = (bytes: Uint8Array) =>
  rows(bytes, 4).reduce((sum, part) => {
    const turned = text(Uint8Array.from(part).reverse())
    return sum + Array.from(text(part)).filter((shown, i) => shown !== turned[i] && shown !== '.').length
  }, 0) > 3

/** Whether the digits in one piece cannot be a decimal number. */
const isNoNumber = (bytes: Uint8Array) => bytes.length > 9 || /[a-f]/.test(pairs(bytes))

/** Whether two rows follow each other without a `*`, so that the step tells the radix. */
const hasStep = (bytes: Uint8Array) =>
  bytes.length <= 16 || pairs(bytes.subarray(0, 16)) !== pairs(bytes.subarray(16, 32))

/** Pairs in groups with a wider space after every eighth. */
const parted = (row: Uint8Array) => [...rows(row, 8)].map((part) => pairs(part)).join('  ')
const partedText = (row: Uint8Array) => [...rows(row, 8)].map((part) => text(part)).join(' ')

/** xxd's groups: `size` bytes to a group, the last one shorter. */
const groups = (row: Uint8Array, size: number) =>
  rows(row, size)
    .map((part) => pairs(part, ''))
    .join(' ')

function littleGroups(row: Uint8Array, size: number): string {
  return rows(row, size)
    .map((part) => pairs(Uint8Array.from(part).reverse(), '').padStart(2 * size))
    .join(' ')
}

/** The words of the machine, an odd last byte as `00fe`. */
function words(row: Uint8Array): string[] {
  return rows(row, 2).map((part) => hex(part[1] ?? 0) + hex(part[0]!))
}

/** Leaves out rows equal to the one before, as hexdump and od do. */
function squeezed(bytes: Uint8Array, width: number, line: (row: Uint8Array, at: number) => string): string[] {
  const out: string[] = []
  let before = ''
  rows(bytes, width).forEach((row, i, all) => {
    const now = pairs(row)
    if (now === before && i < all.length - 1 && row.length === width) {
      if (out.at(-1) !== '*') out.push('*')
      return
    }
    before = row.length === width ? now : ''
    out.push(line(row, i * width))
  })
  return out
}

const wireshark = (bytes: Uint8Array) =>
  lines(bytes, 16, (row, at) => `${offset(at, 4)}  ${pairs(row).padEnd(47)}   ${text(row)}`)

const pad = (row: Uint8Array, width: number) => ' '.repeat((width - row.length) * 3)

export const writers: readonly Writer[] = [
  { name: 'Wireshark hex + ASCII', dialect: 'wireshark', write: wireshark },
  {
    name: 'Wireshark hex + ASCII, no padding',
    dialect: 'wireshark',
    write: (bytes) => lines(bytes, 16, (row, at) => `${offset(at, 4)}  ${pairs(row)}   ${text(row)}`),
  },
  {
    name: 'Wireshark hex dump',
    dialect: 'wireshark',
    write: (bytes) => lines(bytes, 16, (row, at) => `${offset(at, 4)}  ${pairs(row)}`),
  },
  {
    name: 'tshark --hexdump delimit',
    dialect: 'delimit',
    write: (bytes) =>
      lines(bytes, 16, (row, at) => `${offset(at, 4)}  ${pairs(row).padEnd(47)}   |${text(row)}|`),
  },
  {
    name: 'Wireshark hex stream',
    isSure: isNoNumber,
    least: 4,
    leastInProse: 8,
    write: (bytes) => pairs(bytes, ''),
  },
  {
    name: 'Wireshark escaped string',
    dialect: 'string',
    leastInProse: 8,
    plainOnly: true,
    write: (bytes) =>
      rows(bytes, 15)
        .map((row) => `"${Array.from(row, (byte) => `\\x${hex(byte)}`).join('')}"`)
        .join(' \\\n'),
  },
  {
    name: 'Wireshark C array',
    dialect: 'array',
    leastInProse: 8,
    plainOnly: true,
    write: (bytes) => {
      const body = lines(
        bytes,
        8,
        (row) => `${Array.from(row, (byte) => `0x${hex(byte)}`).join(', ')}, /* ${text(row)} */`,
      )
      return `/* Frame (${bytes.length} bytes) */\nstatic const unsigned char pkt1[${bytes.length}] = {\n${body}\n};`
    },
  },
  {
    name: 'Follow Stream hex',
    dialect: 'follow',
    least: 9,
    write: (bytes) =>
      lines(
        bytes,
        16,
        (row, at) => `${offset(at, 8).toUpperCase()}  ${parted(row).padEnd(48)}  ${partedText(row)}`,
      ),
  },
  {
    name: 'xxd',
    dialect: 'xxd',
    write: (bytes) =>
      lines(bytes, 16, (row, at) => `${offset(at, 8)}: ${groups(row, 2).padEnd(39)}  ${text(row)}`),
  },
  {
    name: 'xxd -g1 -u',
    dialect: 'xxd',
    write: (bytes) =>
      lines(bytes, 16, (row, at) => `${offset(at, 8)}: ${pairs(row).toUpperCase().padEnd(47)}  ${text(row)}`),
  },
  {
    name: 'xxd -g4 -c 20',
    dialect: 'xxd',
    write: (bytes) =>
      lines(bytes, 20, (row, at) => `${offset(at, 8)}: ${groups(row, 4).padEnd(44)}  ${text(row)}`),
  },
  {
    name: 'xxd -d',
    dialect: 'xxd',
    write: (bytes) =>
      lines(bytes, 16, (row, at) => `${offset(at, 8, 10)}: ${groups(row, 2).padEnd(39)}  ${text(row)}`),
  },
  {
    name: 'xxd -e',
    dialect: 'xxd-le',
    without: [0x20, 0x2e],
    isSure: showsOrder,
    write: (bytes) =>
      lines(bytes, 16, (row, at) => `${offset(at, 8)}: ${littleGroups(row, 4).padEnd(36)} ${text(row)}`),
  },
  {
    name: 'xxd -R always',
    dialect: 'xxd',
    write: (bytes) =>
      lines(
        bytes,
        16,
        (row, at) =>
          `${offset(at, 8)}: ${rows(row, 2)
            .map((part) => Array.from(part, (byte) => `\x1b[1;32m${hex(byte)}\x1b[0m`).join(''))
            .join(
              ' ',
            )}${' '.repeat(39 - groups(row, 2).length)}  ${Array.from(row, (byte) => `\x1b[1;31m${char(byte)}\x1b[0m`).join('')}`,
      ),
  },
  {
    name: 'xxd -p',
    isSure: isNoNumber,
    least: 4,
    leastInProse: 8,
    write: (bytes) => lines(bytes, 30, (row) => pairs(row, '')),
  },
  {
    name: 'xxd -i',
    dialect: 'array',
    leastInProse: 8,
    plainOnly: true,
    write: (bytes) =>
      `unsigned char a_bin[] = {\n${rows(bytes, 12)
        .map((row) => `  ${Array.from(row, (byte) => `0x${hex(byte)}`).join(', ')}`)
        .join(',\n')}\n};\nunsigned int a_bin_len = ${bytes.length};`,
  },
  {
    name: 'hexdump -C',
    write: (bytes) =>
      [
        ...squeezed(bytes, 16, (row, at) => `${offset(at, 8)}  ${parted(row).padEnd(48)}  |${text(row)}|`),
        offset(bytes.length, 8),
      ].join('\n'),
  },
  {
    name: 'hexdump',
    isSure: hasStep,
    dialect: 'words',
    write: (bytes) =>
      [
        ...squeezed(bytes, 16, (row, at) => `${offset(at, 7)} ${words(row).join(' ').padEnd(39)}`),
        offset(bytes.length, 7),
      ].join('\n'),
  },
  {
    name: 'hexdump -x',
    isSure: hasStep,
    dialect: 'words',
    write: (bytes) =>
      [
        ...squeezed(bytes, 16, (row, at) => `${offset(at, 7)}    ${words(row).join('    ')}`),
        offset(bytes.length, 7),
      ].join('\n'),
  },
  {
    name: 'od -x',
    isSure: hasStep,
    dialect: 'words',
    write: (bytes) =>
      [
        ...squeezed(bytes, 16, (row, at) => `${offset(at, 7, 8)} ${words(row).join(' ')}`),
        offset(bytes.length, 7, 8),
      ].join('\n'),
  },
  {
    name: 'od',
    dialect: 'od-octal',
    write: (bytes) =>
      [
        ...squeezed(
          bytes,
          16,
          (row, at) =>
            `${offset(at, 7, 8)} ${words(row)
              .map((word) => Number.parseInt(word, 16).toString(8).padStart(6, '0'))
              .join(' ')}`,
        ),
        offset(bytes.length, 7, 8),
      ].join('\n'),
  },
  {
    name: 'od -b',
    dialect: 'od-octal',
    write: (bytes) =>
      [
        ...squeezed(
          bytes,
          16,
          (row, at) =>
            `${offset(at, 7, 8)} ${Array.from(row, (byte) => byte.toString(8).padStart(3, '0')).join(' ')}`,
        ),
        offset(bytes.length, 7, 8),
      ].join('\n'),
  },
  {
    name: 'od -Ax -tx1z',
    write: (bytes) =>
      [
        ...squeezed(bytes, 16, (row, at) => `${offset(at, 6)} ${pairs(row).padEnd(47)}  >${text(row)}<`),
        offset(bytes.length, 6),
      ].join('\n'),
  },
  {
    name: 'od -tx1',
    write: (bytes) =>
      [
        ...squeezed(bytes, 16, (row, at) => `${offset(at, 7, 8)} ${pairs(row)}`),
        offset(bytes.length, 7, 8),
      ].join('\n'),
  },
  {
    name: 'od -Ad -tx1',
    isSure: hasStep,
    write: (bytes) =>
      [
        ...squeezed(bytes, 16, (row, at) => `${offset(at, 7, 10)} ${pairs(row)}`),
        offset(bytes.length, 7, 10),
      ].join('\n'),
  },
  {
    name: 'od -An -v -tx1',
    least: 4,
    leastInProse: 8,
    write: (bytes) => lines(bytes, 16, (row) => ` ${pairs(row)}`),
  },
  {
    name: 'xxd -b',
    dialect: 'xxd-bits',
    least: 7,
    write: (bytes) =>
      lines(
        bytes,
        6,
        (row, at) =>
          `${offset(at, 8)}: ${Array.from(row, (byte) => byte.toString(2).padStart(8, '0'))
            .join(' ')
            .padEnd(53)}  ${text(row)}`,
      ),
  },
  {
    name: 'tcpdump -x',
    dialect: 'tcpdump',
    least: 2,
    write: (bytes) => lines(bytes, 16, (row, at) => `\t0x${offset(at, 4)}:  ${groups(row, 2)}`),
  },
  {
    name: 'tcpdump -X',
    dialect: 'tcpdump',
    least: 2,
    write: (bytes) =>
      lines(bytes, 16, (row, at) => `\t0x${offset(at, 4)}:  ${groups(row, 2).padEnd(39)}  ${text(row)}`),
  },
  {
    name: 'netcat -o',
    dialect: 'netcat',
    plainOnly: true,
    write: (bytes) =>
      lines(bytes, 16, (row, at) => `> ${offset(at, 8)} ${pairs(row)} ${pad(row, 16)}# ${text(row)}`),
  },
  { name: 'text2pcap', write: (bytes) => lines(bytes, 16, (row, at) => `${offset(at, 6)} ${pairs(row)}`) },
  {
    name: 'OSCAR page',
    dialect: 'oscar',
    least: 4,
    isSure: hasText,
    write: (bytes) =>
      lines(
        bytes,
        16,
        (row) =>
          `  ${(
            rows(row, 8)
              .map((part) => pairs(part))
              .join('    ')
          ).padEnd(50)}    ${text(row)}`,
      ),
  },
  {
    name: 'rows with text after one space',
    dialect: 'oscar',
    least: 4,
    isSure: hasText,
    write: (bytes) => lines(bytes, 16, (row) => `${pairs(row).toUpperCase()} ${text(row)}`),
  },
  {
    name: 'BytesToHexString with a field name',
    least: 4,
    leastInProse: 12,
    plainOnly: true,
    write: (bytes) => lines(bytes, 16, (row) => `BinaryBucket: ${pairs(row).toUpperCase()}`),
  },
  {
    name: 'SL viewer hexmix',
    dialect: 'string',
    plainOnly: true,
    least: 8,
    leastInProse: 16,
    without: [0x20, 0x22, 0x23, 0x25, 0x27, 0x2f, 0x5c, 0x60, 0x7e],
    isSure: (bytes) => bytes.filter((byte) => byte < 0x20 || byte > 0x7e).length * 4 > bytes.length,
    write: (bytes) =>
      Array.from(bytes, (byte) =>
        byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${hex(byte)}`,
      ).join(''),
  },
  {
    name: 'WowPacketParser',
    dialect: 'wpp',
    least: 4,
    isSure: hasText,
    write: (bytes) => {
      const rule = `|${'-'.repeat(49)}|${'-'.repeat(33)}|`
      const body = lines(
        bytes,
        16,
        (row) => `| ${pairs(row).toUpperCase().padEnd(47)} | ${Array.from(row, char).join(' ').padEnd(31)} |`,
      )
      const ruler = `| ${Array.from({ length: 16 }, (_, i) => hex(i).toUpperCase()).join(' ')} | ${Array.from('0123456789ABCDEF').join(' ')} |`
      return [rule, ruler, rule, body, rule].join('\n')
    },
  },
  {
    name: 'Netty',
    dialect: 'netty',
    write: (bytes) => {
      const rule = `+--------+${'-'.repeat(49)}+${'-'.repeat(16)}+`
      return [
        `         +${'-'.repeat(49)}+`,
        `         |  0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f |`,
        rule,
        lines(
          bytes,
          16,
          (row, at) => `|${offset(at, 8)}| ${pairs(row).padEnd(47)} |${text(row).padEnd(16)}|`,
        ),
        rule,
      ].join('\n')
    },
  },
  {
    name: 'C# HexDump',
    dialect: 'csharp',
    least: 9,
    write: (bytes) =>
      lines(
        bytes,
        16,
        (row, at) =>
          `${offset(at, 8).toUpperCase()}   ${parted(row).toUpperCase().padEnd(49)}  ${Array.from(row, (byte) => (byte < 32 ? '·' : String.fromCharCode(byte))).join('')}`,
      ),
  },
  {
    name: 'BitConverter',
    dialect: 'dashes',
    least: 3,
    leastInProse: 8,
    write: (bytes) => pairs(bytes, '-').toUpperCase(),
  },
  { name: 'colons', dialect: 'dashes', least: 4, leastInProse: 8, write: (bytes) => pairs(bytes, ':') },
  { name: 'Java one line', least: 4, leastInProse: 8, write: (bytes) => `${pairs(bytes)} ` },
  {
    name: 'two rows',
    least: 8,
    isSure: (bytes) => rows(bytes, 16).every((row) => row.some((byte) => byte !== 0x20)),
    plainOnly: true,
    write: (bytes) =>
      lines(bytes, 16, (row) => `${pairs(row)}\n${Array.from(row, (byte) => char(byte).padEnd(3)).join('')}`),
  },
  {
    name: "Python b''",
    dialect: 'string',
    leastInProse: 8,
    plainOnly: true,
    write: (bytes) =>
      `data = b'${Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c ? String.fromCharCode(byte) : `\\x${hex(byte)}`)).join('')}'`,
  },
  {
    name: 'Python bytes.fromhex',
    dialect: 'string',
    leastInProse: 8,
    plainOnly: true,
    write: (bytes) => `bytes.fromhex('${pairs(bytes, '')}')`,
  },
  {
    name: 'JavaScript decimal array',
    dialect: 'array',
    least: 4,
    leastInProse: 8,
    plainOnly: true,
    write: (bytes) => `const packet = new Uint8Array([${Array.from(bytes).join(', ')}]);`,
  },
  {
    name: 'Go',
    dialect: 'array',
    leastInProse: 8,
    plainOnly: true,
    write: (bytes) => `data := []byte{${Array.from(bytes, (byte) => `0x${hex(byte)}`).join(', ')}}`,
  },
  {
    name: 'Rust',
    dialect: 'array',
    leastInProse: 8,
    plainOnly: true,
    write: (bytes) => `let packet: &[u8] = &[${Array.from(bytes, (byte) => `0x${hex(byte)}`).join(', ')}];`,
  },
  {
    name: 'Erlang',
    dialect: 'array',
    least: 4,
    leastInProse: 8,
    plainOnly: true,
    write: (bytes) => `<<${Array.from(bytes).join(',')}>>`,
  },
  {
    name: 'Java signed bytes',
    dialect: 'array',
    least: 4,
    leastInProse: 8,
    plainOnly: true,
    write: (bytes) => `byte[] packet = {${Array.from(bytes, (byte) => (byte << 24) >> 24).join(', ')}};`,
  },
  {
    name: 'Node Buffer',
    dialect: 'array',
    leastInProse: 8,
    plainOnly: true,
    write: (bytes) => `<Buffer ${pairs(bytes)}>`,
  },
  {
    name: 'escapes',
    dialect: 'string',
    least: 2,
    leastInProse: 8,
    plainOnly: true,
    write: (bytes) => Array.from(bytes, (byte) => `\\x${hex(byte)}`).join(''),
  },
  {
    name: 'percent escapes',
    dialect: 'percent',
    least: 2,
    leastInProse: 8,
    plainOnly: true,
    write: (bytes) => Array.from(bytes, (byte) => `%${hex(byte).toUpperCase()}`).join(''),
  },
  {
    name: 'C string with octal escapes',
    dialect: 'string',
    least: 1,
    leastInProse: 8,
    plainOnly: true,
    write: (bytes) => `"${Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}"`,
  },
  {
    name: '0x in one piece',
    least: 2,
    leastInProse: 8,
    plainOnly: true,
    write: (bytes) => `0x${pairs(bytes, '')}`,
  },
  {
    name: 'hexyl',
    dialect: 'hexyl',
    write: (bytes) => {
      const panel = (row: Uint8Array) => ` ${pairs(row).padEnd(23)} `
      const glyph = (byte: number) =>
        byte === 0 ? '⋄' : byte === 32 ? ' ' : byte > 126 ? '×' : byte < 32 ? '•' : String.fromCharCode(byte)
      const glyphs = (row: Uint8Array) => Array.from(row, glyph).join('').padEnd(8)
      return [
        '┌────────┬─────────────────────────┬─────────────────────────┬────────┬────────┐',
        lines(
          bytes,
          16,
          (row, at) =>
            `│${offset(at, 8)}│${panel(row.subarray(0, 8))}┊${panel(row.subarray(8))}│${glyphs(row.subarray(0, 8))}┊${glyphs(row.subarray(8))}│`,
        ),
        '└────────┴─────────────────────────┴─────────────────────────┴────────┴────────┘',
      ].join('\n')
    },
  },
  {
    name: 'fq',
    dialect: 'fq',
    write: (bytes) =>
      [
        `     │${Array.from({ length: 16 }, (_, i) => hex(i)).join(' ')}│0123456789abcdef│.: raw bits`,
        lines(bytes, 16, (row, at) => `0x${offset(at, 3)}│${pairs(row).padEnd(47)}│${text(row).padEnd(16)}│`),
      ].join('\n'),
  },
  {
    name: 'Base64',
    dialect: 'base64',
    least: 24,
    leastInProse: 48,
    isSure: (bytes) =>
      rows(Buffer.from(Buffer.from(bytes).toString('base64')), 76).every((row) =>
        /^(?=.*[0-9])(?=.*[a-z])(?=.*[G-Z])/.test(text(row)),
      ),
    plainOnly: true,
    write: (bytes) =>
      Buffer.from(bytes)
        .toString('base64')
        .replace(/.{76}(?=.)/g, '$&\n'),
  },
]
