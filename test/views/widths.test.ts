import { describe, expect, it } from 'vitest'
import { columnsIn } from '../../src/output/width.js'
import { VIEW_KINDS } from '../../src/views/kinds.js'
import { readSample, SAMPLE_RUNS } from '../support/sample-runs.js'
import { FOR_PROGRAMS, printerOf } from '../support/transcripts.js'

const WIDTHS = [40, 44, 60, 79, 80, 120, 200]

/** No view for people writes a line that is wider than it was told; views for programs know of no width. */
describe.each(SAMPLE_RUNS)('$name', (run) => {
  it('keeps to every width', async () => {
    const printers = VIEW_KINDS.filter((kind) => !FOR_PROGRAMS.has(kind)).flatMap((kind) =>
      WIDTHS.map((width) => ({ kind, width, printer: printerOf(kind, width) })),
    )
    await readSample(run, (message) => {
      for (const { printer } of printers) printer.view.message(message)
    })
    for (const { kind, width, printer } of printers) {
      const wide = printer
        .text()
        .split('\n')
        .filter((line) => columnsIn(line) > width)
      expect(wide, `${kind} at ${width}`).toEqual([])
    }
  })
})
