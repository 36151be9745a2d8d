import { bytes, defineField, derived, ipv4, layer, names, text, u16 } from '../../../src/fields/index.js'
import { u16be } from '../../../src/fields/read.js'
import { ipv4Text } from '../../../src/network/address.js'
import { s8 } from '../layout/parts.js'
import { type TlvEntry, tlvs, tlvTable } from '../layout/tlv.js'
import { address, blob, entry, mark, string, uint } from '../layout/values.js'
import { serviceData } from './service-data.js'

/** "Channel 2 rendezvous" on the protocol page. */

const PLACE = defineField('oscar.rendezvous.place', text({ label: 'Address and port', repeated: true }))
const readPlace = s8(PLACE)

/** A check against tampering: what another TLV says, each bit turned round. */
function inverted(
  key: string,
  label: string,
  width: number,
  show: (bytes: Uint8Array, start: number) => string,
): TlvEntry {
  const { declare } = uint(key, label, { base: 'hex' })
  const stands = defineField(`oscar.rendezvous.${key}_means`, derived({ label: 'Stands for', inline: true }))
  return entry(label, (context) => {
    const read = declare(context)
    return (at, talk, length) => {
      const start = at.pos
      read(at, talk, length)
      if (length !== width || at.failed) return
      const turned = at.bytes.subarray(start, start + width).map((byte) => byte ^ 0xff)
      at.derive(stands, show(turned, 0))
    }
  })
}

export const RENDEZVOUS = layer('oscar.rendezvous', {
  type: u16({
    label: 'Rendezvous',
    names: names({ 0: 'propose', 1: 'cancel', 2: 'accept', 3: 'NAK' }),
    summary: '',
  }),
  cookie: bytes({ label: 'Cookie', role: 'id' }),
  address: ipv4({ label: 'Address' }),
})
const RENDEZVOUS_TLVS = tlvTable('oscar.rendezvous', {
  1: uint('channel', 'ICBM channel'),
  2: address('proposed_address', 'Proposed address'),
  3: address('client_address', 'Client address'),
  4: address('verified_address', 'Verified address'),
  5: uint('port', 'Port'),
  6: string('url', 'URL'),
  7: string('url2', 'Second URL'),
  8: string('verified_url', 'Verified URL'),
  10: uint('sequence', 'Proposal number'),
  11: uint('cancel', 'Cancel reason', {
    names: names({ 0: 'unknown', 1: 'user', 2: 'timeout', 3: 'accepted elsewhere' }),
  }),
  12: string('invitation', 'Invitation'),
  13: string('charset', 'Charset'),
  14: string('language', 'Language'),
  15: mark('Server checks capabilities'),
  16: mark('Use rendezvous server'),
  17: mark('Use SSL'),
  18: uint('max_version', 'Max version'),
  19: uint('min_version', 'Min version'),
  20: uint('counter', 'Counter-proposal reason'),
  21: string('mime', 'MIME type'),
  22: inverted('address_check', 'Proposed address, inverted', 4, ipv4Text),
  23: inverted('port_check', 'Port, inverted', 2, (bytes) => String(u16be(bytes, 0))),
  24: entry('Addresses', () => (at, talk) => {
    while (at.more) readPlace(at, talk)
  }),
  25: blob('session', 'Session ID'),
  26: blob('rollover', 'Rollover ID'),
  10001: serviceData,
  10002: string('name_charset', 'File name charset'),
  10003: blob('security', 'Chat security'),
})
export const readRendezvousTlvs = tlvs(RENDEZVOUS_TLVS)
