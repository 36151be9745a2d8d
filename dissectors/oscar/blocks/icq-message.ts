import { bytes, layer, names, text, u8, u16, u32, uuid } from '../../../src/fields/index.js'
import { u16le, u32le } from '../../../src/fields/specs.js'
import { lz, type Reader, readLayout } from '../layout/parts.js'
import { readPlugin } from './capabilities.js'

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
  unknown2: u8({ label: 'Unknown', base: 'hex' }),
  counter: u16le({ label: 'Counter', role: 'sequence' }),
  length2: u16le({ label: 'Second length', role: 'length' }),
  counter2: u16le({ label: 'Counter again', role: 'sequence' }),
  zeros: bytes({ label: 'Zeros', role: 'padding' }),
  data: bytes({ label: 'Data' }),
})

const PLUGIN_MESSAGE = 0x1a
const PLUGIN = layer('oscar.relay.message', {
  size: u16le({ label: 'Block length', role: 'length' }),
  plugin: uuid({ label: 'Plug-in of the message', boxed: true }),
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

export const readText = lz(M.text)
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
export const relay: Reader = (at, talk) => {
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
