import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'
import { ROOT } from './slx.js'

/** Expects a file of the samples folder to be what a generator makes; with SLX_SAMPLES=write it is written first. */
export function expectSample(name: string, made: Uint8Array): void {
  const path = `${ROOT}samples/${name}`
  if (process.env.SLX_SAMPLES === 'write') writeFileSync(path, made)
  expect(existsSync(path), `${name} is there`).toBe(true)
  expect(Buffer.from(made).equals(readFileSync(path)), `${name} is what its generator makes`).toBe(true)
}
