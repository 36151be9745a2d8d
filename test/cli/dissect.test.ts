import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ROOT, slx } from '../support/slx.js'
import { parseTimeless } from '../support/timeless.js'

const HANDSHAKE = 'samples/sl-classic-handshake.pcap'

interface Transcript {
  readonly name: string
  readonly args: readonly string[]
  /** A sample to be fed on standard input. */
  readonly input?: string
}

/** What a person has read and found right; what views print of each sample is held in test/views/samples.test.ts. */
const TRANSCRIPTS: readonly Transcript[] = [
  { name: 'handshake-layers.txt', args: ['dissect', '--layers', '-c', '1', HANDSHAKE] },
  { name: 'usecircuitcode-pasted.txt', args: ['dissect'], input: 'samples/sl-classic-usecircuitcode.txt' },
]

describe('slx dissect', () => {
  it.each(TRANSCRIPTS)('$name', async ({ name, args, input }) => {
    const { code, stdout } = slx(args, input ? readFileSync(ROOT + input) : undefined)
    expect(code).toBe(0)
    await expect(stdout).toMatchFileSnapshot(`../transcripts/${name}`)
  })

  it('reads the same from standard input, under - and without a name', () => {
    const bytes = readFileSync(ROOT + HANDSHAKE)
    // What a pipe brings cannot be read twice.
    const expected = slx(['dissect', '--lookahead', 'never', HANDSHAKE]).stdout
    expect(slx(['dissect'], bytes).stdout).toBe(expected)
    expect(slx(['dissect', '-'], bytes).stdout).toBe(expected)
  })

  it('reads several inputs in order, numbering on', () => {
    const { stdout } = slx(['dissect', '-T', 'json', HANDSHAKE, 'samples/sl-classic-usecircuitcode.txt'])
    const messages = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(messages.map((m) => [m.number, m.frames[0], m.type])).toEqual([
      [1, 1, 'SecuredTemplateChecksumRequest'],
      [2, 2, 'TemplateChecksumReply'],
      [3, 3, 'PacketAck'],
      [4, 4, 'CloseCircuit'],
      [5, 5, 'UseCircuitCode'],
    ])
  })

  it('stops after -c messages', () => {
    expect(slx(['dissect', '-T', 'summary', '-c', '2', HANDSHAKE]).stdout.split('\n')).toHaveLength(3)
  })

  it('says on standard error what was read from a text, unless told to be quiet', () => {
    const text = 'samples/sl-classic-handshake.txt'
    expect(slx(['dissect', text]).stderr).toBe(
      'slx: 4 packets, Wireshark dialect, offsets hex, gutter verified; all begin at Ethernet\n',
    )
    expect(slx(['dissect', '-q', text]).stderr).toBe('')
  })

  it('gives a text and its capture the same messages', () => {
    const messages = (input: string) =>
      slx(['dissect', '-T', 'json', input])
        .stdout.trimEnd()
        .split('\n')
        .map((line) => parseTimeless(line).fields)
    expect(messages('samples/sl-classic-handshake.txt')).toEqual(messages(HANDSHAKE))
  })

  it('shows what came before damage, names the place, and exits 3', () => {
    const cut = readFileSync(ROOT + HANDSHAKE).subarray(0, 190)
    const { code, stdout, stderr } = slx(['dissect', '-T', 'summary'], cut)
    expect(code).toBe(3)
    expect(stdout.split('\n')[0]).toContain('SecuredTemplateChecksumRequest')
    expect(stderr).toMatch(/^slx: standard input: .*106.*\n$/)
  })

  it('exits 1 when a text holds no dump, and says why', () => {
    const { code, stdout, stderr } = slx(['dissect'], 'A bead, a face, a decade: add a deed.\n')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^slx: no hex dump found/)
  })

  it('obeys NO_COLOR, FORCE_COLOR and --color', () => {
    const coloured = (args: string[], env: Record<string, string>) =>
      slx(['dissect', ...args, HANDSHAKE], '', env).stdout.includes('\x1b[')
    expect(coloured([], {})).toBe(false)
    expect(coloured([], { FORCE_COLOR: '1' })).toBe(true)
    expect(coloured([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false)
    expect(coloured(['--color', 'always'], { NO_COLOR: '1' })).toBe(true)
    expect(coloured(['--color', 'never'], { FORCE_COLOR: '1' })).toBe(false)
  })

  it('ends quietly when its reader goes away', () => {
    const run = spawnSync(
      'bash',
      ['-o', 'pipefail', '-c', `node bin/slx.js dissect ${`${HANDSHAKE} `.repeat(2000)} | head -n 1`],
      {
        cwd: ROOT,
      },
    )
    expect(run.stderr.toString()).toBe('')
    expect(run.status).toBe(0)
    expect(run.stdout.toString()).toMatch(/^#1 /)
  })

  it('shows packets as they arrive', async () => {
    const bytes = readFileSync(ROOT + HANDSHAKE)
    const child = spawn(process.execPath, ['bin/slx.js', 'dissect', '-T', 'summary'], { cwd: ROOT })
    const FIRST_RECORD_ENDS = 24 + 16 + 66
    child.stdin.write(bytes.subarray(0, FIRST_RECORD_ENDS))
    const [first] = await once(child.stdout, 'data')
    expect(first.toString()).toMatch(/SecuredTemplateChecksumRequest.*\n$/)
    child.stdin.end(bytes.subarray(FIRST_RECORD_ENDS))
    const [code] = await once(child, 'close')
    expect(code).toBe(0)
  })

  it('reads Windows line ends, a byte-order mark and UTF-16', () => {
    const text = readFileSync(`${ROOT}samples/sl-classic-handshake.txt`, 'utf8')
    const expected = slx(['dissect', '-T', 'json'], text).stdout
    const windows = `\uFEFF${text.replaceAll('\n', '\r\n')}`
    expect(slx(['dissect', '-T', 'json'], windows).stdout).toBe(expected)
    expect(slx(['dissect', '-T', 'json'], Buffer.from(windows, 'utf16le')).stdout).toBe(expected)
  })
})
