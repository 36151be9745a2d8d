import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { OftChecksum } from '../../../dissectors/oscar/peer/checksum.js'
import { oft } from '../../../dissectors/oscar/peer/oft.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectIn, fromHex, openSession } from '../../support/dissect.js'
import { valueAt } from '../../support/read-tree.js'
import { runAll } from '../../support/run.js'
import { sharedPath } from '../../support/shared.js'
import { ROOT } from '../../support/slx.js'

const path = sharedPath('vectors/oscar.json')
const parts: { name: string; hex: string }[] = path ? JSON.parse(readFileSync(path, 'utf8')).parts : []

describe.skipIf(!path)('OFT2 headers of the vectors (skipped where they are absent)', () => {
  it('reads a prompt', () => {
    const message = dissectIn(
      openSession(oft),
      fromHex(parts.find(({ name }) => name === 'OFT2 prompt')!.hex),
    )
    expect(message.findings).toEqual([])
    expect(coverageFaults(message)).toEqual([])
    expect(message.type).toBe('prompt')
    expect(valueAt(message, 'oft.size')).toBe(12008)
    expect(valueAt(message, 'oft.checksum')).toBe(0xb1640000)
    expect(valueAt(message, 'oft.name')).toMatch(/^recipe\.docx/)
  })

  it('reads a done header', () => {
    const message = dissectIn(
      openSession(oft),
      fromHex(parts.find(({ name }) => name === 'OFT2 0204 done')!.hex),
    )
    expect(message.type).toBe('done')
    expect(valueAt(message, 'oft.cookie')).toBe('3731373436343700')
    expect(valueAt(message, 'oft.received')).toBe(12008)
  })
})

it('gives no data the checksum of the page', () => {
  expect(new OftChecksum().value).toBe(0xffff0000)
})

it('verifies the file of the sample', async () => {
  const checks: unknown[] = []
  const types: string[] = []
  await runAll([`${ROOT}samples/oscar-file-transfer.pcap`], (message) => {
    expect(coverageFaults(message)).toEqual([])
    if (message.protocol === 'oft') types.push(message.type)
    const check = valueAt(message, 'oft.check')
    if (check !== undefined) checks.push(check)
  })
  expect(types).toEqual(['prompt', 'ack', 'file data', 'file data', 'done'])
  expect(checks).toEqual(['verified: it matches the prompt'])
})
