import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DISSECTORS } from '../../dissectors/index.js'
import { VIEW_KINDS } from '../../src/views/kinds.js'
import { slx } from '../support/slx.js'

const PROTOCOLS = DISSECTORS.map(({ name }) => name).join(', ')
const VIEWS = VIEW_KINDS.join(', ')

const folder = mkdtempSync(join(tmpdir(), 'slx-'))
const empty = join(folder, 'empty')
const image = join(folder, 'image.pcap')
writeFileSync(empty, '')
writeFileSync(image, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))

/** One sentence on standard error, nothing on standard output, no stack, exit code 2. */
const REFUSALS: readonly (readonly [what: string, args: string[], sentence: string])[] = [
  [
    'a missing file',
    ['dissect', 'nosuchfile'],
    'slx: There is no file nosuchfile; check the name and the folder.\n',
  ],
  ['a directory', ['dissect', folder], `slx: ${folder} is a directory; give the files in it instead.\n`],
  [
    'an empty file',
    ['dissect', empty],
    `slx: ${empty} is empty; give a capture, or a text with hex dumps in it.\n`,
  ],
  [
    'an unknown protocol',
    ['dissect', '--as', 'nonsense', empty],
    `slx: no protocol is called 'nonsense' (known: ${PROTOCOLS}; see 'slx protocols').\n`,
  ],
  [
    'a mistyped protocol',
    ['dissect', '--as', 'htpp', empty],
    `slx: no protocol is called 'htpp' (known: ${PROTOCOLS}; see 'slx protocols'). Did you mean 'http'?\n`,
  ],
  ['an unknown view', ['dissect', '-T', 'nonsense'], `slx: -T takes ${VIEWS}, not 'nonsense'.\n`],
  [
    'a mistyped view',
    ['dissect', '-T', 'sumary'],
    `slx: -T takes ${VIEWS}, not 'sumary'. Did you mean 'summary'?\n`,
  ],
  [
    'a mistyped option',
    ['dissect', '--colour', 'x'],
    "slx: unknown option '--colour'\n(Did you mean --color?)\n",
  ],
  ['a mistyped command', ['disect'], "slx: unknown command 'disect'\n(Did you mean dissect?)\n"],
  [
    'a rule that makes no sense',
    ['dissect', '-d', 'udp=5', empty],
    "slx: the rule 'udp=5' after -d is not understood: write udp.port==PORT,NAME or tcp.port==FIRST-LAST,NAME.\n",
  ],
  [
    'an output of unknown kind',
    ['convert', empty, '-o', 'x.gif'],
    'slx: the ending of x.gif does not say what to write: use .pcap, .pcapng or .txt.\n',
  ],
]

describe('refusals', () => {
  it.each(REFUSALS)('%s', (_what, args, sentence) => {
    const { code, stdout, stderr } = slx(args)
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: sentence })
  })

  it('a PNG, whatever its name', () => {
    const { code, stdout, stderr } = slx(['dissect', image])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^slx: .*image\.pcap is a PNG image; .*\.\n$/)
  })

  it('an unknown dump format, naming the known ones', () => {
    const { code, stderr } = slx([
      'dissect',
      '--dump-format',
      'wiresharc',
      'samples/sl-classic-handshake.txt',
    ])
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /^slx: no dump format is called 'wiresharc' \(known: .*\)\. Did you mean 'wireshark'\?\n$/,
    )
  })

  it('escapes what it repeats of the command line', () => {
    const { stderr } = slx(['dissect', 'a\x1b[31mb\u202Ec'])
    expect(stderr).not.toMatch(/[\x1b\u202E]/)
    expect(stderr).toContain('\\x1b[31m')
  })
})

describe('help', () => {
  it.each([
    [[]],
    [['--help']],
    [['help']],
    [['dissect', '--help']],
    [['help', 'convert']],
    [['protocols', '-h']],
  ])('%j begins with examples and exits 0', (args) => {
    const { code, stdout, stderr } = slx(args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^Examples:\n {2}slx /)
  })

  it('lists the exit codes, as the README does', () => {
    const { stdout } = slx(['--help'])
    for (const line of [
      '0    fine',
      '1    nothing matched',
      '2    wrong usage',
      '3    damaged input',
      '70   a bug in slx',
      '130  interrupted',
    ]) {
      expect(stdout).toContain(`  ${line}`)
    }
  })

  it('prints the version of the package', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(slx(['--version']).stdout).toBe(`${version}\n`)
  })
})
