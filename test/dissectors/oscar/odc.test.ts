import { expect, it } from 'vitest'
import { odc } from '../../../dissectors/oscar/peer/odc.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectIn, openSession } from '../../support/dissect.js'
import { valueAt, valuesAt } from '../../support/read-tree.js'
import { runAll } from '../../support/run.js'
import { ROOT } from '../../support/slx.js'
import { odcMessage, odcPayload } from './encode-odc.js'

const cookie = Buffer.from('12345678')

function read(bytes: Uint8Array) {
  const message = dissectIn(openSession(odc), bytes)
  expect(coverageFaults(message)).toEqual([])
  return message
}

it('reads header, text and images, and counts them', () => {
  const payload = odcPayload('<B>look</B>', [
    Buffer.from('<DATA SIZE="9">'),
    Buffer.alloc(0),
    Buffer.from([1]),
  ])
  const message = read(odcMessage({ cookie, name: 'Other', payload }))
  expect(message.findings).toEqual([])
  expect(message.type).toBe('message')
  expect(valueAt(message, 'odc.name')).toMatch(/^Other/)
  expect(valueAt(message, 'odc.length')).toBe(payload.length)
  expect(valuesAt(message, 'odc.text')[0]).toBe('<B>look</B>')
  expect(valuesAt(message, 'odc.part.image')).toEqual([Buffer.from('<DATA SIZE="9">').toString('hex'), '01'])
  expect(valueAt(message, 'odc.images')).toBe(3)
})

it.each([
  [0x02, 'typing finished'],
  [0x06, 'typed'],
  [0x0a, 'typing'],
  [0x20, 'header only'],
])('names a message without payload by its flags %i', (flags, type) => {
  expect(read(odcMessage({ cookie, name: 'Other', flags })).type).toBe(type)
})

it('says where an image is longer than the message', () => {
  const payload = Buffer.from('<BINARY><DATA ID="1" SIZE="4000000000">abc')
  expect(read(odcMessage({ cookie, name: 'Other', payload })).findings.length).toBe(1)
})

it('does not wait for what no header says, and finds the next header', () => {
  const session = openSession(odc)
  const one = odcMessage({ cookie, name: 'Other' })
  const junk = Buffer.concat([Buffer.from('junkOD'), one])
  expect(session.cut!(junk, 0, junk.length, 0)).toBe(-6)
  expect(session.cut!(one, 0, 20, 0)).toBe(0)
  expect(session.cut!(one, 0, one.length, 0)).toBe(76)
})

/** `number type` of every message, with the numbers of earlier messages that it is linked to. */
async function links(sample: string): Promise<string[]> {
  const paths = [
    'snac.Reply-to',
    'oscar.icbm.Answer-to',
    'oscar.rendezvous.Proposed-in',
    'oscar.peer.Connection-proposed-in',
  ]
  const lines: string[] = []
  await runAll([`${ROOT}samples/${sample}`], (message) => {
    expect(coverageFaults(message)).toEqual([])
    expect(message.findings).toEqual([])
    const found = paths.flatMap((path) => valuesAt(message, path).map((value) => `${path} ${value}`))
    lines.push([message.number, message.type, ...found].join(' '))
  })
  return lines
}

it('links a direct IM to its proposals, and refusals to what they refuse', async () => {
  expect(await links('oscar-direct-im.pcap')).toEqual([
    '1 ICBM CHANNEL_MSG_TOHOST',
    '2 ICBM HOST_ACK snac.Reply-to 1',
    '3 ICBM CHANNEL_MSG_TOCLIENT oscar.rendezvous.Proposed-in 1',
    '4 header only oscar.peer.Connection-proposed-in 3',
    '5 header only',
    '6 typing',
    '7 message',
    '8 message',
    '9 ICBM CHANNEL_MSG_TOCLIENT',
    '10 ICBM CLIENT_ERR oscar.icbm.Answer-to 9',
  ])
})

it('links a file transfer by its address before the cookie is told, once', async () => {
  expect(await links('oscar-file-transfer.pcap')).toEqual([
    '1 ICBM CHANNEL_MSG_TOCLIENT',
    '2 prompt oscar.peer.Connection-proposed-in 1',
    '3 ICBM CHANNEL_MSG_TOHOST oscar.rendezvous.Proposed-in 1',
    '4 ICBM HOST_ACK snac.Reply-to 3',
    '5 ack',
    '6 file data',
    '7 file data',
    '8 done',
  ])
})
