import type { ByteWriter } from '../output/byte-writer.js'
import { createTheme, type Style, type Theme } from '../output/colour.js'
import { writeText } from '../output/escape.js'
import { MARGIN_WIDTH } from '../views/margin.js'
import { MessageLines } from '../views/message-lines.js'
import { worstOf } from '../views/summary.js'
import type { ViewOptions } from '../views/view.js'
import { columnsIn, cutTo, Lanes } from './lanes.js'
import { sideStyles } from './sides.js'
import { Since } from './since.js'
import type { FollowedConversation, FollowView, Turn } from './turn.js'

/** Columns of a lane's name at most. */
const NAME = 22

/** Lanes that the legend names. */
const MAX_LEGEND = 40

/** What lines are drawn with. */
const UNICODE = { lane: '│', along: '─', crossing: '┼', cut: '…' }
const ASCII = { lane: '|', along: '-', crossing: '+', cut: '~' }

export interface LadderOptions extends ViewOptions {
  readonly ascii: boolean
  /** Those whose messages are shown; each message's own where they are not known before. */
  readonly conversations: readonly FollowedConversation[] | undefined
}

/**
 * A ladder: a vertical line for each client and server, an arrow with its type for each message, number and time on
 * the left. Types that do not fit are shortened. `!` marks messages with findings; gaps in the capture are told.
 */
export class LadderView implements FollowView {
  readonly #out: ByteWriter
  readonly #options: LadderOptions
  readonly #theme: Theme
  readonly #styles: ReturnType<typeof sideStyles>
  readonly #marks: typeof UNICODE
  readonly #since = new Since()
  readonly #lines: MessageLines
  #lanes: Lanes | undefined
  /** Columns of the lanes, from the margin on. */
  #places: readonly number[] = []
  /** Columns behind the margin. */
  #columns = 0

  constructor(out: ByteWriter, options: LadderOptions) {
    this.#out = out
    this.#options = options
    this.#theme = createTheme(options.colour)
    this.#styles = sideStyles(options.colour)
    this.#marks = options.ascii ? ASCII : UNICODE
    this.#lines = new MessageLines(out, options.width, this.#theme, options.showSecrets)
  }

  begin(turn: Turn): void {
    this.#since.begin(turn)
  }

  turn(turn: Turn): void {
    const lanes = (this.#lanes ??= this.#heading(turn))
    for (const { kind, text } of turn.findings) {
      if (kind.code === 'stream.gap')
        this.#lines.line(this.#theme.warning, `${' '.repeat(MARGIN_WIDTH)}! `, text)
    }
    const { conversation, side } = turn
    const from = lanes.indexOf(conversation.id, side)
    const to = lanes.indexOf(conversation.id, side === 0 ? 1 : 0)
    const out = this.#out
    out.startLine()
    this.#since.write(out, turn)
    if (from === to) this.#aside(turn, from)
    else this.#arrow(turn, from, to)
    this.#finding(turn)
    out.newline()
  }

  /** Names of the lanes above their lines; letters, and who they are above those, where the names do not fit. */
  #heading({ conversation, protocol }: Turn): Lanes {
    const { ends, roles, id, transport } = conversation
    const { conversations = [{ id, ends, roles, transport, protocol }], width } = this.#options
    this.#columns = Math.max(2 * NAME, width - MARGIN_WIDTH - 2)
    const lanes = new Lanes(conversations, this.#columns)
    const half = Math.min(NAME / 2, Math.floor((this.#columns - 1) / (2 * lanes.count)))
    const gap = Math.floor((this.#columns - 2 * half) / (lanes.count - 1))
    this.#places = Array.from({ length: lanes.count }, (_, i) => half + i * gap)
    const { everybody } = lanes
    const columns = Math.min(2 * half, gap) - 1
    const fits = everybody.every((lane) =>
      [lane.role, lane.address].every((name) => columnsIn(name) <= columns),
    )
    if (fits && everybody.length === lanes.count) {
      this.#names(everybody.map(({ role }) => role))
      if (everybody.some(({ address }) => address !== ''))
        this.#names(everybody.map(({ address }) => address))
    } else {
      this.#legend(lanes)
      this.#names(this.#places.map((_, i) => letterOf(i)))
    }
    this.#plain(this.#lineCells().join(''), this.#theme.dim, MARGIN_WIDTH)
    this.#out.newline()
    return lanes
  }

  /** `A  client 192.0.2.10`, for everybody. */
  #legend(lanes: Lanes): void {
    lanes.everybody.slice(0, MAX_LEGEND).forEach(({ role, address }, i) => {
      this.#lines.line(
        this.#theme.heading,
        `  ${letterOf(lanes.placeOf(i))}  `,
        `${role} ${address}`.trimEnd(),
      )
    })
    const more = lanes.everybody.length - MAX_LEGEND
    if (more > 0) this.#lines.line(this.#theme.heading, `  ${letterOf(lanes.count - 1)}  `, `${more} more`)
    this.#out.newline()
  }

  #names(names: readonly string[]): void {
    const out = this.#out
    out.startLine()
    out.label(this.#theme.heading.on)
    names.forEach((name, i) => {
      out.padTo(MARGIN_WIDTH + this.#places[i]! - (columnsIn(name) >> 1))
      writeText(out, name)
    })
    out.trimEnd()
    out.label(this.#theme.heading.off)
    out.newline()
  }

  /** One character a column: the lanes alone. */
  #lineCells(): string[] {
    const cells = Array.from({ length: this.#places.at(-1)! + 1 }, () => ' ')
    for (const place of this.#places) cells[place] = this.#marks.lane
    return cells
  }

  #arrow(turn: Turn, from: number, to: number): void {
    const { lane, along, crossing } = this.#marks
    const cells = this.#lineCells()
    const [first, last] = [this.#places[Math.min(from, to)]!, this.#places[Math.max(from, to)]!]
    for (let at = first + 1; at < last; at++) cells[at] = cells[at] === lane ? crossing : along
    if (from < to) cells[last - 1] = '>'
    else cells[first + 1] = '<'
    const name = nameOf(turn)
    const spot = spotOf(columnsIn(name), first, last, this.#columns)
    const cut = this.#cutTo(name, spot.columns)
    const label = spot.isOnArrow ? ` ${cut} ` : cut
    const start = spot.start(columnsIn(label))
    const end = start + columnsIn(label)
    // Runs of one look each: lanes, arrow, name.
    const styles = { lanes: this.#theme.dim, words: this.#styles[turn.side] }
    const lookAt = (at: number) => (at > first && at < last ? styles.words : styles.lanes)
    this.#cells(cells, 0, Math.min(start, cells.length), lookAt)
    this.#out.spaces(start - cells.length)
    this.#plain(label, styles.words)
    this.#cells(cells, end, cells.length, lookAt)
  }

  #cells(cells: readonly string[], from: number, to: number, lookAt: (at: number) => Style): void {
    for (let at = from; at < to; ) {
      const look = lookAt(at)
      let end = at
      while (end < to && lookAt(end) === look) end++
      this.#plain(cells.slice(at, end).join(''), look)
      at = end
    }
  }

  /** A message between two who share a lane, which is the last one. */
  #aside(turn: Turn, lane: number): void {
    const cells = this.#lineCells()
    const place = this.#places[lane]!
    const label = this.#cutTo(`(${nameOf(turn)})`, place - 2)
    const start = place - 1 - columnsIn(label)
    this.#plain(cells.slice(0, start).join(''), this.#theme.dim)
    this.#plain(label, this.#styles[turn.side])
    this.#plain(cells.slice(place - 1).join(''), this.#theme.dim)
  }

  #finding({ findings }: Turn): void {
    if (findings.length > 0) this.#plain(' !', this.#theme[worstOf(findings)])
  }

  /** Text cut to so many columns, with a mark that the choice of characters allows. */
  #cutTo(text: string, columns: number): string {
    return cutTo(text, columns, this.#marks.cut)
  }

  #plain(text: string, { on, off }: Style, column = 0): void {
    const out = this.#out
    out.spaces(column)
    out.label(on)
    writeText(out, text)
    out.label(off)
  }
}

function nameOf({ type, protocol }: Turn): string {
  return type || protocol || 'unknown'
}

/** `A` for the first lane. */
function letterOf(lane: number): string {
  return String.fromCharCode(0x41 + lane)
}

interface Spot {
  readonly isOnArrow: boolean
  readonly columns: number
  /** Where a name of so many columns begins. */
  start(columns: number): number
}

/** Where the name of an arrow goes: on it if it fits there, else beside it if there is more room. */
function spotOf(columns: number, first: number, last: number, width: number): Spot {
  const along = last - first - 1
  const on = {
    isOnArrow: true,
    columns: Math.max(1, along - 4),
    start: (wide: number) => first + 1 + Math.max(1, (along - wide) >> 1),
  }
  if (columns <= on.columns) return on
  const right = { isOnArrow: false, columns: width - last - 2, start: () => last + 2 }
  const left = { isOnArrow: false, columns: first - 1, start: (wide: number) => first - 1 - wide }
  const beside = right.columns >= left.columns ? right : left
  return beside.columns > on.columns ? beside : on
}
