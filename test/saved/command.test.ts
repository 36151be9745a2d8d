import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { samples } from '../support/samples.js'
import { slx } from '../support/slx.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-saved-'))

/** Saves what the command prints of a sample, edited, as a file. */
function save(
  sample: string,
  args: readonly string[],
  edit = (text: string): string | Uint8Array => text,
): string {
  const { stdout } = slx(['dissect', '-q', '-T', 'json', ...args, sample])
  const path = join(folder, `${basename(sample)}${args.join('')}-${edit.toString().length}.json`)
  writeFileSync(path, edit(stdout))
  return path
}

const SIGN_ON = 'samples/oscar-flap-sign-on.pcap'

describe('slx diff', () => {
  it.each(samples().map((path) => basename(path)))(
    'finds no difference between %s and what was saved of it',
    (name) => {
      const sample = `samples/${name}`
      const masked = save(sample, ['--positions'])
      const whole = save(sample, ['--positions', '--show-secrets'])
      for (const sides of [
        [sample, masked],
        [masked, sample],
        [sample, whole],
      ]) {
        const { code, stdout } = slx(['diff', ...sides])
        expect(code, stdout).toBe(0)
      }
    },
  )

  it('reports a single edit of saved bytes at its path, with the field’s role', () => {
    const edited = save(SIGN_ON, ['--positions'], (text) => {
      const lines = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
      const { rows, sources } = lines[7].positions
      const row = rows.find(({ path }: { path: string }) => path === 'oscar.oservice.number')
      const { bytes } = sources[row.source]
      const at = 2 * row.start
      sources[row.source].bytes = `${bytes.slice(0, at)}0009${bytes.slice(at + 4)}`
      return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    })
    const { code, stdout } = slx(['diff', '-T', 'json', SIGN_ON, edited])
    expect(code).toBe(1)
    const messages = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ record }) => record === 'message')
    expect(messages).toHaveLength(1)
    expect(messages[0].reference.message).toBe(8)
    expect(messages[0].differences).toMatchObject([
      { op: 'changed', path: 'oscar.oservice.number', role: 'data', other: { bytes: '0009' } },
    ])
  })

  it('says that masked secrets were not compared, and does not show them', () => {
    const path = save(SIGN_ON, ['--positions'])
    const { code, stdout } = slx(['diff', '--show-secrets', '--strict', SIGN_ON, path])
    expect(code).toBe(0)
    expect(stdout).toContain('^ ignored (masked when saved): oscar.login.tlv.roasted_password')
  })

  it('compares what was saved without positions, on either side, and says what is not compared', () => {
    const bare = save(SIGN_ON, [])
    const why = `slx: ${bare} was saved without --positions: names, values and findings are compared, and no bytes are shown.`
    for (const sides of [
      [SIGN_ON, bare],
      [bare, SIGN_ON],
      [bare, save(SIGN_ON, ['--positions'])],
    ]) {
      const { code, stdout, stderr } = slx(['diff', ...sides])
      expect(code, stdout).toBe(0)
      expect(stdout).toContain('summary: no difference; 11 messages the same')
      expect(stderr.trimEnd()).toBe(why)
    }
    const piped = slx(['diff', '-', bare], readFileSync(bare))
    expect(piped).toMatchObject({ code: 0 })
    expect(piped.stderr).toContain(`- and ${bare} were saved without --positions`)
  })

  it('shows what differs in values alone, without places and bytes', () => {
    const bare = save('samples/oscar-faulty-server.pcap', [])
    const text = slx(['diff', SIGN_ON, bare])
    expect(text.code).toBe(1)
    expect(text.stdout).toContain('\n    oscar.oservice.number\n      - 1\n      + 9\n')
    expect(text.stdout).not.toMatch(/\d bytes?$|at 0x/m)
    const json = slx(['diff', '-T', 'json', SIGN_ON, bare]).stdout.split('\n')
    const changed = json.filter((line) => line.includes('"changed"')).map((line) => JSON.parse(line))
    expect(changed[0].differences).toMatchObject([
      { path: 'oscar.oservice.number', reference: { value: '1' }, other: { value: '9' } },
    ])
    expect(Object.keys(changed[0].differences[0].other)).toEqual(['value'])
  })

  it('masks secrets of which only one side knows that they are', () => {
    const sample = 'samples/sl-seed-capability.txt'
    const secret = '00000000-1111-2222-3333-444444444444'
    const other = save(sample, ['--show-secrets'], (text) => text.replaceAll(secret, '77777777'))
    for (const sides of [
      [sample, other],
      [other, sample],
    ]) {
      for (const how of [[], ['-T', 'json'], ['--side-by-side']]) {
        const { code, stdout } = slx(['diff', ...how, ...sides])
        expect(code).toBe(1)
        expect(stdout).not.toContain(secret)
        expect(stdout).not.toContain('77777777')
      }
    }
  })
})

describe('slx dissect', () => {
  it('reads what was saved from a file and from standard input, gzipped or not', () => {
    const path = save(SIGN_ON, ['--positions'])
    const tree = slx(['dissect', SIGN_ON]).stdout
    expect(slx(['dissect', path])).toMatchObject({ code: 0, stdout: tree })
    expect(slx(['dissect'], readFileSync(path))).toMatchObject({ code: 0, stdout: tree })
    expect(slx(['dissect', '-'], gzipSync(readFileSync(path)))).toMatchObject({ code: 0, stdout: tree })
  })

  it('filters and counts what was saved', () => {
    const path = save(SIGN_ON, ['--positions'])
    for (const args of [
      ['-Y', 'flap.channel == 2'],
      ['-c', '3'],
      ['--only', 'flap.sequence'],
    ]) {
      expect(slx(['dissect', ...args, path]).stdout).toBe(slx(['dissect', ...args, SIGN_ON]).stdout)
    }
  })

  it('shows the lines around a damaged one, and ends with 3', () => {
    const cut = save(SIGN_ON, ['--positions'], (text) => text.slice(0, -200))
    const { code, stdout, stderr } = slx(['dissect', '-T', 'summary', cut])
    expect(code).toBe(3)
    expect(stdout.trimEnd().split('\n')).toHaveLength(10)
    expect(stderr).toMatch(/Line 11 is left out: it is no JSON object on one line, or was cut off/)
  })

  it('keeps the numbers of conversations of several files apart', () => {
    const [a, b] = [save(SIGN_ON, ['--positions']), save('samples/oscar-faulty-server.pcap', ['--positions'])]
    const { stdout } = slx(['dissect', '-T', 'json', a, b])
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const ends = new Map<number, Set<string>>()
    for (const { conversation, src, dst } of lines) {
      const pair = [src, dst]
        .map(({ address, port }) => `${address} ${port}`)
        .sort()
        .join()
      ends.set(conversation, (ends.get(conversation) ?? new Set()).add(pair))
    }
    for (const pairs of ends.values()) expect(pairs.size).toBe(1)
  })

  it('masks secrets of what was saved with them, unless asked for', () => {
    for (const args of [['--show-secrets'], ['--show-secrets', '--positions']]) {
      const path = save('samples/sl-seed-capability.txt', args)
      const secret = '00000000-1111-2222-3333-444444444444'
      expect(readFileSync(path, 'utf8')).toContain(secret)
      for (const kind of ['tree', 'json', 'summary', 'colours']) {
        expect(slx(['dissect', '-T', kind, path]).stdout).not.toContain(secret)
      }
    }
  })

  it.each([
    [['-T', 'tree'], /--positions goes with -T json only/],
    [['-T', 'json', '--only', 'flap.sequence'], /does not go with --only/],
  ])('refuses --positions with %j', (args, why) => {
    const { code, stderr } = slx(['dissect', '--positions', ...args, SIGN_ON])
    expect(code).toBe(2)
    expect(stderr).toMatch(why)
  })
})

it.each([['stats'], ['convert', '-o', join(folder, 'x.pcap')], ['keys'], ['extract', '-o', folder]])(
  'slx %s asks for the capture itself',
  (...command) => {
    const { code, stderr } = slx([...command, save(SIGN_ON, ['--positions'])])
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /holds messages saved as JSON, and this needs the packets themselves; give it the capture/,
    )
  },
)

it('slx schema prints the schema', () => {
  const { code, stdout } = slx(['schema'])
  expect(code).toBe(0)
  expect(JSON.parse(stdout).$schema).toBe('https://json-schema.org/draft/2020-12/schema')
})
