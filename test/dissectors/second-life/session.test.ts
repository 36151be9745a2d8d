import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coreDialect, Dialect } from '../../../dissectors/second-life/dialect.js'
import { readsExactly } from '../../../dissectors/second-life/era.js'
import { secondLife } from '../../../dissectors/second-life/index.js'
import { PacketReader } from '../../../dissectors/second-life/packet.js'
import { parseTemplate } from '../../../dissectors/second-life/template/parse.js'
import { MAX_FIELDS } from '../../../src/dissect/limits.js'
import type { Message } from '../../../src/dissect/message.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectBy, dissectIn, fromHex, openSession } from '../../support/dissect.js'
import { readTree, valueAt, valuesAt } from '../../support/read-tree.js'
import { classicPacket } from './encode.js'
import { packets, payloadOf } from './vectors.js'

// The four packets of a real handshake of viewer 1.13.2 with its user server, and a login's first packet.
const REQUEST = fromHex('40000001 fffffffa 168902b0753850f18f41fea76e9af798')
const REPLY = fromHex('00000001 ffffffff 00 02 c4e4959d 00000000 01 0d 168902b0753850f18f41fea76e9af798')
const ACK = fromHex('00000002 fffffffb 01 01000000')
const CLOSE = fromHex('40000002 fffffffd')
const USE_CIRCUIT = fromHex(
  '40000001 ffff0003 ad655eb65ff64b67afee6fdaf1f8f165 38ba9aa47b41426e90c5f4763c51e837 e42a1e03',
)
/** Only the built-in table is loaded. */
const MISSING = 'sl.template-missing'
const MODERN_PING = fromHex('00 00000005 00 01 07 2a000000')

const codes = (message: Message) => message.findings.map(({ kind }) => kind.code)

/** Path without `sl.`, and value, of every row but groups and the template's name. */
const listing = (message: Message) =>
  readTree(message)
    .filter((row) => row.value !== undefined && row.path !== 'sl.template')
    .map((row) => [row.path.slice(3), row.value])

describe('the classic handshake', () => {
  test('checksum request', () => {
    const message = dissectIn(openSession(secondLife), REQUEST)
    expect([message.title, message.type]).toEqual(['Second Life (classic)', 'SecuredTemplateChecksumRequest'])
    expect(listing(message)).toEqual([
      ['flags', 0x40],
      ['sequence', 1],
      ['message', 0xfffffffa],
      ['SecuredTemplateChecksumRequest.TokenBlock.Token', '168902b0-7538-50f1-8f41-fea76e9af798'],
    ])
    expect(codes(message)).toEqual([])
  })

  test('checksum reply, in the order of the wire, with the template and the request named', () => {
    const session = openSession(secondLife)
    dissectIn(session, REQUEST, { number: 4 })
    dissectIn(session, REQUEST, { number: 5 })
    const message = dissectIn(session, REPLY, { number: 6, side: 1 })
    expect([message.title, message.type]).toEqual(['Second Life (classic)', 'TemplateChecksumReply'])
    expect(listing(message).slice(3)).toEqual([
      ['TemplateChecksumReply.DataBlock.ServerVersion', 0],
      ['TemplateChecksumReply.DataBlock.PatchVersion', 2],
      ['TemplateChecksumReply.DataBlock.Checksum', 0x9d95e4c4],
      ['TemplateChecksumReply.DataBlock.Checksum-template', 'template of viewer 1.13.2'],
      ['TemplateChecksumReply.DataBlock.Flags', 0],
      ['TemplateChecksumReply.DataBlock.MajorVersion', 1],
      ['TemplateChecksumReply.DataBlock.MinorVersion', 13],
      ['TemplateChecksumReply.TokenBlock.Token', '168902b0-7538-50f1-8f41-fea76e9af798'],
      ['TemplateChecksumReply.TokenBlock.Token-request', 'token of the request in #4'],
    ])
    expect(codes(message)).toEqual([MISSING])
  })

  test('derived values stand below their field', () => {
    const rows = readTree(dissectIn(openSession(secondLife), REPLY))
    const at = rows.findIndex((row) => row.path.endsWith('Checksum-template'))
    expect(rows[at]!.depth).toBe(rows[at - 1]!.depth + 1)
    expect(rows[at + 1]!.depth).toBe(rows[at - 1]!.depth)
  })

  test('a reply alone is linked to nothing; one with another token is told', () => {
    expect(valuesAt(dissectIn(openSession(secondLife), REPLY), REPLY_LINK)).toEqual([])
    const session = openSession(secondLife)
    dissectIn(session, fromHex('40000001 fffffffa 00000000753850f18f41fea76e9af798'))
    const message = dissectIn(session, REPLY, { side: 1 })
    expect(valuesAt(message, REPLY_LINK)).toEqual([])
    expect(codes(message)).toEqual([MISSING, 'sl.token'])
  })

  test('ack and close', () => {
    const ack = dissectIn(openSession(secondLife), ACK)
    expect([ack.title, ack.type]).toEqual(['Second Life (classic)', 'PacketAck'])
    expect(listing(ack).slice(3)).toEqual([
      ['PacketAck.Packets-count', 1],
      ['PacketAck.Packets.ID', 1],
    ])
    const close = dissectIn(openSession(secondLife), CLOSE)
    expect([close.title, close.type]).toEqual(['Second Life (classic)', 'CloseCircuit'])
    expect([...codes(ack), ...codes(close)]).toEqual([])
  })

  test('UseCircuitCode', () => {
    const message = dissectIn(openSession(secondLife), USE_CIRCUIT)
    expect([message.title, message.type]).toEqual(['Second Life (classic)', 'UseCircuitCode'])
    expect(listing(message).slice(3)).toEqual([
      ['UseCircuitCode.CircuitCode.ID', 'ad655eb6-5ff6-4b67-afee-6fdaf1f8f165'],
      ['UseCircuitCode.CircuitCode.SessionID', '38ba9aa4-7b41-426e-90c5-f4763c51e837'],
      ['UseCircuitCode.CircuitCode.Code', 52308708],
    ])
  })

  test('roles: what is compared as an id, a sequence, a length', () => {
    const roles = (bytes: Uint8Array) =>
      Object.fromEntries(
        readTree(dissectIn(openSession(secondLife), bytes)).map(({ path, def }) => [path.slice(3), def.role]),
      )
    expect(roles(USE_CIRCUIT)).toMatchObject({
      sequence: 'sequence',
      'UseCircuitCode.CircuitCode.ID': 'id',
      'UseCircuitCode.CircuitCode.SessionID': 'id',
      'UseCircuitCode.CircuitCode.Code': 'id',
    })
    expect(roles(REPLY)).toMatchObject({
      'TemplateChecksumReply.TokenBlock.Token': 'id',
      'TemplateChecksumReply.DataBlock.Checksum': 'data',
    })
    expect(roles(ACK)).toMatchObject({
      'PacketAck.Packets-count': 'length',
      'PacketAck.Packets.ID': 'sequence',
    })
    expect(roles(MODERN_PING)).toMatchObject({ 'StartPingCheck.PingID.PingID': 'sequence' })
  })
})

const REPLY_LINK = 'sl.TemplateChecksumReply.TokenBlock.Token-request'

describe('which era', () => {
  test.skipIf(packets.length === 0).each(packets.map((vector) => [vector.name, vector] as const))(
    '%s in a conversation of its own',
    (_, vector) => {
      const message = dissectIn(openSession(secondLife), payloadOf(vector))
      expect(message.title).toBe(`Second Life (${vector.era})`)
      expect(coverageFaults(message)).toEqual([])
    },
  )

  test('is remembered: a packet that tells nothing follows those before it', () => {
    // Reads exactly in neither era, and has the shape of a modern one.
    const unclear = fromHex('00 000001ff 00 0c 00')
    expect(dissectIn(openSession(secondLife), unclear).title).toBe('Second Life (modern)')
    const session = openSession(secondLife)
    dissectIn(session, USE_CIRCUIT)
    expect(dissectIn(session, unclear).title).toBe('Second Life (classic)')
  })

  test('is revised when the evidence turns', () => {
    const session = openSession(secondLife)
    for (let i = 0; i < 50; i++) dissectIn(session, ACK)
    const unclear = fromHex('00 000001ff 00 0c 00')
    expect(dissectIn(session, unclear).title).toBe('Second Life (classic)')
    const titles = Array.from({ length: 9 }, () => {
      const message = dissectIn(session, MODERN_PING)
      expect(coverageFaults(message)).toEqual([])
      return message.title
    })
    // It takes some packets to overrule fifty, and no more when it is clear.
    expect(titles).toEqual([
      ...new Array(5).fill('Second Life (classic)'),
      ...new Array(4).fill('Second Life (modern)'),
    ])
    expect(dissectIn(session, unclear).title).toBe('Second Life (modern)')
  })

  test('stays when one packet of an unknown message happens to fit the other', () => {
    const session = openSession(secondLife)
    for (let i = 0; i < 4; i++) dissectIn(session, MODERN_PING)
    // No template has this number; in the classic era it would be a StartPingCheck.
    const chance = fromHex('00 00000001 00 fffffe98')
    expect(readsExactly(chance, 0, chance.length, coreDialect('classic'))).toBe('StartPingCheck')
    const message = dissectIn(session, chance)
    expect([message.title, message.type]).toEqual(['Second Life (modern)', 'Low 65176'])
  })

  test('--sl-era overrules', () => {
    const message = dissectIn(openSession(secondLife, { 'sl-era': 'classic' }), MODERN_PING)
    expect(message.title).toBe('Second Life (classic)')
    expect(codes(message).length).toBe(1)
    expect(coverageFaults(message)).toEqual([])
    expect(dissectIn(openSession(secondLife, { 'sl-era': 'modern' }), ACK).title).toBe('Second Life (modern)')
  })
})

describe('damage', () => {
  const modern = { 'sl-era': 'modern' }
  const classic = { 'sl-era': 'classic' }

  test.each([
    ['an unknown Low number', classic, '00000007 ffff0094 0102', 'Low 148', 'sl.unknown-message'],
    ['an unknown Fixed number', modern, '00 00000007 00 fffffffe', 'Fixed 0xfffffffe', 'sl.unknown-message'],
    ['an unknown Medium number', modern, '00 00000007 00 fffe', 'Medium 254', 'sl.unknown-message'],
    ['bytes left over', modern, '00 00000007 00 02 07 0102', 'CompletePingCheck', 'sl.left-over'],
    ['bytes left over, classic', classic, '00000007 02 07 01', 'CompletePingCheck', 'sl.left-over'],
    ['half a field', modern, '00 00000007 00 01 07 0102', 'StartPingCheck', 'malformed.short'],
    ['running short, classic', classic, '00000007 01 07', 'StartPingCheck', 'malformed.short'],
    [
      'a block that ends between fields',
      modern,
      '00 00000007 00 01 07',
      'StartPingCheck',
      'sl.absent-fields',
    ],
    ['an absent tail', modern, '00 00000007 00 ff06 00 ffffffff', 'CoarseLocationUpdate', 'sl.absent-tail'],
    ['an absent tail, classic', classic, '00000007 ff07 00', 'CoarseLocationUpdate', 'malformed.short'],
    ['a count beyond the data', classic, '00000007 fffffffb 02 01000000', 'PacketAck', 'malformed.short'],
    ['a length beyond the data', modern, '00 00000007 00 0b 4c ff00 0102', 'LayerData', 'malformed.short'],
    ['half a message number', modern, '00 00000007 00 ffff01', '', 'malformed.short'],
    ['reserved flags', modern, '0c 00000007 00 02 07', 'CompletePingCheck', 'sl.reserved-bits'],
    ['an extra header', modern, '00 00000007 02 02 eeee 07', 'CompletePingCheck', 'sl.extra-header'],
    ['more acks than bytes', modern, '10 00000007 00 02 c8', 'CompletePingCheck', 'sl.ack-count'],
    ['a header cut short', classic, '0000', '', 'malformed.short'],
  ])('%s', (_, options, hex, type, code) => {
    const message = dissectIn(openSession(secondLife, options), fromHex(hex))
    expect(message.type).toBe(type)
    expect(codes(message)).toEqual([code])
    expect(coverageFaults(message)).toEqual([])
  })

  test('the unknown message is named in the finding, and so is the table that lacks it', () => {
    const message = dissectIn(openSession(secondLife, classic), fromHex('00000007 ffff0094 0102'))
    expect(message.findings[0]!.text).toBe(
      'Message Low 148 is not in the built-in table of the classic era; not decoded: 2 bytes. A whole message template (--template) may have it.',
    )
  })

  test('a zero-coded packet that expands beyond all bounds is decoded up to the cap', () => {
    const bytes = fromHex(`80 00000007 00 0b 4c ffff ${'00ff'.repeat(500)}`)
    const message = dissectIn(openSession(secondLife, modern), bytes)
    expect(codes(message)).toEqual(['limit.zero-coding'])
    expect(message.sources.map(({ name, end }) => [name, end])).toEqual([
      ['message', bytes.length],
      ['zero-expanded', 12288],
    ])
    expect(coverageFaults(message)).toEqual([])
  })

  test('a template that asks for more fields than a message may have is stopped', () => {
    const blocks = Array.from({ length: 600 }, (_, i) => `{ B${i} Variable }`).join(' ')
    const template = parseTemplate(`version 2.0 { Many High 1 Trusted Unencoded ${blocks} }`)
    const dialect = new Dialect('modern', template, 'a template')
    const bytes = Buffer.concat([fromHex('00 00000001 00 01'), Buffer.alloc(600, 0xff)])
    const message = dissectBy((at) => void new PacketReader().read(at, dialect, undefined), bytes)
    expect(codes(message)).toEqual(['limit.fields'])
    expect(message.tree.count).toBeLessThan(MAX_FIELDS + 2)
    expect(coverageFaults(message)).toEqual([])
  })

  test('bytes that are no message are left alone', () => {
    for (const text of ['', '00', 'GET / HTTP/1.1\r\n\r\n', 'not a packet at all']) {
      const message = dissectIn(openSession(secondLife), Buffer.from(text))
      expect([message.type, ...codes(message)]).toEqual(['', 'sl.unrecognised'])
      expect(coverageFaults(message)).toEqual([])
    }
  })

  test('any bytes, in any order, in any era: it returns, and every byte lies in one leaf', () => {
    const header = fc.constantFrom(
      '',
      '00000001',
      '8000000100',
      '400000000100',
      '900000000500',
      'd0000001',
      '000000010b4c',
    )
    const packet = fc
      .tuple(header, fc.uint8Array({ maxLength: 300 }))
      .map(([start, rest]) => Buffer.concat([Buffer.from(start, 'hex'), rest]))
    const era = fc.constantFrom({}, modern, classic)
    fc.assert(
      fc.property(era, fc.array(packet, { maxLength: 8 }), (options, payloads) => {
        const session = openSession(secondLife, options)
        for (const bytes of payloads) {
          const message = dissectIn(session, bytes)
          expect(coverageFaults(message)).toEqual([])
          expect(readTree(message).every(({ path }) => !path.startsWith('sl.') || message.title !== '')).toBe(
            true,
          )
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('random bytes are hardly ever called a message', () => {
    let called = 0
    for (let i = 0; i < 20_000; i++) {
      const message = dissectIn(openSession(secondLife), randomBytes(i))
      expect(message.findings.length).toBeGreaterThan(0)
      if (message.type !== '') called++
    }
    expect(called).toBeLessThan(20)
  })
})

test('zero-coded: the coded bytes are one leaf, number and body lie in their own source, acks behind', () => {
  const body = Buffer.from(`04${'00'.repeat(114)}`, 'hex')
  const message = dissectIn(
    openSession(secondLife),
    classicPacket(7, body, { zeroCoded: true, acks: [10, 11] }),
  )
  expect(message.type).toBe('AgentUpdate')
  expect(codes(message)).toEqual([])
  expect(valueAt(message, 'sl.zero_coded')).toBe('040072')
  expect(readTree(message).map(({ path, source, offset }) => [path.slice(3), source, offset])).toEqual([
    ['template', '', 0],
    ['flags', 'message', 0],
    ['sequence', 'message', 1],
    ['zero_coded', 'message', 4],
    ['message', 'zero-expanded', 0],
    ['AgentUpdate.AgentData', 'zero-expanded', 1],
    ...[
      ['ControlFlags', 1],
      ['CameraAtAxis', 5],
      ['Far', 17],
      ['AgentID', 21],
      ['CameraCenter', 37],
      ['CameraLeftAxis', 49],
      ['HeadRotation', 61],
      ['SessionID', 73],
      ['CameraUpAxis', 89],
      ['BodyRotation', 101],
      ['Flags', 113],
      ['State', 114],
    ].map(([field, offset]) => [`AgentUpdate.AgentData.${field}`, 'zero-expanded', offset]),
    ['acks', 'message', 7],
    ['acks.id', 'message', 7],
    ['acks.id', 'message', 11],
    ['acks.count', 'message', 15],
  ])
})

/** Deterministic noise of some length. */
function randomBytes(seed: number): Uint8Array {
  let state = (seed + 1) * 2654435761
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state & 0xff
  }
  for (let i = 0; i < 16; i++) next()
  return Uint8Array.from({ length: 1 + (seed % 120) }, next)
}
