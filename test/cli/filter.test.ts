import { describe, expect, it } from 'vitest'
import { slx } from '../support/slx.js'

const SIGN_ON = 'samples/oscar-flap-sign-on.pcap'

describe('-Y', () => {
  it('keeps numbers and times of what passes', () => {
    const all = slx(['dissect', '-T', 'summary', SIGN_ON]).stdout.trimEnd().split('\n')
    const { code, stdout } = slx(['dissect', '-T', 'summary', '-Y', 'number in {3 7}', SIGN_ON])
    expect(code).toBe(0)
    const start = (line: string) => line.slice(0, 17)
    expect(stdout.trimEnd().split('\n').map(start)).toEqual([all[2]!, all[6]!].map(start))
  })

  it('shows no headers that it asks about', () => {
    const shown = slx(['dissect', '-T', 'json', '-Y', 'tcp.flags & PSH', SIGN_ON]).stdout
    expect(shown).toBe(slx(['dissect', '-T', 'json', SIGN_ON]).stdout)
  })

  it('counts with -c what passes, and says by the exit code when nothing does', () => {
    const two = slx(['dissect', '-T', 'summary', '-c', '2', '-Y', 'snac', SIGN_ON])
    expect(two.stdout.trimEnd().split('\n')).toHaveLength(2)
    expect(slx(['dissect', '-Y', 'sl', SIGN_ON])).toMatchObject({ code: 1, stdout: '' })
  })

  it('limits both sides of a comparison', () => {
    const other = 'samples/oscar-faulty-server.pcap'
    expect(slx(['diff', SIGN_ON, other]).code).toBe(1)
    expect(slx(['diff', '-Y', 'type matches "sign-on"', SIGN_ON, other]).code).toBe(0)
  })

  it.each([
    ['flap.chanel == 2', '  flap.chanel == 2\n  ^~~~~~~~~~~\n'],
    ['type == "日本" and udp.prt', '  type == "日本" and udp.prt\n                     ^~~~~~~\n'],
    ['flap &&', '  flap &&\n         ^\n'],
  ])('points at what it does not understand: %s', (filter, below) => {
    const { code, stdout, stderr } = slx(['dissect', '-Y', filter, SIGN_ON])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^slx: in the filter, /)
    expect(stderr.endsWith(below)).toBe(true)
  })
})
