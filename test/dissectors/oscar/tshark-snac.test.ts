import { execFileSync } from 'node:child_process'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readTree } from '../../support/read-tree.js'
import { runAll } from '../../support/run.js'
import { samples } from '../../support/samples.js'
import { sharedPath } from '../../support/shared.js'
import { hasTool } from '../../support/tools.js'

/** Theirs and ours of what tshark reads rightly wherever it knows the subgroup. */
const FIELDS = [
  ['aim.fnac.family', 'snac.foodgroup'],
  ['aim.fnac.subtype', 'snac.subgroup'],
  ['aim.fnac.id', 'snac.request'],
  ['aim.dcinfo.addr', 'oscar.dc.address'],
] as const

/** TLVs it reads rightly, but by far not all; nor the user infos after the first of a SNAC. */
const TLV_FIELDS = ['aim.tlv.value_id', 'aim.tlv.length'] as const

const RULES = ['-d', 'tcp.port==443,aim', '-d', 'tcp.port==5190,aim']

const captures = [
  ...samples().filter((path) => /^oscar-.*\.pcap$/.test(basename(path))),
  sharedPath('captures/oscar-icq-port443.pcap'),
].filter((path) => path !== undefined)

/** Values of fields over a capture, in the order of the packets; numbers in decimal digits. */
function theirs(capture: string, fields: readonly string[]): string[][] {
  const wanted = fields.flatMap((name) => ['-e', name])
  const output = execFileSync('tshark', ['-n', '-r', capture, ...RULES, '-T', 'fields', ...wanted], {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  })
  const lines = output.split('\n').map((line) => line.split('\t'))
  return fields.map((_, i) =>
    lines
      .flatMap((cells) => (cells[i] ?? '').split(','))
      .filter((value) => value !== '')
      .map((value) => (value.startsWith('0x') ? String(Number(value)) : value)),
  )
}

/** Values of fields over a capture, and type and length of every TLV. */
async function ours(capture: string, fields: readonly string[]) {
  const values: string[][] = fields.map(() => [])
  const tlvs: string[] = []
  await runAll([capture], (message) => {
    for (const { path, value } of readTree(message)) {
      const i = fields.indexOf(path)
      if (i >= 0) values[i]!.push(String(value))
      if (path.endsWith('.tlv_type')) tlvs.push(String(value))
      else if (path.endsWith('.tlv_length')) tlvs[tlvs.length - 1] += `:${value}`
    }
  })
  return { values, tlvs }
}

describe.skipIf(!hasTool('tshark'))('SNACs and TLVs beside tshark (skipped where it is absent)', () => {
  it.each(captures.map((path) => [basename(path), path]))('%s', async (_name, path) => {
    const mine = await ours(
      path,
      FIELDS.map(([, name]) => name),
    )
    const names = FIELDS.map(([name]) => name)
    const wantedValues = theirs(path, names)
    expect(mine.values.slice(0, 3)).toEqual(wantedValues.slice(0, 3))
    // Of a SNAC with several users it reads the first one's address only.
    expect(mine.values[3]).toEqual(expect.arrayContaining(wantedValues[3]!))
    const [types, lengths] = theirs(path, TLV_FIELDS)
    const wanted = types!.map((type, i) => `${type}:${lengths![i]}`)
    // All of theirs must be among ours, in their order.
    let next = 0
    for (const tlv of mine.tlvs) if (tlv === wanted[next]) next++
    expect(wanted.slice(next)).toEqual([])
  })
})
