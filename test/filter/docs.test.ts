import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { compileFilter } from '../../src/filter/compile.js'
import { vocabulary } from '../support/filter.js'
import { runAll } from '../support/run.js'
import { ROOT } from '../support/slx.js'

const page = readFileSync(`${ROOT}docs/filter.md`, 'utf8')
const table = page.slice(page.indexOf('## Tests, by example'), page.indexOf('## Several values'))

/** The filters in the first column of the table of examples. */
const examples = [...table.matchAll(/^\| (`.+?) \| [^|]+ \|$/gm)].flatMap(([, cell]) =>
  [...cell!.matchAll(/`([^`]+)`/g)].map(([, filter]) => filter!),
)

const INPUTS = [
  'oscar-icq-session.pcap',
  'oscar-flap-sign-on.pcap',
  'sl-modern-session.pcap',
  'sl-classic-session.pcap',
]

describe('docs/filter.md', () => {
  const passed = new Map<string, number>()

  beforeAll(async () => {
    const filters = await Promise.all(examples.map(async (one) => compileFilter(one, await vocabulary())))
    await runAll(
      INPUTS.map((name) => `${ROOT}samples/${name}`),
      (message) => {
        filters.forEach(({ test }, i) => {
          if (test(message)) passed.set(examples[i]!, (passed.get(examples[i]!) ?? 0) + 1)
        })
      },
      { layers: 'aside' },
    )
  })

  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(25)
  })

  it.each(examples)('%s lets something through', (example) => {
    expect(passed.get(example)).toBeGreaterThan(0)
  })

  it('names facts that exist', async () => {
    const facts = page.slice(page.indexOf('| fact |'), page.indexOf('- **Groups'))
    const names = [...facts.matchAll(/^ {2}\| (.+?) \|/gm)].flatMap(([, cell]) =>
      [...cell!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
    )
    expect(names.length).toBeGreaterThan(25)
    for (const name of names) await expect(compileFilter(name, await vocabulary())).resolves.toBeDefined()
  })
})
