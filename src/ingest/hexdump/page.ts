import { CellList } from './cells.js'
import { cleanLines } from './normalise.js'
import { type Row, scanRow } from './scan.js'
import type { Instant } from './times.js'
import type { DumpOptions, DumpProblem, Sender } from './types.js'

/** A packet as a dialect's reader found it; time, direction and heading are added from the lines around it. */
export interface Draft {
  bytes: Uint8Array
  /** Indices of its first and last line. */
  readonly line: number
  endLine: number
  readonly dialect: string
  /** What the line on standard error says of it: `offsets hex`, `gutter verified`. */
  readonly facts: string[]
  readonly sender?: Sender | undefined
  readonly time?: Instant | undefined
  readonly isText?: boolean
}

/** Something that looked like bytes and was not taken, with the reason. */
export interface Refusal {
  readonly line: number
  /** Completes "line 12: ...". */
  readonly reason: string
}

/** Problems met on trial. */
export interface Met {
  readonly problems: readonly DumpProblem[]
  readonly unreported: number
}

/** As many problems of one reading are told one by one. */
export const MAX_PROBLEMS = 100

/** One text on its way to packets: every reader claims the lines it has understood. */
export class Page {
  /** Clean lines: what dumps are read from. */
  readonly lines: readonly string[]
  /** The same lines as they came: what text that is itself the payload is read from. */
  readonly raw: readonly string[]
  readonly options: DumpOptions
  /** The candidate row of each line. */
  readonly rows: (Row | undefined)[]
  readonly claimed: Uint8Array
  readonly drafts: Draft[] = []
  /** What is a packet only when the text holds nothing else. */
  readonly weak: Draft[] = []
  readonly problems: DumpProblem[] = []
  readonly refusals: Refusal[] = []
  /** Scratch for whoever reads a row's cells. */
  readonly cells = new CellList()
  #unreported = 0

  constructor(raw: readonly string[], options: DumpOptions) {
    this.raw = raw
    this.lines = cleanLines(raw)
    this.options = options
    this.rows = this.lines.map((line, i) => scanRow(line, i))
    this.claimed = new Uint8Array(this.lines.length)
  }

  claim(from: number, to: number): void {
    this.claimed.fill(1, from, to + 1)
  }

  isBlank(line: number): boolean {
    return this.lines[line]!.trim() === ''
  }

  /** `line` is an index; the problem tells it 1-based. */
  problem(code: string, line: number, message: string): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ code, message, line: line + 1 })
    else this.#unreported++
  }

  /** What `work` makes, and the problems it met, which are only told when they are given to `tell`. */
  onTrial<T>(work: () => T): { readonly made: T; readonly met: Met } {
    const [told, unreported] = [this.problems.length, this.#unreported]
    const made = work()
    const met = { problems: this.problems.splice(told), unreported: this.#unreported - unreported }
    this.#unreported = unreported
    return { made, met }
  }

  tell({ problems, unreported }: Met): void {
    for (const { code, line, message } of problems) this.problem(code, line - 1, message)
    this.#unreported += unreported
  }

  refuse(line: number, reason: string): void {
    if (this.refusals.length < MAX_PROBLEMS) this.refusals.push({ line, reason })
  }

  /** Problems in the order of the text, and one for those beyond the limit. */
  allProblems(): DumpProblem[] {
    const all = [...this.problems].sort((a, b) => a.line - b.line)
    if (this.#unreported > 0) {
      const last = all.at(-1)!
      all.push({
        code: 'dump.more-problems',
        message: `${this.#unreported} further problems of this text are not listed.`,
        line: last.line,
      })
    }
    return all
  }
}
