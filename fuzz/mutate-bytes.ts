import type { Random } from '../bench/random.js'
import { ESCAPE_CORPUS } from '../test/support/escape-corpus.js'

/** Changes bytes in one way; `other` is what may be spliced in. May return its argument changed. */
type Mutator = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array

/** Numbers at which length fields and counters break. */
const EDGES = [
  0, 1, 2, 3, 4, 7, 8, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0xffffffff,
]

const MUTATORS: readonly Mutator[] = [
  flipBits,
  noise,
  setByte,
  setNumber,
  tweakNumber,
  truncate,
  remove,
  repeat,
  insertRandom,
  insertHostile,
  splice,
]

/** A damaged copy: one to four changes, now and then many. */
export function mutateBytes(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  let changed: Uint8Array = Uint8Array.from(bytes)
  for (let times = random.chance(5) ? 20 : 1 + random.below(4); times > 0; times--) {
    changed = MUTATORS[random.below(MUTATORS.length)]!(changed, random, other)
  }
  return changed
}

function flipBits(bytes: Uint8Array, random: Random): Uint8Array {
  if (bytes.length > 0) bytes[random.below(bytes.length)]! ^= 1 << random.below(8)
  return bytes
}

/** Every byte is struck with the same small likelihood, as by `editcap -E`. */
function noise(bytes: Uint8Array, random: Random): Uint8Array {
  const keep = random.below(bytes.length + 1)
  for (let i = keep; i < bytes.length; i++) if (random.chance(2)) bytes[i] = random.below(256)
  return bytes
}

function setByte(bytes: Uint8Array, random: Random): Uint8Array {
  if (bytes.length > 0) bytes[random.below(bytes.length)] = EDGES[random.below(10)]!
  return bytes
}

function setNumber(bytes: Uint8Array, random: Random): Uint8Array {
  return number(bytes, random, () => EDGES[random.below(EDGES.length)]!)
}

/** Length fields that are off by a little. */
function tweakNumber(bytes: Uint8Array, random: Random): Uint8Array {
  return number(bytes, random, (value) => value + random.below(9) - 4)
}

function number(bytes: Uint8Array, random: Random, change: (value: number) => number): Uint8Array {
  const width = [1, 2, 4][random.below(3)]!
  if (bytes.length < width) return bytes
  const at = random.below(bytes.length - width + 1)
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const modulus = 2 ** (8 * width)
  const wrapped = (value: number) => ((change(value) % modulus) + modulus) % modulus
  if (random.chance(50)) buffer.writeUIntBE(wrapped(buffer.readUIntBE(at, width)), at, width)
  else buffer.writeUIntLE(wrapped(buffer.readUIntLE(at, width)), at, width)
  return bytes
}

function truncate(bytes: Uint8Array, random: Random): Uint8Array {
  return bytes.slice(0, random.below(bytes.length + 1))
}

function remove(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1)
  const length = random.below(Math.min(64, bytes.length - at) + 1)
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)])
}

function repeat(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1)
  const part = bytes.subarray(at, at + 1 + random.below(64))
  const times = random.chance(3) ? 200 : 1 + random.below(4)
  return Buffer.concat([
    bytes.subarray(0, at),
    ...Array.from({ length: times }, () => part),
    bytes.subarray(at),
  ])
}

function insertRandom(bytes: Uint8Array, random: Random): Uint8Array {
  return insert(
    bytes,
    random,
    Uint8Array.from({ length: 1 + random.below(16) }, () => random.below(256)),
  )
}

function insertHostile(bytes: Uint8Array, random: Random): Uint8Array {
  const evil = ESCAPE_CORPUS[random.below(ESCAPE_CORPUS.length)]!
  // Over what is there the lengths stay right, so that it reaches the texts of the protocol.
  if (random.chance(50) || bytes.length < evil.length) return insert(bytes, random, evil)
  bytes.set(evil, random.below(bytes.length - evil.length + 1))
  return bytes
}

function insert(bytes: Uint8Array, random: Random, what: Uint8Array): Uint8Array {
  const at = random.below(bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(at)])
}

function splice(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  const head = bytes.subarray(0, random.below(bytes.length + 1))
  return Buffer.concat([head, other.subarray(random.below(other.length + 1))])
}
