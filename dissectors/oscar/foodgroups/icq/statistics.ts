import { bytes, group, layer, names, text, u8 } from '../../../../src/fields/index.js'
import { u16le, u32le } from '../../../../src/fields/specs.js'
import { counted, type Layout, lz, repeat } from '../../layout/parts.js'

/** Statistics that ICQ clients send of themselves. One source gives two layouts; the others begin as these do. */

const YES = names({ 0: 'no', 1: 'yes' })
const S = layer('oscar.icq.statistics', {
  major: u16le({ label: 'Major version' }),
  minor: u16le({ label: 'Minor version' }),
  lesser: u16le({ label: 'Lesser version' }),
  build: u16le({ label: 'Build' }),
  distribution: u32le({ label: 'Distribution' }),
  data: bytes({ label: 'Counters', doc: 'Of which nothing is known' }),
})
const CLIENT: Layout = [S.major, S.minor, S.lesser, S.build, S.distribution]

/** 0AA5, what the user filled in. */
const R = layer('oscar.icq.registration', {
  unknown1: u8({ label: 'Unknown', base: 'hex' }),
  has_email: u8({ label: 'E-mail filled in', names: YES }),
  has_first: u8({ label: 'First name filled in', names: YES }),
  has_last: u8({ label: 'Last name filled in', names: YES }),
  has_nick: u8({ label: 'Nick name filled in', names: YES }),
  publish: u8({ label: 'Publish e-mail', names: YES }),
  authorization: u8({ label: 'Authorization needed', names: YES }),
  web_aware: u8({ label: 'Web-aware', names: YES }),
  find_friends: u8({ label: 'Find my friends', names: YES }),
  homepage: u8({ label: 'Set ICQ homepage', names: YES }),
  chat: u8({ label: 'Available for chat', names: YES }),
  signature: u8({ label: 'Add e-mail signature', names: YES }),
  unknown2: u8({ label: 'Unknown', base: 'hex' }),
  unknown3: u8({ label: 'Unknown', base: 'hex' }),
  year: u16le({ label: 'Year of birth' }),
  unknown4: u16le({ label: 'Unknown (age?)' }),
  language1: u8({ label: 'First language' }),
  language2: u8({ label: 'Second language' }),
  language3: u8({ label: 'Third language' }),
  gender: u8({ label: 'Gender', names: names({ 0: 'unknown', 1: 'female', 2: 'male' }) }),
  unknown5: u32le({ label: 'Unknown', base: 'hex' }),
})
const OWNERS = layer('oscar.icq.registration', {
  owners: u16le({ label: 'Registered owners', role: 'length' }),
  key: text({ label: 'Install key', ends: 0, role: 'id' }),
  save_password: u8({ label: 'Save password', names: YES }),
  second_window: u8({ label: 'Chosen in the second window', names: YES }),
  has_city: u8({ label: 'City filled in', names: YES }),
  unknown6: u8({ label: 'Unknown', base: 'hex' }),
})
const OWNER = layer('oscar.icq.registration', {
  uin: u32le({ label: 'Owner UIN', repeated: true }),
}).uin

/** 0AAF and, as its sample shows, 0AAA: names of shortcuts behind three counts. */
const SHORTCUTS = layer('oscar.icq.shortcuts', {
  internal: u16le({ label: 'Internal shortcuts' }),
  external: u16le({ label: 'External shortcuts' }),
  count: u16le({ label: 'Shortcuts' }),
  $: group({ label: 'Shortcut', repeated: true }),
  name: text({ label: 'Name' }),
})
const NAMED: Layout = [
  ...CLIENT,
  SHORTCUTS.internal,
  SHORTCUTS.external,
  SHORTCUTS.count,
  repeat(SHORTCUTS.$, [lz(SHORTCUTS.name)]),
]
const REGISTRATION: Layout = [
  ...CLIENT,
  ...Object.values(R),
  counted(OWNERS.owners, OWNER),
  lz(OWNERS.key),
  OWNERS.save_password,
  OWNERS.second_window,
  OWNERS.has_city,
  OWNERS.unknown6,
]
const UNKNOWN: Layout = [...CLIENT, S.data]

/** Rows of the table of meta requests. */
export const STATISTICS: Readonly<Record<number, readonly [name: string, layout: Layout]>> = {
  ...Object.fromEntries(
    [0x0758, 0x0a8c, 0x0a96, 0x0ab4, 0x0ab9, 0x0abe, 0x0ac8, 0x0acd, 0x0ad2, 0x0ad7].map((id) => [
      id,
      ['statistics', UNKNOWN],
    ]),
  ),
  2725: ['registration statistics', REGISTRATION],
  2730: ['homepage statistics?', NAMED],
  2735: ['shortcut statistics', NAMED],
}
