import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oscar } from '../../../dissectors/oscar/index.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectIn, openSession } from '../../support/dissect.js'
import { readTree } from '../../support/read-tree.js'
import { runAll } from '../../support/run.js'
import { ROOT } from '../../support/slx.js'
import { hasTool } from '../../support/tools.js'
import { DIFFERENCES, differencesCapture } from './differences.js'
import { u8, u16 } from './encode.js'
import { plainTshark, tshark } from './tshark-frames.js'

const capture = join(tmpdir(), `slx-differences-${process.pid}.pcap`)
const rows = DIFFERENCES.map((row, i) => [row.where, row, i] as const)

describe('what slx reads where Wireshark reads otherwise', () => {
  it.each(rows)('%s', (_where, { side, channel = 2, payload, ours }) => {
    const bytes = Buffer.concat([u8(0x2a, channel), u16(1, payload.length), payload])
    const message = dissectIn(openSession(oscar), bytes, { side })
    const tree = readTree(message)
    const paths = Object.keys(ours)
    const found = paths.map((path) => [
      path,
      tree.filter((row) => row.path === path).map(({ value }) => value),
    ])
    expect(Object.fromEntries(found)).toEqual(ours)
    expect(message.findings).toEqual([])
    expect(coverageFaults(message)).toEqual([])
  })
})

/** One that fails here tells that tshark has changed: then its row of the page goes. */
describe.skipIf(!hasTool('tshark'))('what tshark prints instead (skipped where it is absent)', () => {
  let packets: readonly string[] = []
  beforeAll(() => {
    writeFileSync(capture, differencesCapture())
    packets = tshark(capture, '-V')
      .split(/^Frame \d+:/m)
      .slice(1)
      .map((packet) => packet.slice(packet.indexOf('AOL Instant Messenger')))
  })
  afterAll(() => rmSync(capture, { force: true }))

  it.each(rows)('%s', (_where, { theirs, lacks }, i) => {
    expect(packets[i]).toMatch(theirs)
    if (lacks) expect(packets[i]).not.toMatch(lacks)
  })

  it('nothing of OSCAR and its peers, unless it is told to', async () => {
    const path = `${ROOT}samples/oscar-get-file.pcap`
    const protocols = new Set<string>()
    await runAll([path], (message) => void protocols.add(message.protocol))
    expect([...protocols].sort()).toEqual(['ars', 'oft', 'oscar'])
    const stacks = plainTshark(path, '-T', 'fields', '-e', 'frame.protocols')
    expect(stacks).not.toMatch(/:(?:aim|oft|odc|ars)/)
  })

  it('no field that names another message', () => {
    const fields = plainTshark(undefined, '-G', 'fields').match(/^F\t[^\t]*\taim[^\t]*/gm)!
    expect(fields.length).toBeGreaterThan(100)
    expect(fields.filter((name) => /response|reply_|_in$|_to$/.test(name))).toEqual([])
  })
})

it('is what the page lists', () => {
  const page = readFileSync(`${ROOT}docs/oscar-and-wireshark.md`, 'utf8')
  const listed = [...page.matchAll(/^\| ([^|]+) \|/gm)].map(([, where]) => where)
  expect(listed.slice(2)).toEqual(DIFFERENCES.map(({ where }) => where))
})
