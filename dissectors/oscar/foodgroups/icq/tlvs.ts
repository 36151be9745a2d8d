import { layer, text, u8, Wire } from '../../../../src/fields/index.js'
import { readNumber } from '../../../../src/fields/read.js'
import { u16le } from '../../../../src/fields/specs.js'
import { lz, optional } from '../../layout/parts.js'
import { type RealLength, type TlvTable, tlvTable } from '../../layout/tlv.js'
import { inside, lzValue, uint } from '../../layout/values.js'
import { GENDERS, zoneIn } from './fields.js'

const number = (key: string, label: string) => uint(key, label)
const keyword = (key: string, label: string) =>
  inside(label, (path) => {
    const defs = layer(path, {
      [`${key}_category`]: u16le({ label: 'Category' }),
      [key]: text({ label, ends: 0 }),
    })
    return [defs[`${key}_category`]!, lz(defs[key]!)]
  })
const emailValue = lzValue('email', 'E-mail address', (path) => [
  optional([layer(path, { publish: u8({ label: 'Publish' }) }).publish]),
])
const EMAIL = 350
const u16leAt = (from: Uint8Array, at: number): number => readNumber(from, at, Wire.U16LE)
/** ICQ 2003b leaves the byte behind an e-mail address out of the length. The type that follows tells. */
const emailLength: RealLength = (at, type, length) => {
  const next = at.pos + length
  if (type !== EMAIL || length < 2 || next >= at.end || u16leAt(at.bytes, at.pos) + 2 !== length)
    return length
  const isType = (pos: number) => pos + 4 <= at.end && META_TLVS.values.has(u16leAt(at.bytes, pos))
  return !isType(next) && (next + 1 === at.end || isType(next + 1)) ? length + 1 : length
}
/** TLVs of requests 055F, 0569, 0573 and 0C3A. Two pairs (01D6 and 01FE, 02F8 and 030C) are named the other way round by one source. */
export const META_TLVS: TlvTable = tlvTable(
  'oscar.icq.meta',
  {
    310: number('uin', 'UIN'),
    320: lzValue('first', 'First name'),
    330: lzValue('last', 'Last name'),
    340: lzValue('nick', 'Nick name'),
    [EMAIL]: emailValue,
    360: inside('Age range', (path) =>
      Object.values(
        layer(path, { min_age: u16le({ label: 'Min age' }), max_age: u16le({ label: 'Max age' }) }),
      ),
    ),
    370: number('age', 'Age'),
    380: uint('gender', 'Gender', { names: GENDERS }),
    390: number('language', 'Language'),
    400: lzValue('city', 'City'),
    410: lzValue('state', 'State'),
    420: number('country', 'Country'),
    430: lzValue('company', 'Company'),
    440: lzValue('department', 'Department'),
    450: lzValue('position', 'Position'),
    460: number('occupation', 'Occupation'),
    470: keyword('affiliation', 'Affiliations?'),
    490: keyword('interest', 'Interests'),
    510: keyword('past', 'Past?'),
    530: keyword('homepage_category', 'Homepage category'),
    550: lzValue('keywords', 'Keywords'),
    560: number('online_only', 'Online only'),
    600: lzValue('notes', 'Notes'),
    610: lzValue('street', 'Street'),
    620: number('zip', 'ZIP'),
    630: lzValue('phone', 'Phone'),
    640: lzValue('fax', 'Fax'),
    650: lzValue('cell', 'Cell phone'),
    660: lzValue('work_street', 'Work street'),
    670: lzValue('work_city', 'Work city'),
    680: lzValue('work_state', 'Work state'),
    690: number('work_country', 'Work country'),
    700: number('work_zip', 'Work ZIP'),
    710: lzValue('work_phone', 'Work phone'),
    720: lzValue('work_fax', 'Work fax'),
    730: lzValue('work_web', 'Work homepage'),
    760: number('web_status', 'Web status?'),
    780: number('authorization', 'Authorization?'),
    790: inside('GMT offset', (path) => [zoneIn(path)]),
    800: lzValue('from_city', 'From city'),
    810: lzValue('from_state', 'From state'),
    820: number('from_country', 'From country'),
  },
  { little: true, realLength: emailLength },
)
