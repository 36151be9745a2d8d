import { type Label, parseLabel } from './labels.js'
import type { Draft, Page } from './page.js'
import type { Instant } from './times.js'
import type { DumpPacket, Sender } from './types.js'

/**
 * What the lines around the dumps say of them. A direction holds for every dump below it until another label or, once a
 * dump has followed, other text: a new section. A time holds for the next dump only.
 */
export function addSurroundings(page: Page, drafts: readonly Draft[]): DumpPacket[] {
  const packets: DumpPacket[] = []
  const state = new Surroundings()
  let line = 0
  for (const draft of drafts) {
    for (; line < draft.line; line++) if (page.claimed[line] === 0) state.pass(page.lines[line]!)
    packets.push(state.take(draft))
    line = Math.max(line, draft.endLine + 1)
  }
  return packets
}

/** Lines of text a label may stand above its dump. */
const MAX_TEXT_LINES = 3

/** Blank lines and text lines a heading may stand above its dump. */
const MAX_HEADING_DISTANCE = 4

const MAX_HEADING = 200

/** Rules, fences and drawings: neither a label nor text. */
const NOISE = /^[\s>]*(?:[-=+|_*~#`│┌┐└┘├┤┬┴┼─╭╮╯╰]+\s*[\w+-]*|<\/?(?:pre|code)>)\s*$/

/** Whether a line is blank or only drawn: a rule, a fence, the edge of a table. */
export function isNoise(text: string): boolean {
  return text.length < MAX_HEADING && (text.trim() === '' || NOISE.test(text))
}

class Surroundings {
  #sender: Sender | undefined
  #time: Instant | undefined
  #timeIsSticky = false
  /** Whether a dump has followed the label. */
  #used = false
  #textLines = 0
  #heading: string | undefined
  #headingDistance = 0

  pass(text: string): void {
    this.#headingDistance++
    if (text.trim() === '') return
    const label = parseLabel(text)
    if (label !== undefined) {
      this.#label(label)
      return
    }
    if (text.trim() === '#') this.#endSection()
    if (isNoise(text)) return
    if (isWordy(text)) {
      this.#heading = cleanHeading(text)
      this.#headingDistance = 0
    }
    this.#textLines++
    if (this.#used || this.#textLines > MAX_TEXT_LINES) this.#endSection()
  }

  #endSection(): void {
    this.#sender = undefined
    if (!this.#timeIsSticky) this.#time = undefined
  }

  #label(label: Label): void {
    if (this.#used) this.#sender = this.#time = undefined
    this.#used = false
    this.#textLines = 0
    this.#sender = label.sender ?? this.#sender
    if (label.time === undefined) return
    this.#time = label.time
    this.#timeIsSticky = label.sticky === true
  }

  take(draft: Draft): DumpPacket {
    const sender = draft.sender ?? this.#sender
    const time = draft.time ?? this.#time
    const heading = this.#headingDistance <= MAX_HEADING_DISTANCE ? this.#heading : undefined
    this.#time = undefined
    this.#timeIsSticky = false
    this.#used = true
    this.#heading = undefined
    return {
      bytes: draft.bytes,
      line: draft.line + 1,
      endLine: draft.endLine + 1,
      seconds: time?.seconds ?? -1,
      nanoseconds: time?.nanoseconds ?? 0,
      dialect: draft.dialect,
      ...(sender === undefined ? {} : { sender }),
      ...(heading === undefined ? {} : { heading }),
      ...(draft.isText === true ? { isText: true } : {}),
    }
  }
}

/** Words, not a drawing or a row of column numbers: half of the signs are letters, and some no hex digits. */
function isWordy(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const signs = text.match(/\S/g)?.length ?? 0
  return letters * 2 >= signs && /[g-z]/i.test(text)
}

function cleanHeading(text: string): string {
  const heading = text.replace(/^[\s>#/*;|-]+/, '').replace(/[\s*/|:]+$/, '')
  return heading.slice(0, MAX_HEADING)
}
