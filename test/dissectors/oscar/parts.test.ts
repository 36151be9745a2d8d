import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bartId } from '../../../dissectors/oscar/blocks/bart-id.js'
import { oscar } from '../../../dissectors/oscar/index.js'
import { type Layout, readLayout, s16z } from '../../../dissectors/oscar/layout/parts.js'
import { tlvs, tlvTable } from '../../../dissectors/oscar/layout/tlv.js'
import { oft } from '../../../dissectors/oscar/peer/oft.js'
import { Talk } from '../../../dissectors/oscar/talk.js'
import type { Message } from '../../../src/dissect/message.js'
import { defineField, text } from '../../../src/fields/index.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectBy, dissectIn, fromHex, openSession } from '../../support/dissect.js'
import { fakeConversation } from '../../support/fake-payload.js'
import { dissectOptions } from '../../support/options.js'
import { readTree, valueAt, valuesAt } from '../../support/read-tree.js'
import { sharedPath } from '../../support/shared.js'
import { le16, le32, snac, tlv, u8, u16 } from './encode.js'

interface Part {
  readonly name: string
  readonly part?: string
  readonly hex: string
  readonly expect: Readonly<Record<string, unknown>>
}

const path = sharedPath('vectors/oscar.json')
const vectors: { parts: Part[]; negative: Part[] } = path
  ? JSON.parse(readFileSync(path, 'utf8'))
  : { parts: [], negative: [] }

const TEXT = defineField('test.oscar.text', text({ label: 'Text' }))
const LIST: Layout = [tlvs(tlvTable('test.oscar', {}))]

/** Reads bytes with one layout, outside of any SNAC. */
function readAs(layout: Layout, hex: string): Message {
  const talk = new Talk(fakeConversation('tcp', 5190), dissectOptions())
  return dissectBy((at) => readLayout(layout, at, talk), fromHex(hex))
}

function frame(channel: number, payload: Uint8Array): Message {
  const bytes = Buffer.concat([u8(0x2a, channel), u16(1, payload.length), payload])
  return dissectIn(openSession(oscar), bytes)
}

const inSnac = (group: number, sub: number, hex: string) => frame(2, snac(group, sub, 1, [fromHex(hex)]))

/** Types of the TLVs with the bytes of their values. */
function tlvsOf(message: Message): [string, string][] {
  const found: [string, string][] = []
  for (const { path, hex } of readTree(message)) {
    if (path.endsWith('.tlv_type')) found.push([hex, ''])
    else if (found.length > 0 && !/\.tlv(_length)?$/.test(path)) found.at(-1)![1] += hex
  }
  return found
}

const codes = (message: Message) => message.findings.map(({ kind }) => kind.code)

/** How each part is read, and what it must say. */
const CHECKS: Readonly<Record<string, (part: Part) => Message>> = {
  'FLAP sign-on payload, Mac AIM 2.01': ({ hex }) => {
    const message = frame(1, fromHex(hex))
    const of = (key: string) => valueAt(message, `oscar.login.tlv.${key}`)
    expect(valueAt(message, 'oscar.login.password')).toBe('123456')
    expect(tlvsOf(message).map(([type]) => type)).toEqual([
      '0001',
      '0002',
      '0009',
      '0016',
      '001a',
      '0014',
      '0003',
      '0017',
      '0018',
      '0019',
    ])
    expect(of('screen_name')).toBe('ukozi999')
    expect(of('client')).toBe('AIM 2.01.617 (Mac 68K) AIM2Mac')
    expect(codes(message)).toEqual([])
    return message
  },
  'joscar TLV chain with broken tail': ({ hex, expect: { tlvs } }) => {
    const message = readAs(LIST, hex)
    expect(tlvsOf(message)).toEqual([...(tlvs as []), ['0007', '05060708']])
    expect(message.findings).toHaveLength(1)
    return message
  },
  'joscar TLV chain with repeats': ({ hex, expect: { tlvs } }) => {
    const message = readAs(LIST, hex)
    expect(tlvsOf(message)).toEqual(tlvs)
    expect(codes(message)).toEqual([])
    return message
  },
  's16 null-terminated': zText,
  's16 null-terminated, length 0': zText,
  's16 with NUL in the middle': zText,
  'ICQ2003b full-info quirk': ({ hex, expect: tlvs }) => {
    const data = Buffer.concat([le32(1), le16(2000), le16(1), le16(0x0c3a), fromHex(hex)])
    const message = inSnac(0x15, 2, tlv(1, Buffer.concat([le16(data.length), data])).toString('hex'))
    const turned = (type: string) => type.slice(2) + type.slice(0, 2)
    const found = tlvsOf(message).slice(1)
    expect(found).toEqual(
      (tlvs as unknown as [string, string][]).map(([type, value]) => [turned(type), value]),
    )
    expect(codes(message)).toEqual(['oscar.tlv-length'])
    return message
  },
  'Jimm set-info quirk': ({ hex, expect: tlvs }) => {
    const message = inSnac(2, 4, hex)
    expect(tlvsOf(message)).toEqual(tlvs)
    expect(message.findings.length).toBeGreaterThan(0)
    return message
  },
  'clear-icon hash': ({ hex }) => {
    const message = readAs([bartId], `00010005${hex}`)
    expect(valueAt(message, 'oscar.bart.hash')).toBe(hex)
    expect(valueAt(message, 'oscar.bart.meaning')).toBe('none is set')
    return message
  },
  'feedbag item: group': item,
  'feedbag item: LastUpdateDate': item,
  'feedbag item: SMS contact': item,
  'OFT2 prompt': header,
  'OFT2 0204 done': header,
  'OFT2 prompt (joscar)': header,
}

describe.skipIf(!path)('parts of the vectors (skipped where they are absent)', () => {
  it.each(vectors.parts.map((part) => [part.name, part] as const))('%s', (name, part) => {
    const message = CHECKS[name]!(part)
    expect(coverageFaults(message)).toEqual([])
  })

  it.each(vectors.negative.filter(({ part }) => part).map((part) => [part.name, part.hex] as const))(
    'negative: %s',
    (_name, hex) => {
      const message = readAs(LIST, hex)
      expect(codes(message)).toHaveLength(1)
      expect(coverageFaults(message)).toEqual([])
    },
  )
})

function zText({ hex, expect: value }: Part): Message {
  const message = readAs([s16z(TEXT)], hex)
  const [found = ''] = valuesAt(message, 'test.oscar.text')
  expect(String(found).replace(/\0$/, '')).toBe(value)
  return message
}

function item({ hex, expect: { name, gid, iid, class: kind, attrs } }: Part): Message {
  const message = inSnac(0x13, 8, hex)
  const of = (key: string) => valueAt(message, `oscar.feedbag.${key}`)
  expect([of('name'), of('group'), of('id'), of('class')]).toEqual([name, gid, iid, kind])
  const values = (attrs as [string, unknown][]).map(([type, value]) => [
    type,
    ...(Array.isArray(value) ? value : [value]),
  ])
  const found: unknown[][] = []
  for (const { path, hex, value } of readTree(message)) {
    if (path.endsWith('.tlv_type')) found.push([hex])
    else if (path.startsWith('oscar.feedbag.item.tlv.') && !path.endsWith('tlv_length'))
      found.at(-1)!.push(value)
  }
  expect(found).toEqual(values)
  expect(codes(message)).toEqual([])
  return message
}

/** Names of the vectors for fields of the header. */
const OFT: Readonly<Record<string, string>> = {
  magic: 'magic',
  header_len: 'header_length',
  cookie: 'cookie',
  files: 'files',
  files_left: 'files_left',
  parts: 'parts',
  parts_left: 'parts_left',
  total_size: 'total_size',
  size: 'size',
  mod_time: 'modified',
  id: 'id',
  flags: 'flags',
  list_name_offset: 'name_offset',
  list_size_offset: 'size_offset',
}

function header({ hex, expect: wanted }: Part): Message {
  const message = dissectIn(openSession(oft), fromHex(hex))
  const of = (key: string) => valueAt(message, `oft.${key}`)
  for (const [theirs, ours] of Object.entries(OFT))
    if (wanted[theirs] !== undefined) expect([theirs, plain(of(ours))]).toEqual([theirs, wanted[theirs]])
  expect(Number(of('type')).toString(16).padStart(4, '0')).toBe(String(wanted.type).slice(0, 4))
  if (wanted.checksum) expect(Number(of('checksum')).toString(16)).toBe(wanted.checksum)
  const name = 'Donna Cover Again.psd'
  expect(plain(of('name'))).toBe(wanted.name ?? `${name}\u0001${name}`)
  return message
}

/** Text without the zeros that fill its field. */
function plain(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\0+$/, '') : value
}
