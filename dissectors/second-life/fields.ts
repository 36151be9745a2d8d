import { bytes, defineField, derived, group, layer, u8, u24, u32 } from '../../src/fields/index.js'

/** Bits of the flags byte, the same in both eras. */
export const ZERO_CODED = 0x80
export const RELIABLE = 0x40
export const RESENT = 0x20
export const ACKS_APPENDED = 0x10
/** Always 0. Classic receivers add these bits to the sequence, but no sender counts that far. */
export const RESERVED = 0x0f

/** What stands before and behind the body of a packet. */
export const SL = layer('sl', {
  flags: u8({
    label: 'Flags',
    type: 'flags',
    flags: [
      { mask: ZERO_CODED, name: 'zero-coded' },
      { mask: RELIABLE, name: 'reliable' },
      { mask: RESENT, name: 'resent' },
      { mask: ACKS_APPENDED, name: 'acks' },
    ],
  }),
  extra_length: u8({
    label: 'Extra header length',
    role: 'length',
    doc: 'Bytes between the message number and the body; 0 in every packet known',
  }),
  extra: bytes({ label: 'Extra header' }),
  zero_coded: bytes({
    label: 'Zero-coded',
    elsewhere: true,
    doc: 'Message number and body as sent; they are decoded in the source zero-expanded',
  }),
  acks: group({ label: 'Appended acks' }),
})

/** In place of `SL.zero_coded` where the message has a secret. */
export const CODED_SECRET = defineField(
  'sl.zero_coded',
  bytes({
    label: 'Zero-coded',
    role: 'secret',
    elsewhere: true,
    doc: 'The same, of a message with a secret in it',
  }),
)

/** The sequence of each era; one path, since they are one thing to whoever filters or compares. */
export const SEQUENCE_CLASSIC = defineField(
  'sl.sequence',
  u24({ label: 'Sequence', role: 'sequence', summary: 'seq' }),
)
export const SEQUENCE_MODERN = defineField(
  'sl.sequence',
  u32({ label: 'Sequence', role: 'sequence', summary: 'seq' }),
)

/** Acks behind the body. In network order, unlike those of a PacketAck message. */
export const ACKS = layer('sl.acks', {
  id: u32({
    label: 'Acknowledges',
    role: 'sequence',
    repeated: true,
    doc: 'Sequence of a reliable packet that arrived',
  }),
  count: u8({ label: 'Ack count', role: 'length', doc: 'The last byte of the packet' }),
})

/** Shown where it begins to decide. */
export const SPOKEN_TEMPLATE = defineField(
  'sl.template',
  derived({
    label: 'Template',
    role: 'volatile',
    doc: 'The message template that decides from this message on',
  }),
)
