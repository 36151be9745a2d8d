import type { Cursor } from '../../../src/dissect/cursor.js'
import { bytes, derived, group, layer, names, text, u8, u16, u32 } from '../../../src/fields/index.js'
import { s16 } from '../layout/parts.js'
import type { ReadValue } from '../layout/tlv.js'
import { tlvsCounted, tlvTable } from '../layout/tlv.js'
import { inside } from '../layout/values.js'
import type { Talk } from '../talk.js'

/** "BART" on the protocol page. */
export const BART_TYPES = names({
  0: 'small icon',
  1: 'icon',
  2: 'status text',
  3: 'arrive sound',
  4: 'rich name',
  5: 'super icon',
  6: 'radio',
  7: 'super icon trigger',
  9: 'status link',
  11: 'location',
  12: 'big icon',
  13: 'status time',
  14: 'ICQ mood',
  15: 'current AV track',
  96: 'depart sound',
  128: 'IM background',
  129: 'IM chrome',
  130: 'IM skin',
  131: 'IM sound',
  132: 'badge',
  133: 'badge URL',
  134: 'first IM sound',
  136: 'flash wallpaper',
  137: 'immersive wallpaper',
  256: 'list background',
  257: 'list image',
  258: 'list skin',
  1024: 'smiley set',
  1026: 'encryption certificate chain',
  1027: 'signing chain',
  1028: 'gateway certificate',
})

const FLAGS = [
  { mask: 0x01, name: 'custom' },
  { mask: 0x02, name: 'URL' },
  { mask: 0x04, name: 'data inside' },
  { mask: 0x40, name: 'unknown to the server' },
  { mask: 0x80, name: 'redirect' },
] as const

export const BART_CODES = names({
  0: 'ok',
  1: 'invalid',
  2: 'no custom allowed',
  3: 'too small',
  4: 'too big',
  5: 'bad type',
  6: 'banned',
  7: 'not found',
})

const DATA_INSIDE = 0x04

/** Types of BART items whose data are read when they are inside. */
const enum BartType {
  StatusText = 2,
  StatusLink = 9,
  StatusTime = 13,
  Mood = 14,
}

const F = layer('oscar.bart', {
  $: group({ label: 'BART ID', repeated: true }),
  asked: group({ label: 'BART ID asked for' }),
  sent: group({ label: 'BART ID' }),
  type: u16({ label: 'Type', base: 'hex', names: BART_TYPES }),
  flags: u8({ label: 'Flags', base: 'hex', flags: FLAGS }),
  length: u8({ label: 'Length', role: 'length' }),
  hash: bytes({ label: 'Hash' }),
  text: text({ label: 'Text' }),
  time: u32({ label: 'Time', role: 'volatile', shown: 'date' }),
  charset: text({ label: 'Charset' }),
  meaning: derived({ label: 'Meaning', inline: true }),
})

const TEXT_TLVS = tlvTable('oscar.bart.text', { 1: inside('Charset', [s16(F.charset)]) })
const readText = s16(F.text)
const readTextTlvs = tlvsCounted(TEXT_TLVS)

/** The id that stands for no icon. */
const NO_ICON = [0x02, 0x01, 0xd2, 0x04, 0x72]

/** Reads one id (`BID` on the page) as an item of a list. */
export function bartId(at: Cursor, talk: Talk): void {
  readId(at, talk, F.$)
}

export function askedId(at: Cursor, talk: Talk): void {
  readId(at, talk, F.asked)
}

export function sentId(at: Cursor, talk: Talk): void {
  readId(at, talk, F.sent)
}

/** Ids to the end of a TLV's value. */
export function bartIds(): ReadValue {
  return (at, talk) => {
    while (at.more) bartId(at, talk)
  }
}

/** Ids to the end of a body. */
export function allIds(at: Cursor, talk: Talk): void {
  while (at.more) bartId(at, talk)
}

function readId(at: Cursor, talk: Talk, group: typeof F.$): void {
  at.open(group)
  const type = at.read(F.type)
  const flags = at.read(F.flags)
  const length = at.read(F.length)
  at.enter(length, F.length)
  if (length > 0) readData(at, talk, type, flags, length)
  at.leave()
  at.close()
}

function readData(at: Cursor, talk: Talk, type: number, flags: number, length: number): void {
  const inside = (flags & DATA_INSIDE) !== 0
  if (type === BartType.Mood) at.take(F.text, length)
  else if (inside && (type === BartType.StatusText || type === BartType.StatusLink)) {
    readText(at, talk)
    if (at.more) readTextTlvs(at, talk)
  } else if (inside && type === BartType.StatusTime && length === 4) at.read(F.time)
  else {
    const start = at.take(F.hash, length)
    if (start >= 0 && isNoIcon(at.bytes, start, length)) at.derive(F.meaning, 'none is set')
  }
}

function isNoIcon(bytes: Uint8Array, start: number, length: number): boolean {
  return length === NO_ICON.length && NO_ICON.every((byte, i) => bytes[start + i] === byte)
}
