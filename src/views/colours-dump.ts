import type { Source } from '../dissect/message.js'
import type { FieldDef } from '../fields/definition.js'
import type { ByteWriter } from '../output/byte-writer.js'
import type { Style, Theme } from '../output/colour.js'
import { writeText } from '../output/escape.js'
import type { Run } from './colours-runs.js'
import { offsetDigits } from './hex-dump.js'
import { writeSize } from './number-text.js'

/** What of a run's bytes is shown: the bytes, stars for a secret, dashes for bytes that are made out elsewhere. */
export type Cover = '' | '*' | '-'

export interface DumpStyle {
  readonly theme: Theme
  readonly bytesPerLine: number
  styleOf(run: Run): Style
  coverOf(def: FieldDef): Cover
}

/** Whole lines of one run that are shown; further ones are only counted. */
const MAX_LINES_OF_RUN = 16

/** Writes a source as a dump: offset, hex and printable characters in the colours of their runs, and the runs' marks below. */
export class ColouredDump {
  readonly #out: ByteWriter
  readonly #style: DumpStyle
  #source!: Source
  #runs: readonly Run[] = []
  /** Index of the first run that ends behind the line at hand. */
  #next = 0

  constructor(out: ByteWriter, style: DumpStyle) {
    this.#out = out
    this.#style = style
  }

  write(source: Source, runs: readonly Run[]): void {
    this.#source = source
    this.#runs = runs
    this.#next = 0
    const { bytesPerLine } = this.#style
    const digits = offsetDigits(source.end - source.start)
    let at = source.start
    while (at < source.end) {
      const end = Math.min(source.end, at + bytesPerLine)
      this.#line(at, end, digits)
      if (this.#startsRun(at, end)) this.#marks(at, end, digits)
      at = this.#skip(end, digits)
    }
  }

  #line(start: number, end: number, digits: number): void {
    const out = this.#out
    const { theme, bytesPerLine } = this.#style
    out.startLine()
    out.label(theme.offset.on)
    out.hex(start - this.#source.start, digits)
    out.label(theme.offset.off)
    out.spaces(1)
    this.#eachPart(start, end, (run, from, to) => this.#hex(run, from, to))
    out.padTo(digits + 2 + 3 * bytesPerLine + 1)
    this.#eachPart(start, end, (run, from, to) => this.#printable(run, from, to))
    out.newline()
  }

  /** Calls `write` for each part of the line that belongs to one run, or to none. */
  #eachPart(
    start: number,
    end: number,
    write: (run: Run | undefined, from: number, to: number) => void,
  ): void {
    const runs = this.#runs
    let index = this.#next
    for (let at = start; at < end; ) {
      while (index < runs.length && runs[index]!.end <= at) index++
      const run = runs[index]
      const inside = run !== undefined && run.start <= at
      const to = Math.min(end, inside ? run.end : (run?.start ?? end))
      write(inside ? run : undefined, at, to)
      at = to
    }
  }

  #hex(run: Run | undefined, from: number, to: number): void {
    const out = this.#out
    const { bytes } = this.#source
    const cover = run ? this.#style.coverOf(run.def) : ''
    this.#styled(run, () => {
      for (let at = from; at < to; at++) {
        out.spaces(1)
        if (cover === '') out.hex(bytes[at]!, 2)
        else out.ascii(cover + cover)
      }
    })
  }

  #printable(run: Run | undefined, from: number, to: number): void {
    const out = this.#out
    const { bytes } = this.#source
    const cover = run ? this.#style.coverOf(run.def) : ''
    this.#styled(run, () => {
      for (let at = from; at < to; at++) {
        const byte = bytes[at]!
        const isPrintable = byte >= 0x20 && byte < 0x7f
        out.byte(cover === '' ? (isPrintable ? byte : DOT) : cover.charCodeAt(0))
      }
    })
  }

  /** Letters below the first byte of each run, a line below the others. */
  #marks(start: number, end: number, digits: number): void {
    const out = this.#out
    out.startLine()
    out.spaces(digits + 1)
    this.#eachPart(start, end, (run, from, to) => {
      if (!run || run.mark === '') {
        out.spaces(3 * (to - from))
        return
      }
      const begins = run.start === from
      out.spaces(1)
      this.#styled(run, () => {
        const columns = 3 * (to - from) - 1
        if (begins) out.ascii(run.mark)
        for (let column = begins ? run.mark.length : 0; column < columns; column++) out.byte(DASH)
      })
    })
    out.trimEnd()
    out.newline()
  }

  #styled(run: Run | undefined, write: () => void): void {
    const style = run && this.#style.styleOf(run)
    if (style) this.#out.label(style.on)
    write()
    if (style) this.#out.label(style.off)
  }

  /** Whether a field that the legend names begins on this line. */
  #startsRun(start: number, end: number): boolean {
    const runs = this.#runs
    while (this.#next < runs.length && runs[this.#next]!.end <= start) this.#next++
    const first = runs[this.#next]
    if (first === undefined) return false
    const begun = first.start < start ? this.#next + 1 : this.#next
    for (let i = begun; i < runs.length && runs[i]!.start < end; i++) if (runs[i]!.mark !== '') return true
    return false
  }

  /** Where the next line begins: beyond the middle of a long run, which is told. */
  #skip(at: number, digits: number): number {
    const run = this.#runs[this.#next]
    const { bytesPerLine, theme } = this.#style
    if (run === undefined || run.start > at || at - run.start < MAX_LINES_OF_RUN * bytesPerLine) return at
    const lines = Math.floor((run.end - at) / bytesPerLine) - 1
    if (lines < 2) return at
    const out = this.#out
    out.startLine()
    out.spaces(digits + 2)
    out.label(theme.dim.on)
    writeText(out, '… ')
    writeSize(out, lines * bytesPerLine)
    if (run.mark !== '') out.ascii(` more of ${run.mark}`)
    out.label(theme.dim.off)
    out.newline()
    return at + lines * bytesPerLine
  }
}

const DOT = 0x2e
const DASH = 0x2d
