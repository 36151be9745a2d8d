import { spawnSync } from 'node:child_process'
import { beforeAll, expect, test } from 'vitest'
import { PacketWriter } from '../../bench/encode/lludp.js'
import { Random } from '../../bench/random.js'
import { CORE_MODERN } from '../../dissectors/second-life/template/core/modern.js'
import { parseTemplate } from '../../dissectors/second-life/template/parse.js'
import { ROOT, slx } from '../support/slx.js'
import { hasTool } from '../support/tools.js'
import { retell, type Told } from './retell.js'

const MESSAGES = 100_000

/** Megabytes of objects that the command may have: each message is one of few, but not one of many objects. */
const HEAP = 160

const KINDS = [
  ['AgentUpdate', 1, 0],
  ['ImprovedTerseObjectUpdate', 3, 40],
  ['ObjectUpdate', 1, 12],
  ['ChatFromSimulator', 1, 24],
] as const

let reference: string
let other: string

beforeAll(() => {
  const random = new Random(7)
  const writer = new PacketWriter('modern', parseTemplate(CORE_MODERN, 'modern'), random)
  const told = Array.from({ length: MESSAGES }, (_, i): Told => {
    const [name, repeats, text] = KINDS[i % KINDS.length]!
    const ends = [
      { address: '192.0.2.1', port: 40_000 },
      { address: '192.0.2.2', port: 13_000 },
    ] as const
    const bytes = writer.packet(name, repeats, text)
    return { conversation: 1, transport: 'udp', ends, side: 1, bytes, protocol: 'sl' }
  })
  reference = retell(told)
  other = retell(told.toSpliced(MESSAGES / 2, 1))
})

test('a hundred thousand messages a side are compared in little memory', () => {
  const env = { NODE_OPTIONS: `--max-old-space-size=${HEAP}` }
  const { code, stdout, stderr } = slx(['diff', '-U0', reference, other], undefined, env)
  expect(stderr).toBe('')
  expect(stdout).toContain(
    `summary: 0 messages changed (0 differences), 1 only in the reference, 0 not in the reference, 0 moved; ${MESSAGES - 1} the same`,
  )
  expect(stdout.match(/^@@/gm)).toHaveLength(1)
  expect(code).toBe(1)
})

test.skipIf(!hasTool('script'))('a terminal is told how far that is', () => {
  const command = `'${process.execPath}' '${ROOT}bin/slx.js' diff '${reference}' '${other}'`
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], { maxBuffer: 1 << 26, input: '' })
  const shown = stdout.toString()
  expect(shown).toMatch(/slx: \d+ % of [\d.]+ MB, \d+ messages/)
  expect(shown).toMatch(/slx: compared \d+ % of \d+ messages/)
  expect(shown).toContain('summary: ')
})
