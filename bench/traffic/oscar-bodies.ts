import { snac, tlv, u16, u32, user } from '../encode/oscar.js'
import type { Random } from '../random.js'

/** Bodies of the messages that an OSCAR session consists of, with made-up values. */

const NAMES = ['demouser', 'Other User', '87654321', 'chatty.cathy', 'a', 'Zwanzig Zeichen lang']
const CAPABILITIES = ['09461341', '09461343', '09461345', '0946134b', '0946134d']
const CAPABILITY_TAIL = '4c7f11d18222444553540000'
const WORDS = 'the quick brown fox jumps over a lazy dog and then goes home to sleep'.split(' ')

export function name(random: Random): string {
  return `${NAMES[random.below(NAMES.length)]!}${random.below(1000)}`.slice(0, 24)
}

/** A name with what is known of its user. */
export function userInfo(random: Random): Buffer {
  const tlvs = [
    tlv(0x01, u16(random.below(0x200))),
    tlv(0x03, u32(1_169_000_000 + random.below(1_000_000))),
    tlv(0x06, u32(random.below(0x30))),
    tlv(0x0f, u32(random.below(100_000))),
  ]
  if (random.chance(50)) tlvs.push(tlv(0x04, u16(random.below(600))))
  if (random.chance(60)) tlvs.push(tlv(0x0d, capabilities(random)))
  if (random.chance(20)) tlvs.push(tlv(0x0a, u32(0xc612_0000 + random.below(0xffff))))
  return user(name(random), ...tlvs)
}

function capabilities(random: Random): Buffer {
  const list = CAPABILITIES.slice(0, 1 + random.below(CAPABILITIES.length))
  return Buffer.from(list.map((head) => head + CAPABILITY_TAIL).join(''), 'hex')
}

function sentence(random: Random): string {
  const words = Array.from({ length: 2 + random.below(20) }, () => WORDS[random.below(WORDS.length)]!)
  return `<HTML><BODY>${words.join(' ')}</BODY></HTML>`
}

/** The message itself, as fragments. */
function imData(random: Random): Buffer {
  const text = Buffer.from(sentence(random))
  return Buffer.concat([Buffer.of(5, 1, 0, 1, 1, 1, 1), u16(4 + text.length, 0, 0), text])
}

function cookie(random: Random): Buffer {
  return Buffer.concat([u32(random.next()), u32(random.next())])
}

/** What either side sends, by kind. `id` is the request's number. */
export interface Exchange {
  /** Share in percent. */
  readonly share: number
  readonly client?: (random: Random, id: number) => Buffer
  /** What the server answers, or sends by itself where the client sent nothing. */
  readonly server?: (random: Random, id: number) => Buffer
}

const named = (text: string) => Buffer.concat([Buffer.of(text.length), Buffer.from(text)])

export const EXCHANGES: readonly Exchange[] = [
  { share: 34, server: incomingMessage },
  { share: 14, client: outgoingMessage, server: receipt },
  {
    share: 10,
    server: (random, id) =>
      snac(4, 0x14, id, [cookie(random), u16(1), named(name(random)), u16(random.below(3))]),
  },
  { share: 16, server: (random, id) => snac(3, 0x0b, id, [userInfo(random)]) },
  { share: 10, server: (random, id) => snac(3, 0x0c, id, [userInfo(random)]) },
  {
    share: 6,
    client: (random, id) => snac(2, 0x0b, id, [named(name(random))]),
    server: (random, id) => snac(2, 3, id, [tlv(1, u16(random.below(0x200)))]),
  },
  { share: 4, client: (random, id) => snac(1, 0x11, id, [u32(random.below(1000))]) },
  {
    share: 6,
    client: (_random, id) => snac(1, 0x0e, id),
    server: (random, id) => snac(1, 0x0f, id, [userInfo(random)]),
  },
]

function incomingMessage(random: Random, id: number): Buffer {
  return snac(4, 7, id, [cookie(random), u16(1), userInfo(random), tlv(2, imData(random))])
}

function outgoingMessage(random: Random, id: number): Buffer {
  // The receipt names the message by this: it must be the same in both.
  return snac(4, 6, id, [cookieOf(id), u16(1), named(`friend${id % 100}`), tlv(2, imData(random)), tlv(3)])
}

function receipt(_random: Random, id: number): Buffer {
  return snac(4, 0x0c, id, [cookieOf(id), u16(1), named(`friend${id % 100}`)])
}

function cookieOf(id: number): Buffer {
  return Buffer.concat([u32(Math.imul(id, 0x9e3779b1)), u32(id)])
}
