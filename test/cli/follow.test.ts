import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MESSAGE_SOURCE } from '../../src/dissect/message.js'
import { SECRETS, webSession } from '../dissectors/second-life/web/session.js'
import { forbidden } from '../support/escape-corpus.js'
import { framesOf } from '../support/frames.js'
import { readPcap, writePcap } from '../support/pcap.js'
import { runAll } from '../support/run.js'
import { samples } from '../support/samples.js'
import { ROOT, slx } from '../support/slx.js'
import { hasTool } from '../support/tools.js'

const SIGN_ON = 'samples/oscar-flap-sign-on.pcap'

/** What a person has read and found right. */
const TRANSCRIPTS: readonly (readonly [name: string, ...args: string[]])[] = [
  ['oscar-80', SIGN_ON, '4'],
  ['oscar-120', '--width', '120', SIGN_ON, '4'],
  ['oscar-colour', '--color', 'always', SIGN_ON, '4'],
  ['oscar-related', '--related', SIGN_ON, '4'],
  ['oscar-hex', '-T', 'hex', SIGN_ON, '4'],
  ['oscar-hex-colour', '-T', 'hex', '--color', 'always', '-c', '2', SIGN_ON, '4'],
  ['oscar-ladder-80', '-T', 'ladder', '--related', SIGN_ON, '1'],
  ['oscar-ladder-120', '-T', 'ladder', '--related', '--width', '120', SIGN_ON, '1'],
  ['oscar-ladder-colour', '-T', 'ladder', '--related', '--color', 'always', SIGN_ON, '1'],
  ['oscar-ladder-ascii', '-T', 'ladder', '--ascii', '--related', SIGN_ON, '1'],
  ['toc-80', 'samples/toc-sign-on.pcap', '1'],
  ['http-80', 'samples/sl-login-over-http.pcap', '4'],
  ['http-120', '--width', '120', 'samples/sl-login-over-http.pcap', '1'],
  ['sl-80', '-c', '30', 'samples/sl-classic-session.pcap', '8'],
  ['sl-ladder-120', '-T', 'ladder', '--related', '--width', '120', 'samples/sl-modern-session.pcap', '1'],
  ['mmo-80', '-c', '16', 'samples/mmo-logon.pcap', '17'],
  ['mmo-ladder-80', '-T', 'ladder', '--all', '-c', '28', 'samples/mmo-logon.pcap'],
  ['wow-ladder-80', '-T', 'ladder', '--related', '-c', '14', 'samples/wow-2.4.3-logon.pcap', '7'],
  ['grand-chase-80', '--related', 'samples/grand-chase-sessions.pcap', '1'],
  ['mmo-ladder-120', '-T', 'ladder', '--all', '--width', '120', '-c', '28', 'samples/mmo-logon.pcap'],
  ['pasted-80', 'samples/xsnac-sign-on.txt', '2'],
  ['pasted-ladder-80', '-T', 'ladder', 'samples/xsnac-sign-on.txt', '2'],
]

/** Samples with long names, many servers, long findings and long texts. */
const WIDE = [
  'samples/sl-made-up-circuits.pcap',
  'samples/mmo-logon.pcap',
  'samples/grand-chase-sessions.pcap',
  'samples/sl-login-over-http.pcap',
  'samples/xsnac-sign-on.txt',
]

describe('slx follow', () => {
  it.each(TRANSCRIPTS)('%s', async (name, ...args) => {
    const { code, stdout } = slx(['follow', ...args])
    expect(code).toBe(0)
    await expect(stdout).toMatchFileSnapshot(`../transcripts/follow/${name}.txt`)
  })

  it('shows only messages that pass -Y, and says how many do not, from a file and from standard input', () => {
    const whole = slx(['follow', SIGN_ON, '4']).stdout.split('\n')
    const wanted = ['-Y', 'snac.request == 2']
    for (const { code, stdout, stderr } of [
      slx(['follow', ...wanted, SIGN_ON, '4']),
      slx(['follow', ...wanted, '4'], readFileSync(SIGN_ON)),
    ]) {
      expect(code).toBe(0)
      expect(stdout.split('\n')).toEqual([whole[0], '', ...whole.slice(7, 10), ''])
      expect(stderr).toBe('slx: -Y leaves out 6 messages of what is followed.\n')
    }
    const none = slx(['follow', '-Y', 'snac.request == 99', SIGN_ON, '4'])
    expect(none).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'slx: -Y leaves out 8 messages of what is followed.\n',
    })
  })

  it.each(['80', '120'])('keeps to %s columns in dialogues and ladders', (width) => {
    for (const view of ['text', 'ladder']) {
      for (const path of WIDE) {
        const { stdout } = slx(['follow', '--all', '-T', view, '--width', width, path])
        expect(stdout.split('\n').filter((line) => [...line].length > Number(width))).toEqual([])
        expect(forbidden(stdout)).toEqual([])
      }
    }
  })

  it('prints the same of standard input, which is read once', () => {
    const bytes = readFileSync(ROOT + SIGN_ON)
    for (const view of ['text', 'hex', 'ladder']) {
      const expected = slx(['follow', '-T', view, SIGN_ON, '6']).stdout
      expect(slx(['follow', '-T', view, '6'], bytes).stdout).toBe(expected)
      expect(slx(['follow', '-T', view, '-', '6'], bytes).stdout).toBe(expected)
    }
  })

  it('finds the same conversation when the file is read without looking ahead', () => {
    // The keys that the first pass learns must not change how the second one numbers messages.
    const path = 'samples/mmo-client-only.pcap'
    const never = slx(['dissect', '--lookahead', 'never', '-T', 'summary', path]).stdout.split('\n')
    const [line] = never.filter((text) => text.includes('mmo-realm')).slice(-1)
    const number = line!.trim().split(' ')[0]!
    const { stdout } = slx(['follow', '--lookahead', 'never', path, number])
    const [shown] = stdout.split('\n').filter((text) => text.startsWith(number.padStart(5)))
    expect(shown).toContain(line!.trim().split(/ {2,}/)[5])
  })

  it('takes ranges and counts', () => {
    const numbers = (...args: string[]) =>
      [...slx(['follow', ...args]).stdout.matchAll(/^ {3,4}(\d+) /gm)].map(([, number]) => Number(number))
    expect(numbers(SIGN_ON, '#4')).toEqual([4, 5, 6, 7, 8, 9, 10, 11])
    expect(numbers('-c', '2', SIGN_ON, '9')).toEqual([4, 5])
    expect(numbers('--from-message', '7', '--to-message', '8', SIGN_ON, '4')).toEqual([7, 8])
    expect(numbers('--all', SIGN_ON)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(numbers('--related', SIGN_ON, '11')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(slx(['follow', '--to-message', '2', SIGN_ON, '4'])).toMatchObject({ code: 1, stdout: '' })
  })

  it('counts time from the beginning of the conversation, whatever is shown of it', () => {
    expect(slx(['follow', '--from-message', '7', SIGN_ON, '4']).stdout).toContain('7    0.150000')
  })

  it.each([
    [
      [SIGN_ON, '12'],
      'slx: there is no message #12: the input has 11 messages (slx dissect -T summary lists them).\n',
    ],
    [
      [SIGN_ON],
      'slx: which message? Its number comes last: slx follow capture.pcap 7 (slx dissect -T summary shows numbers), or take --all.\n',
    ],
    [['--all', '--related', SIGN_ON], 'slx: --all shows every conversation; leave --related out.\n'],
    [
      ['--related', '1'],
      'slx: --related reads its input twice; save standard input to a file and give that.\n',
    ],
    [
      ['--all', '-T', 'ladder'],
      'slx: --all with -T ladder reads its input twice; save standard input to a file and give that.\n',
    ],
    [['-T', 'lader', SIGN_ON, '1'], "slx: -T takes text, hex, ladder, not 'lader'. Did you mean 'ladder'?\n"],
  ])('explains %j', (args, stderr) => {
    expect(slx(['follow', ...args])).toEqual({ code: 2, stdout: '', stderr })
  })

  it('says how many messages there are on standard input, too', () => {
    const { code, stderr } = slx(['follow', '12'], readFileSync(ROOT + SIGN_ON))
    expect(stderr).toContain('there is no message #12: the input has 11 messages')
    expect(code).toBe(2)
  })
})

describe('slx follow -T hex', () => {
  it.each(samples().map((path) => ({ name: basename(path), path })))(
    'gives the bytes of $name back',
    async ({ path }) => {
      const messages: string[] = []
      await runAll([path], ({ sources }) => {
        const { bytes, start, end } = sources[MESSAGE_SOURCE]!
        if (end > start) messages.push(Buffer.from(bytes.subarray(start, end)).toString('hex'))
      })
      const dump = slx([
        'follow',
        '--all',
        '-T',
        'hex',
        '--show-secrets',
        '--lookahead',
        'never',
        path,
      ]).stdout
      expect(await framesOf(dump)).toEqual(messages)
    },
  )

  it('is dissected as what it was', () => {
    const types = (text: string) => [...text.matchAll(/"type":"([^"]*)"/g)].map(([, type]) => type)
    const dump = slx(['follow', '-T', 'hex', '--show-secrets', SIGN_ON, '4']).stdout
    const whole = slx(['dissect', '-T', 'json', SIGN_ON]).stdout
    expect(types(slx(['dissect', '-T', 'json'], dump).stdout)).toEqual(types(whole).slice(3))
  })
})

describe('a gap in the capture', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'slx-')), 'gap.pcap')
  const frames = readPcap(`${ROOT}${SIGN_ON}`).map(({ bytes, start, end }) => bytes.subarray(start, end))
  const lost = frames.findIndex((frame) =>
    Buffer.from(frame).includes(Buffer.from('00010017000000000001', 'hex')),
  )
  writePcap(path, frames.toSpliced(lost, 1))

  it.each(['text', 'hex', 'ladder'])('is shown by -T %s', (view) => {
    const { stdout } = slx(['follow', '--all', '-T', view, path])
    expect(lost).toBeGreaterThan(0)
    expect(stdout.replace(/\s+/g, ' ')).toContain('The capture lacks 32 bytes of this direction')
  })
})

describe('secrets in what slx follow prints', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'slx-')), 'web.pcap')
  writeFileSync(path, webSession())

  /** The output without what stands around text and bytes, so that words broken over lines are whole. */
  const told = (view: string, ...args: string[]) =>
    slx(['follow', '--all', '-T', view, ...args, path]).stdout.replace(/^[ |]*|\n/gm, '')

  it.each(['text', 'hex', 'ladder'])('are masked (%s)', (view) => {
    const output = told(view)
    for (const [name, secret] of Object.entries(SECRETS)) {
      for (let i = 0; i + 8 <= secret.length; i++) expect(output, name).not.toContain(secret.slice(i, i + 8))
    }
  })

  it('are masked in the bytes too', () => {
    const hex = slx(['follow', '--all', '-T', 'hex', path]).stdout.replace(
      /^ *[0-9a-f]{8} | {3}.{1,17}$|[ \n]/gm,
      '',
    )
    for (const [name, secret] of Object.entries(SECRETS))
      expect(hex, name).not.toContain(Buffer.from(secret.slice(0, 8)).toString('hex'))
  })

  it('are shown when asked for', () => {
    expect(told('text', '--show-secrets')).toContain(SECRETS.passwd)
  })
})

describe.skipIf(!hasTool('tshark'))('slx follow -T hex beside tshark', () => {
  it.each([
    'oscar-flap-sign-on',
    'oscar-awkward-segments',
    'mmo-logon',
    'wow-1.12-logon',
    'sl-login-over-http',
    'grand-chase-sessions',
    'toc-sign-on',
  ])('%s: as many bytes of each side', (name) => {
    const path = `samples/${name}.pcap`
    const expected = bytesByTshark(path)
    expect(expected.size).toBeGreaterThan(0)
    const ours = bytesInDump(slx(['follow', '--all', '-T', 'hex', path]).stdout)
    for (const [way, bytes] of expected) expect(ours.get(way) ?? 0, way).toBe(bytes)
  })
})

/** Bytes of each direction of each TCP stream, by sender and receiver. */
function bytesByTshark(path: string): Map<string, number> {
  const totals = new Map<string, number>()
  for (let stream = 0; ; stream++) {
    const args = ['-n', '-q', '-r', ROOT + path, '-z', `follow,tcp,raw,${stream}`]
    const output = spawnSync('tshark', args).stdout.toString()
    const [, first, second] = /Node 0: (.+)\nNode 1: (.+)\n/.exec(output) ?? []
    if (!first || !second || first === ':0') return totals
    for (const [, indent, hex] of output.matchAll(/^(\t?)([0-9a-f]+)$/gm)) {
      const way = indent ? `${second} ${first}` : `${first} ${second}`
      totals.set(way, (totals.get(way) ?? 0) + hex!.length / 2)
    }
  }
}

function bytesInDump(dump: string): Map<string, number> {
  const totals = new Map<string, number>()
  let ends: string[] = []
  for (const line of dump.split('\n')) {
    const heading = /^# \w+, client\?? (\S+), server\?? (\S+?)(,|$)/.exec(line)
    if (heading) ends = [heading[1]!, heading[2]!]
    const [, indent, row] = /^( {4})?[0-9a-f]{8} (( {1,2}(?:[0-9a-f]{2}|\*\*|--))+)/.exec(line) ?? []
    if (row === undefined) continue
    const way = (indent ? ends.toReversed() : ends).join(' ')
    totals.set(way, (totals.get(way) ?? 0) + row.trim().split(/ +/).length)
  }
  return totals
}
