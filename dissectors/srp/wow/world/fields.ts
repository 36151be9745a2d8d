/** Fields of world packets (protocol page 3.1, 3.2). */
import {
  bytes,
  derived,
  group,
  layer,
  text,
  u8,
  u16,
  u16le,
  u24,
  u32le,
  u64le,
} from '../../../../src/fields/index.js'
import { WORLD_NAME } from '../names.js'
import { AUTH_RESULTS, EXPANSIONS } from './names.js'

export const HEADER = layer(WORLD_NAME, {
  encrypted: bytes({
    label: 'Encrypted header',
    elsewhere: true,
    doc: 'Bytes that the cipher has gone over',
  }),
  size: u16({ role: 'length', label: 'Size', unit: 'bytes', doc: 'Bytes of opcode and body' }),
  large_size: u24({
    role: 'length',
    label: 'Large size',
    base: 'hex',
    doc: 'The same in packets of more than 0x7fff bytes, with the highest bit set (3.3.5)',
  }),
  large_size_value: derived({
    label: 'Size',
    unit: 'bytes and the large flag',
    inline: true,
    doc: 'Without that bit',
  }),
  client_opcode: u32le({ base: 'hex', label: 'Opcode', doc: "A client's" }),
  server_opcode: u16le({ base: 'hex', label: 'Opcode', doc: "A server's" }),
  opcode_name: derived({ label: 'Name', inline: true, doc: 'What the opcode means in this game' }),
  key: derived({ label: 'Header key', doc: 'Where the key of the headers comes from' }),
  body: bytes({ label: 'Body', opaque: 'raw', doc: 'Never encrypted' }),
  segment: bytes({
    label: 'Data, headers encrypted',
    opaque: 'encrypted',
    doc: 'Packets that cannot be told apart without a key',
  }),
})

export const CHALLENGE = layer(`${WORLD_NAME}.SMSG_AUTH_CHALLENGE`, {
  unknown: u32le({ label: 'Unknown', doc: '1 in every server known (3.3.5)' }),
  server_seed: u32le({ label: 'Server seed', base: 'hex', role: 'random' }),
  seeds: bytes({ label: 'Seeds', role: 'random', doc: '32 random bytes (3.3.5)' }),
})

export const SESSION = layer(`${WORLD_NAME}.CMSG_AUTH_SESSION`, {
  build: u32le({ label: 'Build', summary: 'build' }),
  server_id: u32le({ label: 'Login server ID' }),
  account: text({ label: 'Account', summary: '', type: 'cstr', ends: 0 }),
  server_type: u32le({
    label: 'Login server type',
    doc: '3.3.5, as the next but one, and so on to the DoS response',
  }),
  client_seed: u32le({ label: 'Client seed', base: 'hex', role: 'random' }),
  region: u32le({ label: 'Region ID' }),
  battlegroup: u32le({ label: 'Battlegroup ID' }),
  realm: u32le({ label: 'Realm ID' }),
  dos_response: u64le({ label: 'DoS response' }),
  digest: bytes({ label: 'Digest', role: 'random', doc: 'Proves that the client has the session key' }),
  digest_check: derived({ label: 'Digest check' }),
  K: derived({ label: 'Session key', role: 'secret', doc: 'K, where a secret that is known gives it' }),
  addons_size: u32le({ label: 'Add-ons size', role: 'length', unit: 'bytes', doc: 'When inflated' }),
  addons_deflated: bytes({ label: 'Add-ons, deflated', elsewhere: true, doc: 'A zlib stream' }),
  addons_unread: bytes({ label: 'Add-ons, deflated', doc: 'A zlib stream that cannot be inflated' }),
  addons_opaque: bytes({ label: 'Add-ons', doc: 'The block of 3.3.5, whose layout is not known' }),
  addon: group({ label: 'Add-on', repeated: true }),
})

export const ADDON = layer(`${WORLD_NAME}.CMSG_AUTH_SESSION.addon`, {
  name: text({ label: 'Name', type: 'cstr', ends: 0 }),
  has_signature: u8({ label: 'Has signature' }),
  crc: u32le({ label: 'CRC', base: 'hex' }),
  extra_crc: u32le({ label: 'Extra CRC', base: 'hex' }),
})

export const RESPONSE = layer(`${WORLD_NAME}.SMSG_AUTH_RESPONSE`, {
  result: u8({ base: 'hex', label: 'Result', names: AUTH_RESULTS, summary: '' }),
  billing_time: u32le({ label: 'Billing time' }),
  billing_flags: u8({ label: 'Billing flags', base: 'hex' }),
  billing_rested: u32le({ label: 'Billing rested' }),
  expansion: u8({ label: 'Expansion', names: EXPANSIONS }),
  queue_position: u32le({ label: 'Queue position' }),
  free_migration: u8({
    label: 'Free migration',
    doc: 'A realm to move to without charge is offered (3.3.5)',
  }),
  more: bytes({ label: 'More', doc: 'Some servers send here what belongs to AUTH_OK' }),
})
