import type { Cursor } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import type { Message } from '../../src/dissect/message.js'
import { bytes, group, layer, names, u8, u16, u32 } from '../../src/fields/index.js'
import { Channel, MARKER } from './framing.js'
import { tlvs } from './layout/tlv.js'
import { LOGIN_TLVS } from './signon/tlvs.js'
import { readSnac } from './snac.js'
import { OSCAR_LOG, TIMELINE } from './statistics.js'
import type { Talk } from './talk.js'

const CHANNELS = names({ 1: 'sign-on', 2: 'data', 3: 'error', 4: 'sign-off', 5: 'keep-alive' })

/** "FLAP" on the protocol page. */
const FLAP = layer('flap', {
  $: group({ label: 'FLAP' }),
  marker: u8({ label: 'Marker', base: 'hex' }),
  channel: u8({ label: 'Channel', names: CHANNELS }),
  sequence: u16({ label: 'Sequence', role: 'sequence', summary: 'seq' }),
  length: u16({ label: 'Length', role: 'length' }),
  version: u32({ label: 'FLAP version' }),
  payload: bytes({ label: 'Payload' }),
})

const NOT_FLAP = findingKind('oscar.marker', 'error')
const SHORT_SIGN_OFF = findingKind('oscar.short-sign-off', 'note')
const CHANNEL = findingKind('oscar.channel', 'warning')

const readLogin = tlvs(LOGIN_TLVS)

/** Records one FLAP frame. */
export function readFlap(at: Cursor, message: Message, talk: Talk): void {
  message.type = 'FLAP'
  if (at.bytes[at.pos] !== MARKER) {
    at.find(NOT_FLAP, 'Expected a FLAP frame, which begins with 2a; these bytes are none.', 0, at.remaining)
    at.failed = true
    return
  }
  const start = at.pos
  at.open(FLAP.$)
  at.read(FLAP.marker)
  const channel = at.read(FLAP.channel)
  const sequence = at.read(FLAP.sequence)
  // Dumps pasted without a connection are of many.
  if (!at.failed && talk.conversation.transport !== 'none') talk.sequences.check(at, message.side, sequence)
  if (at.pos - start === 4 && at.remaining === 0 && channel === Channel.SignOff) {
    at.find(SHORT_SIGN_OFF, 'A sign-off without length, as some servers end connections to old clients.', 0)
    message.type = 'sign-off'
    at.close()
    return
  }
  const length = at.read(FLAP.length)
  at.close()
  if (at.failed) return
  at.enter(length, FLAP.length)
  readPayload(at, message, talk, channel)
  at.leave()
}

function readPayload(at: Cursor, message: Message, talk: Talk, channel: number): void {
  message.type = CHANNELS.get(channel) ?? `channel ${channel}`
  if (TIMELINE.has(message.type)) talk.options.state.peek(OSCAR_LOG)?.step(message.ref(), message.type)
  switch (channel) {
    case Channel.SignOn:
      at.read(FLAP.version)
      readLogin(at, talk)
      if (talk.message.side === 0) talk.signOn.clientSignsOn(at)
      else talk.signOn.serverAnswers(at)
      return
    case Channel.Data:
      readSnac(at, message, talk)
      return
    case Channel.SignOff:
      readLogin(at, talk)
      talk.signOn.serverAnswers(at)
      return
    case Channel.Error:
    case Channel.KeepAlive:
      at.rest(FLAP.payload)
      return
    default:
      at.rest(FLAP.payload)
      at.find(CHANNEL, `Channel ${channel} is not defined; channels are 1 to 5.`, 0)
  }
}
