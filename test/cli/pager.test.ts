import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pagerCommand } from '../../src/cli/pager.js'
import { ROOT } from '../support/slx.js'
import { hasTerminal, inTerminal } from '../support/terminal.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-'))
const LONG = 'samples/mmo-logon.pcap'
const SHORT = 'samples/oscar-flap-sign-on.pcap'

/** So many inputs, as a shell counts them: more than fit on a command line of ours. */
function many(count: number): string {
  return `$(yes samples/sl-made-up-circuits.pcap | head -n ${count})`
}

/** What is left on the screen when lines of progress have been taken away. */
function withoutProgress(output: string): string {
  return output.replace(/\r\x1b\[Kslx: [^\r]*(?=\r\x1b\[K)|\r\x1b\[K/g, '')
}

/** A program that stands in for a pager. */
function program(name: string, script: string): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

const pager = program('pager', 'echo "<pager LESS=$LESS LV=$LV $*>"; cat; echo "</pager>"')
const impatient = program('impatient', 'head -n 2; exit 0')

describe('the pager', () => {
  it.each([
    [{}, 'less'],
    [{ PAGER: 'more' }, 'more'],
    [{ PAGER: 'more', SLX_PAGER: 'most -s' }, 'most -s'],
    [{ PAGER: 'cat' }, undefined],
    [{ PAGER: '' }, undefined],
    [{ PAGER: 'more', SLX_PAGER: '' }, undefined],
  ])('is, by %j, %s', (environment, expected) => {
    expect(pagerCommand(environment)).toBe(expected)
  })

  it.each<[string | false, string | undefined]>([
    ['most -s', 'most -s'],
    ['cat', undefined],
    ['', undefined],
    [false, undefined],
  ])('is, asked for as %j, %s', (asked, expected) => {
    expect(pagerCommand({ PAGER: 'more', SLX_PAGER: 'more' }, asked)).toBe(expected)
  })
})

describe.skipIf(!hasTerminal())('on a terminal', () => {
  const run = (command: string, env: Record<string, string> = { SLX_PAGER: pager }) =>
    inTerminal(`node ${ROOT}bin/slx.js ${command}`, { PAGER: '', ...env })

  it.each([
    `dissect ${LONG}`,
    `stats ${LONG}`,
    `follow --all ${LONG}`,
    `diff samples/oscar-flap-sign-on.pcap samples/mmo-logon.pcap`,
  ])('what is longer than the screen goes through the pager: slx %s', (command) => {
    const { output } = run(command)
    expect(output).toContain('<pager LESS=FRX LV=-c >')
    expect(output).toContain('</pager>')
    expect(output.indexOf('slx: not shown')).toBe(
      output.includes('slx: not shown') ? output.lastIndexOf('slx: ') : -1,
    )
  })

  it('what fits does not', () => {
    const { output, code } = run(`follow ${SHORT} 4`)
    expect(output).toContain('HOST_ONLINE')
    expect(output).not.toContain('pager')
    expect(code).toBe(0)
  })

  it('shows the same as without', () => {
    const lines = (text: string) => text.split('\n').filter((line) => !/pager|^slx:/.test(line))
    expect(lines(run(`dissect -q ${LONG}`).output)).toEqual(
      lines(run(`dissect -q --no-pager ${LONG}`).output),
    )
  })

  it('is given colours, and options of its own where they are set', () => {
    expect(run(`dissect ${LONG}`).output).toContain('\x1b[1m#1')
    expect(run(`dissect ${LONG}`, { SLX_PAGER: `${pager} -x  y`, LESS: 'S' }).output).toContain(
      '<pager LESS=S LV=-c -x y>',
    )
  })

  it('is run by a shell where its command needs one', () => {
    const { output } = run(`dissect ${LONG}`, { SLX_PAGER: `LESS=own ${pager} | tail -n 1` })
    expect(output.trim()).toMatch(/<\/pager>$/)
    expect(output).not.toContain('#1')
  })

  it('is not used with --no-pager, for standard input, or when it is not there', () => {
    expect(run(`dissect --no-pager ${LONG}`).output).not.toContain('pager')
    expect(run(`dissect < ${LONG}`).output).not.toContain('pager')
    const { output, code } = run(`dissect ${LONG}`, { SLX_PAGER: '/nowhere/pager' })
    expect(output).toContain('#81')
    expect(code).toBe(0)
  })

  it.each<[string, string, Record<string, string>, boolean]>([
    ['', `pager = "${pager}"`, {}, true],
    ['', `pager = "${pager}"`, { SLX_PAGER: impatient }, false],
    ['', `pager = "${pager}"`, { SLX_PAGER: '' }, false],
    ['', 'pager = false', { PAGER: pager }, false],
    ['', 'pager = "cat"', { PAGER: pager }, false],
    [`--pager '${pager}'`, 'pager = false', { SLX_PAGER: '' }, true],
    ['--no-pager', `pager = "${pager}"`, {}, false],
  ])('is the one of option, environment and file: %j, %j, %j', (option, setting, env, isUsed) => {
    const file = join(folder, 'config.toml')
    writeFileSync(file, `${setting}\n`)
    const { output } = run(`dissect ${option} ${LONG}`, { SLX_CONFIG: file, ...env })
    expect(output.includes('<pager ')).toBe(isUsed)
  })

  it('may be left early, quietly', () => {
    const big = many(400)
    const { output, code } = run(`dissect ${big}`, { SLX_PAGER: impatient })
    expect(output.trim().split('\n').length).toBeLessThan(6)
    expect(withoutProgress(output)).not.toContain('slx:')
    expect(code).toBe(0)
  })

  it('keeps the exit code of what it shows whole', () => {
    expect(run('diff samples/oscar-flap-sign-on.pcap samples/mmo-logon.pcap').code).toBe(1)
  })
})

describe.skipIf(!hasTerminal())('progress', () => {
  const inputs = many(8000)
  const PROGRESS = /slx: (looking ahead: )?\d+ % of \d+\.\d MB, \d+ messages?, \d+\.\d MB\/s/
  const run = (command: string) => inTerminal(`node ${ROOT}bin/slx.js ${command}`, { PAGER: '' })

  it.each([
    `stats ${inputs} > /dev/null`,
    `keys ${inputs} > /dev/null`,
    `dissect -T summary ${inputs} > /dev/null`,
  ])('is shown while reading, and taken away: slx %s', (command) => {
    const { output } = run(command)
    expect(output).toMatch(PROGRESS)
    expect(output.slice(output.search(PROGRESS))).toContain('\r\x1b[K')
    expect(withoutProgress(output)).not.toMatch(PROGRESS)
  })

  it('is not shown with -q, nor beside output on the same terminal', () => {
    expect(run(`stats -q ${inputs} > /dev/null`).output).not.toMatch(PROGRESS)
    expect(run(`dissect -T summary ${inputs}`).output).not.toMatch(PROGRESS)
  })
})
