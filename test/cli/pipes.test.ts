import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../support/slx.js'

/** Runs a line of shell with `slx` in it. */
function shell(line: string) {
  const command = line.replaceAll('slx', `'${process.execPath}' bin/slx.js`)
  const { stdout, stderr, status } = spawnSync('sh', ['-c', command], { cwd: ROOT })
  return { stdout: stdout.toString(), stderr: stderr.toString(), status }
}

describe.skipIf(process.platform === 'win32')('output nobody reads', () => {
  it.each(['--help', 'help dissect', 'protocols', 'fields', 'man', 'dissect samples/oscar-feedbag.pcap'])(
    'ends %s quietly',
    (args) => {
      expect(shell(`slx ${args} | true`).stderr).toBe('')
      expect(shell(`slx ${args} | head -1`).stderr).not.toContain('EPIPE')
    },
  )

  it.each(['nonsense', 'dissect nosuchfile', 'dissect --nonsense', 'fields nonsense'])(
    'does not matter to complaints: %s',
    (args) => {
      // Were there a stack trace, it would come from Node, with its own exit code.
      expect(shell(`{ slx ${args} 2>&1; echo $? >&3; } 3>&2 | true`).stderr).toMatch(/^[12]\n$/)
    },
  )
})

it.skipIf(!existsSync('/dev/stdin'))(
  'standard input by its other name is not read twice, even where it is a file',
  () => {
    const sample = 'samples/oscar-bucp-sign-on.pcap'
    const { stdout, stderr } = shell(`slx dissect -T summary /dev/stdin < ${sample}`)
    expect(stderr).not.toContain('empty')
    expect(stdout).toBe(shell(`slx dissect -T summary --lookahead never ${sample}`).stdout)
  },
)

it.skipIf(!existsSync('/dev/full'))('a full disk is told in one sentence', () => {
  for (const args of [
    '--help',
    'protocols',
    'dissect samples/oscar-feedbag.pcap',
    'stats samples/oscar-feedbag.pcap',
  ]) {
    const { stderr, status } = shell(`slx ${args} > /dev/full`)
    expect(stderr).toMatch(/^slx: Cannot write to standard output: ENOSPC[^\n]*\n$/)
    expect(status).toBe(2)
  }
})
