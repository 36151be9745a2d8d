import { expect, it } from 'vitest'
import { Dialogues } from '../../src/dissect/dialogues.js'
import { MAX_WAITING_BYTES } from '../../src/dissect/limits.js'
import { Registry } from '../../src/dissect/registry.js'
import { isPlausibleLength, LARGEST_BLOCK } from '../../src/ingest/pcapng-format.js'
import { MAX_FIRST_PASSES, runPasses } from '../../src/passes.js'
import { MAX_PASSES, survey } from '../../src/redact/redact.js'
import { Family } from '../../src/stats/general/layers.js'
import { MAX_LAYERS_COUNTED } from '../../src/stats/limits.js'
import { MAX_SECTIONS, sectionsAsText } from '../../src/stats/print.js'
import { dissectOptions } from '../support/options.js'
import { AHEAD } from '../support/run.js'
import { samples } from '../support/samples.js'

const LABEL = { name: 'LIMITS', words: ['NAME'] }

it('a run has room for MAX_WAITING_BYTES of unfinished messages, unless told otherwise', () => {
  const { room } = new Dialogues(new Registry([]), dissectOptions(), () => undefined)
  expect(room.most).toBe(MAX_WAITING_BYTES)
})

it('looks ahead MAX_FIRST_PASSES times, though each pass learns something', async () => {
  const options = dissectOptions()
  let passes = 0
  await runPasses([samples()[0]!], new Registry([]), {
    ...options,
    ...AHEAD,
    message: () => true,
    survey: {
      begin: () => void options.secrets.learn(LABEL, [`${passes++}`]),
      message: () => undefined,
    },
  })
  expect(passes).toBe(MAX_FIRST_PASSES)
})

it('redact looks MAX_PASSES times for secrets, though each pass learns something', async () => {
  const options = { ...dissectOptions(), key: new Uint8Array(1), socks5: false }
  const choices = { names: false, texts: false, addresses: false, keepUnknown: false }
  let passes = 0
  const frames = { each: async () => void options.secrets.learn(LABEL, [`${passes++}`]) }
  await survey(frames, new Registry([]), { ...options, ...choices })
  expect(passes).toBe(MAX_PASSES)
})

it('a block of pcapng has at most LARGEST_BLOCK bytes', () => {
  expect([LARGEST_BLOCK, LARGEST_BLOCK + 4].map(isPlausibleLength)).toEqual([true, false])
})

it('counts MAX_LAYERS_COUNTED kinds of frames, and the others together', () => {
  const family = new Family('IPv4')
  for (let i = 0; i < MAX_LAYERS_COUNTED + 3; i++) family.of(`kind ${i}`)
  expect(family.layers.size).toBe(MAX_LAYERS_COUNTED + 1)
  expect(family.of('kind of its own')).toBe(family.of('others'))
})

it('shows MAX_SECTIONS sections, and says how many it left out', async () => {
  const sections = Array.from({ length: MAX_SECTIONS + 2 }, (_, i) => ({
    title: `Section ${i}`,
    columns: [{ name: 'x' }],
    rows: [[i]],
  }))
  const text = await sectionsAsText(sections, 80)
  expect(text.match(/^Section \d+$/gm)).toHaveLength(MAX_SECTIONS)
  expect(text).toMatch(/^2 more tables; .*$/m)
})
