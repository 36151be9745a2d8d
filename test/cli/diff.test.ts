import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { columnsIn } from '../../src/output/width.js'
import { faultyServer } from '../diff/faulty-server.js'
import { messagesOf, retell, type Told } from '../diff/retell.js'
import { expectSample } from '../support/made-sample.js'
import { ROOT, slx } from '../support/slx.js'

const HANDSHAKE = `${ROOT}samples/sl-classic-handshake.pcap`

/** Of the reply: where MinorVersion stands. */
const REPLY = 1
const MINOR_VERSION = 19

test('the faulty server among the samples is what its generator makes, and the README shows how it differs', async () => {
  expectSample('oscar-faulty-server.pcap', readFileSync(await faultyServer()))
  const { stdout } = slx(['diff', 'samples/oscar-flap-sign-on.pcap', 'samples/oscar-faulty-server.pcap'])
  expect(readFileSync(`${ROOT}README.md`, 'utf8')).toContain(`\`\`\`\n${stdout}\`\`\`\n`)
})

describe('slx diff', () => {
  let told: Told[]
  let faulty: string

  beforeAll(async () => {
    told = await messagesOf(HANDSHAKE)
    const reply = told[REPLY]!
    const bytes = reply.bytes.slice()
    bytes[MINOR_VERSION] = 14
    faulty = retell([told[0]!, { ...reply, bytes }, told[2]!], { begins: 1_500_000_000 })
  })

  test('says nothing differs, with exit code 0', () => {
    const { code, stdout } = slx(['diff', HANDSHAKE, retell(told, { begins: 1_500_000_000 })])
    expect(stdout).toContain('summary: no difference; 3 messages the same')
    expect(code).toBe(0)
  })

  test('shows what differs with its place, with exit code 1', () => {
    const { code, stdout } = slx(['diff', HANDSHAKE, faulty])
    expect(code).toBe(1)
    const shown = stdout.replaceAll(faulty, 'FAULTY').replaceAll(HANDSHAKE, 'REFERENCE')
    expect(shown.split('\n').slice(3)).toMatchInlineSnapshot(`
      [
        "^ left out: acknowledgements, 1 and 1 (--include acknowledgements compares them)",
        "",
        "sl  192.168.1.3:37998 -> 66.150.244.151:12036",
        "@@ #1-#4 #1-#2 @@",
        "  #1 = #1  C->S  SecuredTemplateChecksumRequest",
        "! #2 = #2  S->C  TemplateChecksumReply",
        "    sl.TemplateChecksumReply.DataBlock.MinorVersion  at 0x0013, 1 byte",
        "      - 13",
        "      + 14",
        "      0013  0d",
        "      0013  0e",
        "- #4  C->S  CloseCircuit",
        "",
        "summary: 1 message changed (1 difference), 1 only in the reference, 0 not in the reference, 0 moved; 1 the same",
        "",
      ]
    `)
  })

  test('counts, names and sets side by side', () => {
    expect(slx(['diff', '--name-only', HANDSHAKE, faulty]).stdout).toBe(
      'S->C  TemplateChecksumReply\nC->S  CloseCircuit\n',
    )
    expect(slx(['diff', '--stat', HANDSHAKE, faulty]).stdout).toContain(
      ' S->C  TemplateChecksumReply  1 changed\n C->S  CloseCircuit           1 only in the reference\n',
    )
    const { stdout } = slx(['diff', '--side-by-side', '--width', '80', HANDSHAKE, faulty])
    expect(stdout).toMatch(/^ {4}MinorVersion {2}13 +\| {5}MinorVersion {2}14$/m)
    for (const line of stdout.split('\n').slice(2)) expect(line.length).toBeLessThanOrEqual(120)
  })

  test('gives JSON, an object a line', () => {
    const records = slx(['diff', '-T', 'json', HANDSHAKE, faulty])
      .stdout.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(records.map(({ record }) => record)).toEqual(['header', 'message', 'message', 'summary'])
    expect(records[1]).toMatchObject({
      op: 'changed',
      type: 'TemplateChecksumReply',
      from: 'server',
      differences: [
        {
          op: 'changed',
          path: 'sl.TemplateChecksumReply.DataBlock.MinorVersion',
          reference: { value: '13', source: 'message', start: 19, length: 1, bytes: '0d' },
          other: { value: '14', bytes: '0e' },
        },
      ],
    })
    expect(records[3]).toMatchObject({ changed: 1, fields: 1, removed: 1, added: 0, same: 1 })
  })

  test('leaves out what it is told to, and says so', () => {
    const without = slx(['diff', '--ignore', 'MinorVersion', '--name-only', HANDSHAKE, faulty])
    expect(without.stdout).toBe('C->S  CloseCircuit\n')
    const only = slx([
      'diff',
      '--only',
      'sl.TemplateChecksumReply.**.Checksum',
      '--name-only',
      HANDSHAKE,
      faulty,
    ])
    expect(only.stdout).toBe('C->S  CloseCircuit\n')
    expect(slx(['diff', '--ignore', 'MinorVersion', HANDSHAKE, faulty]).stdout).toContain(
      '^ ignored (--ignore): sl.TemplateChecksumReply.DataBlock.MinorVersion\n',
    )
  })

  test('compares acknowledgements when asked', () => {
    const without = retell(told.filter((_, i) => i !== 2))
    expect(slx(['diff', '-q', HANDSHAKE, without]).code).toBe(0)
    const { code, stdout } = slx(['diff', '--include', 'acknowledgements', HANDSHAKE, without])
    expect(stdout).toContain('- #3  S->C  PacketAck')
    expect(code).toBe(1)
  })

  test('learns noise from a second recording, and keeps it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'slx-noise-'))
    const saved = join(folder, 'noise.json')
    const learned = slx(['diff', '--noise', faulty, '--save-noise', saved, HANDSHAKE, faulty])
    expect(learned.code).toBe(0)
    expect(learned.stderr).toContain('sl.TemplateChecksumReply.DataBlock.MinorVersion')
    expect(JSON.parse(readFileSync(saved, 'utf8'))).toEqual({
      schema: 'slx-noise-1',
      fields: ['sl.TemplateChecksumReply.DataBlock.MinorVersion'],
      messages: ['sl CloseCircuit'],
    })
    expect(slx(['diff', '--noise', saved, HANDSHAKE, faulty]).code).toBe(0)
  })

  test('takes a pasted dump, and several files a side', () => {
    expect(slx(['diff', HANDSHAKE, `${ROOT}samples/sl-classic-handshake.txt`]).code).toBe(0)
    const parts = [retell(told.slice(0, 2)), retell(told.slice(2))]
    const { code, stdout } = slx(['diff', HANDSHAKE, '--vs', ...parts])
    expect([code, stdout.split('\n').at(-2)]).toEqual([0, 'summary: no difference; 3 messages the same'])
  })

  test.each([
    [['diff', HANDSHAKE], 'slx diff takes a reference and another capture'],
    [['diff', '-', '-'], 'only one of the two can be standard input'],
    [['diff', '--vs', HANDSHAKE], 'the captures before --vs are missing'],
    [['diff', HANDSHAKE, 'nosuchfile'], 'nosuchfile'],
    [
      ['diff', '--include', 'acks', HANDSHAKE, HANDSHAKE],
      "--include takes acknowledgements, keep-alives, repetitions, not 'acks'",
    ],
    [['diff', '--stat', '-T', 'json', HANDSHAKE, HANDSHAKE], 'choose one of --stat'],
    [['diff', '--save-noise', 'x', HANDSHAKE, HANDSHAKE], '--save-noise needs --noise'],
    [['diff', '--noise', 'package.json', HANDSHAKE, HANDSHAKE], 'there are no messages in package.json'],
    [['diff', '--map', 'alice', HANDSHAKE, HANDSHAKE], 'It takes two texts with = between them'],
  ])('explains %j', (args, sentence) => {
    const { code, stdout, stderr } = slx(args)
    expect(stderr).toContain(sentence)
    expect([code, stdout]).toEqual([2, ''])
  })
})

describe('width', () => {
  const pairs = [
    ['samples/oscar-flap-sign-on.pcap', 'samples/oscar-faulty-server.pcap'],
    ['samples/sl-classic-session.pcap', 'samples/sl-modern-session.pcap'],
    ['samples/mmo-logon.pcap', 'samples/mmo-client-only.pcap'],
    ['samples/wow-1.12-logon.pcap', 'samples/wow-2.4.3-logon.pcap'],
  ]
  const letters = (text: string) => text.replaceAll(/\s/g, '')

  test.each(pairs)('is kept where it is asked for, and nothing is lost: %s %s', (a, b) => {
    for (const form of [[], ['--stat'], ['--name-only'], ['--side-by-side']]) {
      const { stdout } = slx(['diff', '--width', '40', ...form, a, b])
      expect(stdout.split('\n').filter((line) => columnsIn(line) > 40)).toEqual([])
      if (form[0] !== '--side-by-side')
        expect(letters(stdout)).toBe(letters(slx(['diff', ...form, a, b]).stdout))
    }
  })

  test('is none in a pipe, and colours go on over a break', () => {
    const [a, b] = pairs[1]!
    const plain = slx(['diff', a!, b!]).stdout
    expect(plain.split('\n').some((line) => line.length > 120)).toBe(true)
    const narrow = slx(['diff', '--width', '50', a!, b!]).stdout
    const coloured = slx(['diff', '--width', '50', '--color', 'always', a!, b!]).stdout
    expect(coloured.replaceAll(/\x1b\[\d+m/g, '')).toBe(narrow)
  })
})
