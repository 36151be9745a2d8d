import { describe, expect, it } from 'vitest'
import { oscar } from '../../../dissectors/oscar/index.js'
import { odc } from '../../../dissectors/oscar/peer/odc.js'
import { oft } from '../../../dissectors/oscar/peer/oft.js'
import { ars } from '../../../dissectors/oscar/peer/proxy.js'
import { Engine } from '../../../src/dissect/engine.js'
import { Registry } from '../../../src/dissect/registry.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectIn, fromHex, openSession } from '../../support/dissect.js'
import { fakeConversation, fakePayload } from '../../support/fake-payload.js'
import { dissectOptions } from '../../support/options.js'
import { valueAt, valuesAt } from '../../support/read-tree.js'
import { runAll } from '../../support/run.js'
import { ROOT } from '../../support/slx.js'
import { OFT, oftChecksum, oftHeader } from './encode-oft.js'

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
    expect(checks).toEqual(Array(2).fill('verified: it matches the prompt'))
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

describe('what a proxy connection may hold', () => {
  const READY = fromHex('000a044a0005000000000220')
  const LISTING = Buffer.from('09/09/2001 01:46      64 notes.txt\r\nno line of a list\r\n09/10/2001')

  /** Protocols, types and findings of what one side sends, in segments of this size. */
  function hear(bytes: Uint8Array, size: number): string[] {
    const heard: string[] = []
    const options = { ...dissectOptions(), layers: false }
    const engine = new Engine(new Registry([oscar, ars, odc, oft]), options, (message) => {
      expect(coverageFaults(message)).toEqual([])
      heard.push([message.protocol, message.type, ...message.findings.map(({ kind }) => kind.code)].join(' '))
    })
    const conversation = fakeConversation('tcp', 5190)
    for (let at = 0, i = 1; at < bytes.length; at += size, i++)
      engine.segment(fakePayload(conversation, Uint8Array.from(bytes.subarray(at, at + size)), i))
    engine.closed(conversation, 0, 'fin')
    return heard
  }

  it.each([1, 3, 12, 100, 1000])('a list with a line that is none, in segments of %i', (size) => {
    const prompt = oftHeader(OFT.listingPrompt, { size: LISTING.length, checksum: oftChecksum(LISTING) })
    const heard = hear(Buffer.concat([READY, prompt, LISTING]), size)
    expect(heard.slice(0, 2)).toEqual(['ars ready', 'oft listing prompt'])
    expect(new Set(heard.slice(2))).toEqual(new Set(['oft listing']))
  })

  it('junk, before a frame and at the end', () => {
    const junk = Buffer.alloc(70, 0xee)
    expect(hear(Buffer.concat([READY, junk, READY]), 1000)).toEqual([
      'ars ready',
      'ars skipped stream.skipped',
      'ars ready',
    ])
    expect(hear(Buffer.concat([READY, READY, READY, READY, READY, READY, junk]), 7).at(-1)).toMatch(
      /^ars skipped/,
    )
  })

  it('junk that begins again and again as a peer might, skipped at once', () => {
    const junk = Buffer.from('OFTOODCOF'.repeat(200))
    const heard = hear(Buffer.concat([READY, READY, READY, READY, READY, READY, junk, READY]), 4000)
    expect(heard.slice(6)).toEqual(['ars skipped stream.skipped', 'ars ready'])
  })

  it('a frame that is cut', () => {
    expect(
      hear(Buffer.concat([READY, READY, READY, READY, READY, READY.subarray(0, 8)]), 200).at(-1),
    ).toMatch(/^ars .*(?:malformed|incomplete)/)
  })
})
