/** Realm and login server, port 6279 (protocol page 1.5). Here the session key travels in plain. */
import { keepAlives } from '../../../src/dissect/chores.js'
import type { Cursor } from '../../../src/dissect/cursor.js'
import type { Dissector } from '../../../src/dissect/dissector.js'
import { linkKind } from '../../../src/dissect/links.js'
import type { MessageRef } from '../../../src/dissect/message.js'
import { Waiting } from '../../../src/dissect/waiting.js'
import { bytes, derived, layer, text, u8, u16le, u32le, u64le, Wire } from '../../../src/fields/index.js'
import { readBigInt } from '../../../src/fields/read.js'
import { DIGEST_LENGTH, sameBytes } from '../core/digest.js'
import { rememberProven } from '../core/key-ring.js'
import { SESSION_KEY } from '../core/labels.js'
import { cut, padded } from '../core/numbers.js'
import { nameOf } from '../core/prove.js'
import { readBytes, readText } from '../core/read.js'
import { KEY_LENGTH, realmHash } from '../core/srp6a.js'
import { failed, notCheckable, recordVerdict, type Verdict, verified } from '../core/verdict.js'
import { detectServer } from './detect.js'
import { Exchange, exchangePackets, type HasExchange } from './exchange.js'
import { linkAsked } from './handed-on.js'
import { headerFields, LinkSession, type PacketTables, packetTable } from './link.js'
import { Parts } from './parts.js'
import { AUTH_RESULTS, resultText, SUCCESS } from './results.js'
import { readProtocols, readVersion, VERSION, VERSION_LENGTH } from './version-fields.js'

const NAME = 'mmo-server'

/** Clients that a realm asks about at the same time. */
export const MAX_REQUESTS = 10_000

const HEADER = headerFields(NAME)

const CHALLENGE = layer(`${NAME}.LogonChallenge`, {
  ...VERSION,
  realm_length: u8({ label: 'Realm Name length', role: 'length' }),
  realm: text({ label: 'Realm Name', summary: '', doc: 'In capitals' }),
})

const ASK = layer(`${NAME}.ClientAuthSession`, {
  request_id: u64le({ label: 'Request id', role: 'id', summary: 'request' }),
  account_length: u8({ label: 'Account name length', role: 'length' }),
  account: text({ label: 'Account name', summary: '' }),
  realm_seed: u32le({ label: 'Realm seed', base: 'hex', role: 'random' }),
  client_seed: u32le({ label: 'Client seed', base: 'hex', role: 'random' }),
  client_hash: bytes({ label: 'Client hash', role: 'random' }),
})

const ANSWER = layer(`${NAME}.ClientAuthSessionResponse`, {
  request_id: u64le({ label: 'Request id', role: 'id', summary: 'request' }),
  result: u8({ label: 'Result', names: AUTH_RESULTS, summary: '' }),
  account_id: u64le({ label: 'Account id', role: 'id', doc: 'Since 2020-06-09' }),
  gm_level: u8({ label: 'GM level', doc: 'Since 2025-04-25' }),
  key_length: u16le({ label: 'Session key length', role: 'length' }),
  key: bytes({ label: 'Session key', role: 'secret', doc: 'K, low byte first, cut of high zero bytes' }),
  key_check: derived({
    label: 'Client hash check',
    doc: 'Whether the key gives the hash that was asked about',
  }),
})

const ASK_LINK = linkKind(`${NAME}.ClientAuthSessionResponse`, 'Answer to', 'Answer in')

const features = new Parts(`${NAME}.ClientAuthSessionResponse`)
const FEATURES = features.list8('feature', (f) => [f.str8('key')], { doc: 'Since 2026-06-16' })

const ping = new Parts(`${NAME}.Ping`)
const PLAYERS = ping.u32('players', { label: 'Player count', doc: 'Since 2026-06-24' })

const banned = new Parts(`${NAME}.AccountBanned`)
const BANNED = banned.u64('account_id', { label: 'Account id', role: 'id' })

/** What a realm asked. */
interface Asked {
  readonly message: MessageRef
  readonly account: Uint8Array
  readonly realmSeed: Uint8Array
  readonly clientSeed: Uint8Array
  readonly hash: Uint8Array
}

interface ServerState extends HasExchange {
  readonly asked: Waiting<bigint, Asked>
}

const EXCHANGE = exchangePackets(NAME)

const PACKETS: PacketTables<ServerState> = [
  packetTable<ServerState>({
    0: { name: 'LogonChallenge', least: 6, most: 14 + 255, read: readChallenge },
    1: EXCHANGE.clientProof,
    2: { name: 'ClientAuthSession', least: 37, most: 37 + 255, read: readAsk },
    3: { name: 'Ping', least: 0, most: 4, read: (at, _state, length) => length > 0 && PLAYERS(at) },
  }),
  packetTable<ServerState>({
    0: EXCHANGE.serverChallenge,
    1: EXCHANGE.serverProof,
    2: { name: 'ClientAuthSessionResponse', least: 9, most: 0xffff, read: readAnswer },
    3: { name: 'AccountBanned', least: 8, most: 8, read: (at) => BANNED(at) },
    // Declared and taken, but never sent.
    4: { name: 'Pong', least: 0, most: 0, read: () => undefined },
  }),
]

export const mmoServer: Dissector = {
  name: NAME,
  title: 'Kyoril/mmo realm and login server',
  transport: 'tcp',
  ports: [[6279, 6279]],
  detect: detectServer,
  comparing: keepAlives('Ping'),
  open: (conversation, options) =>
    new LinkSession(mmoServer, conversation, HEADER, PACKETS, {
      exchange: new Exchange(options),
      asked: new Waiting(MAX_REQUESTS),
    }),
}

function readChallenge(at: Cursor, { exchange }: ServerState, length: number): void {
  const plain = at.peek(Wire.U8, 1, VERSION_LENGTH) + VERSION_LENGTH + 1 === length
  readVersion(at, CHALLENGE)
  if (!plain) readProtocols(at, CHALLENGE)
  exchange.begin(at, readText(at, CHALLENGE.realm_length, CHALLENGE.realm))
}

function readAsk(at: Cursor, { exchange, asked }: ServerState): void {
  const { pos } = at
  at.read(ASK.request_id)
  const account = readText(at, ASK.account_length, ASK.account)
  const realmSeed = readBytes(at, ASK.realm_seed, 4)
  const clientSeed = readBytes(at, ASK.client_seed, 4)
  const hash = readBytes(at, ASK.client_hash, DIGEST_LENGTH)
  if (!account || !realmSeed || !clientSeed || !hash) return
  linkAsked(at, exchange.options, account, hash)
  const id = readBigInt(at.bytes, pos, Wire.U64LE)
  asked.add(id, { message: at.message.ref(), account, realmSeed, clientSeed, hash })
  asked.tellDropped(at.message, 'requests of this connection wait for their answer')
  exchange.log?.add(nameOf(account), at.message)
}

function readAnswer(at: Cursor, { exchange, asked }: ServerState, length: number): void {
  const id = at.remaining >= 8 ? readBigInt(at.bytes, at.pos, Wire.U64LE) : -1n
  const question = asked.take(id)
  at.read(ANSWER.request_id)
  if (question) at.link(ASK_LINK, question.message)
  const result = at.read(ANSWER.result)
  const check = result === SUCCESS && !at.failed ? readKey(at, exchange, question, length) : undefined
  if (!question || at.failed) return
  exchange.log?.add(nameOf(question.account), at.message, {
    result: resultText(AUTH_RESULTS, result),
    check,
    checked: 'client hash',
    request: question.message,
  })
}

function readKey(
  at: Cursor,
  { options }: Exchange,
  question: Asked | undefined,
  length: number,
): Verdict | undefined {
  const form = answerForm(at, length)
  if (form !== 'key') at.read(ANSWER.account_id)
  if (form === 'features') at.read(ANSWER.gm_level)
  const bytes = at.read(ANSWER.key_length)
  const key = at.failed ? undefined : readBytes(at, ANSWER.key, bytes)
  if (!key) return undefined
  const verdict = checkKey(question, key)
  recordVerdict(at, ANSWER.key_check, verdict, key.length)
  if (question && key.length <= KEY_LENGTH) learn(options, question.account, key)
  // Behind the key of an older server the packet ends.
  if (at.more) FEATURES(at)
  return verdict
}

/** Makes the key known to the account's other connections. A login server tells no wrong ones: at most of another logon. */
function learn(options: Exchange['options'], account: Uint8Array, key: Uint8Array): void {
  const value = padded(key, KEY_LENGTH)
  const from = 'ClientAuthSessionResponse'
  options.secrets.learn(SESSION_KEY, [nameOf(account), Buffer.from(value).toString('hex')], from)
  rememberProven(options, { value, kind: 'K', from, remark: '' })
}

function checkKey(question: Asked | undefined, key: Uint8Array): Verdict {
  if (!question) return notCheckable('the ClientAuthSession it answers was not seen')
  const { account, clientSeed, realmSeed, hash } = question
  return sameBytes(realmHash(account, clientSeed, realmSeed, cut(key)), hash)
    ? verified('against the client hash that the realm asked about')
    : failed('the key does not give the client hash that the realm asked about')
}

/** Behind the result stand the key alone, an account id before it, or GM level too; the length tells which. */
function answerForm(at: Cursor, length: number): 'key' | 'account' | 'features' {
  const keyEndsAt = (offset: number) => 9 + offset + 2 + at.peek(Wire.U16LE, 2, offset)
  if (keyEndsAt(0) === length) return 'key'
  return keyEndsAt(8) === length ? 'account' : 'features'
}
