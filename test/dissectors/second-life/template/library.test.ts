import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { coreDialect } from '../../../../dissectors/second-life/dialect.js'
import { openLibrary } from '../../../../dissectors/second-life/template/library.js'
import { loadTemplate } from '../../../../dissectors/second-life/template/load.js'
import { TemplateError } from '../../../../dissectors/second-life/template/tokens.js'
import { findViewers, templatesFolder } from '../../../../dissectors/second-life/template/viewers.js'

import type { Machine } from '../../../../src/machine.js'

const MODERN = 'version 2.0\n{ Ping High 1 NotTrusted Unencoded }'
const CLASSIC = 'version 1.053\n{ Ping High NotTrusted Unencoded }'

/** A machine that has nothing but these files, in a folder of its own. */
function machineWith(
  files: Readonly<Record<string, string>>,
  platform: NodeJS.Platform = 'linux',
  env: Record<string, string> = {},
): Machine & { readonly folder: string } {
  const root = mkdtempSync(join(tmpdir(), 'slx-machine-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const inside = Object.entries(env).map(([name, path]) => [name, join(root, path)])
  return { platform, env: Object.fromEntries(inside), root, folder: root }
}

const names = (machine: Machine, given: readonly string[] = []) => {
  const library = openLibrary(given, machine)
  return [library.dialects('modern'), library.dialects('classic')].map((dialects) =>
    dialects.map(({ templateName }) => templateName),
  )
}

test('nothing anywhere: the built-in tables', () => {
  const library = openLibrary([], machineWith({}))
  expect(library.dialects('modern')).toEqual([coreDialect('modern')])
  expect(library.dialects('classic')).toEqual([coreDialect('classic')])
  expect(library.unusable).toEqual([])
})

test('for each era the first origin that has a template decides', () => {
  const machine = machineWith(
    {
      'given/a.msg': MODERN,
      'home/.config/slx/templates/own.msg': CLASSIC,
      'home/.config/slx/templates/second.MSG': CLASSIC,
      'home/.config/slx/templates/notes.txt': 'no template',
      'opt/firestorm-install/app_settings/message_template.msg': MODERN,
    },
    'linux',
    { HOME: 'home' },
  )
  const given = join(machine.folder, 'given/a.msg')
  expect(names(machine)).toEqual([['the template of firestorm-install'], ['own.msg', 'second.MSG']])
  expect(names(machine, [given])).toEqual([['a.msg'], ['own.msg', 'second.MSG']])
  expect(names({ ...machine, env: { ...machine.env, SLX_TEMPLATE: given } })).toEqual([
    ['a.msg'],
    ['own.msg', 'second.MSG'],
  ])
  expect(names({ ...machine, env: { ...machine.env, SLX_TEMPLATE: 'built-in' } }, [given])[0]).toEqual([
    'a.msg',
  ])
  expect(names(machine, ['built-in'])).toEqual([['the built-in table'], ['the built-in table']])
  expect(names(machine, ['built-in', given])).toEqual([['a.msg'], ['the built-in table']])
})

test('a folder stands for the templates in it, SLX_TEMPLATE may name several', () => {
  const machine = machineWith({ 'all/a.msg': MODERN, 'all/b.msg': CLASSIC, 'c.msg': CLASSIC })
  const [all, c] = [join(machine.folder, 'all'), join(machine.folder, 'c.msg')]
  expect(names(machine, [all])).toEqual([['a.msg'], ['b.msg']])
  expect(names({ ...machine, env: { SLX_TEMPLATE: `${all}:${c}` } })[1]).toEqual(['b.msg', 'c.msg'])
})

test('a file that was asked for and cannot be used is refused, with the reason', () => {
  const machine = machineWith({ 'bad.msg': 'version 2.0\n{ A', 'empty.msg': '', 'folder/x.txt': '' })
  const refusal = (path: string) => () => openLibrary([join(machine.folder, path)], machine)
  expect(refusal('bad.msg')).toThrow(
    /bad\.msg:2:4: expected High, Medium, Low, Fixed, found the end of the text$/,
  )
  expect(refusal('empty.msg')).toThrow(/empty\.msg: there is no message in it$/)
  expect(refusal('none.msg')).toThrow(/^there is no file .*none\.msg$/)
  expect(refusal('folder')).toThrow(/folder: there is no \.msg file in this folder$/)
  expect(() => openLibrary([], { ...machine, env: { SLX_TEMPLATE: 'nosuch' } })).toThrow(TemplateError)
})

test('a file that was only found and cannot be used is passed over', () => {
  const machine = machineWith(
    {
      'home/.config/slx/templates/bad.msg': '{ A',
      'home/.config/slx/templates/good.msg': CLASSIC,
      'home/firestorm/app_settings/message_template.msg': 'not a template',
    },
    'linux',
    { HOME: 'home' },
  )
  const library = openLibrary([], machine)
  expect(library.dialects('classic').map(({ templateName }) => templateName)).toEqual(['good.msg'])
  expect(library.dialects('modern')).toEqual([coreDialect('modern')])
  expect(
    library.unusable.map(({ origin, problem }) => `${origin}: ${problem.slice(machine.folder.length)}`),
  ).toEqual([
    'configuration: /home/.config/slx/templates/bad.msg:1:4: expected High, Medium, Low, Fixed, found the end of the text',
    'viewer: /home/firestorm/app_settings/message_template.msg: there is no message in it',
  ])
})

test('a template larger than any is not read', () => {
  const machine = machineWith({ 'big.msg': `//${'x'.repeat(5 << 20)}` })
  expect(() => loadTemplate(join(machine.folder, 'big.msg'), '--template')).toThrow(/has \d+ bytes/)
})

test.each([
  ['linux', { HOME: '/home/a' }, '/home/a/.config/slx/templates'],
  ['linux', { HOME: '/home/a', XDG_CONFIG_HOME: '/etc/a' }, '/etc/a/slx/templates'],
  ['darwin', { HOME: '/Users/a' }, '/Users/a/Library/Application Support/slx/templates'],
  ['win32', { APPDATA: 'C:/a' }, 'C:/a/slx/templates'],
  ['linux', {}, undefined],
  ['win32', {}, undefined],
] as const)('configuration on %s with %j', (platform, env, folder) => {
  expect(templatesFolder({ platform, env, root: '' })?.replaceAll('\\', '/')).toBe(folder)
})

test.each([
  [
    'linux',
    { HOME: 'home' },
    {
      'opt/secondlife-install/app_settings/message_template.msg': 'secondlife-install',
      'home/.secondlife-install/app_settings/message_template.msg': '.secondlife-install',
      'home/firestorm/app_settings/message_template.msg': 'firestorm',
      'usr/local/AlchemyViewer/app_settings/message_template.msg': 'AlchemyViewer',
      'home/other/app_settings/message_template.msg': '',
      'opt/singularity/readme': '',
    },
  ],
  [
    'darwin',
    { HOME: 'home' },
    {
      'Applications/Firestorm-Releasex64.app/Contents/Resources/app_settings/message_template.msg':
        'Firestorm-Releasex64.app',
      'home/Applications/Second Life Viewer.app/Contents/Resources/app_settings/message_template.msg':
        'Second Life Viewer.app',
    },
  ],
  [
    'win32',
    { ProgramFiles: 'programs', LOCALAPPDATA: 'local' },
    {
      'programs/SecondLifeViewer/app_settings/message_template.msg': 'SecondLifeViewer',
      'programs/Firestorm-Releasex64/app_settings/message_template.msg': 'Firestorm-Releasex64',
      'local/CoolVLViewer-1.32.2/app_settings/message_template.msg': 'CoolVLViewer-1.32.2',
    },
  ],
] as const)('viewers on %s', (platform, env, files) => {
  const machine = machineWith(files, platform, env)
  const found = findViewers(machine).map(({ viewer }) => viewer)
  expect(found.toSorted()).toEqual(
    Object.values<string>(files)
      .filter((viewer) => viewer !== '')
      .toSorted(),
  )
})

test('viewers are looked for only where an era needs them', () => {
  const machine = machineWith({ 'm.msg': MODERN, 'c.msg': CLASSIC })
  const env = new Proxy({} as Record<string, string>, {
    get: (_, name) => {
      if (name === 'HOME' || name === 'XDG_CONFIG_HOME') throw new Error('looked for viewers')
      return undefined
    },
  })
  const given = ['m.msg', 'c.msg'].map((name) => join(machine.folder, name))
  const library = openLibrary(given, { ...machine, env })
  expect(library.dialects('modern').length + library.dialects('classic').length).toBe(2)
})
