import { bytes, ipv4, layer, text, u16 } from '../../../src/fields/index.js'
import { u16le, u32le } from '../../../src/fields/specs.js'
import { type Layout, lz, optional, sized } from '../layout/parts.js'
import { tlvTable } from '../layout/tlv.js'
import { inside } from '../layout/values.js'

/** 17/04 and 17/05, how ICQ gave out new UINs ("BUCP" on the protocol page): little-endian, much of it unknown. */
const F = layer('oscar.registration', {
  size: u16le({ label: 'Size', role: 'length' }),
  zero: u32le({ label: 'Unknown', base: 'hex' }),
  type: u16le({ label: 'Type', base: 'hex' }),
  version: u16le({ label: 'Unknown', base: 'hex' }),
  unknown: u32le({ label: 'Unknown', base: 'hex', repeated: true }),
  cookie: u32le({ label: 'Cookie', base: 'hex', role: 'id' }),
  again: u32le({ label: 'Cookie again', base: 'hex', role: 'id' }),
  third: u32le({ label: 'Cookie, once more', base: 'hex', role: 'id' }),
  password: text({ label: 'Password', ends: 0, role: 'secret' }),
  address: ipv4({ label: 'Client address' }),
  port: u32le({ label: 'Client port' }),
  uin: u32le({ label: 'New UIN', summary: 'UIN' }),
  tail: u16({ label: 'Unknown', base: 'hex' }),
  rest: bytes({ label: 'Unknown' }),
})
const HEAD: Layout = [F.zero, F.type, F.version]
const four = [F.unknown, F.unknown, F.unknown, F.unknown] as const

export const REGISTRATION = tlvTable('oscar.bucp.register', {
  1: inside('Registration', [
    ...HEAD,
    ...[F.unknown, F.unknown, F.cookie, F.again, ...four, lz(F.password), F.third, F.unknown],
    optional([F.tail]),
    F.rest,
  ]),
})

export const REGISTERED = tlvTable('oscar.bucp.registered', {
  1: inside('Registration', [
    sized(F.size, [
      ...HEAD,
      ...[F.port, F.address, F.unknown, F.cookie, ...four, F.uin, optional([F.again]), F.rest],
    ]),
  ]),
})
