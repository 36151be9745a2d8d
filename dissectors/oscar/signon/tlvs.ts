import { bytes, defineField, names, text } from '../../../src/fields/index.js'
import { AUTH_ERRORS, DISCONNECT_REASONS } from '../blocks/auth-errors.js'
import { FOODGROUP_NAMES } from '../foodgroups/names.js'
import type { ReadValue, TlvContext } from '../layout/tlv.js'
import { tlvTable } from '../layout/tlv.js'
import { blob, entry, mark, string, uint } from '../layout/values.js'

const SSL_STATES = names({ 0: 'unused', 1: 'use', 2: 'use with resume' })
const MULTI = names({ 0: 'old client', 1: 'recent client', 3: 'single session wanted' })

const screenName = entry('Screen name', ({ path }): ReadValue => {
  const def = defineField(`${path}.screen_name`, text({ label: 'Screen name', summary: '' }))
  return (at, talk, length) => {
    // Empty where a client asks for its own.
    if (length === 0) return
    const start = at.take(def, length)
    if (start >= 0) talk.signOn.sawName(at.bytes, start, length)
  }
})

const cookie = entry('Cookie', ({ path }): ReadValue => {
  const def = defineField(`${path}.cookie`, bytes({ label: 'Cookie', role: 'secret' }))
  return (at, talk, length) => {
    const start = at.take(def, length)
    if (start >= 0) talk.signOn.sawCookie(start, length)
  }
})

const hash = entry('Password hash', ({ path }): ReadValue => {
  const def = defineField(`${path}.hash`, bytes({ label: 'Password hash (MD5)', role: 'random' }))
  return (at, talk, length) => {
    const start = at.take(def, length)
    if (start >= 0) talk.signOn.sawHash(at.bytes, start, length)
  }
})

const roasted = entry('Roasted password', ({ path }: TlvContext): ReadValue => {
  const def = defineField(`${path}.roasted_password`, bytes({ label: 'Roasted password', role: 'secret' }))
  return (at, talk, length) => {
    const start = at.take(def, length)
    if (start >= 0) talk.signOn.sawRoasted(at, start, length)
  }
})

const newHashMark = entry('New hash', ({ path }): ReadValue => {
  const def = defineField(`${path}.bytes`, bytes({ label: 'Value' }))
  return (at, talk, length) => {
    talk.signOn.marksNew = true
    if (length > 0) at.take(def, length)
  }
})

/** "Common TLV names" on the protocol page: FLAP sign-on and sign-off, BUCP, service redirects. */
export const LOGIN_TLVS = tlvTable('oscar.login', {
  1: screenName,
  2: roasted,
  3: string('client', 'Client'),
  4: string('error_url', 'Error URL'),
  5: string('reconnect', 'Reconnect to', { summary: 'BOS' }),
  6: cookie,
  7: uint('snac_version', 'SNAC version'),
  8: uint('error', 'Error', { names: AUTH_ERRORS, base: 'hex', summary: 'error' }),
  9: uint('disconnect_reason', 'Disconnect reason', { names: DISCONNECT_REASONS, base: 'hex' }),
  10: string('reconnect_host', 'Reconnect host'),
  11: string('url', 'URL'),
  12: uint('debug', 'Debug', { base: 'hex' }),
  13: uint('foodgroup', 'Foodgroup', { base: 'hex', names: FOODGROUP_NAMES }),
  14: string('country', 'Country'),
  15: string('language', 'Language'),
  16: string('script', 'Script'),
  17: string('email', 'E-mail address'),
  18: blob('old_password', 'Old password', { role: 'secret' }),
  19: uint('registration', 'Registration status', { names: names({ 1: 'none', 2: 'limited', 3: 'full' }) }),
  20: uint('distribution', 'Distribution'),
  21: string('personal', 'Personal text'),
  22: uint('client_id', 'Client ID', { base: 'hex' }),
  23: uint('major', 'Major version'),
  24: uint('minor', 'Minor version'),
  25: uint('point', 'Point version'),
  26: uint('build', 'Build'),
  33: blob('registration_error', 'Registration error'),
  37: hash,
  38: mark('Truncate password'),
  64: uint('beta_build', 'Beta build'),
  65: string('beta_url', 'Beta URL'),
  66: string('beta_info', 'Beta info'),
  67: string('beta_name', 'Beta name'),
  68: uint('release_build', 'Release build'),
  69: string('release_url', 'Release URL'),
  70: string('release_info', 'Release info'),
  71: string('release_name', 'Release name'),
  72: string('beta_md5', 'Beta MD5'),
  73: string('release_md5', 'Release MD5'),
  74: uint('multi', 'Multi-connection', { names: MULTI, doc: 'Older pages call it the SSI flag' }),
  75: mark('SecurID supported'),
  76: newHashMark,
  84: string('password_url', 'Change-password URL'),
  140: mark('Use SSL'),
  141: string('certificate', 'Certificate name'),
  142: uint('ssl', 'SSL state', { names: SSL_STATES }),
  148: uint('reconnecting', 'Reconnecting'),
  8248: mark('Use big time'),
  32769: uint('max_send', 'Max send size'),
  32771: uint('max_receive', 'Max receive size'),
  32772: string('host_suffix', 'Host suffix'),
})
