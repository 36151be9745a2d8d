import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../support/slx.js'
import { SAMPLES } from './make-samples.js'

describe.each(Object.entries(SAMPLES))('samples/%s', (name, make) => {
  it('is what the generator makes', () => {
    const path = `${ROOT}samples/${name}`
    // A new sample comes into being here; a changed one must be deleted first.
    if (!existsSync(path)) writeFileSync(path, make())
    expect(readFileSync(path).equals(make())).toBe(true)
  })
})
