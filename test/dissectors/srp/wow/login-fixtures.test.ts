import { describe, expect, it } from 'vitest'
import { wowLogin } from '../../../../dissectors/srp/wow/login/index.js'
import { Engine } from '../../../../src/dissect/engine.js'
import { Registry } from '../../../../src/dissect/registry.js'
import { coverageFaults } from '../../../support/coverage.js'
import { fakeConversation, fakePayload } from '../../../support/fake-payload.js'
import { dissectOptions } from '../../../support/options.js'
import { readTree, type TreeValue } from '../../../support/read-tree.js'
import { hex, VECTORS } from '../vectors.js'

interface Fixture {
  readonly message: string
  readonly login_or_world_versions: string
  readonly direction: string
  readonly hex: string
  // biome-ignore lint/suspicious/noExplicitAny: decoded values of every kind
  readonly decoded: any
}

interface Read {
  readonly type: string
  /** Values by the last part of their path, in order of appearance. */
  readonly values: ReadonlyMap<string, TreeValue[]>
  readonly findings: readonly string[]
  readonly faults: readonly string[]
}

/** The one message that a fixture must be, from the side it says, in one version. */
function read(fixture: Fixture, version: string): Read {
  const reads: Read[] = []
  const options = { ...dissectOptions({ 'wow-version': version }), layers: false }
  const engine = new Engine(new Registry([], [], wowLogin), options, (message) => {
    const values = new Map<string, TreeValue[]>()
    for (const { def, value } of readTree(message))
      values.set(def.name, [...(values.get(def.name) ?? []), value])
    // Some fixtures have a realm whose socket is `A`, which is told.
    const findings = message.findings.map(({ text }) => text).filter((text) => !text.endsWith("found 'A'."))
    reads.push({ type: message.type, values, findings, faults: coverageFaults(message) })
  })
  const side = fixture.direction === 'S>C' ? 1 : 0
  engine.segment(fakePayload(fakeConversation('tcp', 3724), hex(fixture.hex), 1, side))
  if (engine.counters.bugs > 0) throw engine.counters.firstBug
  expect(reads).toHaveLength(1)
  return reads[0]!
}

/** Names of the fixtures' fields that differ from ours. */
const OUR_NAMES: Readonly<Record<string, string>> = {
  opcode: 'command',
  account_name: 'account',
  locale: 'country',
  utc_timezone_offset: 'timezone_bias',
  client_ip_address: 'client_ip',
  server_public_key: 'B',
  generator: 'g',
  large_safe_prime: 'N',
  client_public_key: 'A',
  client_proof: 'M1',
  server_proof: 'M2',
  hardware_survey_id: 'survey_id',
  width: 'matrix_width',
  height: 'matrix_height',
  digit_count: 'matrix_digits',
  challenge_count: 'matrix_count',
  seed: 'matrix_seed',
  filename: 'file_name',
  realm_type: 'type',
  flag: 'flags',
  number_of_characters_on_realm: 'characters',
  realm_id: 'id',
  survey_id: 'id',
  compressed_data_length: 'data_length',
}

/** What the values of a fixture are as our fields have them. */
function expected(name: string, value: unknown): unknown {
  if (name === 'client_ip_address')
    return [24, 16, 8, 0].map((by) => ((value as number) >>> by) & 255).join('.')
  if (['platform', 'os', 'locale'].includes(name)) return Buffer.from(value as string).readUInt32BE()
  if (name === 'seed') return undefined
  if (name === 'game_name') return 'WoW'
  return value
}

function compare(found: Read, decoded: Record<string, unknown>, index = 0): void {
  for (const [name, value] of Object.entries(decoded)) {
    if (Array.isArray(value)) {
      value.forEach((item, i) => void compare(found, item, i))
    } else if (name === 'version') compare(found, value as Record<string, unknown>, index)
    else if (!name.includes('padding') && !(name === 'protocol_version' && decoded.result !== undefined)) {
      const key = name === 'realm_type' && found.values.has('type32') ? 'type32' : (OUR_NAMES[name] ?? name)
      const wanted = expected(name, value)
      const got = found.values.get(key)?.[index]
      if (wanted === undefined) expect(Number(got), name).toBe(value)
      else expect(typeof got === 'bigint' ? Number(got) : got, name).toEqual(wanted)
    }
  }
}

const fixtures: { title: string; fixture: Fixture; version: string }[] = (VECTORS?.wow_messages ?? [])
  .filter(({ message }: Fixture) => message.startsWith('CMD_'))
  .flatMap((fixture: Fixture, i: number) =>
    (fixture.login_or_world_versions === '*' ? '2 3 5 6 7 8' : fixture.login_or_world_versions)
      .split(' ')
      .map((version) => ({ title: `${i} ${fixture.message}, version ${version}`, fixture, version })),
  )

describe.skipIf(!VECTORS)('messages of the logon', () => {
  it.each(fixtures)('$title', ({ fixture, version }) => {
    const found = read(fixture, version)
    expect(found.type).toBe(fixture.message.replace(/_(Client|Server)$/, ''))
    expect(found.findings).toEqual([])
    expect(found.faults).toEqual([])
    compare(found, fixture.decoded)
  })
})
