import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDumps } from '../../../src/ingest/hexdump/read-dumps.js'

/** Texts without a packet in them, and texts that are a trial for the reader. */

const PROSE: Record<string, string> = {
  'words that are hex digits': `A deaf dad had a bad bed in a cafe: face it, add a bead, be fed, cede a decade.
Dead beef, a facade, an added deed. Abe fed Ada; Ed ceded.

be
add
deed face
decade
`,
  'a word on a line of its own': 'The second word of each pair is\n\nfeed\n\nand nothing else.\n',
  UUIDs: `The agent is ad655eb6-5ff6-4b67-afee-6fdaf1f8f165.

ad655eb6-5ff6-4b67-afee-6fdaf1f8f165
38ba9aa4-7b41-426e-90c5-f4763c51e837

  AgentID: {ad655eb6-5ff6-4b67-afee-6fdaf1f8f165}
  * SessionID: 38ba9aa4-7b41-426e-90c5-f4763c51e837
`,
  'hardware addresses': `The card is 00:1b:44:11:3a:b7 and the router 00-1B-44-11-3A-B8.

inet 10.0.0.7 netmask 0xffffff00 broadcast 10.0.0.255
ether 00:1b:44:11:3a:b7 txqueuelen 1000
HWaddr: 00:1b:44:11:3a:b7
`,
  'network addresses': `10.0.0.1
192.168.1.3:12036
fe80::21b:44ff:fe11:3ab7
2001:0db8:85a3:0000:0000:8a2e:0370:7334
login.oscar.example.org 64.12.161.153:5190
`,
  'sums and keys in sentences': `The password is sent as $1$d41d8cd98f00b204e9800998ecf8427e, its MD5 sum.
The default DES key is C7 D8 C4 BF B5 E9 C0 FD, which both sides know.
XOR every byte with F3 26 81 C4 39 86 DB 92 71 A3 B9 E6 53 7A 95 7C in turn.
`,
  'sums and keys in list items': `  * d41d8cd98f00b204e9800998ecf8427e of the empty text
  * key: C7 D8 C4 BF B5 E9 C0 FD
  - salt 01 02 03 04 05 06 07 08
  1. 0a 1b 2c 3d is the cookie
  • md5(challenge + "AOL Instant Messenger (SM)")
`,
  'sums of files': `d41d8cd98f00b204e9800998ecf8427e  empty.bin
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  empty.bin
MD5 (empty.bin) = d41d8cd98f00b204e9800998ecf8427e
`,
  'a key under its name': `The session key:

C7 D8 C4 BF B5 E9 C0 FD

is the same for every client.
`,
  'a C# program': `public const byte FLAG_ZEROCODED = 0x80;
public const int Low = 0xFFFF0000;

private static uint Mix(uint a) {
    if ((a & 0x80) != 0) return a ^ 0xEDB88320;
    byte[] header = new byte[6];
    header[0] = 0x40;
    return (a << 0x10) | 0xff;
}
`,
  enumerations: `enum {
  CMSG_AUTH_SRP6_BEGIN = 0x033,
  SMSG_AUTH_CHALLENGE = 0x1EC,
  CMSG_PING = 0x1DC,
};
`,
  'a table of a protocol': `SNAC header

 00 17   word   SNAC foodgroup
 00 02   word   SNAC subtype
 00 00   word   flags
 00 00 00 01   dword   request id
`,
  'a table with rules': `| 00 01 | the first flag |
| 00 02 | the second flag |
| 00 01 |
+-------+
 00 01 |
 00 02 |
`,
  'ports and counts': `The servers listen on

5190
12036
13000 13050
40 80
1024 2048 4096
`,
  'dates and times': `2007-01-28 16:00:00
2007-01-28T16:00:00Z
Sun Jan 28 16:00:00 2007
28.01.2007, 16:00
01/28/07
20070128
16:00:00 16:00:01 16:00:02
`,
  'phone numbers': `+1 415 555 0132
(0049) 30 12 34 56 78
555-0132
020 7946 0018
`,
  commits: `commit da39a3ee5e6b4b0d3255bfef95601890afd80709
Author: Ada <ada@example.org>

    Fix be1ad: face the facade (see deadbeef and 1b2c3d4)

da39a3e Add a bed
1b2c3d4 Feed the decade
`,
  'a diff': `diff --git a/cafe.txt b/cafe.txt
index 1b2c3d4..5e6f7a8 100644
@@ -10,12 +10,14 @@
-add 10 20
+add 10 21
`,
  'tcpdump without -x': `00:00:00.000000 IP 10.0.0.1.40000 > 10.0.0.2.12036: UDP, length 24
00:00:01.000001 IP 10.0.0.2.12036 > 10.0.0.1.40000: UDP, length 112
16:00:02.000002 IP (tos 0x0, ttl 64, id 1, offset 0, flags [DF], proto UDP (17), length 52)
    10.0.0.1.40000 > 10.0.0.2.12036: [udp sum ok] UDP, length 24
16:00:03.000003 02:00:00:00:00:01 > 02:00:00:00:00:02, ethertype IPv4 (0x0800), length 66: 10.0.0.1.40000 > 10.0.0.2.12036: UDP, length 24
16:00:04.000004 IP 10.0.0.1.40000 > 10.0.0.2.5190: Flags [P.], seq 1:25, ack 1, win 65535, length 24
`,
  "tshark's summary": `    1   0.000000     10.0.0.1 → 10.0.0.2     UDP 66 40000 → 12036 Len=24
    2   1.000001     10.0.0.2 → 10.0.0.1     UDP 154 12036 → 40000 Len=112
    3   2.000002     10.0.0.1 → 10.0.0.2     TCP 66 40000 → 5190 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 SACK_PERM
   10 102.000002     10.0.0.1 → 10.0.0.2     AIM 80 Sign on, AIM Signon
`,
  'a log': `[12:00:01] INFO connected to 64.12.161.153:5190 in 10 ms
[12:00:01] DEBUG [io-1] state 2 -> 3, 12 bytes queued
2024-05-14 12:00:02,123 WARN retry 1 of 10 after 2000
2024-05-14 12:00:02,124 ERROR 0x80004005: access denied
Exception in thread "main" at 0x00007fff5fbff8a0
12:00:03 GET /login 200 13 ms
`,
  'a stack trace': `#0  0x00007ffff7a42428 in raise () from /lib/libc.so.6
#1  0x00007ffff7a4402a in abort () from /lib/libc.so.6
#2  0x0000000000400546 in main () at cafe.c:10
rax            0x0      0
rbx            0xdeadbeef       3735928559
`,
  'colours and styles': `body { color: #fff; background: #deface; }
.bad { color: #bada55 }
#facade { border: 1px solid #00ff00 }
`,
  'a poem of numbers': `1 2 3 4 5
once I caught a fish alive
6 7 8 9 10
then I let it go again
`,
  nothing: '',
  'blank lines': '\n\n   \n\t\n',
}

test.each(Object.entries(PROSE))('%s: no packet', (_, text) => {
  const reading = readDumps(text)
  expect(
    reading.packets.map(({ bytes, line, dialect }) => [line, dialect, Buffer.from(bytes).toString('hex')]),
  ).toEqual([])
  expect(reading.problems).toEqual([])
  expect(reading.summary).toMatch(/^no hex dump found: /)
})

test('all of them together give no packet either', () => {
  const reading = readDumps(Object.values(PROSE).join('\n\n'))
  expect(reading.packets).toEqual([])
})

describe('never throws', () => {
  const check = (text: string) => {
    const { packets, problems, summary } = readDumps(text)
    expect(summary).not.toBe('')
    const lines = text.split(/\r\n?|\n/).length
    for (const { line, endLine } of packets) {
      expect(line).toBeGreaterThan(0)
      expect(endLine).toBeGreaterThanOrEqual(line)
      expect(endLine).toBeLessThanOrEqual(lines)
    }
    for (const { line, message } of problems) {
      expect(line).toBeLessThanOrEqual(lines)
      expect(message).toMatch(/\.$/)
    }
  }

  test('on any characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), check), { numRuns: 500 })
  })

  test('on mixtures of what dumps are made of', () => {
    const fragment = fc.oneof(
      fc.constantFrom(...FRAGMENTS),
      fc.constantFrom('\n', '\n', ' ', '  ', '\t', '\r\n'),
      fc.stringMatching(/^[0-9a-f]{1,9}$/),
      fc.string({ maxLength: 4 }),
    )
    const mixture = fc.array(fragment, { maxLength: 120 }).map((parts) => parts.join(''))
    fc.assert(fc.property(mixture, check), { numRuns: 2000 })
  })

  test('on lines of dumps in any order', () => {
    const line = fc.constantFrom(...FRAGMENTS.filter((fragment) => fragment.length > 12))
    const lines = fc.array(line, { maxLength: 40 }).map((parts) => parts.join('\n'))
    fc.assert(fc.property(lines, check), { numRuns: 500 })
  })
})

const FRAGMENTS = [
  '0000  47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a   GET / HTTP/1.1..',
  '0010  00 44 00 00 00 00 40 11 00 00 0a 00 00 01 0a 00   .D....@.........',
  '00000000: 4745 5420 2f20 4854 5450 2f31 2e31 0d0a  GET / HTTP/1.1..',
  '00000010: 0000 0000 0000 0000 0000 0000 0000 0000  ................',
  '00000000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  |GET / HTTP/1.1..|',
  '00000050',
  '7fffffffffffffff',
  'ffffffffffffffff  00 00 00 00',
  '*',
  '\n*\n',
  '0000000 042507 020124 027440',
  '0000020',
  '\t0x0010:  0a00 0002 9c40 2328  .....@#(',
  '12:00:00.000000 IP 10.0.0.1.40000 > 10.0.0.2.12036: UDP, length 24',
  '< 00000000 48 54 54 50 # HTTP',
  '> 00000000 47 45 54 20 # GET ',
  'I 2019-05-14T19:04:57Z',
  'Client:',
  'Server>Client',
  '<-',
  '│00000000│ 47 45 54 20 ┊ 2f 20 48 54 │GET ┊/ HT│',
  '|00000000| 16 03 01 |...|',
  '0x000│49 44 33│ID3│',
  '*    |until 0x12.7 (19)',
  '#2  10.0.0.1:12036 -> 10.0.0.2:37998  UDP  36 bytes',
  '0008  2f c7 ac c1 79 ca f6 24   LLUUID      Token',
  '      zero-expanded, 120 bytes',
  'unsigned char a[] = {',
  '0x47, 0x45,',
  '};',
  'unsigned int a_len = 80;',
  '"\\x45\\x00"',
  "b'GET \\x01'",
  "bytes.fromhex('2a02')",
  '<<42,2>>',
  '%2A%02',
  '/* comment',
  '*/',
  'R0VUIC8gSFRUUC8xLjENCg==',
  '!!binary |',
  'GET / HTTP/1.1',
  'Content-Length: 999999999999',
  '{"a":',
  '2A-02-00-3A',
  '2a:02:00:3a',
  '31 33 36 45 31 31 34 00    00 01 0a 50 68 72 65 61    136E114....Phrea',
  '| A . B . |',
  '```',
  '> ',
  '\x1b[32m',
  '&nbsp;',
  '&#x110000;',
  '\ufeff',
  '\0',
]

/** Half a megabyte of each shape: what is not linear in lines or characters does not end within the time of a test. */
describe('stays linear', () => {
  const SIZE = 512 * 1024
  const repeated = (part: string) => part.repeat(Math.ceil(SIZE / part.length))

  test.each(
    Object.entries({
      'one run of hex digits': repeated('4a'),
      'one line of pairs': repeated('4a '),
      'one line of words': repeated('4a4b '),
      'one line of an offset and pairs': `0000  ${repeated('4a ')}`,
      'one line of spaces': repeated(' '),
      'one line of tabs': repeated('\t'),
      'blank lines': repeated('\n'),
      'lines of one digit': repeated('a\n'),
      'lines of one pair': repeated('4a\n'),
      'lines of offset 0': repeated('0000  4a 4b 4c 4d\n'),
      'lines of one far offset': repeated('00000010  4a 4b 4c 4d\n'),
      'lone offsets': repeated('00000000\n'),
      asterisks: repeated('*\n'),
      'asterisks below rows': repeated('00000000  00 00 00 00\n*\n'),
      'asterisks that claim gigabytes': repeated('00000000  00 00 00 00\n*\n70000000\n'),
      'typos in every offset': Array.from(
        { length: SIZE / 40 },
        (_, i) => `${((i * 16) ^ (i % 2)).toString(16).padStart(8, '0')}  00 01 02 03 04 05 06 07\n`,
      ).join(''),
      'rows that never fit': repeated('0000  4a 4b\n0010  4a 4b\n0000  4c\n'),
      'rows of differing widths': Array.from(
        { length: 2000 },
        (_, i) => `4a ${'4b '.repeat(i % 700)}\n`,
      ).join(''),
      'quotes without an end': repeated('"\\x4a'),
      'open quotes': repeated('"\n'),
      'open brackets': repeated('[{('),
      'open brackets with numbers': repeated('[1, '),
      'brackets in lines': repeated('{ 0x4a,\n'),
      'open comments': repeated('/*'),
      'open comments in lines': repeated('/* {\n'),
      'percent signs': repeated('%4'),
      'angle brackets': repeated('<<'),
      backslashes: repeated('\\'),
      'escapes of terminals': repeated('\x1b['),
      'titles of terminals': repeated('\x1b]0;'),
      ampersands: repeated('&#'),
      quoting: repeated('>'),
      'quoting in lines': repeated('> > > \n'),
      colons: repeated('4a:'),
      dashes: repeated('4a-'),
      'words of prose': repeated('a deaf dad '),
      labels: repeated('Client:\n'),
      arrows: repeated('-'),
      'arrow lines': repeated('<-\n'),
      'brackets of labels': repeated('[('),
      times: repeated('12:00:00.000000 '),
      'time lines': repeated('2019-05-14T19:04:57Z\n'),
      'HTTP starts': repeated('GET / HTTP/1.1\n'),
      'HTTP heads with lengths that fit nothing': repeated('GET / HTTP/1.1\nContent-Length: 999999\n\nx\n'),
      'an HTTP body that never ends': `GET / HTTP/1.1\nContent-Length: 999999999\n\n${repeated('x\n')}`,
      'HTTP headers': `GET / HTTP/1.1\n${repeated('a: b\n')}`,
      'headings of trees': repeated('#1  UDP  36 bytes\n'),
      'Base64 lines': repeated('R0VUIC8gSFRUUC8xLjENCkdFVCAvIEhUVFAvMS4xDQo\n'),
      'one line of Base64': repeated('R0VUIC8g'),
      'frame signs': repeated('│'),
      'frame signs in lines': repeated('│┊|\n'),
      'od -c': repeated('0000000   a   b   c  \\0 001\n'),
      'od -c without an end': `0000000${repeated('   a')}`,
      fences: repeated('```\n'),
      'numbered lines': Array.from({ length: SIZE / 10 }, (_, i) => `${i}: 4a 4b\n`).join(''),
      'two-row dumps': repeated('47 45 54\nG  E  T\n'),
    }),
  )(
    '%s',
    (_, text) => {
      const { packets, problems } = readDumps(text)
      // Rows must not become more bytes than the text can stand for.
      const total = packets.reduce((sum, { bytes }) => sum + bytes.length, 0)
      expect(total).toBeLessThanOrEqual(text.length + 32 * 1024 * 1024)
      expect(problems.length).toBeLessThanOrEqual(101)
    },
    30_000,
  )
})
