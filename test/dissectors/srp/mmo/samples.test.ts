import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ROOT } from '../../../support/slx.js'
import { SAMPLES } from './samples.js'

it.each(Object.entries(SAMPLES))('samples/%s is what the encoder makes', (name, make) => {
  const path = `${ROOT}samples/${name}`
  // SLX_WRITE_SAMPLES=1 writes it anew.
  if (process.env.SLX_WRITE_SAMPLES) writeFileSync(path, make())
  expect(readFileSync(path).equals(make())).toBe(true)
})
