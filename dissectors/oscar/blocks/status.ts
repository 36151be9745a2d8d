import { names } from '../../../src/fields/index.js'

/** Flags and names of "User info block" on the protocol page. */

export const NICK_FLAGS = [
  { mask: 0x0001, name: 'unconfirmed' },
  { mask: 0x0002, name: 'administrator' },
  { mask: 0x0004, name: 'AOL member' },
  { mask: 0x0008, name: 'paid account' },
  { mask: 0x0010, name: 'free account' },
  { mask: 0x0020, name: 'away' },
  { mask: 0x0040, name: 'ICQ' },
  { mask: 0x0080, name: 'wireless' },
  { mask: 0x0100, name: 'internal' },
  { mask: 0x0200, name: 'IM forwarding' },
  { mask: 0x0400, name: 'bot' },
  { mask: 0x0800, name: 'beast?' },
  { mask: 0x1000, name: 'one-way wireless' },
  { mask: 0x2000, name: 'official?' },
] as const

/** TLV 001F: to be shifted by 16 and or-ed to the nick flags. */
export const UPPER_NICK_FLAGS = [
  { mask: 1, name: 'buddy match direct' },
  { mask: 2, name: 'buddy match indirect' },
  { mask: 4, name: 'no knock-knock' },
  { mask: 8, name: 'forward to mobile' },
] as const

/** Low half of the ICQ status; clients combine bits. */
export const STATUS = names({
  0: 'online',
  1: 'away',
  2: 'do not disturb',
  4: 'not available',
  5: 'not available',
  16: 'occupied',
  17: 'occupied',
  19: 'do not disturb',
  32: 'free for chat',
  256: 'invisible',
  8193: 'lunch',
  12288: 'evil',
  16384: 'depression',
  20480: 'at home',
  24576: 'at work',
})

/** High half of the ICQ status. Whether 0002 hides or shows the address is disputed. */
export const STATUS_FLAGS = [
  { mask: 0x0001, name: 'web-aware' },
  { mask: 0x0002, name: 'hide or show IP' },
  { mask: 0x0008, name: 'birthday' },
  { mask: 0x0020, name: 'web front' },
  { mask: 0x0100, name: 'direct connection disabled' },
  { mask: 0x1000, name: 'direct connection needs authorization' },
  { mask: 0x2000, name: 'direct connection for contacts only' },
] as const

export const DC_TYPES = names({
  0: 'none',
  1: 'firewall or HTTPS proxy',
  2: 'SOCKS',
  4: 'normal',
  6: 'web client',
})

export const DC_VERSIONS = names({
  4: 'ICQ98',
  6: 'ICQ99',
  7: 'ICQ2000',
  8: 'ICQ2001',
  9: 'ICQ Lite',
  10: 'ICQ2003b',
})
