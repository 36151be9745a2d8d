/** Client and login server, port 3724 (protocol page 1.4). */
import { isIP } from 'node:net'
import type { Cursor } from '../../../src/dissect/cursor.js'
import type { Dissector } from '../../../src/dissect/dissector.js'
import { linkKind } from '../../../src/dissect/links.js'
import type { MessageRef } from '../../../src/dissect/message.js'
import { group, layer, text, u8, u16le, u32le, Wire } from '../../../src/fields/index.js'
import { readText } from '../core/read.js'
import { detectLogin } from './detect.js'
import { Exchange, exchangePackets, type HasExchange } from './exchange.js'
import { headerFields, LinkSession, type PacketTables, packetTable } from './link.js'
import { Parts, readParts } from './parts.js'
import { REDACTING } from './redacting.js'
import { LOCALES, MACHINES, readProtocols, readVersion, VERSION, VERSION_LENGTH } from './version-fields.js'

const NAME = 'mmo-login'

const HEADER = headerFields(NAME)

const CHALLENGE = layer(`${NAME}.LogonChallenge`, {
  ...VERSION,
  platform: u32le({ label: 'Platform', base: 'hex', names: MACHINES, doc: 'Until 2021-02-28' }),
  system: u32le({ label: 'System', base: 'hex', names: MACHINES, doc: 'Until 2021-02-28' }),
  locale: u32le({
    label: 'Locale',
    base: 'hex',
    names: LOCALES,
    doc: 'Four letters, the last one first on the wire',
  }),
  account_length: u8({ label: 'Account Name length', role: 'length' }),
  account: text({ label: 'Account Name', summary: '', doc: 'In capitals' }),
})

const REALMS = layer(`${NAME}.RealmList`, {
  count: u16le({ label: 'Realm Count', role: 'length' }),
  realm: group({ repeated: true, label: 'Realm' }),
})

const REALM = layer(`${NAME}.RealmList.realm`, {
  id: u32le({ label: 'Realm ID' }),
  name_length: u8({ label: 'Realm Name length', role: 'length' }),
  name: text({ label: 'Realm Name', summary: '' }),
  address_length: u8({ label: 'Realm address length', role: 'length' }),
  address: text({ label: 'Realm address', doc: 'A host name or an IP address' }),
  port: u16le({ label: 'Realm port' }),
})

const features = new Parts(`${NAME}.AccountFeatures`)
const FEATURES = [features.list8('feature', (f) => [f.str8('key')])]

const LIST_LINK = linkKind(`${NAME}.RealmList`, 'Answer to', 'Answer in')

interface LoginState extends HasExchange {
  /** A client's request for the list of realms; the first list comes without. */
  listRequest: MessageRef | undefined
}

const EXCHANGE = exchangePackets(NAME)

const CLIENT_CHALLENGE = { name: 'LogonChallenge', least: 11, most: 18 + 255, read: readChallenge }

const PACKETS: PacketTables<LoginState> = [
  packetTable<LoginState>({
    0: CLIENT_CHALLENGE,
    1: EXCHANGE.clientProof,
    // Never sent; the server treats it as a LogonChallenge.
    2: { ...CLIENT_CHALLENGE, name: 'ReconnectChallenge' },
    3: { name: 'ReconnectProof', least: 0, most: 1024, read: readNothingKnown },
    4: { name: 'RealmList', least: 0, most: 0, read: readListRequest },
  }),
  packetTable<LoginState>({
    0: EXCHANGE.serverChallenge,
    1: EXCHANGE.serverProof,
    2: { name: 'ReconnectChallenge', least: 0, most: 1024, read: readNothingKnown },
    3: { name: 'ReconnectProof', least: 0, most: 1024, read: readNothingKnown },
    4: { name: 'RealmList', least: 2, most: 0xffff, read: readList },
    5: { name: 'AccountFeatures', least: 1, most: 0xffff, read: (at) => readParts(at, FEATURES) },
  }),
]

export const mmoLogin: Dissector = {
  name: NAME,
  title: 'Kyoril/mmo login',
  transport: 'tcp',
  ports: [[3724, 3724]],
  detect: detectLogin,
  redacting: REDACTING,
  open: (conversation, options) =>
    new LinkSession(mmoLogin, conversation, HEADER, PACKETS, {
      exchange: new Exchange(options),
      listRequest: undefined,
    }),
}

/** The three forms that a challenge had since 2020-04-18, told apart by their lengths (protocol page 1.13). */
function readChallenge(at: Cursor, { exchange }: LoginState, length: number): void {
  const form = challengeForm(at, length)
  readVersion(at, CHALLENGE)
  if (form === 'versions') readProtocols(at, CHALLENGE)
  if (form === 'machine') {
    at.read(CHALLENGE.platform)
    at.read(CHALLENGE.system)
  }
  at.read(CHALLENGE.locale)
  const account = readText(at, CHALLENGE.account_length, CHALLENGE.account)
  exchange.begin(at, account)
}

/** With platform and system (until 2021-02-28), without (until 2025-03-13), or with protocol versions. */
function challengeForm(at: Cursor, length: number): 'machine' | 'plain' | 'versions' {
  const short = VERSION_LENGTH + 4
  if (at.peek(Wire.U8, 1, short) + short + 1 === length) return 'plain'
  return at.peek(Wire.U32LE, 4, VERSION_LENGTH) > 0xffff ? 'machine' : 'versions'
}

function readListRequest(at: Cursor, state: LoginState): void {
  state.listRequest = at.message.ref()
  state.exchange.tell(at)
}

function readList(at: Cursor, state: LoginState): void {
  const request = state.listRequest
  state.listRequest = undefined
  if (request) at.link(LIST_LINK, request)
  const count = at.read(REALMS.count)
  for (let i = 0; i < count && !at.failed; i++) readRealm(at, state)
  state.exchange.tell(at, { result: `${count} realms`, request })
}

function readRealm(at: Cursor, { exchange }: LoginState): void {
  at.open(REALMS.realm)
  at.read(REALM.id)
  readText(at, REALM.name_length, REALM.name)
  const address = readText(at, REALM.address_length, REALM.address)
  const port = at.read(REALM.port)
  if (address && !at.failed) expectRealm(at, exchange, Buffer.from(address).toString('latin1'), port)
  at.close()
}

/** The connection that the client may open next. A host name may stand for any address. */
function expectRealm(at: Cursor, { options }: Exchange, address: string, port: number): void {
  const expectation = { dissector: 'mmo-realm', message: at.message.ref(), by: 'RealmList' }
  options.expectations.add('tcp', isIP(address) ? address : '', port, expectation)
}

/** Declared by the project, but never sent: no layout is known. */
function readNothingKnown(at: Cursor): void {
  at.rest(HEADER.body)
}
