import { describe, expect, it } from 'vitest'
import { ars } from '../../../dissectors/oscar/peer/proxy.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectIn, fromHex, openSession } from '../../support/dissect.js'
import { valueAt, valuesAt } from '../../support/read-tree.js'
import { runAll } from '../../support/run.js'
import { ROOT } from '../../support/slx.js'

describe('peers that meet at the rendezvous proxy', () => {
  it('are read from the proposal to the file, through the proxy', async () => {
    const types: string[] = []
    const links: number[] = []
    const names: unknown[] = []
    const checks: unknown[] = []
    const errors: unknown[] = []
    await runAll([`${ROOT}samples/oscar-get-file.pcap`], (message) => {
      expect(coverageFaults(message)).toEqual([])
      expect(message.findings).toEqual([])
      types.push(`${message.protocol} ${message.type}`)
      if (valueAt(message, 'oscar.peer.Connection-proposed-in') === 1) links.push(message.number)
      names.push(...valuesAt(message, 'oft.listing.name'), ...valuesAt(message, 'oft.listing.size'))
      checks.push(...valuesAt(message, 'oft.check'))
      errors.push(...valuesAt(message, 'ars.code'))
    })
    expect(types.slice(1)).toEqual([
      'ars create',
      'ars created',
      'ars ready',
      'oft listing prompt',
      'oft listing ack',
      'oft listing',
      'oft listing done',
      'oft file request',
      'oft prompt',
      'oft ack',
      'oft file data',
      'oft done',
      'ars join',
      'ars error',
    ])
    expect(links.slice(0, 2)).toEqual([2, 5])
    expect(names).toEqual(['notes.txt', 'a picture.jpg', '64', '1048576'])
    expect(checks).toEqual(Array(2).fill('verified: it is the one of the prompt'))
    expect(errors).toEqual([0x1a])
  })

  it('are told by content from OSCAR on the same port', () => {
    const created = fromHex('0010044a000300000000022004d2c0000218')
    expect(ars.detect(created, 0, created.length)).toBeGreaterThanOrEqual(90)
    for (const hex of ['2a010001000400000001', '0010044b0003000000000220', '0010044a0009000000000220'])
      expect(ars.detect(fromHex(hex), 0, hex.length / 2)).toBe(0)
  })

  it('leave a frame of another version for what it is', () => {
    const message = dissectIn(openSession(ars), fromHex('000a044b00050000000000 00'))
    expect(message.findings.map(({ kind }) => kind.code)).toEqual(['ars.header'])
    expect(coverageFaults(message)).toEqual([])
  })

  it('are found again behind junk', () => {
    const session = openSession(ars)
    const bytes = fromHex('ffff000a044a0005000000000220')
    expect(session.cut!(bytes, 0, bytes.length, 0)).toBe(-2)
    expect(session.cut!(bytes, 2, bytes.length, 0)).toBe(12)
  })
})
