import type { Cursor } from '../../src/dissect/cursor.js'
import type { Dissector, Session } from '../../src/dissect/dissector.js'
import type { Message } from '../../src/dissect/message.js'
import { bytes, layer, names, text, u8, u16 } from '../../src/fields/index.js'
import { u16be } from '../../src/fields/read.js'
import { FLAP_HEADER, MARKER } from './framing.js'

const CHANNELS = names({ 1: 'sign-on', 2: 'data', 3: 'error', 4: 'sign-off', 5: 'keep-alive' })

/** "Transport and ports" on the protocol page: the same header as OSCAR's, with text in it. */
const F = layer('toc', {
  opening: text({ label: 'Opening' }),
  marker: u8({ label: 'Marker', base: 'hex' }),
  channel: u8({ label: 'Channel', names: CHANNELS }),
  sequence: u16({ label: 'Sequence', role: 'sequence', summary: 'seq' }),
  length: u16({ label: 'Length', role: 'length' }),
  text: text({ label: 'Text', ends: 0, summary: '' }),
  login: text({ label: 'Text', role: 'secret', doc: 'A command that holds a password' }),
  payload: bytes({ label: 'Payload' }),
})

const OPENING = Buffer.from('FLAPON')
/** With its two line ends. */
const WHOLE_OPENING = OPENING.length + 4
const DATA = 2

/**
 * TOC, which opens as OSCAR does not and then looks like it. It is here so that nothing of it is taken for SNACs; its
 * commands are shown as text.
 */
export const toc: Dissector = {
  name: 'toc',
  title: 'TOC',
  transport: 'tcp',
  ports: [[9898, 9898]],
  detect: (bytes, start, end) => (opens(bytes, start, end) ? 98 : 0),
  open: () => new TocSession(),
}

class TocSession implements Session {
  readonly dissector = toc

  cut(bytes: Uint8Array, start: number, end: number): number {
    if (opens(bytes, start, end)) return end - start < WHOLE_OPENING ? 0 : openingSize(bytes, start)
    if (bytes[start] === MARKER) return end - start < FLAP_HEADER ? 0 : FLAP_HEADER + u16be(bytes, start + 4)
    if (end - start < OPENING.length && bytes[start] === OPENING[0]) return 0
    const next = bytes.subarray(start, end).indexOf(MARKER)
    return next < 0 ? start - end : -next
  }

  /** An opening may lack its line ends. */
  wholeAtClose(): boolean {
    return true
  }

  dissect(at: Cursor, message: Message): void {
    if (opens(at.bytes, at.pos, at.end)) {
      message.type = 'opening'
      at.rest(F.opening)
      return
    }
    at.read(F.marker)
    const channel = at.read(F.channel)
    at.read(F.sequence)
    const length = at.read(F.length)
    message.type = CHANNELS.get(channel) ?? `channel ${channel}`
    if (at.failed) return
    at.enter(length, F.length)
    if (channel !== DATA) at.rest(F.payload)
    else at.rest(holdsPassword(at) ? F.login : F.text)
    at.leave()
  }
}

/** The longest command that holds a password. */
const MAX_COMMAND = 20

function holdsPassword({ bytes, pos, end }: Cursor): boolean {
  const command = Buffer.from(bytes.subarray(pos, Math.min(end, pos + MAX_COMMAND))).toString('latin1')
  return /^toc2?_(?:signon|login|change_passwd)/i.test(command)
}

function opens(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < OPENING.length) return false
  return OPENING.every((byte, i) => bytes[start + i] === byte)
}

/** FLAPON and the line ends behind it. */
function openingSize(bytes: Uint8Array, start: number): number {
  let size = OPENING.length
  while (size < WHOLE_OPENING && (bytes[start + size] === 0x0d || bytes[start + size] === 0x0a)) size++
  return size
}
