import { describe, expect, it } from 'vitest'
import { oscar } from '../../../dissectors/oscar/index.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectIn, openSession } from '../../support/dissect.js'
import { valuesAt } from '../../support/read-tree.js'
import { le16, le32, lz, s16, snac, tlv, u8, u16 } from './encode.js'

const SMS_REFUSED = 1

/** A meta request (C) or reply (S) with these data; a refused SMS has its reason where others have `ok`. */
function meta(side: 'C' | 'S', kind: number, ...data: readonly Uint8Array[]) {
  const result = side === 'S' ? [u8(kind === SMS_REFUSED ? 0x46 : 0x0a)] : []
  const type = le16(side === 'C' ? 2000 : 2010)
  const body = Buffer.concat([le32(1234567), type, le16(2), le16(kind), ...result, ...data])
  const block = tlv(1, Buffer.concat([le16(body.length), body]))
  const payload = snac(0x15, side === 'C' ? 2 : 3, 1, [block])
  const bytes = Buffer.concat([u8(0x2a, 2), u16(1, payload.length), payload])
  const message = dissectIn(openSession(oscar), bytes, { side: side === 'C' ? 0 : 1 })
  expect(coverageFaults(message)).toEqual([])
  expect(message.findings).toEqual([])
  expect(valuesAt(message, 'oscar.icq.data')).toEqual([])
  expect(valuesAt(message, 'slx.undecoded')).toEqual([])
  return (key: string) => valuesAt(message, `oscar.icq.${key}`)
}

const MORE = [le16(33), u8(2), lz('http://a.example/'), le16(1970), u8(5, 17, 12, 13, 14)]
const LISTS = [u8(1), le16(300), lz('club'), u8(2), le16(200), lz('school'), le16(202), lz('army')]
const HOMEPAGE = [u8(1), le16(7), lz('cats'), u8(0)]

describe('ICQ meta data', () => {
  it.each([
    ['C', 0x03fd, MORE],
    ['S', 0x00dc, [...MORE, le16(0), lz('Town'), lz('State'), le16(49), u8(4)]],
    ['S', 0x00dc, MORE],
  ] as const)('%s %i: more info', (side, kind, data) => {
    const of = meta(side, kind, ...data)
    expect([...of('person.age'), ...of('person.gender'), ...of('person.web')]).toEqual([
      33,
      2,
      'http://a.example/',
    ])
    expect(['year', 'month', 'day', 'language'].flatMap((key) => of(`meta_data.${key}`))).toEqual([
      1970, 5, 17, 12, 13, 14,
    ])
    if (data.length > MORE.length)
      expect([...of('person.city'), ...of('person.country'), ...of('person.zone')]).toEqual(['Town', 49, 4])
  })

  it('tells a time zone in hours', () => {
    const zone = (value: number) =>
      meta('S', 0x00dc, ...MORE, le16(0), lz('Town'), lz(''), le16(7), u8(value))('person.zone_hours')
    expect([0, 4, 0xec, 0xf5].flatMap(zone)).toEqual([0, -2, 10, 5.5])
  })

  it.each([0x0529, 0x0547])('%i: takes what is searched for as an e-mail address', (kind) => {
    expect(meta('C', kind, lz('a@b.example'))('person.email')).toEqual(['a@b.example'])
  })

  it.each([['C', 0x041a] as const, ['S', 0x00fa] as const])('%s %i: past and affiliations', (side, kind) => {
    const of = meta(side, kind, ...LISTS)
    expect(of('category')).toEqual([300, 200, 202])
    expect(of('person.text')).toEqual(['club', 'school', 'army'])
  })

  it.each([['C', 0x0442] as const, ['S', 0x010e] as const])('%s %i: homepage category', (side, kind) => {
    const of = meta(side, kind, ...HOMEPAGE)
    expect([...of('meta_data.on'), ...of('category'), ...of('person.text')]).toEqual([1, 7, 'cats'])
  })

  it.each([0x0533, 0x0551])('white pages %i', (kind) => {
    const four = ['First', 'Last', 'Nick', 'a@b.example'].map(lz)
    const keyed = ['past', 'interest', 'club', 'page'].flatMap((text, i) => [le16(100 + i), lz(text)])
    const place = [lz('Town'), lz('State'), le16(49), lz('Firm'), lz('Office'), lz('Clerk'), le16(3)]
    const of = meta('C', kind, ...four, le16(18), le16(22), u8(1, 12), ...place, ...keyed, u8(1))
    expect([...of('meta_data.min_age'), ...of('meta_data.max_age')]).toEqual([18, 22])
    expect(of('category')).toEqual([100, 101, 102, 103])
    expect(['past', 'interest', 'affiliation', 'homepage'].flatMap((key) => of(`meta_data.${key}`))).toEqual([
      'past',
      'interest',
      'club',
      'page',
    ])
    expect([...of('person.position'), ...of('meta_data.online_only')]).toEqual(['Clerk', 1])
  })

  it('SMS, with a length in either order, its receipt and its refusal', () => {
    const xml = '<icq_sms_message/>'
    for (const length of [u16(xml.length), le16(xml.length)])
      expect(meta('C', 0x1482, length, Buffer.from(xml))('meta_data.xml')).toEqual([xml])
    const receipt = meta('S', 0x0096, u16(1, 2, 3), u16(xml.length), Buffer.from(xml))
    expect(receipt('meta_data.xml')).toEqual([xml])
    expect(receipt('meta_data.receipt')).toEqual([1, 2, 3])
    const length = u16(xml.length + 1)
    const named = meta('S', 0x0096, u16(1, 12, 5), s16('FET1'), length, Buffer.from(`${xml}\0`))
    expect([...named('meta_data.network'), ...named('meta_data.xml')]).toEqual(['FET1', xml])
    const refused = meta('S', SMS_REFUSED, Buffer.from('no\0'))
    expect([...refused('result'), ...refused('person.text')]).toEqual([0x46, 'no'])
  })

  it('random user, spam report', () => {
    expect(meta('C', 0x074e, le16(11))('meta_data.random')).toEqual([11])
    const of = meta('C', 0x2008, lz('7654321'), Buffer.alloc(8, 1), Buffer.alloc(17, 2), lz('log'))
    expect([...of('meta_data.spammer'), ...of('meta_data.report'), ...of('person.text')]).toEqual([
      '7654321',
      '0101010101010101',
      'log',
    ])
  })

  it('SMS behind 22 bytes that nobody knows, with a NUL at its end', () => {
    const xml = '<icq_sms_message/>'
    const head = Buffer.from('0001001600'.padEnd(44, '0'), 'hex')
    for (const length of [u16(xml.length + 1), le16(xml.length + 1)]) {
      const of = meta('C', 0x1482, head, length, Buffer.from(`${xml}\0`))
      expect(of('meta_data.xml')).toEqual([xml])
      expect(of('meta_data.sms_unknown')).toEqual([head.toString('hex')])
    }
  })

  const CLIENT = [le16(5), le16(45), le16(1), le16(3777), le32(85)]

  it('registration statistics', () => {
    const flags = [u8(0), u8(1, 1, 0, 1), u8(0, 1, 1), u8(1, 0, 1, 0), u8(1, 1)]
    const person = [le16(1970), le16(0), u8(12, 13, 14, 2), le32(1)]
    const owners = [le16(2), le32(7654321), le32(1234567)]
    const of = meta('C', 0x0aa5, ...CLIENT, ...flags, ...person, ...owners, lz('{key}'), u8(1, 0, 1, 0))
    const keys = [
      'has_email',
      'has_last',
      'web_aware',
      'find_friends',
      'year',
      'gender',
      'uin',
      'key',
      'has_city',
    ]
    expect(keys.flatMap((key) => of(`registration.${key}`))).toEqual([
      1,
      0,
      1,
      1,
      1970,
      2,
      7654321,
      1234567,
      '{key}',
      1,
    ])
  })

  it('statistics of shortcuts, and those of which only the client is known', () => {
    for (const kind of [0x0aaf, 0x0aaa]) {
      const of = meta(
        'C',
        kind,
        ...CLIENT,
        le16(1),
        le16(1),
        le16(2),
        le16(3),
        Buffer.from('one'),
        le16(3),
        Buffer.from('two'),
      )
      expect(of('shortcuts.name')).toEqual(['one', 'two'])
      expect(of('statistics.build')).toEqual([3777])
    }
    const of = meta('C', 0x0ab4, ...CLIENT, le32(32388))
    expect([...of('statistics.distribution'), ...of('statistics.data')]).toEqual([85, '847e0000'])
  })
})
