import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { slx } from '../../../support/slx.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-wow-'))
afterAll(() => rmSync(folder, { recursive: true }))

function summary(sample: string, opcodes: string): string {
  const file = join(folder, 'opcodes.txt')
  writeFileSync(file, opcodes)
  return slx(['dissect', '-T', 'summary', '--opcodes', file, `samples/${sample}`]).stdout
}

describe('names of opcodes', () => {
  it('come from files, of one game or of all', () => {
    const lines = 'wow-vanilla 0xffe SMSG_OURS\nwow-tbc 0xffe SMSG_THEIRS\n0x1dc CMSG_RENAMED\n'
    const vanilla = summary('wow-1.12-logon.pcap', lines)
    expect(vanilla).toContain('SMSG_OURS')
    expect(vanilla).toContain('CMSG_RENAMED')
    expect(vanilla).not.toContain('CMSG_PING')
    expect(summary('wow-2.4.3-logon.pcap', lines)).toContain('SMSG_THEIRS')
  })

  it('are numbers where nobody names them', () => {
    expect(summary('wow-1.12-logon.pcap', '')).toContain('opcode 0x0ffe')
  })
})
