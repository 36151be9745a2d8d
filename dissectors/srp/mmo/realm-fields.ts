/** Fields and layouts between client and realm (protocol page 1.7 and 1.9). */
import { bytes, derived, layer, names, text, u8, u16le, u32le } from '../../../src/fields/index.js'
import type { Sender } from './opcodes/history.js'
import { type Part, Parts } from './parts.js'
import { GAME_RESULTS } from './results.js'

export const REALM_NAME = 'mmo-realm'

export const HEADER = layer(REALM_NAME, {
  encrypted: bytes({
    label: 'Encrypted header',
    elsewhere: true,
    doc: 'Six bytes that the cipher has gone over',
  }),
  opcode: u16le({ base: 'hex', label: 'Opcode' }),
  opcode_high: u8({ base: 'hex', label: 'Opcode, high byte', doc: 'Where the low one is not known' }),
  opcode_name: derived({
    label: 'Name',
    inline: true,
    doc: 'What the opcode means in the revision of the client',
  }),
  size: u32le({ role: 'length', label: 'Size', doc: 'Bytes of the body' }),
  key: derived({ label: 'Header key', doc: 'Where the key of the headers comes from' }),
  body: bytes({ label: 'Body' }),
  segment: bytes({ label: 'Encrypted packets', doc: 'Packets that cannot be told apart without a key' }),
})

export const CHALLENGE = layer(`${REALM_NAME}.AuthChallenge`, {
  server_seed: u32le({ label: 'Server Seed', base: 'hex', role: 'random' }),
})

export const SESSION = layer(`${REALM_NAME}.AuthSession`, {
  build: u32le({
    label: 'Build version',
    summary: 'revision',
    doc: 'The revision: commits in the history it was built from',
  }),
  account_length: u8({ role: 'length' }),
  account: text({ label: 'Account name', summary: '' }),
  client_seed: u32le({ label: 'Client seed', base: 'hex', role: 'random' }),
  client_hash: bytes({
    label: 'Client hash',
    role: 'random',
    doc: 'Proves that the client has the session key',
  }),
  hash_check: derived({ label: 'Client hash check' }),
})

export const RESPONSE = layer(`${REALM_NAME}.AuthSessionResponse`, {
  result: u8({ label: 'Result', names: GAME_RESULTS, summary: '' }),
})

const LEAST_CONFIG = 2

/** A body whose layout is the same in every revision that has it, or whose length shows that it is. */
export interface GameBody {
  readonly fits: (size: number) => boolean
  readonly parts: readonly Part[]
}

const body = (name: string, fits: GameBody['fits'], parts: (f: Parts) => readonly Part[]): GameBody => ({
  fits,
  parts: parts(new Parts(`${REALM_NAME}.${name}`)),
})

const exactly = (length: number) => (size: number) => size === length

const guid = { role: 'id', base: 'hex' } as const
const CREATE_RESULTS = names({
  0: 'unknown',
  1: 'error',
  2: 'name in use',
  3: 'disabled',
  4: 'server limit',
  5: 'account limit',
  6: 'only existing',
})
const ENTER_FAILURES = names({ 0: 'no world server', 1: 'no character', 2: 'race or class disabled' })
const TRANSFER_FAILURES = names({
  0: 'none',
  1: 'max players',
  2: 'not found',
  3: 'too many instances',
  4: 'zone in combat',
})

const place = (f: Parts) => [f.u32('map'), f.vec3('position'), f.f32('facing')]

/** Bodies of fixed size, and the realm's configuration, by sender and name. All others are left undecoded: they changed too often. */
const BODIES: Readonly<Record<Sender, Readonly<Record<string, GameBody>>>> = {
  client: {
    DeleteChar: body('DeleteChar', exactly(8), (f) => [f.u64('character', guid)]),
    EnterWorld: body('EnterWorld', exactly(8), (f) => [f.u64('character', guid)]),
    SetSelection: body('SetSelection', exactly(8), (f) => [f.u64('target', guid)]),
  },
  realm: {
    RealmConfig: body(
      'RealmConfig',
      (size) => size >= LEAST_CONFIG,
      (f) => [f.list8('disabled_race', (r) => [r.u8('id')]), f.list8('disabled_class', (c) => [c.u8('id')])],
    ),
    CharCreateResponse: body('CharCreateResponse', exactly(1), (f) => [
      f.u8('result', { names: CREATE_RESULTS, summary: '' }),
    ]),
    LoginVerifyWorld: body('LoginVerifyWorld', exactly(20), place),
    NewWorld: body('NewWorld', exactly(20), place),
    EnterWorldFailed: body('EnterWorldFailed', exactly(1), (f) => [
      f.u8('reason', { names: ENTER_FAILURES, summary: '' }),
    ]),
    TransferPending: body('TransferPending', exactly(4), (f) => [f.u32('map')]),
    TransferAborted: body('TransferAborted', exactly(5), (f) => [
      f.u32('map'),
      f.u8('reason', { names: TRANSFER_FAILURES, summary: '' }),
    ]),
  },
}

/** The layout of a body, where one is known and the size agrees. */
export function bodyOf(sender: Sender, name: string, size: number): readonly Part[] | undefined {
  const table = BODIES[sender]
  const known = Object.hasOwn(table, name) ? table[name] : undefined
  return known?.fits(size) ? known.parts : undefined
}
