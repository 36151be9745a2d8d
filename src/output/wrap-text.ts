import { COLOURS, columnsIn, columnsOf } from './width.js'

/**
 * Breaks text into lines of at most `width` columns: between parts that two blanks keep apart, where that fills half the
 * line, otherwise between words, otherwise between the parts of a name
 * (`RegionHandshake|Reply`, `missing-|sequence`, `192.0.2.1|:9000`), otherwise anywhere. Lines behind the first begin
 * with `indent` blanks. Colours take no room and go on over the break; controls must be escaped.
 */
export function wrapText(text: string, width: number, indent = 0): string[] {
  if (width === Number.POSITIVE_INFINITY || (text.length <= width && !MAYBE_WIDE.test(text))) return [text]
  const lines = new Lines(width, indent)
  let at = 0
  for (const { index, 0: colour } of text.matchAll(COLOURS)) {
    lines.add(text.slice(at, index))
    lines.addColour(colour)
    at = index + colour.length
  }
  lines.add(text.slice(at))
  return lines.end()
}

/** A character that may take two columns. */
const MAYBE_WIDE = /[\u1100-\uffff]/

/** Lines that are filled one after the other. */
class Lines {
  readonly #width: number
  readonly #indent: string
  readonly #lines: string[] = []
  #line = ''
  #columns = 0
  /** Where the line may be broken, 0 for nowhere: at its last two blanks beyond the half, its last blank, the last part of a name. */
  #gap = 0
  #blank = 0
  #part = 0
  #before = ''
  /** The line has more than blanks. */
  #begun = false

  constructor(width: number, indent: number) {
    this.#width = width
    this.#indent = ' '.repeat(Math.max(0, Math.min(indent, width >> 1, width - 2)))
  }

  add(text: string): void {
    const characters = Array.from(text)
    for (const [i, character] of characters.entries()) this.#character(character, characters[i + 1])
  }

  addColour(sequence: string): void {
    this.#line += sequence
  }

  end(): string[] {
    return [...this.#lines, this.#line]
  }

  #character(character: string, next: string | undefined): void {
    const columns = columnsOf(character.codePointAt(0)!)
    if (this.#columns + columns > this.#width && this.#begun) {
      const isBetween = character === ' ' && (this.#gap === 0 || this.#before === ' ' || next === ' ')
      this.#break(isBetween ? this.#line.length : this.#placeToBreak(columns))
    }
    // No line begins with the blanks it was broken at.
    if (character === ' ' && !this.#begun && this.#lines.length > 0) return
    if (character === ' ') {
      if (this.#begun) this.#rememberBlank()
    } else {
      if (this.#begun && beginsPart(this.#before, character)) this.#part = this.#line.length
      this.#begun = true
    }
    this.#before = character
    this.#line += character
    this.#columns += columns
  }

  #break(end: number): void {
    const rest = this.#restFrom(end)
    this.#lines.push(this.#line.slice(0, end).trimEnd())
    this.#line = this.#indent + rest
    this.#columns = columnsIn(this.#line)
    this.#begun = columnsIn(rest) > 0
    this.#gap = 0
    this.#blank = 0
    this.#part = 0
  }

  #rememberBlank(): void {
    if (this.#before === ' ' && 2 * this.#columns > this.#width) this.#gap = this.#blank
    if (this.#before !== ' ') this.#blank = this.#line.length
  }

  /** The last two blanks, the last blank, or the last part of a name, if what follows has room on a line; otherwise the line's end. */
  #placeToBreak(columns: number): number {
    const room = this.#width - this.#indent.length - columns
    return (
      [this.#gap, this.#blank, this.#part].find((at) => at > 0 && columnsIn(this.#restFrom(at)) <= room) ??
      this.#line.length
    )
  }

  #restFrom(at: number): string {
    return this.#line.slice(at).replace(LEADING, '$1')
  }
}

/** Blanks at the beginning, and colours between them. */
const LEADING = /^ *((?:\x1b\[[\d;]*m)*) */

/** Whether a name may be broken before a character: at capitals and colons, and behind hyphens and underscores. */
function beginsPart(before: string, character: string): boolean {
  return before === '-' || before === '_' || character === ':' || (isCapital(character) && !isCapital(before))
}

function isCapital(character: string): boolean {
  return character >= 'A' && character <= 'Z'
}
