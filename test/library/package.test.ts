import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { stepsOf } from '../support/doc-files.js'
import { ROOT } from '../support/slx.js'

/** A project of somebody's that has slx installed from its package; what slx depends on is there already. */
const project = mkdtempSync(join(tmpdir(), 'slx-'))
let files: readonly string[] = []

beforeAll(() => {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', project]
  const [packed] = JSON.parse(execFileSync('npm', args, { cwd: ROOT }).toString())
  files = packed.files.map(({ path }: { path: string }) => path)
  execFileSync('tar', ['-xzf', packed.filename], { cwd: project })
  execFileSync('mkdir', ['-p', 'node_modules/slx'], { cwd: project })
  cpSync(join(project, 'package'), join(project, 'node_modules/slx'), { recursive: true })
  symlinkSync(`${ROOT}node_modules`, join(project, 'node_modules/slx/node_modules'))
  symlinkSync(`${ROOT}node_modules/@types`, join(project, 'node_modules/@types'))
  cpSync(`${ROOT}samples`, join(project, 'samples'), { recursive: true })
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
}, 60_000)

function run(command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: project })
  return { code: status, stdout: stdout.toString(), stderr: stderr.toString() }
}

describe('the package', () => {
  it('holds what is needed and no more', () => {
    const top = new Set(files.map((path) => path.split('/')[0]))
    expect([...top].toSorted()).toEqual(
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'SECURITY.md',
        'bin',
        'dist',
        'docs',
        'package.json',
        'samples',
      ].toSorted(),
    )
    const built = new Set(files.filter((path) => path.startsWith('dist/')).map((path) => path.split('/')[1]))
    expect([...built].toSorted()).toEqual(['bundle', 'dissectors', 'slx.1', 'src'])
    expect(files.filter((path) => /\.ts$/.test(path) && !path.endsWith('.d.ts'))).toEqual([])
  })

  it('has a command that runs', () => {
    const { code, stdout } = run(
      process.execPath,
      'node_modules/slx/bin/slx.js',
      'dissect',
      '-T',
      'summary',
      'samples/sl-classic-handshake.pcap',
    )
    expect(code).toBe(0)
    expect(stdout).toContain('TemplateChecksumReply')
  })

  it('prints what the page on the library says', () => {
    for (const step of stepsOf('library.md')) {
      if (step.kind === 'file') writeFileSync(join(project, step.name), step.text)
      else {
        const [, ...args] = step.command.split(' ')
        expect(run(process.execPath, ...args)).toEqual({ code: 0, stdout: step.output, stderr: '' })
      }
    }
  })

  it('is typed', () => {
    const program = `
import { dissect, type DissectedMessage, type Field, openCapture } from 'slx'
import { type Dissector, layer, names, u8 } from 'slx/dissector'

const F = layer('t', { kind: u8({ names: names({ 1: 'ONE' }) }) })
export const t: Dissector = {
  name: 't', title: 'T', transport: 'tcp', ports: [[1, 2]],
  detect: (bytes, start) => (bytes[start] === 1 ? 60 : 0),
  open: () => ({ dissector: t, dissect: (at, message) => { message.type = String(at.read(F.kind)) } }),
}
for await (const message of dissect(new Uint8Array(4), { as: 't', dissectors: [t] })) {
  const kept: DissectedMessage = message
  const field: Field | undefined = kept.fields[0]
  const time: number | undefined = kept.time?.seconds
  console.log(field?.start, time)
  // @ts-expect-error: messages are read only
  kept.number = 1
}
for await (const frame of openCapture('x')) console.log(frame.bytes.length)
`
    writeFileSync(join(project, 'typed.ts'), program)
    const options = [
      '--noEmit',
      '--strict',
      '--target',
      'ES2023',
      '--module',
      'NodeNext',
      '--types',
      'node',
      '--exactOptionalPropertyTypes',
    ]
    expect(run(process.execPath, `${ROOT}node_modules/typescript/bin/tsc`, ...options, 'typed.ts')).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    })
  })
})
