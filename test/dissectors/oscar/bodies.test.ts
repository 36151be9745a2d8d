import { expect, it } from 'vitest'
import { BUDDY_PREFS } from '../../../dissectors/oscar/blocks/feedbag-names.js'
import { oscar } from '../../../dissectors/oscar/index.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectIn, fromHex, openSession } from '../../support/dissect.js'
import { readTree, valuesAt } from '../../support/read-tree.js'
import { le16, le32, lz, s8, s16, snac, tlv, u8, u16, u32 } from './encode.js'

/** Values by path of a SNAC that has nothing wrong with it. */
function read(side: 0 | 1, group: number, sub: number, ...body: readonly Uint8Array[]) {
  const payload = snac(group, sub, 1, body)
  const bytes = Buffer.concat([u8(0x2a, 2), u16(1, payload.length), payload])
  const message = dissectIn(openSession(oscar), bytes, { side })
  expect(coverageFaults(message)).toEqual([])
  expect(message.findings.map(({ text }) => text)).toEqual([])
  const of = (path: string) => valuesAt(message, path)
  return { of, rows: readTree(message) }
}

it('reads BART info of feedbag items, and hides what may be a password', () => {
  const item = (kind: number, value: Uint8Array) => {
    const attribute = tlv(0xd5, value)
    return Buffer.concat([s16('1'), u16(0, 5, kind, attribute.length), attribute])
  }
  const value = Buffer.from('01031122aa', 'hex')
  const icon = read(0, 0x13, 8, item(0x14, value))
  expect(icon.of('oscar.feedbag.bart.flags')).toEqual([1])
  expect(icon.of('oscar.feedbag.bart.hash')).toEqual(['1122aa'])
  const linked = read(0, 0x13, 8, item(0x18, value))
  expect(linked.of('oscar.feedbag.bart.other')).toEqual(['01031122aa'])
  expect(linked.rows.find(({ path }) => path === 'oscar.feedbag.bart.other')?.def.role).toBe('secret')
})

it('names the bits of buddy prefs, and reads either width of a count', () => {
  const prefs = tlv(0xc9, u32(0x00400400))
  const { of } = read(0, 0x13, 9, Buffer.concat([s16(''), u16(0, 1, 5, prefs.length), prefs]))
  expect(of('oscar.feedbag.item.tlv.prefs')).toEqual([0x00400400])
  const set = BUDDY_PREFS.filter(({ mask }) => (0x00400400 & mask) !== 0).map(({ name }) => name)
  expect(set).toEqual(['disclose idle', 'disclose typing'])
  expect(read(0, 0x13, 5, u32(1000), u16(7)).of('oscar.feedbag.count')).toEqual([7])
  expect(read(0, 0x13, 5, u32(1000), u8(7)).of('oscar.feedbag.count')).toEqual([7])
})

it('reads the arrays of chat rooms', () => {
  const rooms = tlv(5, Buffer.concat([u16(4), s8('one'), u16(0), u16(5), s8('two'), u16(1)]))
  const { of } = read(1, 0x0d, 9, tlv(3, Buffer.concat([u16(4, 2), rooms, tlv(6, u16(0xd3, 0xcf))])))
  expect(of('oscar.chat.room')).toContain('one')
  expect(of('oscar.chat.exchange')).toEqual([4, 4, 5])
  expect(of('oscar.chat.room.tlv.search_tags')).toEqual([0xd3, 0xcf])
})

it('reads the answers to rendezvous, bare and in a TLV', () => {
  const head = [Buffer.from('12345678'), u16(2), s8('Other'), u16(3)]
  expect(read(0, 4, 0x0b, ...head, u16(5)).of('oscar.nak.code')).toEqual([5])
  expect(read(0, 4, 0x0b, ...head, tlv(3, u16(9))).of('oscar.nak.tlv.code')).toEqual([9])
})

it('reads what a client reports of its machine', () => {
  const machine = ['Windows', '4.10', 'Pentium', 'Winsock', '2.0'].map(s16)
  const report = [u32(1000), u32(2000), s8('DemoUser'), u16(0), ...machine, u16(1, 2, 3, 4, 5, 6)]
  const { of } = read(0, 0x0b, 3, tlv(9, Buffer.concat(report)))
  const keys = ['local', 'gmt', 'name', 'os', 'os_version', 'cpu', 'winsock', 'winsock_version', 'number']
  const all = [1000, 2000, 'DemoUser', 'Windows', '4.10', 'Pentium', 'Winsock', '2.0', 1, 2, 3, 4, 5, 6]
  expect(keys.flatMap((key) => of(`oscar.stats.report.${key}`))).toEqual(all)
})

it('reads messages of plug-ins inside the server relay', () => {
  const name = 'Script Plug-in: Remote Notification Arrive'
  const xstatus = fromHex('3b60b3efd82a6c45a4e09c5a5e67e865')
  const block = [xstatus, le16(8), le32(name.length), Buffer.from(name), Buffer.alloc(15)]
  const text = Buffer.from('<N><QUERY/></N>')
  const relay = [
    ...[le16(27), le16(8), Buffer.alloc(16), u16(0), le32(3), u8(4), le16(7)],
    ...[le16(14), le16(7), Buffer.alloc(12), u8(0x1a, 0), le16(0), le16(1), lz('')],
    ...[le16(79), ...block, le32(text.length + 4), le32(text.length), text],
  ]
  const capability = fromHex('094613494c7f11d18222444553540000')
  const cookie = Buffer.from('12345678')
  const proposal = [u16(0), cookie, capability, tlv(0x2711, Buffer.concat(relay))]
  const { of } = read(0, 4, 6, cookie, u16(2), s8('7654321'), tlv(5, Buffer.concat(proposal)))
  const keys = ['function', 'name', 'text']
  expect(keys.flatMap((key) => of(`oscar.relay.message.${key}`))).toEqual([8, name, text.toString()])
})

it('reads the mark of the primary instance', () => {
  const block = [s8('DemoUser'), u16(0, 1), tlv(0x28, u8(1))]
  expect(read(1, 1, 0x0f, ...block).of('oscar.user.tlv.primary_instance')).toEqual([1])
})

it.each([
  ['buddy icon', 0x1346, [u16(0, 0xbeef), u32(3), u32(99), Buffer.from('abcAVT1picture.id')], 'icon'],
  ['buddy list', 0x134b, [s16('Friends'), u16(2), s16('One'), s16('Two')], 'list'],
] as const)('reads the service data of a %s', (_name, short, data, key) => {
  const capability = Buffer.concat([u16(0x0946, short), fromHex('4c7f11d18222444553540000')])
  const cookie = Buffer.from('12345678')
  const proposal = Buffer.concat([u16(0), cookie, capability, tlv(0x2711, Buffer.concat(data))])
  const { of } = read(0, 4, 6, cookie, u16(2), s8('Other'), tlv(5, proposal))
  expect(of('oscar.file.data')).toEqual([])
  if (key === 'icon') {
    expect(of('oscar.rendezvous.icon.icon')).toEqual([Buffer.from('abc').toString('hex')])
    expect(of('oscar.rendezvous.icon.name')).toEqual(['AVT1picture.id'])
  } else expect(of('oscar.rendezvous.list.screen_name')).toEqual(['One', 'Two'])
})

it('says what the inverted address and port of a proposal stand for', () => {
  const cookie = Buffer.from('12345678')
  const tlvs = [tlv(0x16, fromHex('3ffffdf5')), tlv(0x17, u16(0xebb9)), tlv(0x18, s8('192.0.2.10 5190'))]
  const proposal = Buffer.concat([u16(0), cookie, fromHex('094613434c7f11d18222444553540000'), ...tlvs])
  const { of } = read(0, 4, 6, cookie, u16(2), s8('Other'), tlv(5, proposal))
  expect(of('oscar.rendezvous.address_check_means')).toEqual(['192.0.2.10'])
  expect(of('oscar.rendezvous.port_check_means')).toEqual(['5190'])
  expect(of('oscar.rendezvous.place')).toEqual(['192.0.2.10 5190'])
})

it('reads SecurID codes behind either length', () => {
  expect(read(0, 0x17, 0x0b, s16('123456')).of('oscar.bucp.securid')).toEqual(['123456'])
  expect(read(0, 0x17, 0x0b, s8('123456')).of('oscar.bucp.securid')).toEqual(['123456'])
})

it('reads the registration of a UIN, and hides its password', () => {
  const request = [le32(0), le16(0x28), le16(3), le32(0), le32(0), le32(7), le32(7), Buffer.alloc(16)]
  const { of, rows } = read(
    0,
    0x17,
    4,
    tlv(1, Buffer.concat([...request, lz('swordfish'), le32(7), le32(0)])),
  )
  expect(of('oscar.registration.password')).toEqual(['swordfish'])
  expect(rows.find(({ path }) => path === 'oscar.registration.password')?.def.role).toBe('secret')
  const reply = [
    le32(0),
    le16(0x2d),
    le16(3),
    le32(1183),
    u8(10, 10, 10, 8),
    le32(4),
    le32(7),
    Buffer.alloc(16),
  ]
  const body = Buffer.concat([...reply, le32(1234567), le32(7)])
  const given = read(1, 0x17, 5, tlv(1, Buffer.concat([le16(body.length), body])))
  expect(given.of('oscar.registration.address')).toEqual(['10.10.10.8'])
  expect(given.of('oscar.registration.uin')).toEqual([1234567])
})

it('names what rate classes and class limits are of', () => {
  const members = [u16(1, 2), u16(4, 6), u16(0x22, 9)]
  const rates = read(1, 1, 7, u16(0), u16(1, members.length), ...members)
  expect(rates.of('oscar.rate.members.subgroup')).toEqual([2, 6, 9])
  const named = rates.rows.filter(({ path }) => path === 'oscar.rate.members.subgroup')
  expect(named.map(({ def, value }) => def.names?.get(Number(value)))).toEqual([
    'CLIENT_ONLINE',
    'CHANNEL_MSG_TOHOST',
    undefined,
  ])
  const limits = Array.from({ length: 13 }, (_, i) => 100 + i)
  const { of } = read(1, 0x13, 3, tlv(4, u16(...limits)))
  expect(of('oscar.feedbag.rights.tlv.class_limit')).toEqual(limits)
  const classes = of('oscar.feedbag.rights.tlv.class')
  expect([classes[0], classes[4], classes[12]]).toEqual(['buddy', 'permit/deny info', 'class 12'])
})

it('names the foodgroup that a client is sent on to', () => {
  const { rows } = read(1, 1, 5, tlv(13, u16(0x0e)), tlv(5, Buffer.from('192.0.2.20')))
  const { def } = rows.find(({ path }) => path === 'oscar.login.tlv.foodgroup')!
  expect(def.names?.get(0x0e)).toBe('CHAT')
})

it('shows no empty screen name where a client asks for its own', () => {
  expect(read(0, 7, 2, tlv(1, Buffer.alloc(0))).of('oscar.login.tlv.screen_name')).toEqual([])
})
