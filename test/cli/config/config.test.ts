import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { places } from '../../../src/cli/config/places.js'
import { SETTINGS } from '../../../src/cli/config/settings.js'
import { createProgram } from '../../../src/cli/program.js'
import { ROOT } from '../../support/slx.js'

const SAMPLE = `${ROOT}samples/sl-classic-handshake.pcap`

let folder: string
let near: string
let own: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slx-'))
  mkdirSync(join(folder, 'home/slx'), { recursive: true })
  near = join(folder, 'slx.toml')
  own = join(folder, 'home/slx/config.toml')
})

function slx(args: readonly string[], env: Record<string, string> = {}) {
  const { PATH = '' } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${ROOT}bin/slx.js`, ...args], {
    cwd: folder,
    env: { PATH, XDG_CONFIG_HOME: join(folder, 'home'), SLX_TEMPLATE: 'built-in', ...env },
  })
  return { code: status, stdout: stdout.toString(), stderr: stderr.toString() }
}

const isSummary = (text: string) => text.split('\n').length === 5
const isJson = (text: string) => text.startsWith('{')

describe('what counts', () => {
  it('is the file in the folder before the user’s own, the command line before both', () => {
    writeFileSync(own, 'view = "json"\n')
    expect(isJson(slx(['dissect', SAMPLE]).stdout)).toBe(true)
    writeFileSync(near, 'view = "summary"\n')
    expect(isSummary(slx(['dissect', SAMPLE]).stdout)).toBe(true)
    expect(isJson(slx(['dissect', '-T', 'json', SAMPLE]).stdout)).toBe(true)
  })

  it('is the environment before files', () => {
    writeFileSync(near, 'template = "nosuch.msg"\n')
    expect(slx(['dissect', SAMPLE]).code).toBe(0)
    const { code, stderr } = slx(['dissect', SAMPLE], { SLX_TEMPLATE: '' })
    expect(code).toBe(2)
    expect(stderr).toContain(join(folder, 'nosuch.msg'))
  })

  it('is the file that SLX_CONFIG names, or none', () => {
    writeFileSync(near, 'view = "json"\n')
    const named = join(folder, 'mine.toml')
    writeFileSync(named, 'view = "summary"\n')
    expect(isSummary(slx(['dissect', SAMPLE], { SLX_CONFIG: named }).stdout)).toBe(true)
    expect(slx(['dissect', SAMPLE], { SLX_CONFIG: '' }).stdout).toContain(
      'Second Life (classic)  CloseCircuit',
    )
    expect(slx(['dissect', SAMPLE], { SLX_CONFIG: join(folder, 'no') })).toMatchObject({
      code: 2,
      stdout: '',
    })
  })

  it('is heeded by every command that has the option', () => {
    writeFileSync(near, 'decode-as = ["udp.port==12036,nosuch"]\n')
    for (const args of [['dissect'], ['stats'], ['keys'], ['diff', SAMPLE]]) {
      expect(slx([...args, SAMPLE]).stderr).toContain("no protocol is called 'nosuch'")
    }
    expect(slx(['protocols']).code).toBe(0)
  })

  it('turns switches off again', () => {
    writeFileSync(own, 'view = "summary"\nlayers = true\n')
    writeFileSync(near, 'view = "tree"\nlayers = false\n')
    expect(slx(['dissect', SAMPLE]).stdout).not.toContain('Ethernet')
  })
})

describe('what is refused', () => {
  it.each([
    ['vieww = "tree"', "line 1: there is no setting 'vieww'", "Did you mean 'view'?"],
    ['quiet = true\nview = "sumary"', "line 2: 'view' is not right", "Did you mean 'summary'?"],
    ['width = 3', "line 1: 'width' is not right", 'columns'],
    ['layers = "yes"', "line 1: 'layers' takes true or false", ''],
    ['width = true', "line 1: 'width' takes a text", ''],
    ['as = { x = 1 }', "line 1: 'as' takes a text", ''],
    ['pager = "less"', "line 1: 'pager' counts only in your own file", ''],
    ['\n\nview = ', 'line 3: this is not TOML', ''],
    ['[dissect]\nview = "tree"', "line 1: there is no setting 'dissect'", ''],
    ['__proto__ = "x"', "line 1: there is no setting '__proto__'", ''],
  ])('%j', (text, first, second) => {
    writeFileSync(near, `${text}\n`)
    const { code, stdout, stderr } = slx(['dissect', SAMPLE])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^slx: .*\n$/)
    expect(stderr).toContain(`${near}, ${first}`)
    expect(stderr).toContain(second)
  })

  it('a file that is too large', () => {
    writeFileSync(near, `#${'x'.repeat(1024 * 1024)}\n`)
    expect(slx(['dissect', SAMPLE]).stderr).toContain('is larger than 1048576 bytes')
  })
})

describe('slx config', () => {
  it('shows what is in force and from where', () => {
    writeFileSync(own, 'view = "summary"\nsecrets = "keys.txt"\n')
    const { code, stdout } = slx(['config', '-T', 'json'])
    expect(code).toBe(0)
    const { files, settings } = JSON.parse(stdout)
    expect(files).toEqual([
      { path: near, found: false },
      { path: own, found: true },
    ])
    expect(settings).toContainEqual({ name: 'view', value: ['summary'], from: own })
    expect(settings).toContainEqual({
      name: 'secrets',
      value: [join(folder, 'home/slx/keys.txt')],
      from: own,
    })
    expect(settings).toContainEqual({ name: 'template', value: ['built-in'], from: 'SLX_TEMPLATE' })
    expect(settings).toContainEqual({ name: 'width', value: null, from: 'default' })
    expect(slx(['config']).stdout).toContain('(not there)')
  })

  it('escapes what files say', () => {
    writeFileSync(near, 'as = "\\u001b[31mred"\n')
    expect(slx(['config']).stdout).not.toContain('\x1b')
  })
})

it('has an option for every setting', () => {
  const options = new Set(
    createProgram({ code: 0 }).commands.flatMap(({ options }) => options.map(({ long }) => long)),
  )
  for (const { name } of SETTINGS) expect(options).toContain(`--${name}`)
})

it('knows the places of every platform', () => {
  const machine = { root: '', env: { HOME: '/home/me', APPDATA: 'C:/Users/me/AppData/Roaming' } }
  const own = (platform: NodeJS.Platform) =>
    places({ ...machine, platform }, '/here')[1]?.path.replaceAll('\\', '/')
  expect(own('linux')).toBe('/home/me/.config/slx/config.toml')
  expect(own('darwin')).toBe('/home/me/Library/Application Support/slx/config.toml')
  expect(own('win32')).toBe('C:/Users/me/AppData/Roaming/slx/config.toml')
})
