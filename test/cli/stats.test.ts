import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { STATISTICS } from '../../dissectors/statistics.js'
import { ROOT, slx } from '../support/slx.js'

const HANDSHAKE = 'samples/sl-classic-handshake.pcap'

describe('slx stats', () => {
  it('names every table in its help', () => {
    const { code, stdout } = slx(['stats', '--help'])
    expect(code).toBe(0)
    for (const { name } of STATISTICS) expect(stdout).toContain(`--${name}`)
  })

  it('prints what the input gives, as text and as JSON', () => {
    const text = slx(['stats', HANDSHAKE])
    expect([text.code, text.stderr]).toEqual([0, ''])
    expect(text.stdout).toMatch(/^Protocols: 4 frames/)
    expect(text.stdout).toMatch(/^Circuit 192\.168\.1\.3:37998 -> 66\.150\.244\.151:12036\n/m)
    const json = slx(['stats', '-T', 'json', HANDSHAKE])
    const tables = json.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    for (const table of tables) expect(table.schema).toBe('slx-stats-1')
    expect([...new Set(tables.map(({ statistic }) => statistic))]).toEqual([
      'protocols',
      'conversations',
      'messages',
      'coverage',
      'findings',
      'circuits',
    ])
    expect(slx(['stats', '--json', HANDSHAKE]).stdout).toBe(json.stdout)
  })

  it('prints the same from standard input', () => {
    const expected = slx(['stats', HANDSHAKE]).stdout
    expect(slx(['stats'], readFileSync(ROOT + HANDSHAKE)).stdout).toBe(expected)
  })

  it('prints the circuits of a session (circuits.txt has been read and found right)', async () => {
    const { code, stdout } = slx(['stats', '--circuits', 'samples/sl-classic-session.pcap'])
    expect(code).toBe(0)
    await expect(stdout).toMatchFileSnapshot('../transcripts/circuits.txt')
  })

  it('counts the same whether the input is read once or twice', () => {
    const twice = slx(['stats', '--protocols', '--lookahead', 'always', HANDSHAKE])
    expect(slx(['stats', '--protocols', '--lookahead', 'never', HANDSHAKE]).stdout).toBe(twice.stdout)
  })

  it.each([
    'sl-made-up-circuits.pcap',
    'oscar-awkward-segments.pcap',
    'grand-chase-sessions.pcap',
    'mmo-client-only.pcap',
  ])('tells the general things about %s (the transcript has been read and found right)', async (sample) => {
    const tables = ['--protocols', '--conversations', '--messages', '--coverage', '--findings', '--timeline']
    const { code, stdout } = slx(['stats', ...tables, `samples/${sample}`])
    expect(code).toBe(0)
    await expect(stdout).toMatchFileSnapshot(`../transcripts/stats/${sample}.txt`)
  })

  it('prints only the tables asked for', () => {
    const { stdout } = slx(['stats', '--findings', '--protocols', HANDSHAKE])
    expect(stdout).toMatch(/^Protocols: [\s\S]*\nFindings: /)
    expect(stdout).not.toMatch(/Circuit|Coverage|Conversations/)
  })

  it('says when there is nothing to tell, and exits 1', () => {
    const { code, stdout, stderr } = slx(['stats', '--circuits', 'samples/sl-seed-capability.txt'])
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('slx: the input holds nothing that these statistics tell about.\n')
  })

  it('keeps to the width asked for', () => {
    for (const width of [60, 80, 200]) {
      const { stdout } = slx(['stats', '--width', String(width), HANDSHAKE])
      for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(width)
    }
  })

  it('tells what is wrong with its use, and exits 2', () => {
    const outcome = (...args: string[]) => {
      const { code, stdout, stderr } = slx(['stats', ...args])
      expect([code, stdout]).toEqual([2, ''])
      return stderr
    }
    expect(outcome('--circuit', HANDSHAKE)).toContain("slx: unknown option '--circuit'")
    expect(outcome('-T', 'tree', HANDSHAKE)).toContain('text, json')
    expect(outcome('no-such-file.pcap')).toContain('no-such-file.pcap')
    expect(outcome('--as', 'nothing', HANDSHAKE)).toContain('nothing')
    expect(outcome('--secrets', 'no-such-file.txt', HANDSHAKE)).toContain('no-such-file.txt')
    expect(outcome('--width', '3', HANDSHAKE)).toContain('columns')
    for (const top of ['0', '501', '-1', 'x']) expect(outcome('--top', top, HANDSHAKE)).toContain('1 to 500')
  })

  it('tells about what came before damage, and exits 3', () => {
    const cut = readFileSync(ROOT + HANDSHAKE).subarray(0, 190)
    const { code, stdout } = slx(['stats', '-'], cut)
    expect(code).toBe(3)
    expect(stdout).toContain('TemplateChecksumReply')
  })
})

describe('slx keys', () => {
  it('says when the input gives away none', () => {
    const { code, stdout, stderr } = slx(['keys', HANDSHAKE])
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toBe('slx: the input gives away no keys.\n')
    expect(slx(['keys', '-q', HANDSHAKE]).stderr).toBe('')
  })

  it('tells what is wrong with its use, and exits 2', () => {
    for (const args of [
      ['no-such-file.pcap'],
      ['--keys', HANDSHAKE],
      ['--secrets', 'no-such-file.txt', HANDSHAKE],
    ]) {
      const { code, stdout, stderr } = slx(['keys', ...args])
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toMatch(/^slx: /)
    }
  })
})

describe('slx stats -Y', () => {
  const sample = 'samples/oscar-flap-sign-on.pcap'

  it('counts the messages that pass', () => {
    const count = (...args: string[]) => {
      const { code, stdout } = slx(['stats', '--json', '--messages', ...args, sample])
      expect(code).toBe(0)
      const rows = stdout
        .trimEnd()
        .split('\n')
        .flatMap((line) => JSON.parse(line).rows as { messages: number; from: string }[])
      return rows.reduce((sum, { messages }) => sum + messages, 0)
    }
    const ofServer = count('-Y', 'from == server')
    const ofClient = count('-Y', 'from == client')
    expect(ofServer).toBeGreaterThan(0)
    expect(ofServer + ofClient).toBe(count())
  })

  it('leaves out what counts more than messages, and refuses it by name', () => {
    const { stdout } = slx(['stats', '-Y', 'from == server', sample])
    expect(stdout).toContain('Coverage')
    expect(stdout).not.toContain('Conversations')
    const { code, stderr } = slx(['stats', '--conversations', '-Y', 'from == server', sample])
    expect(code).toBe(2)
    expect(stderr).toContain('--conversations counts more than messages')
  })
})
