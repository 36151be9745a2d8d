import { readdirSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { VIEW_KINDS } from '../../src/views/kinds.js'
import { readSample, SAMPLE_RUNS } from '../support/sample-runs.js'
import { FOR_PROGRAMS, printerOf, transcripts } from '../support/transcripts.js'

const FOLDER = fileURLToPath(new URL('transcripts/samples/', import.meta.url))

// Every view of every sample. A person has read each transcript, and reads every change of one before it is accepted;
// `npm run transcripts` writes them anew (CONTRIBUTING.md).
const files = await transcripts()

describe('transcripts', () => {
  it.each([...files.keys()])('%s', async (name) => {
    await expect(files.get(name)).toMatchFileSnapshot(`${FOLDER}${name}`)
  })

  it('are of samples and views that there are', () => {
    const kept = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(FOLDER, `${parentPath}/${name}`).replaceAll('\\', '/'))
    expect(kept.filter((name) => !files.has(name))).toEqual([])
  })
})

describe('colours change nothing else', () => {
  it.each(SAMPLE_RUNS)('$name', async (run) => {
    const pairs = VIEW_KINDS.flatMap((kind) =>
      [80, 120].map((width) => ({
        kind,
        width,
        plain: printerOf(kind, width),
        coloured: printerOf(kind, width, true),
      })),
    )
    await readSample(run, (message) => {
      for (const { plain, coloured } of pairs) for (const { view } of [plain, coloured]) view.message(message)
    })
    for (const { kind, width, plain, coloured } of pairs) {
      const text = coloured.text()
      expect(text.includes('\x1b'), kind).toBe(!FOR_PROGRAMS.has(kind))
      expect(text.replaceAll(/\x1b\[\d+m/g, '') === plain.text(), `${kind} at ${width}`).toBe(true)
    }
  })
})
