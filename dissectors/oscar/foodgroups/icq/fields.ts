import { bytes, derived, group, layer, names, text, u8, u16 } from '../../../../src/fields/index.js'
import { u16le, u32le } from '../../../../src/fields/specs.js'
import type { Reader } from '../../layout/parts.js'

/** What ICQ's meta requests and replies are made of ("ICQ" on the protocol page). */

export const GENDERS = names({ 0: 'unknown', 1: 'female', 2: 'male' })

const RANDOM_GROUPS = names({
  1: 'general',
  2: 'romance',
  3: 'games',
  4: 'students',
  6: '20s',
  7: '30s',
  8: '40s',
  9: '50 and older',
  10: 'seeking women',
  11: 'seeking men',
})

/** Lists, users, and what is left. */
export const L = layer('oscar.icq', {
  target: u32le({ label: 'UIN' }),
  data: bytes({ label: 'Data' }),
  list: u8({ label: 'Entries', role: 'length' }),
  entry: group({ label: 'Entry', repeated: true }),
  category: u16le({ label: 'Category' }),
  publish: u8({ label: 'Publish' }),
  size2: u16le({ label: 'User size', role: 'length' }),
  left: u32le({ label: 'Users left' }),
})

/** A time zone: half hours west of Greenwich, in a signed byte. */
export function zoneIn(path: string): Reader {
  const def = layer(path, {
    zone: u8({ label: 'GMT offset', doc: 'Half hours west of Greenwich, signed' }),
    zone_hours: derived({ label: 'Hours ahead of GMT', inline: true, unit: 'h' }),
  })
  return (at) => {
    const west = at.read(def.zone)
    if (!at.failed) at.derive(def.zone_hours, 0 - ((west << 24) >> 24) / 2)
  }
}
export const zone = zoneIn('oscar.icq.person')

/** What is known of a person. */
export const P = layer('oscar.icq.person', {
  nick: text({ label: 'Nick name', ends: 0 }),
  first: text({ label: 'First name', ends: 0 }),
  last: text({ label: 'Last name', ends: 0 }),
  email: text({ label: 'E-mail address', ends: 0 }),
  city: text({ label: 'City', ends: 0 }),
  state: text({ label: 'State', ends: 0 }),
  phone: text({ label: 'Phone', ends: 0 }),
  fax: text({ label: 'Fax', ends: 0 }),
  street: text({ label: 'Street', ends: 0 }),
  cell: text({ label: 'Cell phone', ends: 0 }),
  zip: text({ label: 'ZIP', ends: 0 }),
  company: text({ label: 'Company', ends: 0 }),
  department: text({ label: 'Department', ends: 0 }),
  position: text({ label: 'Position', ends: 0 }),
  web: text({ label: 'Homepage', ends: 0 }),
  text: text({ label: 'Text', ends: 0 }),
  password: text({ label: 'Password', ends: 0, role: 'secret' }),
  country: u16le({ label: 'Country' }),
  authorization: u8({ label: 'Authorization needed' }),
  web_aware: u8({ label: 'Web-aware' }),
  direct: u8({ label: 'Direct connections' }),
  publish_email: u8({ label: 'Publish e-mail' }),
  occupation: u16le({ label: 'Occupation' }),
  gender: u8({ label: 'Gender', names: GENDERS }),
  age: u16le({ label: 'Age' }),
  status: u16le({ label: 'Status', names: names({ 0: 'offline', 1: 'online', 2: 'not web-aware' }) }),
  unknown: u8({ label: 'Unknown', base: 'hex' }),
})

export const M = layer('oscar.icq.meta_data', {
  year: u16le({ label: 'Year of birth' }),
  month: u8({ label: 'Month' }),
  day: u8({ label: 'Day' }),
  language: u8({ label: 'Language', repeated: true }),
  unknown: u16le({ label: 'Unknown', base: 'hex' }),
  on: u8({ label: 'In use', names: names({ 0: 'no', 1: 'yes' }) }),
  min_age: u16le({ label: 'Min age' }),
  max_age: u16le({ label: 'Max age' }),
  past: text({ label: 'Past', ends: 0 }),
  interest: text({ label: 'Interests', ends: 0 }),
  affiliation: text({ label: 'Affiliations', ends: 0 }),
  homepage: text({ label: 'Homepage keywords', ends: 0 }),
  online_only: u8({ label: 'Online only', names: names({ 0: 'no', 1: 'yes' }) }),
  random: u16le({ label: 'Group', names: RANDOM_GROUPS }),
  sms_length: u16({ label: 'XML length', role: 'length' }),
  sms_length_le: u16le({ label: 'XML length', role: 'length', doc: 'Little-endian' }),
  sms_unknown: bytes({ label: 'Unknown' }),
  xml: text({ label: 'XML', ends: 0 }),
  network: text({ label: 'Network' }),
  receipt: u16({ label: 'Unknown', base: 'hex', repeated: true }),
  spammer: text({ label: 'Spammer UIN', ends: 0 }),
  report: bytes({ label: 'Report ID', role: 'id' }),
  unknowns: bytes({ label: 'Unknown' }),
})
