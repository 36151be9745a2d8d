import { createHmac } from 'node:crypto'
import type { FieldDef } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import { replacedCharacters, replacedEntity } from './characters.js'

/** Says which words of a text are replaced. */
export type Wanted = (word: string) => boolean

const UUID = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}'

/**
 * Parts of a text. Kept as they are: the scheme and host of a URL (without a user), the folder of capabilities, the name
 * of an HTTP authentication. Replaced: references of XML, UUIDs, percent-encodings, words, characters beyond ASCII.
 */
const PARTS = new RegExp(
  [
    '([a-z][a-z0-9+.]*://(?![^/\\s]*@)[^/\\s"\'<>?#]*|/caps?/|^(?:basic|bearer|digest)(?= ))',
    '(&(?:#x[0-9a-f]+|#\\d+|[a-z]+);)',
    `(${UUID})`,
    '(%[0-9a-f]{2})',
    '[a-z0-9]+',
    '([\\x80-\\xff]+)',
  ].join('|'),
  'gi',
)

/** The words of a text as they are replaced; used to find a secret's parts in other texts. */
export function wordsOf(text: string): string[] {
  return [...text.matchAll(PARTS)].filter(([, kept, entity]) => !kept && !entity).map(([word]) => word)
}

/**
 * Replaces values by others of the same length and kind. The same value gives the same replacement, whatever its case,
 * for as long as the key is the same; without the key nobody can try which value a replacement stands for.
 */
export class Replacer {
  readonly #key: Uint8Array
  readonly #words = new Map<string, string>()
  readonly #taken = new Set<string>()

  constructor(key: Uint8Array) {
    this.#key = key
  }

  /** A replacement for a field's bytes: as text where they are text, otherwise byte by byte. */
  field({ wire }: FieldDef, value: Uint8Array): Uint8Array {
    if (wire === Wire.TextUtf16LE || wire === Wire.TextUtf16BE)
      return this.wide(value, wire === Wire.TextUtf16BE)
    const isText = wire === Wire.Text || (wire === Wire.Bytes && isPrintable(value))
    return isText ? this.text(value) : this.binary(value)
  }

  /** Every byte but those that are 0 becomes another that is not 0 either. */
  binary(value: Uint8Array): Uint8Array {
    const noise = this.#noise(value, value.length)
    return value.map((byte, i) => (byte === 0 ? 0 : 1 + ((byte + (noise[i]! % 254)) % 255)))
  }

  /** Replaces words of a text of one byte a character; what stands between them stays. */
  text(value: Uint8Array, wanted: Wanted = () => true): Uint8Array {
    const text = Buffer.from(value.buffer, value.byteOffset, value.length).toString('latin1')
    return Buffer.from(this.#text(text, wanted), 'latin1')
  }

  /** The same for text of two bytes a character. */
  wide(value: Uint8Array, isBigEndian: boolean): Uint8Array {
    const units = Buffer.from(value.subarray(0, value.length & ~1))
    if (isBigEndian) units.swap16()
    const replaced = units
      .toString('utf16le')
      .replace(/[a-z0-9]+|[^\x00-\x7f]+/gi, (word) => this.#word(word))
    const out = Buffer.from(replaced, 'utf16le')
    if (isBigEndian) out.swap16()
    const whole = Uint8Array.from(value)
    whole.set(out.subarray(0, units.length))
    return whole
  }

  #text(text: string, wanted: Wanted): string {
    return text.replace(PARTS, (part, kept, entity, uuid, percent, beyond) => {
      if (kept || !wanted(part)) return part
      if (entity) return replacedEntity(part, this.#noise(Buffer.from(part), 1)[0]!)
      if (uuid) return this.#uuid(part)
      if (percent) return `%${this.#word(part.slice(1))}`
      return beyond ? this.#beyond(part) : this.#word(part)
    })
  }

  /** As the bytes of the UUID are replaced. */
  #uuid(text: string): string {
    const hex = Buffer.from(this.binary(Buffer.from(text.replaceAll('-', ''), 'hex'))).toString('hex')
    const replaced = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    return /[A-F]/.test(text) ? replaced.toUpperCase() : replaced
  }

  /** Characters beyond ASCII, in UTF-8 or else one byte each. */
  #beyond(latin1: string): string {
    const bytes = Buffer.from(latin1, 'latin1')
    const text = bytes.toString('utf8')
    if (!Buffer.from(text, 'utf8').equals(bytes)) {
      const noise = this.#noise(bytes, bytes.length)
      return Buffer.from(bytes.map((_, i) => 0xc0 + (noise[i]! % 63))).toString('latin1')
    }
    return Buffer.from(this.#word(text), 'utf8').toString('latin1')
  }

  #word(word: string): string {
    const lower = lowerCase(word)
    let made = this.#words.get(lower)
    if (made === undefined) {
      made = this.#unlike(lower)
      this.#words.set(lower, made)
      this.#taken.add(made)
    }
    return sameCase(word, made)
  }

  /** A replacement that no other word has, if one is found soon. */
  #unlike(lower: string): string {
    let made = ''
    for (let salt = 0; salt < 16; salt++) {
      made = replacedCharacters(lower, this.#noise(Buffer.from(`${salt} ${lower}`), 4 * lower.length))
      if (!this.#taken.has(made)) break
    }
    return made
  }

  /** `length` bytes that only the key and the value tell. */
  #noise(value: Uint8Array, length: number): Uint8Array {
    const blocks: Buffer[] = []
    for (let block = 0; block * 32 < length; block++)
      blocks.push(createHmac('sha256', this.#key).update(`${block}:`).update(value).digest())
    return blocks.length === 1 ? blocks[0]! : Buffer.concat(blocks)
  }
}

function sameCase(word: string, made: string): string {
  if (lowerCase(word) === word || word.length !== made.length) return made
  let cased = ''
  for (let i = 0; i < word.length; i++) {
    const isUpper = word[i]! >= 'A' && word[i]! <= 'Z'
    cased += isUpper ? made[i]!.toUpperCase() : made[i]!
  }
  return cased
}

/** Of ASCII letters only: others may change their length. */
function lowerCase(word: string): string {
  return word.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** Whether bytes read as ASCII text, perhaps with zero bytes behind. */
function isPrintable(value: Uint8Array): boolean {
  let end = value.length
  while (end > 0 && value[end - 1] === 0) end--
  for (let i = 0; i < end; i++) {
    const byte = value[i]!
    if ((byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) || byte > 0x7e) return false
  }
  return end > 0
}
