import { linkKind } from '../../src/dissect/links.js'
import {
  bytes,
  defineField,
  derived,
  group,
  layer,
  names,
  padding,
  u8,
  u16le,
  u32,
  u32le,
} from '../../src/fields/index.js'

export const PREFIX = 'grand-chase'

/** The frame of the security layer (protocol page section 2). */
export const GC = layer(PREFIX, {
  size: u16le({
    label: 'Size',
    role: 'length',
    unit: 'bytes',
    doc: 'Of the whole frame, this field included',
  }),
  spi: u16le({
    label: 'SPI',
    role: 'id',
    base: 'hex',
    doc: 'Security parameters index: 0 in setup messages; no receiver is known to choose keys by it',
  }),
  sequence: u32le({
    label: 'Sequence Number',
    role: 'sequence',
    summary: 'seq',
    doc: 'Counts the frames of one direction under one security association, from 1',
  }),
  iv: bytes({ label: 'IV', role: 'random', doc: 'Initialisation vector of this frame, in clear' }),
  icv: bytes({
    label: 'ICV',
    role: 'volatile',
    doc: 'Integrity check value: the first 10 bytes of HMAC-MD5 from the SPI to the end of the ciphertext',
  }),
  icv_check: derived({
    label: 'ICV check',
    inline: true,
    doc: 'verified, failed, or not checkable for want of keys',
  }),
  keys: derived({ label: 'Keys', doc: 'Where keys are from that no message of this connection has set up' }),
})

const CIPHERTEXT = { label: 'Encrypted payload', doc: 'DES-CBC; the plaintext is the source decrypted' }
/** Ciphertext that stays closed, and one whose plaintext is shown; one path, since it is one thing. */
export const CIPHERTEXT_CLOSED = defineField(
  `${PREFIX}.ciphertext`,
  bytes({ ...CIPHERTEXT, role: 'random', opaque: 'encrypted' }),
)
export const CIPHERTEXT_OPENED = defineField(
  `${PREFIX}.ciphertext`,
  bytes({ ...CIPHERTEXT, role: 'random', elsewhere: true }),
)

/** The first frame of each side and the setup message whose keys open it; by side. */
export const KEYS_FROM = [
  linkKind(PREFIX, 'Keys from', 'Used by client from', { many: true }),
  linkKind(PREFIX, 'Keys from', 'Used by server from', { many: true }),
] as const

const TRAILER = {
  label: 'Null trailer',
  doc: 'Zero bytes behind the content, four as a rule; their meaning is unknown',
}

const PADDING = { label: 'Padding', doc: 'Counts 1, 2, 3 ... up to the block’s end, as in ESP' }

/** The payload inside (protocol page section 3). */
export const PAYLOAD = layer(PREFIX, {
  content_size: u32({
    label: 'Content size',
    role: 'length',
    unit: 'bytes',
    doc: 'As carried: compressed, if it is',
  }),
  compression: u8({
    label: 'Compression',
    names: names({ 0: 'none', 1: 'zlib' }),
    doc: 'Whether the content is compressed',
  }),
  inflated_size: u32le({
    label: 'Inflated size',
    role: 'length',
    unit: 'bytes',
    doc: 'Of the content once it is inflated; the one number of the payload that is little-endian',
  }),
  nested: group({ label: 'Buffer', doc: 'A buffer of its own inside the content' }),
  trailer: padding(TRAILER),
  padding: padding(PADDING),
  pad_length: u8({ label: 'Pad length', role: 'length', unit: 'bytes', doc: 'Last byte of the plaintext' }),
  pad_style: derived({ label: 'Padding style', inline: true, doc: 'Which way of padding this is' }),
})

/** The same in a message with credentials, where they are not what they should be: they may be more of them. */
export const TRAILER_SECRET = defineField(`${PREFIX}.trailer`, bytes({ ...TRAILER, role: 'secret' }))
export const PADDING_SECRET = defineField(`${PREFIX}.padding`, bytes({ ...PADDING, role: 'secret' }))

const COMPRESSED = { label: 'Compressed', doc: 'zlib stream; what it holds is the source inflated' }
/** A stream that is shown inflated, one that could not be inflated, and one that holds credentials. */
export const COMPRESSED_OPENED = defineField(
  `${PREFIX}.compressed`,
  bytes({ ...COMPRESSED, elsewhere: true }),
)
export const COMPRESSED_CLOSED = defineField(`${PREFIX}.compressed`, bytes(COMPRESSED))
export const COMPRESSED_SECRET = defineField(`${PREFIX}.compressed`, bytes({ ...COMPRESSED, role: 'secret' }))
