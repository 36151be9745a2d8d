import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { ROOT } from '../../support/slx.js'
import { FIRST_INIT_INFO, makeSample } from './sample.js'

it('the sample is what its generator makes', () => {
  expect(readFileSync(`${ROOT}samples/grand-chase-sessions.pcap`).equals(makeSample())).toBe(true)
})

it('the compressed content in it inflates to the size it says', () => {
  expect(inflateSync(Buffer.from(FIRST_INIT_INFO, 'base64')).length).toBe(764)
})
