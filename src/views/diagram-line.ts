import type { ByteWriter } from '../output/byte-writer.js'
import type { Theme } from '../output/colour.js'
import type { Label } from '../output/label.js'
import type { Piece } from './diagram-parts.js'

/** A piece's bytes on one line. */
export interface Segment {
  readonly piece: Piece
  /** Columns of its first and its last character, counted from the first byte of the line. */
  readonly first: number
  readonly last: number
  /** It began on a line above, or goes on below. */
  readonly from: boolean
  readonly on: boolean
}

/** Columns that a byte takes. */
export const BYTE_COLUMNS = 3

/** Column where the line from a field's label comes down: the middle of its bracket. */
export function anchorOf({ first, last }: Segment): number {
  return last - first < BYTE_COLUMNS ? first : first + ((last - first) >> 1)
}

/**
 * Writes the labels of a line's fields, the leftmost on top, each with the line that comes down from it:
 *
 *     /- flags
 *     |     /- sequence 1
 *     |     |
 */
export function writeLabels(
  out: ByteWriter,
  theme: Theme,
  margin: number,
  segments: readonly Segment[],
  labelOf: (segment: Segment, columns: number) => readonly Label[],
  width: number,
): void {
  segments.forEach((segment, index) => {
    const anchor = anchorOf(segment)
    const at = margin + anchor + LABEL_GAP
    const lines = labelOf(segment, width - at)
    lines.forEach((label, line) => {
      out.startLine()
      out.spaces(margin)
      out.label(theme.dim.on)
      risers(out, margin, segments, line === 0 ? index : index + 1)
      out.padTo(margin + anchor)
      if (line === 0) out.ascii('/-')
      out.label(theme.dim.off)
      out.padTo(at)
      out.label(theme.name.on)
      out.label(label)
      out.label(theme.name.off)
      out.trimEnd()
      out.newline()
    })
  })
}

/** `|` below each of the first `count` labels. */
function risers(out: ByteWriter, margin: number, segments: readonly Segment[], count: number): void {
  for (let i = 0; i < count; i++) {
    out.padTo(margin + anchorOf(segments[i]!))
    out.byte(BAR)
  }
}

/** `+- +--+---+ <----->`: an end that goes on elsewhere is an arrow. */
export function writeBrackets(
  out: ByteWriter,
  theme: Theme,
  margin: number,
  segments: readonly Segment[],
): void {
  out.startLine()
  out.spaces(margin)
  out.label(theme.dim.on)
  for (const segment of segments) {
    out.padTo(margin + segment.first)
    bracket(out, segment)
  }
  out.label(theme.dim.off)
  out.trimEnd()
  out.newline()
}

function bracket(out: ByteWriter, segment: Segment): void {
  const { first, last, from, on } = segment
  const anchor = anchorOf(segment)
  for (let column = first; column <= last; column++) {
    const isEnd = column === first || (column === last && last - first >= BYTE_COLUMNS)
    if (column === first && from) out.byte(LEFT)
    else if (column === last && on) out.byte(RIGHT)
    else out.byte(isEnd || column === anchor ? PLUS : DASH)
  }
}

/** Names of the groups at one depth below their bytes: `\- DataBlock -----/`. */
export function writeGroups(
  out: ByteWriter,
  theme: Theme,
  margin: number,
  groups: readonly Segment[],
  nameOf: (segment: Segment, columns: number) => Label | undefined,
): void {
  out.startLine()
  out.spaces(margin)
  out.label(theme.heading.on)
  for (const group of groups) {
    const { first, last, from, on } = group
    out.padTo(margin + first)
    out.byte(from ? LEFT : BACKSLASH)
    const label = nameOf(group, last - first - GROUP_ENDS)
    if (label) {
      out.ascii('- ')
      out.label(label)
      out.byte(SPACE)
    }
    while (out.column < margin + last) out.byte(DASH)
    out.byte(on ? RIGHT : SLASH)
  }
  out.label(theme.heading.off)
  out.newline()
}

/** Columns that `\- ` and ` ` before the end take. */
const GROUP_ENDS = 4
const LABEL_GAP = 3

const SPACE = 0x20
const PLUS = 0x2b
const DASH = 0x2d
const SLASH = 0x2f
const LEFT = 0x3c
const RIGHT = 0x3e
const BACKSLASH = 0x5c
const BAR = 0x7c
