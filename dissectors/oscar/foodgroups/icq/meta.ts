import { Wire } from '../../../../src/fields/index.js'
import { fixed, type Layout, lz, optional, type Reader, readLayout, s16, s16z } from '../../layout/parts.js'
import { tlvs } from '../../layout/tlv.js'
import { L, M, P, zone } from './fields.js'
import { STATISTICS } from './statistics.js'
import { META_TLVS } from './tlvs.js'

/** Meta requests (07D0) and replies (07DA) by their number. */

const all = (...defs: readonly (typeof P.nick)[]): Layout => defs.map((def) => lz(def))
const BASIC = [
  ...all(P.nick, P.first, P.last, P.email, P.city, P.state, P.phone, P.fax, P.street, P.cell, P.zip),
  P.country,
  zone,
]
const WORK = [
  ...all(P.city, P.state, P.phone, P.fax, P.street, P.zip),
  P.country,
  ...all(P.company, P.department, P.position),
  P.occupation,
  lz(P.web),
]
const list = (layout: Layout): Reader => {
  return (at, talk) => {
    const count = at.read(L.list)
    for (let i = 0; i < count && !at.failed; i++) {
      at.open(L.entry)
      readLayout(layout, at, talk)
      at.close()
    }
  }
}
const KEYWORDS = list([L.category, lz(P.text)])
export const REST: Layout = [L.data]
const LISTS: Layout = [KEYWORDS, KEYWORDS]
const BIRTH: Layout = [M.year, M.month, M.day, M.language, M.language, M.language]
const MORE: Layout = [P.age, P.gender, lz(P.web), ...BIRTH]
const ORIGIN: Layout = [M.unknown, lz(P.city), lz(P.state), P.country, zone]
const HOMEPAGE: Layout = [M.on, L.category, lz(P.text), optional([P.unknown])]
const WHITE_PAGES: Layout = [
  ...all(P.first, P.last, P.nick, P.email),
  M.min_age,
  M.max_age,
  P.gender,
  M.language,
  ...all(P.city, P.state),
  P.country,
  ...all(P.company, P.department, P.position),
  P.occupation,
  ...[M.past, M.interest, M.affiliation, M.homepage].flatMap((text): Layout => [L.category, lz(text)]),
  M.online_only,
]
const UIN: Layout = [L.target]
const TEXT: Layout = [lz(P.text)]
/** The result before it is the reason, 46 (hex). */
const TEXT_TO_END: Layout = [P.text]
const EMAIL: Layout = [lz(P.email)]
const NAMES: Layout = all(P.first, P.last, P.nick)
const FOUND: Layout = [
  L.size2,
  L.target,
  ...all(P.nick, P.first, P.last, P.email),
  P.authorization,
  P.status,
  P.gender,
  P.age,
]

/** What stands before the length; one source's sample has it. */
const SMS_UNKNOWN = 22
/** A length in network order, in one source's words; the order in which it fits is taken. */
const sms: Reader = (at) => {
  const fits = (wire: Wire, offset: number) => at.peek(wire, 2, offset) === at.remaining - offset - 2
  const isLong = fits(Wire.U16BE, SMS_UNKNOWN) || fits(Wire.U16LE, SMS_UNKNOWN)
  if (isLong) at.take(M.sms_unknown, SMS_UNKNOWN)
  const length = at.read(fits(Wire.U16LE, 0) ? M.sms_length_le : M.sms_length)
  if (length > 0) at.take(M.xml, length)
}

const readNetwork = s16(M.network)
const readXml = s16z(M.xml)
/** The XML of an SMS receipt, in both samples behind the name of a network. */
const receipt: Reader = (at, talk) => {
  if (at.peek(Wire.U16BE, 2) !== at.remaining - 2) readNetwork(at, talk)
  readXml(at, talk)
}

/** A request or reply: its name, and what follows its number. */
export type Row = readonly [name: string, layout: Layout]
export const META_REQUESTS: Readonly<Record<number, Row>> = {
  1002: ['set basic', [...BASIC, optional([P.publish_email])]],
  1011: ['set work', WORK],
  1021: ['set more', MORE],
  1030: ['set notes', TEXT],
  1035: ['set e-mails', [list([L.publish, lz(P.email)])]],
  1040: ['set interests', [KEYWORDS]],
  1050: ['set affiliations', LISTS],
  1060: ['set permissions', [P.authorization, P.web_aware, P.direct, P.unknown]],
  1070: ['set password', [lz(P.password)]],
  1090: ['set homepage category', HOMEPAGE],
  1202: ['full info', UIN],
  1210: ['short info', UIN],
  1220: ['unregister', [L.target, optional([lz(P.password)])]],
  1232: ['own full info', UIN],
  1301: ['search by details', NAMES],
  1311: ['search by UIN', UIN],
  1321: ['search by e-mail', EMAIL],
  1331: ['white pages', WHITE_PAGES],
  1341: ['search by details, wildcard', NAMES],
  1351: ['search by e-mail, wildcard', EMAIL],
  1361: ['white pages, wildcard', WHITE_PAGES],
  1375: ['white pages by TLV', [tlvs(META_TLVS)]],
  1385: ['search by UIN, TLV', [tlvs(META_TLVS)]],
  1395: ['search by e-mail, TLV', [tlvs(META_TLVS)]],
  1620: ['set ICQphone', REST],
  1870: ['random user', [M.random]],
  ...STATISTICS,
  2200: ['XML value', TEXT],
  3130: ['set full info', [tlvs(META_TLVS)]],
  5250: ['send SMS', [sms]],
  8200: ['spam report', [lz(M.spammer), fixed(M.report, 8), fixed(M.unknowns, 17), lz(P.text)]],
}
export const META_REPLIES: Readonly<Record<number, Row>> = {
  1: ['SMS refused', TEXT_TO_END],
  100: ['basic set', []],
  110: ['work set', []],
  120: ['more set', []],
  130: ['notes set', []],
  135: ['e-mails set', []],
  140: ['interests set', []],
  150: ['affiliations set, or SMS receipt', [optional([M.receipt, M.receipt, M.receipt, receipt])]],
  160: ['permissions set', []],
  170: ['password set', []],
  180: ['unregistered', []],
  190: ['homepage category set', []],
  200: ['basic info', [...BASIC, P.authorization, P.web_aware, P.direct, P.publish_email]],
  210: ['work info', WORK],
  220: ['more info', [...MORE, optional(ORIGIN)]],
  230: ['notes', TEXT],
  235: ['e-mails', [list([L.publish, lz(P.email)])]],
  240: ['interests', [KEYWORDS]],
  250: ['affiliations', LISTS],
  260: ['short info', [...all(P.nick, P.first, P.last, P.email), P.authorization, P.unknown, P.gender]],
  270: ['homepage category', HOMEPAGE],
  420: ['user found', FOUND],
  430: ['last user found', [...FOUND, L.left]],
  770: ['registration statistics taken', REST],
  798: ['ICQphone set', REST],
  870: ['random user', [L.target, L.data]],
  2210: ['XML value', TEXT],
  3135: ['full info set', []],
  8210: ['spam reported', REST],
}
