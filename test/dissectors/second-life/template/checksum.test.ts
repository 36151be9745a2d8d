import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { templateChecksum } from '../../../../dissectors/second-life/template/checksum.js'
import { checksumText, viewerWithChecksum } from '../../../../dissectors/second-life/template/known.js'
import { sharedPath } from '../../../support/shared.js'

test.each([
  ['', '0x00000000'],
  ['ab', '0x00006261'],
  ['abcde', '0x646362c6'],
  ['a b c d e', '0x646362c6'],
  ['a\r\nb\t\tc\fd\ve\n', '0x646362c6'],
  ['// a comment\nab', '0x00006261'],
  ['a /comment to the end\nb', '0x00006261'],
  ['{ A }', '0x007d417b'],
  ['version 1.053\n', '0xd816050d'],
  ['a/b', '0x00622f61'],
])('%j', (text, checksum) => {
  expect(checksumText(templateChecksum(text))).toBe(checksum)
})

test('a byte beyond ASCII has a sign', () => {
  expect(templateChecksum('\xff')).toBe(0xffffffff)
})

const folder = sharedPath('templates')

describe.skipIf(!folder)('real templates (skipped where ../shared is absent)', () => {
  const index: { file: string; checksum: string }[] = folder
    ? JSON.parse(readFileSync(`${folder}/INDEX.json`, 'utf8'))
    : []
  const present = new Set(folder ? readdirSync(folder) : [])

  test.each(index.filter(({ file }) => present.has(file)).map(({ file, checksum }) => [file, checksum]))(
    '%s has the checksum %s',
    (file, checksum) => {
      const text = readFileSync(`${folder}/${file}`, 'latin1')
      expect(checksumText(templateChecksum(text!))).toBe(checksum)
    },
  )

  test('every template of the index is known by its checksum', () => {
    expect(index.length).toBeGreaterThan(20)
    for (const { file, checksum } of index) expect(viewerWithChecksum(Number(checksum)), file).toBeDefined()
  })

  test('the published checksums are those of their versions', () => {
    expect(viewerWithChecksum(0x9d95e4c4)).toBe('viewer 1.13.2')
    expect(viewerWithChecksum(180572585)).toBe('viewer 1.15.0')
  })
})
