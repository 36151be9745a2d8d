/** Fields and layouts between client and realm (protocol page 1.7 and 1.9). */
import { bytes, derived, layer, text, u8, u16le, u32le } from '../../../src/fields/index.js'
import { GAME_RESULTS } from './results.js'

export const REALM_NAME = 'mmo-realm'

export const HEADER = layer(REALM_NAME, {
  encrypted: bytes({
    label: 'Encrypted header',
    elsewhere: true,
    doc: 'Six bytes that the cipher has gone over',
  }),
  opcode: u16le({ base: 'hex', label: 'Opcode' }),
  opcode_high: u8({ base: 'hex', label: 'Opcode, high byte', doc: 'Where the low one is not known' }),
  opcode_name: derived({
    label: 'Name',
    inline: true,
    doc: 'What the opcode means in the revision of the client',
  }),
  size: u32le({ role: 'length', label: 'Size', doc: 'Bytes of the body' }),
  key: derived({ label: 'Header key', role: 'volatile', doc: 'Where the key of the headers comes from' }),
  body: bytes({ label: 'Body', opaque: 'raw' }),
  segment: bytes({
    label: 'Encrypted data',
    opaque: 'encrypted',
    doc: 'Packets that cannot be told apart without a key',
  }),
})

export const CHALLENGE = layer(`${REALM_NAME}.AuthChallenge`, {
  server_seed: u32le({ label: 'Server Seed', base: 'hex', role: 'random' }),
})

export const SESSION = layer(`${REALM_NAME}.AuthSession`, {
  build: u32le({
    label: 'Build version',
    summary: 'revision',
    doc: 'The revision: commits in the history it was built from',
  }),
  account_length: u8({ label: 'Account name length', role: 'length' }),
  account: text({ label: 'Account name', summary: '' }),
  client_seed: u32le({ label: 'Client seed', base: 'hex', role: 'random' }),
  client_hash: bytes({
    label: 'Client hash',
    role: 'random',
    doc: 'Proves that the client has the session key',
  }),
  hash_check: derived({ label: 'Client hash check' }),
})

export const RESPONSE = layer(`${REALM_NAME}.AuthSessionResponse`, {
  result: u8({ label: 'Result', names: GAME_RESULTS, summary: '' }),
})
