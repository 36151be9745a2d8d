import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../../support/slx.js'
import { toHex } from '../vectors.js'
import { SAMPLE_LOGONS, sampleCapture } from './sample-logons.js'

/** SLX_WRITE_SAMPLES=1 writes them anew. */
const write = process.env.SLX_WRITE_SAMPLES === '1'

describe.each(SAMPLE_LOGONS)('$file', (logon) => {
  it('is what the encoder makes', () => {
    const path = `${ROOT}samples/${logon.file}`
    const made = sampleCapture(logon)
    if (write) writeFileSync(path, made)
    expect(readFileSync(path).equals(made)).toBe(true)
  })

  it('holds fifty encrypted packets, in segments that do not end where packets do', () => {
    expect(logon.encrypted).toHaveLength(50)
  })
})

it('of 3.3.5 has its key in the page of the samples', () => {
  const page = readFileSync(`${ROOT}samples/README.md`, 'utf8')
  expect(page).toContain(`SRP_SESSION_KEY SLXTEST ${toHex(SAMPLE_LOGONS[2]!.numbers.K)}`)
})
