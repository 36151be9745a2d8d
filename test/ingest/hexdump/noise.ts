/** What happens to a dump between the tool and the paste. */
export interface Noise {
  readonly name: string
  /** Puts something before each line. */
  readonly prefixes?: boolean
  /** Puts words around the dump. */
  readonly prose?: boolean
  readonly apply: (dump: string) => string
}

const eachLine = (change: (line: string, i: number) => string) => (dump: string) =>
  dump.split('\n').map(change).join('\n')

const PAGE = `The login sequence, decoded

When the client connects it sends a packet that a deaf decade of servers could be fed: face it, add a bed.
Note: the default key is C7 D8 C4 BF B5 E9 C0 FD, and the id is 16890 2b0-7538-50f1-8f41-fea76e9af798.

  • md5(challenge + password)
  • 10.0.0.1:5190, 00:1b:44:11:3a:b7

Raw dump:

`

export const noises: readonly Noise[] = [
  { name: 'nothing', apply: (dump) => dump },
  { name: 'CRLF and a byte order mark', apply: (dump) => `\ufeff${dump.replace(/\n/g, '\r\n')}\r\n` },
  { name: 'no-break spaces', apply: (dump) => dump.replace(/ /g, '\u00a0') },
  { name: 'HTML spaces', apply: (dump) => dump.replace(/ {2}/g, '&nbsp; ') },
  { name: 'lines trimmed at the end', apply: eachLine((line) => line.trimEnd()) },
  { name: 'terminal colours', apply: eachLine((line) => `\x1b[33m${line}\x1b[0m\x1b[K`) },
  { name: 'a Markdown fence', apply: (dump) => `\`\`\`hex\n${dump}\n\`\`\`\n` },
  { name: 'indentation', apply: eachLine((line) => `    ${line}`) },
  { name: 'mail quoting', prefixes: true, apply: eachLine((line) => `> ${line}`) },
  {
    name: 'numbered lines',
    prefixes: true,
    apply: (dump) => eachLine((line, i) => `${String(i + 1).padStart(6)}\t${line}`)(`begin\n${dump}\nend`),
  },
  { name: 'comment signs', prefixes: true, apply: eachLine((line) => `// ${line}`) },
  {
    name: 'a log prefix',
    prefixes: true,
    apply: eachLine(
      (line, i) => `2024-05-14 12:00:0${i % 10},${String(100 + i).slice(-3)} DEBUG [io-1] ${line}`,
    ),
  },
  { name: 'a bracketed log prefix', prefixes: true, apply: eachLine((line) => `[12:00:01] DEBUG ${line}`) },
  {
    name: 'a page of prose around',
    prose: true,
    apply: (dump) => `${PAGE}${dump}\n\nAs you can see, the bytes are a dead end. Be safe.\n`,
  },
]
