import { isBoxLine } from './chars.js'

/**
 * The text column beside the bytes ("gutter"). Where every character of it is what its byte prints as, the bytes are
 * proven, and a character that is not is a typo somebody should hear of.
 */

/** How the characters of a text column follow each other. */
export interface GutterLayout {
  /** Columns from one character to the next: 2 in tables that put a space after each. */
  readonly stride: 1 | 2
  /** Whether there is a gap of one column after every eighth character (Wireshark's Follow Stream, hexyl). */
  readonly parted: boolean
  /** Whether a `0` may stand for NUL, as in hexyl's boxes. */
  readonly zeros: boolean
}

/** Characters one after another. */
export const PLAIN_LAYOUT: GutterLayout = { stride: 1, parted: false, zeros: false }

/** How a block's text column is laid out. */
export interface GutterShape extends GutterLayout {
  /** Columns from the end of a full row's last cell to the first character. */
  readonly delta: number
  /** What stands in front: `|`, `>`, `#`, `*`, or a space. */
  readonly mark: string
  /** How well it fits the samples; only to be compared with another layout's. */
  readonly score: number
  /** Characters that prove it, over the samples, and that contradict it. */
  readonly proven: number
  readonly differ: number
  /** Whether it ended exactly where each sample's line does. */
  readonly exact: boolean
  /** Whether runs of spaces in it became one, as when a browser shows it. */
  readonly collapsed: boolean
}

export interface GutterMatch {
  /** Characters that are exactly what a printable byte prints as: these are evidence. */
  proven: number
  /** Characters that cannot be wrong: a dot or the like for an unprintable byte. */
  neutral: number
  /** Those among them that are blank. */
  blank: number
  differ: number
  /** Those among them that are beyond the end of the line, as when it was broken there. */
  cut: number
  /** Index of the first byte that differs; -1 when none does. */
  firstDiffer: number
}

/** Compares `count` bytes with the text column that begins at `at`. Text that ends early has lost spaces at its end. */
export function matchGutter(
  text: string,
  at: number,
  bytes: Uint8Array,
  from: number,
  count: number,
  shape: GutterLayout,
  match: GutterMatch,
): GutterMatch {
  match.proven = match.neutral = match.blank = match.differ = match.cut = 0
  match.firstDiffer = -1
  for (let i = 0; i < count; i++) {
    const column = at + i * shape.stride + (shape.parted ? i >> 3 : 0)
    const code = column < text.length ? text.charCodeAt(column) : 0x20
    const verdict = compare(bytes[from + i]!, code, shape.zeros)
    if (verdict > 0) match.proven++
    else if (verdict === 0) {
      match.neutral++
      if (code === 0x20 && bytes[from + i] !== 0x20) match.blank++
    } else {
      if (match.differ++ === 0) match.firstDiffer = i
      if (column >= text.length) match.cut++
      else if (match.differ > HOPELESS && match.differ > match.proven + match.neutral) return match
    }
  }
  return match
}

/** A text column with more differences than this, and than agreements, is none: the rest need not be looked at. */
const HOPELESS = 8

export function newMatch(): GutterMatch {
  return { proven: 0, neutral: 0, blank: 0, differ: 0, cut: 0, firstDiffer: -1 }
}

/** 1: exactly this byte; 0: it may stand for this byte; -1: it cannot. */
function compare(byte: number, code: number, zeros: boolean): number {
  if (byte > 0x20 && byte < 0x7f) return code === byte ? 1 : -1
  if (byte === 0x20) return code === 0x20 || STAND_INS.includes(code) ? 0 : -1
  if (STAND_INS.includes(code) || code <= 0x20 || (code > 0x7e && !isBoxLine(code))) return 0
  return zeros && byte === 0 && code === 0x30 ? 0 : -1
}

/** What dumpers print for what cannot be printed: `.`, `_`, `?`, `-`, `~`, `#`, `+`. (hexyl prints `0` for NUL.) */
const STAND_INS = [0x2e, 0x5f, 0x3f, 0x2d, 0x7e, 0x23, 0x2b]

/**
 * Compares a text column whose runs of spaces were made one, as a browser does; spaces at its ends are lost too. Returns
 * the number of proven characters, 0 when one differs.
 */
export function matchCollapsedGutter(text: string, bytes: Uint8Array): number {
  const shown = text.trim().replace(/ +/g, ' ')
  let at = 0
  let proven = 0
  for (let i = 0; i < bytes.length; i++) {
    const code = at < shown.length ? shown.charCodeAt(at) : 0x20
    if (bytes[i] === 0x20) {
      if (code === 0x20 && at < shown.length) at++
      while (bytes[i + 1] === 0x20) i++
      continue
    }
    const verdict = compare(bytes[i]!, code, false)
    if (verdict < 0) return 0
    proven += verdict
    at++
  }
  return at >= shown.length ? proven : 0
}
