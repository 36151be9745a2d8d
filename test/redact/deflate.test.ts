import { deflateRawSync, deflateSync, gunzipSync, gzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { deflateTo } from '../../src/redact/deflate.js'

const content = Buffer.from('some text to be packed, '.repeat(20))
const changed = Buffer.from('some more to be packed, '.repeat(20))

it.each([
  ['gzip', gzipSync, gunzipSync],
  ['zlib', deflateSync, inflateSync],
  ['deflate', deflateRawSync, inflateRawSync],
] as const)('fills %s up to the length there is', (_name, pack, unpack) => {
  const packed = pack(content, { level: 1 })
  for (const room of [0, 5, 6, 7, 10, 11, 12, 300]) {
    const made = deflateTo(Buffer.concat([packed, Buffer.alloc(room)]), changed)
    if (made === undefined) continue
    expect(made).toHaveLength(packed.length + room)
    expect(unpack(made)).toEqual(changed)
  }
  expect(unpack(deflateTo(Buffer.concat([packed, Buffer.alloc(300)]), changed)!)).toEqual(changed)
})

it('gives up where there is no room', () => {
  expect(
    deflateTo(
      gzipSync(Buffer.alloc(500)),
      Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 37) & 0xff)),
    ),
  ).toBeUndefined()
})
