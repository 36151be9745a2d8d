import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../../support/slx.js'
import { hasTool } from '../../../support/tools.js'
import { type Heard, hear } from '../heard.js'
import { SAMPLE_LOGONS, type SampleLogon, sampleCapture } from './sample-logons.js'

/** tshark's fields and ours. Bytes as hexadecimal digits, numbers decimal or hexadecimal as tshark has them. */
const FIELDS: readonly (readonly [tshark: string, ours: string])[] = [
  ['wow.cmd', 'command'],
  ['wow.pkt_size', 'challenge.size realms.size'],
  ['wow.version1', 'challenge.major realms.realm.major'],
  ['wow.version2', 'challenge.minor realms.realm.minor'],
  ['wow.version3', 'challenge.patch realms.realm.patch'],
  ['wow.build', 'challenge.build realms.realm.build'],
  ['wow.timezone_bias', 'challenge.timezone_bias'],
  ['wow.ip', 'challenge.client_ip'],
  ['wow.srp.i', 'challenge.account'],
  ['wow.error', 'result'],
  ['wow.srp.b', 'challenge.B'],
  ['wow.srp.g', 'challenge.g'],
  ['wow.srp.n', 'challenge.N'],
  ['wow.srp.s', 'challenge.salt'],
  ['wow.crc_salt', 'challenge.crc_salt'],
  ['wow.two_factor_pin_grid_seed', 'challenge.pin_grid_seed'],
  ['wow.two_factor_pin_salt', 'challenge.pin_salt proof.pin_salt'],
  ['wow.two_factor_pin_hash', 'proof.pin_hash'],
  ['wow.srp.a', 'proof.A'],
  ['wow.srp.m1', 'proof.M1'],
  ['wow.crc_hash', 'proof.crc_hash'],
  ['wow.num_keys', 'proof.key_count'],
  ['wow.srp.m2', 'proof.M2'],
  ['wow.account_flags', 'proof.account_flags'],
  ['wow.hardware_survey_id', 'proof.survey_id'],
  ['wow.unknown_flags', 'proof.unknown_flags'],
  ['wow.num_realms', 'realms.count8 realms.count16'],
  ['wow.realm_type', 'realms.realm.type realms.realm.type32'],
  ['wow.realm_flags', 'realms.realm.flags'],
  ['wow.realm_name', 'realms.realm.name'],
  ['wow.realm_socket', 'realms.realm.address'],
  ['wow.realm_population_level', 'realms.realm.population'],
  ['wow.realm_num_characters', 'realms.realm.characters'],
  ['wow.realm_category', 'realms.realm.category'],
  ['wow.realm_id', 'realms.realm.id'],
]

/** What tshark has for each frame of the logon: the values of FIELDS. */
function askTshark(file: string): string[][] {
  const options = FIELDS.flatMap(([field]) => ['-e', field])
  const all = ['-n', '-r', `${ROOT}samples/${file}`, '-Y', 'tcp.port==3724', '-T', 'fields', ...options]
  const output = execFileSync('tshark', all, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return output
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t').map((cell) => cell.split(',').map(plain).join(',')))
}

/** Hexadecimal numbers of up to four bytes as decimal ones; everything else as it is. */
function plain(cell: string): string {
  return /^0x[0-9a-f]{1,8}$/.test(cell) ? String(Number(cell)) : cell
}

function ours(message: Heard): string[] {
  return FIELDS.map(([, names]) =>
    names
      .split(' ')
      .flatMap((name) => message.values.get(`wow-login.${name}`) ?? [])
      .map((value) => String(value).replace(/\0$/, ''))
      .join(','),
  )
}

async function logonOf(sample: SampleLogon): Promise<string[][]> {
  const { messages } = await hear([sampleCapture(sample)])
  return messages.filter(({ protocol }) => protocol === 'wow-login').map(ours)
}

describe.skipIf(!hasTool('tshark'))('beside tshark', () => {
  it.each(SAMPLE_LOGONS.slice(0, 2))('$file reads the same', async (sample) => {
    expect(await logonOf(sample)).toEqual(askTshark(sample.file))
  })

  it('is alone in reading what an authenticator asks and answers', async () => {
    const sample = SAMPLE_LOGONS[2]!
    const mine = await logonOf(sample)
    const tshark = askTshark(sample.file)
    const { messages } = await hear([sampleCapture(sample)])
    expect(messages[1]?.value('wow-login.challenge.authenticator_required')).toBe(1)
    expect(messages[2]?.value('wow-login.proof.authenticator')).toBe('123456')
    expect(messages.slice(0, 6).flatMap(({ findings }) => findings)).toEqual([])
    // tshark takes any security flag for a PIN.
    const options = ['-n', '-r', `${ROOT}samples/${sample.file}`, '-T', 'fields', '-e', 'frame.number']
    const malformed = execFileSync('tshark', [...options, '-Y', '_ws.malformed && tcp.port==3724'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    expect(malformed.trim().split('\n')).toEqual(['2', '3'])
    for (const i of [0, 1, 2, 3, 4, 5]) expect(mine[i]).toEqual(tshark[i])
  })
})
