import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { slx } from '../support/slx.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-templates-'))
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const OLD = file(
  'old.msg',
  `version 1.053
   { Ping High NotTrusted Unencoded { Apple Single { Text Variable 1 } } { Zebra Single { Value U8 } } }
   { Gone Low Trusted Zerocoded }
   { Moved Low Trusted Zerocoded { Data Variable { X S32 1 } } }`,
)
const NEW = file(
  'new.msg',
  `version 1.053
   { Ping High Trusted Unencoded { Apple Single { Text Variable 1 } } { Zebra Single { Value U16 } } }
   { Moved Low Trusted Zerocoded { Data Variable { X S32 } } }
   { Fresh Low Trusted Zerocoded }`,
)
const BAD = file('bad\x1b[31m.msg', 'version 2.0\n{ A High 1 Trusted Unencoded { B Single { C \x1b[2J } } }')

describe('slx template', () => {
  it('list says which templates decide, and names those that were passed over', () => {
    mkdirSync(join(folder, 'home/.config/slx/templates'), { recursive: true })
    writeFileSync(join(folder, 'home/.config/slx/templates/broken.msg'), '{ A')
    const { code, stdout, stderr } = slx(['template', 'list', '--template', OLD], '', {
      HOME: join(folder, 'home'),
    })
    expect(code).toBe(0)
    const rows = stdout.split('\n').map((line) => line.split(/ {2,}/).slice(0, 5).join(' '))
    expect(rows.slice(0, 2)).toEqual(['era decides from version messages', 'classic yes --template 1.053 3'])
    expect(rows).toContainEqual(expect.stringMatching(/^classic no built-in 2\.0 \d+$/))
    expect(stderr).toMatch(/^slx: passed over \(configuration\): .*broken\.msg:1:4: expected High, /)
    expect(stderr).toContain(
      `slx: templates of your own go into ${join(folder, 'home/.config/slx/templates')}.\n`,
    )
  })

  it('list without any file has the built-in tables', () => {
    const { code, stdout } = slx(['template', 'list', '-T', 'json'])
    expect(code).toBe(0)
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ era, decides, from }) => [era, decides, from])).toEqual([
      ['modern', true, 'built-in'],
      ['classic', true, 'built-in'],
    ])
  })

  it('show prints layout, numbers and the classic order', () => {
    const { code, stdout } = slx(['template', 'show', 'ping', '--sl-era', 'classic', '--template', OLD])
    expect(code).toBe(0)
    expect(stdout).toBe(`Ping  High 1  NotTrusted Unencoded
classic: old.msg (3 messages, checksum 0xdc427023)

number on the wire: 01; body: at least 2 bytes

in the template
  Apple    Single
    Text   Variable 1
  Zebra    Single
    Value  U8

on the wire, by the slots of the names
  Zebra    Single      slot 6100
    Value  U8          slot 6172
  Apple    Single      slot 6644
    Text   Variable 1  slot 3040
`)
  })

  it('show knows messages by number, agrees over eras, and says what is not there', () => {
    const { code, stdout, stderr } = slx([
      'template',
      'show',
      'Fixed',
      '0xfffffffd',
      '0xffff0050',
      'ChatFromViewr',
    ])
    expect(code).toBe(1)
    expect(stdout).toMatch(/^CloseCircuit {2}Fixed 0xfffffffd .*\nmodern: .*\nclassic: .*\n\n/)
    expect(stdout).toContain('\nChatFromViewer  Low 80  NotTrusted Zerocoded\nmodern: the built-in table\n')
    expect(stdout).toContain('number on the wire: ff ff 00 50, zero-coded ff ff 00 01 50;')
    expect(stderr).toBe(
      "slx: there is no message ChatFromViewr in the built-in table. Did you mean 'ChatFromViewer'?\n",
    )
  })

  it('show as JSON, and a list of all messages', () => {
    const { stdout } = slx(['template', 'show', 'TemplateChecksumReply', '-T', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({
      era: 'classic',
      number: 'Fixed 0xffffffff',
      wireOrder: ['ServerVersion', 'PatchVersion', 'Checksum', 'Flags', 'MajorVersion', 'MinorVersion']
        .map((name) => `DataBlock.${name}`)
        .concat('TokenBlock.Token'),
    })
    expect(slx(['template', 'show', '--sl-era', 'modern']).stdout).toMatch(
      /^modern {2}Low 80 +ChatFromViewer +NotTrusted Zerocoded$/m,
    )
  })

  it('check says what is in a file, or where it is wrong', () => {
    const { code, stdout } = slx(['template', 'check', OLD, BAD])
    expect(code).toBe(1)
    expect(stdout.replaceAll(folder, '')).toBe(
      '/old.msg: version 1.053, 3 messages (1 High, 0 Medium, 2 Low, 0 Fixed), checksum 0xdc427023 (of no viewer known)\n' +
        '/bad\\x1b[31m.msg:2:45: expected U8, U16, U32, U64, S8, S16, S32, S64, F32, F64, BOOL, IPADDR, IPPORT, LLUUID, ' +
        "LLVector3, LLVector3d, LLVector4, LLQuaternion, Fixed, Variable, found '\\x1b[2J'\n",
    )
  })

  it('check --strict names what viewers refuse, also as JSON', () => {
    const loose = file('loose.msg', 'version 2.0\n{A High 1 Trusted Unencoded }')
    expect(slx(['template', 'check', loose]).code).toBe(0)
    const { code, stdout } = slx(['template', 'check', '--strict', loose, OLD, '-T', 'json'])
    expect(code).toBe(1)
    const verdicts = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(verdicts.map(({ ok, problems }) => [ok, problems])).toEqual([
      [false, [{ line: 2, column: 1, problem: "'{' is not followed by a blank; viewers refuse that" }]],
      [true, []],
    ])
  })

  it('checksum', () => {
    const small = file('small.msg', '{ A }')
    expect(slx(['template', 'checksum', small])).toEqual({
      code: 0,
      stdout: `0x007d417b  of no viewer known  ${small}\n`,
      stderr: '',
    })
  })

  it('diff tells message by message what changed', () => {
    const { code, stdout } = slx(['template', 'diff', OLD, NEW])
    expect(code).toBe(1)
    expect(stdout).toBe(`property  Ping   NotTrusted Unencoded -> Trusted Unencoded
layout    Ping   Zebra.Value U8 -> U16
removed   Gone   - Low 1
number    Moved  Low 2 -> Low 1
added     Fresh  + Low 2
`)
    expect(slx(['template', 'diff', OLD, OLD])).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  it.each([
    [['template', 'check', 'nosuch'], 'slx: there is no file nosuch.\n'],
    [['template', 'diff', OLD, folder], `slx: ${folder} cannot be read (EISDIR).\n`],
    [['dissect', '--template', 'nosuch'], 'slx: there is no file nosuch; see docs/templates.md.\n'],
  ])('%j: one sentence, exit code 2', (args, stderr) => {
    expect(slx(args)).toEqual({ code: 2, stdout: '', stderr })
  })

  it.each(['list', 'show', 'check', 'checksum', 'diff'])('%s --help begins with examples', (command) => {
    expect(slx(['template', command, '--help']).stdout).toMatch(/^Examples:\n {2}slx template /)
  })
})

it('dissect reads by a template given, and says so', () => {
  const template = file(
    'given.msg',
    'version 2.0 { Hello Low 9999 NotTrusted Unencoded { B Single { A U16 } } }',
  )
  const dump = '00 00 00 00 01 00 ff ff 27 0f 05 00'
  const { stdout } = slx(['dissect', '--as', 'sl', '--template', template, '-T', 'json'], dump)
  expect(JSON.parse(stdout)).toMatchObject({
    type: 'Hello',
    fields: { template: expect.stringContaining('given.msg (1 message, '), B: { A: 5 } },
    findings: [],
  })
})
