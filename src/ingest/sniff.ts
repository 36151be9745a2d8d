import { nameFormat, UNKNOWN_FORMAT } from './known-formats.js'
import { type PcapMagic, readPcapMagic, viewOf } from './pcap-format.js'
import { readByteOrder, SECTION } from './pcapng-format.js'

/** No more than this much of an input is looked at to tell what it is. */
export const SNIFFED = 8192

/** One control byte in this many is the most a text may have. */
const CONTROL_SHARE = 16

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/** What an input is, by its first bytes. */
export type Content =
  | { readonly kind: 'empty' }
  | { readonly kind: 'pcap'; readonly magic: PcapMagic }
  | { readonly kind: 'pcapng' }
  | { readonly kind: 'gzip' }
  | { readonly kind: 'text'; readonly encoding: TextEncoding }
  /** Messages saved as JSON, one a line. */
  | { readonly kind: 'saved' }
  /** `what` is a noun with its article ("a PNG image"), `advice` a clause that says what to do. */
  | { readonly kind: 'other'; readonly what: string; readonly advice: string }

/**
 * Tells what an input is from its first bytes; undefined asks for more of them.
 *
 * Captures are told from as few bytes as their mark has, so that one that arrives slowly can be shown at once.
 * @param ended whether `head` is all there is
 */
export function sniff(head: Uint8Array, ended: boolean): Content | undefined {
  const complete = ended || head.length >= SNIFFED
  if (head.length === 0) return ended ? { kind: 'empty' } : undefined
  return sniffCapture(head, complete) ?? (complete ? sniffRest(head.subarray(0, SNIFFED)) : undefined)
}

function sniffCapture(head: Uint8Array, complete: boolean): Content | undefined {
  const magic = readPcapMagic(head)
  if (magic !== undefined) return { kind: 'pcap', magic }
  if (head[0] === 0x1f && head[1] === 0x8b) return { kind: 'gzip' }
  if (isPcapng(head, complete)) return { kind: 'pcapng' }
  return isSaved(head, complete) ? { kind: 'saved' } : undefined
}

/** An object that has the schema of saved messages; as slx writes it, the first bytes tell. */
function isSaved(head: Uint8Array, complete: boolean): boolean {
  const [first] = head
  if (first !== LEFT_BRACE && first !== BYTE_ORDER_MARK[0]) return false
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, SNIFFED)).toString('latin1')
  const body = text.startsWith(BYTE_ORDER_MARK_TEXT) ? text.slice(BYTE_ORDER_MARK_TEXT.length) : text
  if (body.startsWith('{"schema":"slx/')) return true
  return complete && /^\{\s*"/.test(body) && /"schema"\s*:\s*"slx\//.test(body)
}

const LEFT_BRACE = 0x7b
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const
const BYTE_ORDER_MARK_TEXT = String.fromCharCode(...BYTE_ORDER_MARK)

/** The block type alone is four line ends, which a text may begin with as well. */
function isPcapng(head: Uint8Array, complete: boolean): boolean {
  if (head.length < 4 || viewOf(head).getUint32(0) !== SECTION) return false
  return head.length < 12 ? complete : readByteOrder(viewOf(head), 8) !== undefined
}

function sniffRest(head: Uint8Array): Content {
  const encoding = textEncoding(head)
  const named = nameFormat(head, encoding !== undefined)
  if (named === undefined && encoding !== undefined) return { kind: 'text', encoding }
  const { what, advice } = named ?? UNKNOWN_FORMAT
  return { kind: 'other', what, advice }
}

function textEncoding(head: Uint8Array): TextEncoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  let controls = 0
  for (const byte of head) {
    if (byte === 0) return undefined
    if (isControl(byte)) controls += 1
  }
  return controls * CONTROL_SHARE <= head.length ? 'utf-8' : undefined
}

/** Control characters that texts do not use: backspace, tab, line ends, form feed and escape are used. */
function isControl(byte: number): boolean {
  return (byte < 0x20 && byte !== 0x1b && (byte < 0x08 || byte > 0x0d)) || byte === 0x7f
}
