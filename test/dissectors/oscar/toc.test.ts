import { expect, it } from 'vitest'
import { Engine } from '../../../src/dissect/engine.js'
import type { Message } from '../../../src/dissect/message.js'
import { Registry } from '../../../src/dissect/registry.js'
import { coverageFaults } from '../../support/coverage.js'
import { fakeConversation, fakePayload } from '../../support/fake-payload.js'
import { dissectOptions } from '../../support/options.js'
import { readTree } from '../../support/read-tree.js'
import { allDissectors } from '../../support/run.js'
import { tlv, u8, u16, u32 } from './encode.js'

const flap = (channel: number, payload: string | Uint8Array) => {
  const bytes = Buffer.from(payload as string)
  return Buffer.concat([u8(0x2a, channel), u16(1, bytes.length), bytes])
}

const SIGN_ON = 'toc_signon login.oscar.aol.com 5190 demouser 0x2408105c23001130 english "Demo"\0'
const TALK: [0 | 1, Uint8Array][] = [
  [0, Buffer.from('FLAPON\r\n\r\n')],
  [1, flap(1, u32(1))],
  [0, flap(1, Buffer.concat([u32(1), tlv(1, 'demouser')]))],
  [0, flap(2, SIGN_ON)],
  [1, flap(2, 'SIGN_ON:TOC1.0')],
  [0, flap(5, '')],
]

async function hear(port: number, look: (message: Message) => void): Promise<void> {
  const options = { ...dissectOptions(), layers: false }
  const engine = new Engine(new Registry(await allDissectors()), options, (message) => {
    expect(coverageFaults(message)).toEqual([])
    expect(message.findings).toEqual([])
    look(message)
  })
  const conversation = fakeConversation('tcp', port)
  TALK.forEach(([side, bytes], i) => {
    engine.segment(fakePayload(conversation, Uint8Array.from(bytes), i + 1, side))
  })
  for (const side of [0, 1] as const) engine.closed(conversation, side, 'fin')
}

it.each([9898, 5190, 443])('takes a FLAP sign-on behind FLAPON for TOC, on port %i too', async (port) => {
  const heard: string[] = []
  await hear(port, (message) => heard.push(`${message.protocol} ${message.type}`))
  expect(heard).toEqual([
    'toc opening',
    'toc sign-on',
    'toc sign-on',
    'toc data',
    'toc data',
    'toc keep-alive',
  ])
})

it('keeps the password of its sign-on secret', async () => {
  const shown: string[] = []
  await hear(9898, (message) => {
    for (const { path, value } of readTree(message)) if (path === 'toc.text') shown.push(String(value))
  })
  expect(shown).toEqual(['SIGN_ON:TOC1.0'])
})
