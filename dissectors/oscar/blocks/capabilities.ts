import type { Cursor } from '../../../src/dissect/cursor.js'
import { defineField, derived, layer, u16, uuid } from '../../../src/fields/index.js'
import { u16be, u32be } from '../../../src/fields/read.js'
import { isPrintable } from '../layout/printable.js'
import { entry } from '../layout/values.js'
import { LONG_CAPABILITIES, MOODS, PLUGINS } from './capability-table.js'
import { SHORT_CAPABILITIES } from './short-capabilities.js'

const F = layer('oscar.capability', {
  uuid: uuid({ label: 'Capability', boxed: true }),
  listed: uuid({ label: 'Capability', repeated: true }),
  short: u16({ label: 'Capability', base: 'hex', names: SHORT_CAPABILITIES, repeated: true }),
  name: derived({ label: 'Name', inline: true }),
})

/** A capability UUID with its name beside it. Returns its short form, -1 where it has none or is not all there. */
export function readCapability(at: Cursor, def = F.uuid): number {
  const start = at.take(def, 16)
  if (start < 0) return -1
  const name = capabilityName(at.bytes, start)
  if (name !== undefined) at.derive(F.name, name)
  return shortForm(at.bytes, start)
}

/** UUIDs one after the other. */
export const capabilities = (label: string) =>
  entry(label, () => (at) => {
    while (at.more) readCapability(at, F.listed)
  })

/** Two bytes each: XXYY of 0946XXYY-4C7F-11D1-8222-444553540000. */
export const shortCapabilities = (label: string) =>
  entry(label, () => (at) => {
    while (at.more) at.read(F.short)
  })

/** A plug-in of ICQ's server relay, with its name. */
const PLUGIN = defineField('oscar.relay.plugin', uuid({ label: 'Plug-in', boxed: true }))

/** Records the plug-in GUID; true when it is all zeros, which stands for a message. */
export function readPlugin(at: Cursor, def = PLUGIN): boolean {
  const start = at.take(def, 16)
  if (start < 0) return false
  const isMessage = isZero(at.bytes, start)
  const name = isMessage
    ? 'none, a message'
    : (PLUGINS.get(hexAt(at.bytes, start)) ?? capabilityName(at.bytes, start))
  if (name !== undefined) at.derive(F.name, name)
  return isMessage
}

/** Capabilities and moods are known by 16 bytes; text in them is a mark of the client. */
function capabilityName(bytes: Uint8Array, start: number): string | undefined {
  const short = shortForm(bytes, start)
  if (short >= 0) return SHORT_CAPABILITIES.get(short)
  const hex = hexAt(bytes, start)
  const known = LONG_CAPABILITIES.get(hex) ?? MOODS.get(hex)
  if (known !== undefined) return known
  let end = start + 16
  while (end > start && bytes[end - 1] === 0) end--
  const stop = Math.min(end, start + 8)
  if (end - start < 4 || !isPrintable(bytes, start, stop)) return undefined
  const last = isPrintable(bytes, start, end) ? end : stop
  return `client mark "${Buffer.from(bytes.subarray(start, last)).toString('latin1')}"`
}

function shortForm(bytes: Uint8Array, start: number): number {
  const isForm =
    u16be(bytes, start) === 0x0946 &&
    u32be(bytes, start + 4) === 0x4c7f11d1 &&
    u32be(bytes, start + 8) === 0x82224445 &&
    u32be(bytes, start + 12) === 0x53540000
  return isForm ? u16be(bytes, start + 2) : -1
}

function hexAt(bytes: Uint8Array, start: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, 16).toString('hex')
}

function isZero(bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < 16; i++) if (bytes[start + i] !== 0) return false
  return true
}
