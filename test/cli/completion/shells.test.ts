import { spawnSync } from 'node:child_process'
import { mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT, slx } from '../../support/slx.js'
import { hasTool } from '../../support/tools.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-'))
symlinkSync(`${ROOT}bin/slx.js`, join(folder, 'slx'))

const BASH = `
eval "$(slx completion bash)"
offers() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _slx 2>/dev/null; echo "$*: \${COMPREPLY[*]}"; }
offers slx di
offers slx dissect --color = a
offers slx fields sl.UseCi
offers slx dissect sampl
offers slx template show "'ChatFromV"
`

/** The functions that a completing zsh would have, telling what they are given. */
const ZSH = `
compdef() { : }
_describe() { print -r -- "$1: \${(P)2[*]}" }
_files() { print -r -- "files $*" }
eval "$(slx completion zsh)"
for line in 'slx disse' 'slx fields sl.UseCi' 'slx dissect sampl'; do words=(\${(z)line}); CURRENT=$#words; _slx; done
true
`

const FISH = `
slx completion fish | source
complete -C "slx di"
complete -C "slx fields sl.UseCi"
complete -C "slx dissect sampl"
`

function run(shell: string, script: string): string {
  const { PATH } = process.env
  const env = { PATH: `${folder}:${PATH}`, HOME: folder, SLX_TEMPLATE: 'built-in' }
  const { status, stdout, stderr } = spawnSync(shell, ['-c', script], { cwd: ROOT, env })
  expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' })
  return stdout.toString()
}

it.skipIf(!hasTool('bash'))('completes in bash', () => {
  expect(run('bash', BASH)).toBe(`slx di: dissect diff
slx dissect --color = a: auto always
slx fields sl.UseCi: sl.UseCircuitCode.
slx dissect sampl: samples
slx template show 'ChatFromV: ChatFromViewer
`)
})

it.skipIf(!hasTool('zsh'))('completes in zsh', () => {
  expect(run('zsh', ZSH)).toBe(`slx: dissect:print every message of captures or hex dumps, explained
slx: sl.UseCircuitCode.:
files 
`)
})

it.skipIf(!hasTool('fish'))('completes in fish', () => {
  const lines = new Set(run('fish', FISH).split('\n'))
  expect(lines).toContain('dissect\tprint every message of captures or hex dumps, explained')
  expect(lines).toContain('samples/')
  expect([...lines].some((line) => line.startsWith('sl.UseCircuitCode.'))).toBe(true)
})

it('refuses a shell it does not know', () => {
  const { code, stderr } = slx(['completion', 'tcsh'])
  expect(code).toBe(2)
  expect(stderr).toContain('bash, zsh, fish')
})
