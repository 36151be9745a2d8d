import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT, slx } from '../support/slx.js'
import { hasTool } from '../support/tools.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-faults-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SLX = `${ROOT}bin/slx.js`
const CAPTURE = `${ROOT}samples/sl-classic-session.pcap`
const FILES = `${ROOT}samples/oscar-file-transfer.pcap`
const FILE_HEADER = 24
const records = readFileSync(CAPTURE).subarray(FILE_HEADER)

/** A capture with the same packets many times over: some megabytes. */
function longCapture(times: number): string {
  const path = join(folder, `long-${times}.pcap`)
  if (!existsSync(path))
    writeFileSync(
      path,
      Buffer.concat([readFileSync(CAPTURE), ...Array.from({ length: times - 1 }, () => records)]),
    )
  return path
}

/** An empty folder for outputs. */
function outputFolder(): string {
  return mkdtempSync(join(folder, 'out-'))
}

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a shell's command line, in which $SLX stands for the command. */
function shell(script: string, env: Record<string, string> = {}): Ended {
  const { PATH = '' } = process.env
  const result = spawnSync('sh', ['-c', script], {
    cwd: ROOT,
    env: { PATH, SLX: `${process.execPath} ${SLX}`, SLX_TEMPLATE: 'built-in', ...env },
    maxBuffer: 1 << 28,
  })
  return { code: result.status, stdout: result.stdout.toString(), stderr: result.stderr.toString() }
}

/** One sentence that begins with `slx:`, and no stack. */
function expectSentence(stderr: string, sentence: RegExp): void {
  const lines = stderr.trimEnd().split('\n')
  expect(lines.at(-1)).toMatch(sentence)
  expect(stderr).not.toMatch(/^\s+at |node:|Error:/m)
}

const FULL = /^slx: Cannot write to standard output: ENOSPC: no space left on device, write\.$/

describe.skipIf(!existsSync('/dev/full'))('a full disk behind standard output', () => {
  it.each([
    'dissect',
    'dissect -T summary',
    'dissect -T json',
    'dissect -T fields -e number',
    'stats',
    'stats --json',
    'diff samples/oscar-flap-sign-on.pcap',
    'keys samples/grand-chase-sessions.pcap',
  ])('slx %s', (command) => {
    const { code, stderr } = shell(`$SLX ${command} ${CAPTURE} > /dev/full`)
    expectSentence(stderr, FULL)
    expect(code).toBe(2)
  })

  it.each([
    '--help',
    'help diff',
    'man',
    'fields',
    'protocols',
    'config',
    'completion bash',
    'template list',
  ])('slx %s', (command) => {
    const { code, stderr } = shell(`$SLX ${command} > /dev/full`)
    expectSentence(stderr, FULL)
    expect(code).toBe(2)
  })

  it('behind standard error is nobody’s business', () => {
    const { code, stdout } = shell(`$SLX dissect -T summary ${CAPTURE} 2> /dev/full`)
    expect({ code, lines: stdout.trimEnd().split('\n').length }).toEqual({ code: 0, lines: 57 })
  })
})

const canMount = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0

describe.skipIf(!canMount)('a full disk under a file to be written', () => {
  /** Runs on a disk of 64 KiB at /mnt; lists what is there in the end. */
  const onSmallDisk = (command: string) =>
    shell(
      `unshare -rm sh -c 'mount -t tmpfs -o size=64k none /mnt; ${command}; code=$?; ls /mnt; exit $code'`,
    )

  it.each(['convert', 'redact'])('slx %s leaves nothing', (command) => {
    const { code, stdout, stderr } = onSmallDisk(`$SLX ${command} ${longCapture(40)} -o /mnt/out.pcap`)
    expectSentence(
      stderr,
      /^slx: Cannot write to \/mnt\/out\.pcap: ENOSPC: no space left on device, write\.$/,
    )
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  it('slx convert --force keeps the file that was there', () => {
    const { code, stdout } = onSmallDisk(
      `echo before > /mnt/out.pcap; $SLX convert -q --force ${longCapture(40)} -o /mnt/out.pcap; code=$?; cat /mnt/out.pcap; exit $code`,
    )
    expect({ code, stdout }).toEqual({ code: 2, stdout: 'before\n' })
  })

  it('slx extract leaves what is not whole as .part', () => {
    const { code, stdout, stderr } = onSmallDisk(
      `head -c 65536 /dev/zero > /mnt/filler 2> /dev/null; $SLX extract ${FILES} -o /mnt`,
    )
    expectSentence(stderr, /^slx: cannot write to \/mnt: ENOSPC: no space left on device, \w+\.$/)
    expect(code).toBe(2)
    for (const name of stdout.split('\n').filter((line) => !line.includes(':')))
      expect(name).toMatch(/^(filler|.*\.part|)$/)
  })
})

describe('an output that cannot be written', () => {
  it.each(['convert', 'redact'])('slx %s into a folder that is not there', (command) => {
    const { code, stderr } = slx([command, CAPTURE, '-q', '-o', join(folder, 'nowhere', 'out.pcap')])
    expectSentence(
      stderr,
      /^slx: Cannot write to .*out\.pcap: ENOENT: no such file or directory, open '.*'\.$/,
    )
    expect(code).toBe(2)
  })

  it.each(['convert', 'redact'])('slx %s over a folder', (command) => {
    const path = join(outputFolder(), 'out.pcap')
    mkdirSync(path)
    const { code, stderr } = slx([command, '--force', CAPTURE, '-q', '-o', path])
    expectSentence(stderr, /^slx: Cannot write to .*out\.pcap: E\w+: .*\.$/)
    expect(code).toBe(2)
    expect(readdirSync(join(path, '..'))).toEqual(['out.pcap'])
  })

  it('slx redact never replaces a file without --force', () => {
    const path = join(outputFolder(), 'out.pcap')
    writeFileSync(path, 'mine')
    const { code, stderr } = slx(['redact', CAPTURE, '-o', path])
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `slx: ${path} exists already; choose another name, or replace it with --force.\n`,
    })
    expect(readFileSync(path, 'utf8')).toBe('mine')
    expect(slx(['redact', '--force', CAPTURE, '-o', path]).code).toBe(0)
    expect(readdirSync(join(path, '..'))).toEqual(['out.pcap'])
  })
})

describe.skipIf(!hasTool('sh'))('a pipe that nobody reads any more', () => {
  it.each(['dissect', 'dissect -T json', 'stats', 'man', 'fields', '--help'])(
    'slx %s ends quietly',
    (command) => {
      const input = command.startsWith('dissect') || command === 'stats' ? longCapture(40) : ''
      const { stdout, stderr } = shell(`{ $SLX ${command} ${input}; echo "code $?" >&2; } | head -n 1`)
      expect(stdout.trimEnd().split('\n')).toHaveLength(1)
      expect(stderr).toMatch(/^(slx: not shown: .*\n)?code 0\n$/)
    },
  )

  it('behind standard error', () => {
    const { stdout } = shell(`{ $SLX dissect -T summary ${CAPTURE} 2>&1 >&3 | true; } 3>&1`)
    expect(stdout.trimEnd().split('\n')).toHaveLength(57)
  })
})

/** Root may read everything, so that it has to be somebody else who may not. */
const ASKING = process.getuid?.() === 0 ? { uid: 65_534 } : {}
const canAsk = spawnSync(process.execPath, [SLX, '--version'], ASKING).status === 0

describe('an input that cannot be read', () => {
  it.skipIf(!canAsk)('for want of permission', () => {
    const path = join(folder, 'locked.pcap')
    copyFileSync(CAPTURE, path)
    chmodSync(path, 0)
    chmodSync(folder, 0o755)
    const { status, stdout, stderr } = spawnSync(process.execPath, [SLX, 'dissect', path], ASKING)
    expectSentence(
      stderr.toString(),
      /^slx: .*locked\.pcap may not be read; ask for permission, or run slx as somebody who has it\.$/,
    )
    expect({ status, stdout: stdout.toString() }).toEqual({ status: 2, stdout: '' })
  })

  it.skipIf(!existsSync('/proc/self/mem'))('for a fault of the device', () => {
    const { code, stderr } = slx(['dissect', '/proc/self/mem'])
    expectSentence(
      stderr,
      /^slx: \/proc\/self\/mem cannot be read \(EIO.*\); check that it is a file or pipe slx can open\.$/,
    )
    expect(code).toBe(2)
  })

  it('as a template', () => {
    const path = join(folder, 'bad.msg')
    writeFileSync(path, '{ Broken Low 1 NotTrusted')
    const { code, stdout, stderr } = slx(['dissect', '--template', path, CAPTURE])
    expect(stderr).toMatch(/^slx: .*bad\.msg/)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })
})

/** Starts a command and collects what it prints. */
class Running {
  readonly child: ChildProcessWithoutNullStreams
  stdout = ''
  stderr = ''
  readonly #ended: Promise<number | null>

  constructor(args: readonly string[], env: Record<string, string> = {}) {
    this.child = spawn(process.execPath, [SLX, ...args], { env: { SLX_TEMPLATE: 'built-in', ...env } })
    this.child.stdin.on('error', () => undefined)
    this.child.stdout.on('data', (data) => (this.stdout += data))
    this.child.stderr.on('data', (data) => (this.stderr += data))
    this.#ended = new Promise((resolve) => this.child.on('close', resolve))
  }

  /** Resolves once so many lines have been printed. */
  async lines(count: number): Promise<void> {
    while (this.stdout.split('\n').length <= count) await new Promise((resolve) => setTimeout(resolve, 10))
  }

  async end(): Promise<Ended> {
    const code = await this.#ended
    return { code, stdout: this.stdout, stderr: this.stderr }
  }
}

describe('Ctrl-C', () => {
  it('shows what has come, while more is awaited', async () => {
    const running = new Running(['dissect', '-T', 'summary'])
    running.child.stdin.write(readFileSync(CAPTURE))
    running.child.stdin.write(records.subarray(0, 10))
    await running.lines(57)
    running.child.kill('SIGINT')
    const { code, stdout, stderr } = await running.end()
    expectSentence(stderr, /^slx: interrupted; what had been read by then is shown\.$/)
    expect({ code, lines: stdout.trimEnd().split('\n').length }).toEqual({ code: 130, lines: 57 })
  })

  it('in the midst of a file ends with a whole line', async () => {
    const running = new Running(['dissect', '-T', 'json', '--lookahead', 'never', longCapture(2000)])
    await running.lines(10)
    running.child.kill('SIGINT')
    const { code, stdout } = await running.end()
    expect(code).toBe(130)
    for (const line of stdout.trimEnd().split('\n').slice(-3)) expect(() => JSON.parse(line)).not.toThrow()
  })

  it('ends other commands in a sentence, and leaves nothing half written', async () => {
    const out = outputFolder()
    const commands = [
      ['stats', '-'],
      ['keys', '-'],
      ['follow', '-', '1'],
      ['diff', CAPTURE, '-'],
      ['diff', '--noise', CAPTURE, '--save-noise', join(out, 'noise.json'), CAPTURE, '-'],
      ['extract', '-o', out, '-'],
    ].map((args) => new Running(args))
    // Half of a transfer: its file is not whole.
    const bytes = readFileSync(FILES)
    for (const { child } of commands) child.stdin.write(bytes.subarray(0, bytes.length >> 1))
    await new Promise((resolve) => setTimeout(resolve, 2500))
    for (const { child } of commands) child.kill('SIGINT')
    for (const command of commands) {
      const { code, stderr } = await command.end()
      expect(stderr).toMatch(/^slx: interrupted; /m)
      expect(stderr).not.toMatch(/^\s+at |node:|Error:/m)
      expect(code).toBe(130)
    }
    // What extract did not see the end of may be there, under a name that says so.
    for (const name of readdirSync(out)) expect(name).toMatch(/\.part$/)
  })

  it.each(['convert', 'redact'])('leaves nothing of what slx %s was writing', async (command) => {
    const out = outputFolder()
    const temporary = outputFolder()
    const running = new Running([command, '-o', join(out, 'out.pcap')], { TMPDIR: temporary })
    // Enough that temporary files have begun.
    running.child.stdin.write(readFileSync(longCapture(2000)))
    running.child.stdin.write(records.subarray(0, 10))
    await new Promise((resolve) => setTimeout(resolve, 1500))
    running.child.kill('SIGINT')
    const { code, stderr } = await running.end()
    expectSentence(stderr, /^slx: interrupted; nothing was written\.$/)
    expect(code).toBe(130)
    expect([readdirSync(out), readdirSync(temporary)]).toEqual([[], []])
  })
})

describe.each(['SIGTERM', 'SIGHUP'] as const)('%s', (signal) => {
  it('ends slx, and what it was writing is gone', async () => {
    const out = outputFolder()
    const running = new Running(['convert', '-o', join(out, 'out.pcap')])
    running.child.stdin.write(readFileSync(longCapture(2000)))
    while (readdirSync(out).length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    running.child.kill(signal)
    const { stderr } = await running.end()
    expect({ signal: running.child.signalCode, stderr }).toEqual({ signal, stderr: '' })
    expect(readdirSync(out)).toEqual([])
  })
})

describe('a file that changes while it is read', () => {
  it('and grows is read to the end it then has', async () => {
    const path = join(folder, 'grows.pcap')
    copyFileSync(longCapture(1000), path)
    const running = new Running(['dissect', '-T', 'summary', '--lookahead', 'never', path])
    await running.lines(1)
    appendFileSync(path, records)
    const { code, stdout, stderr } = await running.end()
    expect(code).toBe(0)
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(stdout.trimEnd().split('\n').length).toBeGreaterThan(40_000)
  })

  it('and shrinks is damaged where it ends', async () => {
    const path = join(folder, 'shrinks.pcap')
    copyFileSync(longCapture(2000), path)
    const running = new Running(['dissect', '-T', 'summary', '--lookahead', 'never', path])
    await running.lines(1)
    truncateSync(path, FILE_HEADER + 5)
    const { code, stdout, stderr } = await running.end()
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(stdout.trimEnd().split('\n').length).toBeLessThan(57 * 2000)
    expect([0, 3]).toContain(code)
  })
})
