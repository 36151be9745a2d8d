import { parsePrefix } from './labels.js'

/** What the text before bytes without an offset is. */
export type PrefixKind =
  /** Nothing, a quote mark or a comment's sign. */
  | 'none'
  /** A few words and a colon, or a direction. */
  | 'label'
  /** What a logger writes: time, level, brackets. */
  | 'log'
  /** A list's bullet. */
  | 'list'
  /** A label that names a key, a hash or an address: what follows is that, not a packet. */
  | 'named-value'
  /** Any other words: bytes in a sentence. */
  | 'prose'

const MAX_PREFIX = 160
const MAX_LABEL_WORDS = 6

/** Values that pages quote beside packets, and that are none. */
const NAMED_VALUE =
  /\b(?:keys?|hash(?:ed|es)?|md5|sha-?\d*|digest|salt|uuid|guid|lluid|lluuid|mac|bssid|address|addr|checksum|crc|token|fingerprint|serial|passw(?:or)?d|seed|nonce|iv|prime|modulus|generator|signature|secret|cookie|mask)\b/i

export function prefixKind(prefix: string): PrefixKind {
  const text = prefix.trim()
  if (/^[*-]$/.test(text)) return 'list'
  if (/^[>|#;/*\s-]*$/.test(text) && parsePrefix(text) === undefined) return 'none'
  if (text.length > MAX_PREFIX) return 'prose'
  if (isNamedValue(text)) return 'named-value'
  if (/^(?:[*•·‣◦o+-]|\d{1,3}[.)])\s/.test(text)) return 'list'
  if (parsePrefix(text) !== undefined) return 'log'
  if (/^[<>]$/.test(text)) return 'none'
  if (/[:=>]$/.test(text) && text.split(/\s+/).length <= MAX_LABEL_WORDS) return 'label'
  return isLogHead(text) ? 'log' : 'prose'
}

/** Numbers, levels in capitals, and whatever stands in brackets. */
function isLogHead(text: string): boolean {
  const words = text.replace(/\[[^\]]*\]/g, ' ').split(/[-:|\s]+/)
  return words.every((word) => word === '' || /^(?:\d+|[A-Z]{3,8})$/.test(word))
}

/** Whether words name what follows as a key, a hash, an address or the like. */
export function isNamedValue(words: string): boolean {
  return NAMED_VALUE.test(words.replace(/[_*`]/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2'))
}

/** Prefixes of one shape differ in digits only: times, counters. */
export function prefixShape(prefix: string): string {
  return prefix.replace(/\d+/g, '0')
}
