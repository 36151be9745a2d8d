import { bytes, defineField, text, u8, u16, u32 } from '../../../src/fields/index.js'
import { errorWith } from '../blocks/errors.js'
import { REGISTERED, REGISTRATION } from '../blocks/registration.js'
import { foodgroup } from '../layout/foodgroup.js'
import type { Reader } from '../layout/parts.js'
import { tlvs, tlvTable } from '../layout/tlv.js'
import { mark } from '../layout/values.js'
import { LOGIN_TLVS } from '../signon/tlvs.js'

/** 0017 BUCP on the protocol page. */

const KEY = defineField('oscar.bucp.key', text({ label: 'Key', role: 'random' }))
const KEY_LENGTH = defineField('oscar.bucp.key_length', u16({ label: 'Key length', role: 'length' }))
const LONG_LENGTH = defineField('oscar.bucp.key_length', u32({ label: 'Key length', role: 'length' }))
const SECURID = defineField('oscar.bucp.securid', text({ label: 'SecurID code', role: 'secret' }))
const SECURID_LENGTH = defineField('oscar.bucp.securid_length', u16({ label: 'Code length', role: 'length' }))
const SHORT_LENGTH = defineField('oscar.bucp.securid_length', u8({ label: 'Code length', role: 'length' }))
const IMAGE = defineField('oscar.bucp.image', bytes({ label: 'Picture' }))

const CHALLENGE = tlvTable('oscar.bucp.challenge', { 38: mark('Truncate password'), 88: mark('Unknown') })

/** One documented dump has a length of four bytes: 0 in front, and what is left. */
const key: Reader = (at, talk) => {
  const isLong =
    at.peek(KEY_LENGTH.wire, 2) === 0 &&
    at.peek(KEY_LENGTH.wire, 2, 2) === at.remaining - 4 &&
    at.remaining > 4
  const length = at.read(isLong ? LONG_LENGTH : KEY_LENGTH)
  const start = at.take(KEY, length)
  if (start >= 0) talk.signOn.sawKey(at.bytes, start, length)
}

/** Two sources say two bytes, one says one; the one that fits is taken. */
const securid: Reader = (at) => {
  const isShort =
    at.peek(SHORT_LENGTH.wire, 1) === at.remaining - 1 && at.peek(SECURID_LENGTH.wire, 2) !== at.remaining - 2
  const length = at.read(isShort ? SHORT_LENGTH : SECURID_LENGTH)
  if (length > 0) at.take(SECURID, length)
}

const signsOn: Reader = (at, talk) => {
  talk.signOn.checkHash(at)
  talk.signOn.clientSignsOn(at)
}

export const BUCP = foodgroup(0x0017, 'BUCP', {
  1: errorWith(LOGIN_TLVS),
  2: ['LOGIN_REQUEST', 'C?', [tlvs(LOGIN_TLVS)], signsOn],
  3: ['LOGIN_RESPONSE', 'S', [tlvs(LOGIN_TLVS)], (at, talk) => talk.signOn.serverAnswers(at)],
  4: ['REGISTER_REQUEST', 'C?', [tlvs(REGISTRATION)]],
  5: ['REGISTER_REPLY', 'S', [tlvs(REGISTERED)]],
  6: ['CHALLENGE_REQUEST', 'C?', [tlvs(LOGIN_TLVS)]],
  7: ['CHALLENGE_RESPONSE', 'S', [key, tlvs(CHALLENGE)]],
  8: ['ASASN_REQUEST', 'CS'],
  10: ['SECURID_REQUEST', 'S', []],
  11: ['SECURID_RESPONSE', 'C?', [securid]],
  12: ['REGISTRATION_IMAGE_REQUEST', 'C?'],
  13: ['REGISTRATION_IMAGE_REPLY', 'S', [IMAGE]],
})
