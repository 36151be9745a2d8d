import type { Finding } from '../dissect/finding.js'
import { MESSAGE_SOURCE, type Message } from '../dissect/message.js'
import type { FieldDef } from '../fields/definition.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { createTheme, type Style, type Theme } from '../output/colour.js'
import { createPalette } from '../output/palette.js'
import { hasSecrets } from './byte-marks.js'
import { ColouredDump, type Cover } from './colours-dump.js'
import { Legend } from './colours-legend.js'
import { type ColouredSource, colourSources, type Run } from './colours-runs.js'
import { MessageLines } from './message-lines.js'
import { MIN_WIDTH } from './tree-layout.js'
import { MAX_TEXT, Values } from './value.js'
import type { View, ViewOptions } from './view.js'

/** Narrower terminals get eight bytes a line. */
const WIDTH_FOR_SIXTEEN = 76

/** Bytes of a byte field that stand in the legend. */
const MAX_VALUE_BYTES = 32

/**
 * Every message as coloured dumps, one for each of its sources: the bytes of each field in a colour of their own with
 * a letter below them, and a legend that says which is which.
 */
export class ColoursView implements View {
  readonly #out: ByteWriter
  readonly #theme: Theme
  readonly #palette: readonly Style[]
  readonly #values: Values
  readonly #lines: MessageLines
  readonly #dump: ColouredDump
  readonly #legend: Legend
  readonly #only: ViewOptions['only']
  #first = true
  /** The message at hand has fields that must not be shown: neither must the bytes they were made of. */
  #discreet = false

  constructor(out: ByteWriter, options: ViewOptions) {
    const width = Math.max(MIN_WIDTH, options.width)
    this.#out = out
    this.#only = options.only
    this.#theme = createTheme(options.colour)
    this.#palette = createPalette(options.colour)
    this.#values = new Values({
      showSecrets: options.showSecrets,
      maxBytes: MAX_VALUE_BYTES,
      maxText: MAX_TEXT,
    })
    this.#lines = new MessageLines(out, width, this.#theme, options.showSecrets)
    const styleOf = (run: Run) => this.#styleOf(run)
    const coverOf = (def: FieldDef) => this.#coverOf(def)
    const bytesPerLine = width < WIDTH_FOR_SIXTEEN ? 8 : 16
    this.#dump = new ColouredDump(out, { theme: this.#theme, bytesPerLine, styleOf, coverOf })
    this.#legend = new Legend(out, { width, theme: this.#theme, values: this.#values, styleOf, coverOf })
  }

  message(message: Message): void {
    if (!this.#first) this.#out.newline()
    this.#first = false
    this.#lines.heading(message)
    const sources = colourSources(message, this.#palette.length, this.#only)
    this.#discreet = hasSecrets(message, (def) => this.#values.masks(def))
    const findings = findingsByRow(message)
    for (const finding of findings.get(-1) ?? []) this.#lines.finding(finding)
    for (const coloured of sources) this.#source(message, coloured, findings)
    this.#lines.dropped(message)
  }

  end(): void {
    this.#out.flush()
  }

  #source(
    message: Message,
    { source: index, runs, legend }: ColouredSource,
    findings: ReadonlyMap<number, readonly Finding[]>,
  ): void {
    const source = message.sources[index]!
    this.#out.newline()
    if (index !== MESSAGE_SOURCE) this.#lines.source(source)
    this.#dump.write(source, runs)
    if (runs.length > 0) this.#out.newline()
    this.#legend.begin()
    for (const entry of legend) {
      this.#legend.row(message, entry)
      for (const finding of findings.get(entry.row) ?? []) this.#lines.finding(finding)
    }
  }

  #styleOf({ colour, def }: Run): Style {
    if (colour >= 0) return this.#palette[colour]!
    return def.role === 'length' ? this.#theme.label : this.#theme.dim
  }

  #coverOf(def: FieldDef): Cover {
    if (this.#values.masks(def)) return '*'
    return def.elsewhere && (this.#discreet || def.withheld) ? '-' : ''
  }
}

function findingsByRow({ findings }: Message): ReadonlyMap<number, readonly Finding[]> {
  const byRow = new Map<number, Finding[]>()
  for (const finding of findings) {
    const known = byRow.get(finding.row)
    if (known) known.push(finding)
    else byRow.set(finding.row, [finding])
  }
  return byRow
}
