import {
  bytes,
  group,
  ipv4,
  layer,
  names,
  text,
  u8,
  u16,
  u32,
  uuid,
  Wire,
} from '../../../src/fields/index.js'
import { u16le, u32le } from '../../../src/fields/specs.js'
import { bartIds } from '../blocks/bart-id.js'
import { readCapability, readPlugin } from '../blocks/capabilities.js'
import { ICBM_ERROR } from '../blocks/errors.js'
import { NAME } from '../blocks/names.js'
import { Rendezvous } from '../blocks/short-capabilities.js'
import { USER } from '../blocks/user-info.js'
import { foodgroup } from '../layout/foodgroup.js'
import { type Layout, lz, optional, type Reader, readLayout, repeat, s8 } from '../layout/parts.js'
import { tlvs, tlvTable } from '../layout/tlv.js'
import { address, blob, entry, mark, string, time, uint } from '../layout/values.js'
import { sawRendezvous } from '../peer/proposals.js'

/** 0004 ICBM on the protocol page. */

const CHANNELS = names({ 1: 'IM', 2: 'rendezvous', 3: 'chat', 4: 'ICQ', 5: 'co-browser' })
const EVENTS = names({ 0: 'finished', 1: 'typed', 2: 'typing', 15: 'window closed' })
const CHARSETS = names({ 0: 'ASCII', 2: 'UTF-16BE', 3: 'Latin-1', 13: 'custom' })

const F = layer('oscar.icbm', {
  cookie: bytes({ label: 'Cookie', role: 'id' }),
  channel: u16({ label: 'Channel', names: CHANNELS, summary: 'channel' }),
  channels: u16({ label: 'Channels' }),
  flags: u32({
    label: 'Flags',
    base: 'hex',
    flags: [
      { mask: 1, name: 'messages' },
      { mask: 2, name: 'missed calls' },
      { mask: 8, name: 'typing' },
      { mask: 0x10, name: 'SMS' },
      { mask: 0x100, name: 'offline messages' },
      { mask: 0x400, name: 'HTML for ICQ' },
    ],
  }),
  max_size: u16({ label: 'Max message size' }),
  max_sender: u16({ label: 'Max sender warning' }),
  max_receiver: u16({ label: 'Max receiver warning' }),
  interval: u32({ label: 'Min interval', unit: 'ms' }),
  anonymous: u16({ label: 'Anonymous', names: names({ 0: 'signed', 1: 'anonymous' }) }),
  added: u16({ label: 'Added' }),
  level: u16({ label: 'New level', scale: { by: 0.1 }, unit: '%' }),
  missed: group({ label: 'Missed', repeated: true }),
  count: u16({ label: 'Messages' }),
  missed_reason: u16({ label: 'Reason', base: 'hex', doc: 'AOL: bits; another source: numbers' }),
  reason: u16({
    label: 'Reason',
    names: names({ 1: 'unsupported channel', 2: 'busted payload', 3: 'channel specific' }),
  }),
  data: bytes({ label: 'Data' }),
  event: u16({ label: 'Event', names: EVENTS, summary: '' }),
})

const FRAGMENT = layer('oscar.fragment', {
  $: group({ label: 'Fragment', repeated: true }),
  id: u8({ label: 'ID', names: names({ 1: 'text', 5: 'required capabilities', 13: 'MIME array' }) }),
  version: u8({ label: 'Version' }),
  length: u16({ label: 'Length', role: 'length' }),
  capabilities: bytes({ label: 'Capabilities' }),
  charset: u16({ label: 'Charset', names: CHARSETS }),
  language: u16({ label: 'Language', base: 'hex' }),
  data: bytes({ label: 'Data' }),
})
const TEXT = layer('oscar.fragment', { text: text({ label: 'Text', summary: '' }) })
const WIDE = layer('oscar.fragment', { text: { wire: Wire.TextUtf16BE, label: 'Text', summary: '' } })

const fragments = entry('Message', () => (at) => {
  while (at.more) {
    at.open(FRAGMENT.$)
    const id = at.read(FRAGMENT.id)
    at.read(FRAGMENT.version)
    const length = at.read(FRAGMENT.length)
    at.enter(length, FRAGMENT.length)
    if (id === 5) at.rest(FRAGMENT.capabilities)
    else if (id === 1) {
      const charset = at.read(FRAGMENT.charset)
      at.read(FRAGMENT.language)
      at.rest(charset === 2 ? WIDE.text : TEXT.text)
    } else at.rest(FRAGMENT.data)
    at.leave()
    at.close()
  }
})

const ICON = layer('oscar.icbm.icon', {
  size: u32({ label: 'Icon size' }),
  one: u16({ label: 'Unknown' }),
  checksum: u16({ label: 'Checksum', base: 'hex' }),
  time: u32({ label: 'Time', role: 'volatile' }),
})

/** Channel 4, and the messages inside ICQ's server relay: little-endian. */
const MESSAGE_TYPES = names({
  1: 'plain',
  2: 'chat',
  3: 'file',
  4: 'URL',
  6: 'authorization request',
  7: 'denied',
  8: 'granted',
  9: 'server',
  12: 'you were added',
  13: 'web pager',
  14: 'e-mail express',
  19: 'contacts',
  26: 'plug-in',
  232: 'auto away',
  233: 'auto occupied',
  234: 'auto N/A',
  235: 'auto DND',
  236: 'auto free-for-chat',
})
export const ICQ_MESSAGE = layer('oscar.icq_message', {
  uin: u32le({ label: 'Sender UIN' }),
  message_type: u8({ label: 'Message type', names: MESSAGE_TYPES }),
  message_flags: u8({
    label: 'Message flags',
    base: 'hex',
    flags: [
      { mask: 1, name: 'normal' },
      { mask: 2, name: 'auto' },
      { mask: 0x80, name: 'multi' },
    ],
  }),
  message_status: u16le({ label: 'Status', base: 'hex' }),
  priority: u16le({ label: 'Priority' }),
  text: text({ label: 'Text', ends: 0, summary: '' }),
  foreground: u32({ label: 'Text colour', base: 'hex' }),
  background: u32({ label: 'Background', base: 'hex' }),
  guid: text({ label: 'Text kind' }),
  guid_length: u32le({ label: 'Text kind length', role: 'length' }),
  plugin_data: bytes({ label: 'Plug-in data' }),
})
const M = ICQ_MESSAGE
const RELAY = layer('oscar.relay', {
  length: u16le({ label: 'Header length', role: 'length' }),
  version: u16le({ label: 'Version' }),
  unknown: u16({ label: 'Unknown', base: 'hex' }),
  features: u32le({ label: 'Client features' }),
  unknown2: u8({ label: 'Unknown' }),
  counter: u16le({ label: 'Counter', role: 'sequence' }),
  length2: u16le({ label: 'Second length', role: 'length' }),
  counter2: u16le({ label: 'Counter again', role: 'sequence' }),
  zeros: bytes({ label: 'Zeros', role: 'padding' }),
  data: bytes({ label: 'Data' }),
})

const PLUGIN_MESSAGE = 0x1a
const PLUGIN = layer('oscar.relay.message', {
  size: u16le({ label: 'Block length', role: 'length' }),
  plugin: uuid({ label: 'Plug-in of the message' }),
  function: u16le({ label: 'Function' }),
  name_length: u32le({ label: 'Name length', role: 'length' }),
  name: text({ label: 'Name' }),
  unknown: bytes({ label: 'Unknown' }),
  rest_length: u32le({ label: 'Rest length', role: 'length' }),
  text_length: u32le({ label: 'Text length', role: 'length' }),
  text: text({ label: 'Text', summary: '' }),
})

/** What a plug-in says inside a message, XStatus among them. */
const plugin: Reader = (at) => {
  const size = at.read(PLUGIN.size)
  at.enter(size, PLUGIN.size)
  readPlugin(at, PLUGIN.plugin)
  at.read(PLUGIN.function)
  const name = at.read(PLUGIN.name_length)
  if (name > 0) at.take(PLUGIN.name, name)
  at.rest(PLUGIN.unknown)
  at.leave()
  if (!at.more) return
  const rest = at.read(PLUGIN.rest_length)
  at.enter(rest, PLUGIN.rest_length)
  const length = at.read(PLUGIN.text_length)
  if (length > 0) at.take(PLUGIN.text, length)
  at.rest(M.plugin_data)
  at.leave()
}

const readText = lz(M.text)
const relayMessage: Reader = (at, talk) => {
  const type = at.read(M.message_type)
  readLayout([M.message_flags, M.message_status, M.priority, readText], at, talk)
  if (type === 1 && at.remaining >= 8) {
    at.read(M.foreground)
    at.read(M.background)
    if (at.more) at.take(M.guid, at.read(M.guid_length))
  } else if (type === PLUGIN_MESSAGE && at.more) plugin(at, talk)
  else at.rest(M.plugin_data)
}

/** ICQ's server relay: two headers, then a message or what a plug-in sends. */
const relay: Reader = (at, talk) => {
  const length = at.read(RELAY.length)
  at.enter(length, RELAY.length)
  at.read(RELAY.version)
  const isMessage = readPlugin(at)
  readLayout([RELAY.unknown, RELAY.features, RELAY.unknown2, RELAY.counter, RELAY.data], at, talk)
  at.leave()
  const second = at.read(RELAY.length2)
  at.enter(second, RELAY.length2)
  at.read(RELAY.counter2)
  at.rest(RELAY.zeros)
  at.leave()
  if (isMessage && at.more) relayMessage(at, talk)
  else at.rest(RELAY.data)
}

const FILE = layer('oscar.file', {
  multiple: u16({ label: 'Files', names: names({ 1: 'one', 2: 'more' }) }),
  count: u16({ label: 'File count' }),
  size: u32({ label: 'Total size', unit: 'bytes' }),
  name: text({ label: 'Name', ends: 0 }),
  exchange: u16({ label: 'Exchange' }),
  room: text({ label: 'Room cookie' }),
  instance: u16({ label: 'Room instance' }),
  data: bytes({ label: 'Service data' }),
})
const serviceData = entry('Service data', () => (at, talk) => {
  if (talk.capability === Rendezvous.ServerRelay) relay(at, talk)
  else if (talk.capability === Rendezvous.SendFile)
    readLayout([FILE.multiple, FILE.count, FILE.size, FILE.name], at, talk)
  else if (talk.capability === CHAT) readLayout([FILE.exchange, s8(FILE.room), FILE.instance], at, talk)
  else at.rest(FILE.data)
})
/** Stands for the capability of chat invitations, which has no short form. */
const CHAT = 0x1_0000

const RENDEZVOUS = layer('oscar.rendezvous', {
  type: u16({
    label: 'Type',
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
  22: uint('address_check', 'Proposed address, inverted', { base: 'hex' }),
  23: uint('port_check', 'Port, inverted', { base: 'hex' }),
  24: blob('addresses', 'Addresses'),
  25: blob('session', 'Session ID'),
  26: blob('rollover', 'Rollover ID'),
  10001: serviceData,
  10002: string('name_charset', 'File name charset'),
  10003: blob('security', 'Chat security'),
})
const readRendezvousTlvs = tlvs(RENDEZVOUS_TLVS)

const data = entry('Data', ({ path }) => {
  const other = layer(path, { data: bytes({ label: 'Data' }) }).data
  return (at, talk) => {
    if (talk.channel === 2) {
      const type = at.read(RENDEZVOUS.type)
      const cookie = at.take(RENDEZVOUS.cookie, 8)
      const isChat = at.peek(u32().wire, 4) === 0x748f2420
      talk.capability = readCapability(at)
      if (isChat) talk.capability = CHAT
      const start = at.pos
      readRendezvousTlvs(at, talk)
      sawRendezvous(at, type, cookie, start, talk.options.state)
    } else if (talk.channel === 4) readLayout([M.uin, M.message_type, M.message_flags, readText], at, talk)
    else at.rest(other)
  }
})

const ackMark = mark('Server ack wanted')
const ackWanted = entry(ackMark.label, (context) => {
  const read = ackMark.declare(context)
  return (at, talk, length) => {
    talk.awaitsReply = true
    read(at, talk, length)
  }
})
const MESSAGE_TLVS = tlvTable('oscar.icbm', {
  2: fragments,
  3: ackWanted,
  4: mark('Automatic reply'),
  5: data,
  6: mark('Store if offline'),
  7: blob('icq', 'ICQ data'),
  8: entry('Icon', () => (at, talk) => readLayout(Object.values(ICON), at, talk)),
  9: blob('wants_icon', 'Wants icon, or GUID of the ack'),
  10: blob('multi_user', 'Multi-user'),
  11: mark('Typing events wanted'),
  12: blob('subscriptions', 'Subscriptions'),
  13: entry('BART', bartIds),
  16: blob('host_id', 'Host IM ID'),
  17: blob('host_arguments', 'Host IM arguments'),
  19: uint('unknown_13', 'Unknown', { base: 'hex' }),
  22: time('time', 'Taken by the server'),
  23: string('friendly_name', 'Friendly name'),
  24: mark('Anonymous'),
  25: string('widget', 'Widget'),
  36: string('uuid', 'UUID text'),
  63: blob('unknown_3f', 'Unknown'),
})

const channel: Reader = (at, talk) => {
  talk.channel = at.read(F.channel)
}
const cookie: Reader = (at, talk) => {
  talk.cookieAt = at.take(F.cookie, 8)
}
const HEAD: Layout = [cookie, channel]
const remember: Reader = (at, talk) => talk.messageCookies.add(at, talk.cookieAt)
const linkToMessage: Reader = (at, talk) => talk.messageCookies.link(at, talk.cookieAt, talk.answered)
const PARAMETERS: Layout = [F.flags, F.max_size, F.max_sender, F.max_receiver, F.interval]

const NAKS = names({
  0: 'unsupported',
  1: 'denied',
  2: 'ignored',
  3: 'busted parameters',
  4: 'timed out',
  5: 'online but not available',
  6: 'insufficient resources',
  7: 'rate limited',
  8: 'no data',
  9: 'version mismatch',
  10: 'security mismatch',
  15: 'service specific',
})
const NAK = layer('oscar.nak', { code: u16({ label: 'Rendezvous answer', names: NAKS, summary: '' }) }).code
const NAK_TLV = 3
const readNakTlvs = tlvs(
  tlvTable('oscar.nak', { [NAK_TLV]: uint('code', 'Rendezvous answer', { names: NAKS, summary: '' }) }),
)

/** What a client says about a message it refuses, or ICQ's answer to a relayed one. */
const errorData: Reader = (at, talk) => {
  const start = at.pos
  const reason = at.read(F.reason)
  if (!at.more) return
  if (talk.channel === 2 && reason === 3 && at.remaining > 27 && at.bytes[start + 2] === 27) relay(at, talk)
  else if (talk.channel === 2 && reason === 3 && at.remaining === 2) at.read(NAK)
  else if (talk.channel === 2 && reason === 3 && at.peek(NAK.wire, 2) === NAK_TLV) readNakTlvs(at, talk)
  else at.rest(F.data)
}

export const ICBM = foodgroup(0x0004, 'ICBM', {
  1: ICBM_ERROR,
  2: ['ADD_PARAMETERS', 'C', [F.channel, ...PARAMETERS]],
  3: ['DEL_PARAMETERS', 'C', []],
  4: ['PARAMETER_QUERY', 'C?', []],
  5: ['PARAMETER_REPLY', 'S', [F.channels, ...PARAMETERS]],
  6: ['CHANNEL_MSG_TOHOST', 'C', [...HEAD, ...NAME, tlvs(MESSAGE_TLVS)], remember],
  7: ['CHANNEL_MSG_TOCLIENT', 'S', [...HEAD, ...USER, tlvs(MESSAGE_TLVS)], remember],
  8: ['EVIL_REQUEST', 'C?', [F.anonymous, ...NAME]],
  9: ['EVIL_REPLY', 'S', [F.added, F.level]],
  10: ['MISSED_CALLS', 'S', [repeat(F.missed, [F.channel, ...USER, F.count, F.missed_reason])]],
  11: ['CLIENT_ERR', 'CS', [...HEAD, ...NAME, errorData], linkToMessage],
  12: ['HOST_ACK', 'S', [...HEAD, ...NAME, optional([tlvs(MESSAGE_TLVS)])], linkToMessage],
  13: ['SIN_STORED', 'S'],
  14: ['SIN_LIST_QUERY', 'C?'],
  15: ['SIN_LIST_REPLY', 'S'],
  16: ['OFFLINE_RETRIEVE', 'C?', []],
  17: ['SIN_DELETE', 'C'],
  18: ['NOTIFY_REQUEST', 'C?'],
  19: ['NOTIFY_REPLY', 'S'],
  20: ['CLIENT_EVENT', 'CS', [...HEAD, ...NAME, F.event]],
  23: ['OFFLINE_RETRIEVE_REPLY', 'S', []],
})
