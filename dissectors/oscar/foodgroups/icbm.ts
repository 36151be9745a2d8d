import { bytes, group, layer, names, text, u8, u16, u32, Wire } from '../../../src/fields/index.js'
import { bartIds } from '../blocks/bart-id.js'
import { readCapability } from '../blocks/capabilities.js'
import { CHANNELS } from '../blocks/channels.js'
import { CHARSETS, UTF16 } from '../blocks/charsets.js'
import { ICBM_ERROR } from '../blocks/errors.js'
import { ICQ_MESSAGE as M, readText, relay } from '../blocks/icq-message.js'
import { NAME } from '../blocks/names.js'
import { RENDEZVOUS, readRendezvousTlvs } from '../blocks/rendezvous.js'
import { CHAT } from '../blocks/service-data.js'
import { TENTHS, USER } from '../blocks/user-info.js'
import { foodgroup } from '../layout/foodgroup.js'
import { type Layout, optional, type Reader, readLayout, repeat } from '../layout/parts.js'
import { tlvs, tlvTable } from '../layout/tlv.js'
import { blob, entry, mark, string, time, uint } from '../layout/values.js'
import { sawRendezvous } from '../peer/proposals.js'

/** 0004 ICBM on the protocol page. */

const EVENTS = names({ 0: 'finished', 1: 'typed', 2: 'typing', 15: 'window closed' })

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
  max_sender: u16({ label: 'Max sender warning', ...TENTHS }),
  max_receiver: u16({ label: 'Max receiver warning', ...TENTHS }),
  interval: u32({ label: 'Min interval', unit: 'ms' }),
  anonymous: u16({ label: 'Anonymous', names: names({ 0: 'signed', 1: 'anonymous' }) }),
  added: u16({ label: 'Added', ...TENTHS }),
  level: u16({ label: 'New level', ...TENTHS }),
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
      at.rest(charset === UTF16 ? WIDE.text : TEXT.text)
    } else at.rest(FRAGMENT.data)
    at.leave()
    at.close()
  }
})

const ICON = layer('oscar.icbm.icon', {
  size: u32({ label: 'Icon size', unit: 'bytes' }),
  one: u16({ label: 'Unknown', base: 'hex' }),
  checksum: u16({ label: 'Checksum', base: 'hex' }),
  time: u32({ label: 'Time', role: 'volatile', shown: 'date' }),
})

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
