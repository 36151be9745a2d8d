/** Fields of the logon (protocol page 2.2), labelled as in Wireshark where that has them. */
import {
  bytes,
  derived,
  group,
  ipv4,
  layer,
  padding,
  text,
  u8,
  u16le,
  u32le,
  u64le,
  Wire,
} from '../../../../src/fields/index.js'
import { LOGIN_NAME } from '../names.js'
import {
  ACCOUNT_FLAGS,
  LOCALES,
  LOGIN_RESULTS,
  PLATFORMS,
  REALM_FLAGS,
  REALM_TYPES,
  SYSTEMS,
} from './names.js'
import { AUTHENTICATOR, MATRIX, PIN } from './versions.js'

export const LOGIN = layer(LOGIN_NAME, {
  command: u8({
    base: 'hex',
    label: 'Command',
    doc: 'Kind of message; its layout depends on the direction too',
  }),
  command_name: derived({ label: 'Command name', inline: true }),
  result: u8({ base: 'hex', label: 'Result', names: LOGIN_RESULTS, summary: '' }),
  security_flag: u8({
    base: 'hex',
    label: 'Security flag',
    flags: [
      { mask: PIN, name: 'PIN' },
      { mask: MATRIX, name: 'matrix card' },
      { mask: AUTHENTICATOR, name: 'authenticator' },
    ],
    doc: 'Further proofs that are asked for; not in protocol version 2',
  }),
  padding: padding({ label: 'Padding', doc: 'Two bytes, which some servers leave out' }),
})

export const CHALLENGE = layer(`${LOGIN_NAME}.challenge`, {
  protocol_version: u8({ label: 'Protocol version', summary: 'version' }),
  size: u16le({ label: 'Packet size', role: 'length', unit: 'bytes', doc: 'Bytes behind this field' }),
  game_name: text({ label: 'Game name', type: 'u8[4]', ends: 0 }),
  major: u8({ label: 'Major version' }),
  minor: u8({ label: 'Minor version' }),
  patch: u8({ label: 'Patch version' }),
  build: u16le({ label: 'Build', summary: 'build' }),
  platform: u32le({
    label: 'Platform',
    base: 'hex',
    names: PLATFORMS,
    doc: 'CPU architecture of the client',
  }),
  os: u32le({ label: 'Operating system', base: 'hex', names: SYSTEMS }),
  country: u32le({
    label: 'Country',
    base: 'hex',
    names: LOCALES,
    doc: 'Language and country of the client',
  }),
  timezone_bias: { wire: Wire.S32LE, label: 'Timezone bias', unit: 'min' },
  client_ip: ipv4({ label: 'IP address', doc: "The client's own, as it sees it" }),
  account_length: u8({ label: 'SRP I length', role: 'length' }),
  account: text({ label: 'SRP I', summary: '', doc: "The account's name, in capitals" }),
  unused: u8({ label: 'Unused', doc: "0; a server's challenge has it before the result" }),
  B: bytes({ label: 'SRP B', role: 'random', doc: "The server's public number, low byte first" }),
  g_length: u8({ label: 'SRP g length', role: 'length' }),
  g: bytes({ label: 'SRP g', doc: 'The generator' }),
  N_length: u8({ label: 'SRP N length', role: 'length' }),
  N: bytes({ label: 'SRP N', doc: 'The prime, low byte first' }),
  salt: bytes({ label: 'SRP s', role: 'random', doc: "The account's salt" }),
  crc_salt: bytes({ label: 'CRC salt', role: 'random', doc: "What the client's files are hashed with" }),
  pin_grid_seed: u32le({
    label: 'PIN grid seed',
    base: 'hex',
    role: 'random',
    doc: 'Where the digits lie on the screen',
  }),
  pin_salt: bytes({ label: 'PIN salt', role: 'random' }),
  matrix_width: u8({ label: 'Matrix width' }),
  matrix_height: u8({ label: 'Matrix height' }),
  matrix_digits: u8({ label: 'Matrix digits', doc: 'Digits in each field of the card' }),
  matrix_count: u8({ label: 'Matrix challenges', doc: 'Fields that are asked for' }),
  matrix_seed: u64le({ label: 'Matrix seed', base: 'hex', role: 'random' }),
  authenticator_required: u8({ label: 'Authenticator required' }),
})

export const PROOF = layer(`${LOGIN_NAME}.proof`, {
  A: bytes({ label: 'SRP A', role: 'random', doc: "The client's public number, low byte first" }),
  M1: bytes({
    label: 'SRP M1',
    role: 'random',
    doc: 'Proves to the server that the client has the session key',
  }),
  M1_check: derived({ label: 'M1 check' }),
  K: derived({ label: 'Session key', role: 'secret', doc: 'K, where a secret that is known gives it' }),
  crc_hash: bytes({
    label: 'CRC hash',
    role: 'random',
    doc: "Of the client's files; only who has them can check it",
  }),
  key_count: u8({ label: 'Number of keys', role: 'length' }),
  key: group({ label: 'Telemetry key', repeated: true }),
  pin_salt: bytes({ label: 'PIN salt', role: 'random', doc: "The client's" }),
  pin_hash: bytes({
    label: 'PIN hash',
    role: 'secret',
    doc: 'Of the PIN as typed and both salts; with so few digits as good as the PIN itself',
  }),
  matrix_proof: bytes({
    label: 'Matrix proof',
    role: 'random',
    doc: 'Of the fields of the card, keyed with K',
  }),
  authenticator_length: u8({ label: 'Authenticator code length', role: 'length' }),
  authenticator: text({ label: 'Authenticator code', role: 'secret' }),
  M2: bytes({
    label: 'SRP M2',
    role: 'random',
    doc: 'Proves to the client that the server has the session key',
  }),
  M2_check: derived({ label: 'M2 check' }),
  account_flags: u32le({ label: 'Account flags', base: 'hex', flags: ACCOUNT_FLAGS }),
  survey_id: u32le({ label: 'Hardware survey ID', doc: 'A survey that the client is to run; 0 for none' }),
  unknown_flags: u16le({ label: 'Unknown flags', base: 'hex' }),
})

export const KEY = layer(`${LOGIN_NAME}.proof.key`, {
  unknown1: u16le({ label: 'Unknown 1' }),
  unknown2: u32le({ label: 'Unknown 2' }),
  unknown3: bytes({ label: 'Unknown 3' }),
  cd_key_proof: bytes({ label: 'CD key proof', role: 'random' }),
})

export const RECONNECT = layer(`${LOGIN_NAME}.reconnect`, {
  challenge_data: bytes({ label: 'Reconnection challenge data', role: 'random' }),
  checksum_salt: bytes({ label: 'Reconnection checksum salt', role: 'random' }),
  proof_data: bytes({ label: 'Reconnection proof data', role: 'random', doc: "The client's" }),
  proof: bytes({
    label: 'Reconnection client proof',
    role: 'random',
    doc: 'Proves that the client has the session key of its last logon',
  }),
  proof_check: derived({ label: 'Proof check' }),
  checksum: bytes({ label: 'Reconnection checksum', role: 'random' }),
  checksum_check: derived({ label: 'Checksum check' }),
})

export const REALMS = layer(`${LOGIN_NAME}.realms`, {
  request_padding: padding({ label: 'Padding', doc: '0 in every client known' }),
  size: u16le({ label: 'Packet size', role: 'length', unit: 'bytes', doc: 'Bytes behind this field' }),
  header_padding: padding({ label: 'Header padding' }),
  count8: u8({ label: 'Number of realms', role: 'length', doc: 'Protocol versions 2, 3 and 5' }),
  count16: u16le({ label: 'Number of realms', role: 'length', doc: 'Protocol versions 6 to 8' }),
  realm: group({ label: 'Realm', repeated: true }),
  footer: u16le({ label: 'Footer', base: 'hex', doc: 'Without known meaning: 0, 2 or 0x10' }),
})

export const REALM = layer(`${LOGIN_NAME}.realms.realm`, {
  type32: u32le({ label: 'Type', names: REALM_TYPES, doc: 'Protocol versions 2 and 3' }),
  type: u8({ label: 'Type', names: REALM_TYPES, doc: 'Protocol versions 5 to 8' }),
  locked: u8({ label: 'Locked', doc: 'Shown as locked; protocol versions 5 to 8' }),
  flags: u8({ label: 'Flags', base: 'hex', flags: REALM_FLAGS }),
  name: text({ label: 'Name', summary: '', type: 'cstr', ends: 0 }),
  address: text({ label: 'Server socket', type: 'cstr', ends: 0, doc: 'Host and port' }),
  population: { wire: Wire.F32LE, label: 'Population level' },
  characters: u8({ label: 'Number of characters', doc: 'That the account has there' }),
  category: u8({ label: 'Category', doc: 'Language category, in which the client lists it' }),
  id: u8({ label: 'Realm ID' }),
  major: u8({
    label: 'Major version',
    doc: 'Of the client it takes; protocol version 8, with a flag for it',
  }),
  minor: u8({ label: 'Minor version' }),
  patch: u8({ label: 'Patch version' }),
  build: u16le({ label: 'Build' }),
})

export const TRANSFER = layer(`${LOGIN_NAME}.transfer`, {
  file_name_length: u8({ label: 'File name length', role: 'length' }),
  file_name: text({ label: 'File name', summary: '' }),
  file_size: u64le({ label: 'File size', unit: 'bytes' }),
  file_md5: bytes({ label: 'File MD5' }),
  data_length: u16le({ label: 'Data length', role: 'length' }),
  data: bytes({ label: 'Data' }),
  offset: u64le({ label: 'Offset', doc: 'Bytes of the file that the client has already' }),
})

export const SURVEY = layer(`${LOGIN_NAME}.survey`, {
  id: u32le({ label: 'Survey ID' }),
  error: u8({ label: 'Error' }),
  data_length: u16le({ label: 'Compressed data length', role: 'length' }),
  data: bytes({ label: 'Compressed data' }),
})
