import { spawnSync } from 'node:child_process'
import { ROOT } from './slx.js'
import { hasTool } from './tools.js'

/** Whether commands can be run in a pseudo terminal: by script(1) of util-linux. */
export function hasTerminal(): boolean {
  return process.platform === 'linux' && hasTool('script')
}

/** Runs a command line from the checkout in a terminal of 24 rows and 80 columns. */
export function inTerminal(
  command: string,
  env: Record<string, string>,
): { readonly output: string; readonly code: number } {
  const { PATH = '' } = process.env
  const line = `stty rows 24 cols 80 -onlcr; ${command}; echo "<code $?>"`
  const { stdout } = spawnSync('script', ['-qec', line, '/dev/null'], {
    cwd: ROOT,
    env: { PATH, TERM: 'xterm', SHELL: '/bin/sh', SLX_TEMPLATE: 'built-in', ...env },
    maxBuffer: 1 << 28,
  })
  const output = stdout.toString()
  const [ending, code] = /<code (\d+)>\s*$/.exec(output) ?? ['', '-1']
  return { output: output.slice(0, output.length - ending.length), code: Number(code) }
}
