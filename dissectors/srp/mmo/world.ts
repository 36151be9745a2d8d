/** World and realm, port 6280 (protocol page 1.6). Game packets pass here in plain. */
import type { Cursor } from '../../../src/dissect/cursor.js'
import type { DissectOptions, Dissector } from '../../../src/dissect/dissector.js'
import { type LinkKind, linkKind } from '../../../src/dissect/links.js'
import type { MessageRef } from '../../../src/dissect/message.js'
import { Waiting } from '../../../src/dissect/waiting.js'
import {
  bytes,
  derived,
  type FieldDef,
  group,
  layer,
  text,
  u8,
  u16le,
  u32le,
  u64le,
  Wire,
} from '../../../src/fields/index.js'
import { readText } from '../core/read.js'
import { detectWorld } from './detect.js'
import { Exchange, exchangePackets, type HasExchange } from './exchange.js'
import { readGameBody } from './game-bodies.js'
import { opcodeName, opcodeText, prepareOpcodes } from './game-opcodes.js'
import { linkEntered } from './handed-on.js'
import { headerFields, LinkSession, type Packet, type PacketTables, packetTable } from './link.js'
import type { Sender } from './opcodes/history.js'
import { type Part, readParts } from './parts.js'
import { readVersion, VERSION } from './version-fields.js'
import * as BODIES from './world-bodies.js'

const NAME = 'mmo-world'

/** Requests of each kind that wait for their answer. */
export const MAX_REQUESTS = 1000

const LONGEST = 4 * 1024 * 1024

const HEADER = headerFields(NAME)

const CHALLENGE = layer(`${NAME}.LogonChallenge`, {
  major: VERSION.major,
  minor: VERSION.minor,
  build: VERSION.build,
  revision: VERSION.revision,
  world_length: u8({ label: 'World Name length', role: 'length' }),
  world: text({ label: 'World Name', summary: '', doc: 'In capitals' }),
})

const PROXY = layer(`${NAME}.ProxyPacket`, {
  character: u64le({ label: 'Character', role: 'id', base: 'hex' }),
  game_opcode: u16le({ label: 'Opcode', base: 'hex', doc: 'As on the link between client and realm' }),
  game_opcode_name: derived({ label: 'Name', inline: true }),
  size: u32le({ label: 'Size', role: 'length', doc: 'Bytes of the body' }),
  packet_length: u32le({
    label: 'Packet length',
    role: 'length',
    doc: 'Bytes of the packet, header and body',
  }),
  packet: group({
    label: 'Packet',
    doc: 'The body from a client, or what the realm sends on after it has encrypted the header',
  }),
  packet_opcode: u16le({ label: 'Opcode', base: 'hex' }),
  packet_opcode_name: derived({ label: 'Name', inline: true }),
  packet_size: u32le({ label: 'Size', role: 'length' }),
  packet_body: bytes({ label: 'Body', opaque: 'raw', doc: 'Body of the game packet' }),
})

const NUMBERED = layer(`${NAME}.numbered`, {
  character: u64le({ label: 'Character', role: 'id', base: 'hex' }),
  ack_id: u64le({ role: 'id', label: 'Ack id', doc: 'Given back in the answer' }),
  operation_id: u32le({ role: 'id', label: 'Operation id', doc: 'Given back in the answer' }),
})

/** A number that an answer gives back. */
interface Numbered {
  readonly id: FieldDef
  readonly link: LinkKind
}

const LOCATION: Numbered = {
  id: NUMBERED.ack_id,
  link: linkKind(`${NAME}.CharacterLocationResponse`, 'Answer to', 'Answer in'),
}
const OPERATION: Numbered = {
  id: NUMBERED.operation_id,
  link: linkKind(`${NAME}.InventoryOperationResult`, 'Answer to', 'Answer in'),
}

interface WorldState extends HasExchange {
  readonly options: DissectOptions
  /** Of the world server, which stands in for the clients'. */
  revision: number | undefined
  readonly requests: Waiting<string, MessageRef>
}

const EXCHANGE = exchangePackets(NAME)

const PACKETS: PacketTables<WorldState> = [
  packetTable<WorldState>({
    0: { name: 'LogonChallenge', least: 6, most: 6 + 255, read: readChallenge },
    1: EXCHANGE.clientProof,
    2: plain('PropagateMapList', 2, BODIES.MAP_LIST),
    3: plain('InstanceCreated', 16, BODIES.INSTANCE_CREATED),
    4: plain('InstanceDestroyed', 16, BODIES.INSTANCE_DESTROYED),
    5: joining('PlayerCharacterJoined', 17, BODIES.JOINED),
    6: joining('PlayerCharacterJoinFailed', 1, BODIES.JOIN_FAILED),
    7: plain('PlayerCharacterLeft', 9, BODIES.LEFT),
    8: { name: 'ProxyPacket', least: 24, most: LONGEST, read: readFromWorld },
    9: plain('CharacterData', 32, BODIES.CHARACTER_DATA),
    10: plain('QuestData', 26, BODIES.QUEST_DATA),
    11: plain('TeleportRequest', 28, BODIES.TELEPORT),
    12: numbered('CharacterLocationResponse', 17, LOCATION, 'answers', BODIES.LOCATION),
    13: plain('PlayerGroupUpdate', 51, BODIES.GROUP_UPDATE),
    14: numbered('SaveInventoryItems', 14, OPERATION, 'asks', BODIES.SAVE_ITEMS),
    15: numbered('DeleteInventoryItems', 14, OPERATION, 'asks', BODIES.DELETE_ITEMS),
  }),
  packetTable<WorldState>({
    0: EXCHANGE.serverChallenge,
    1: EXCHANGE.serverProof,
    2: joining('PlayerCharacterJoin', 100, BODIES.JOIN),
    3: plain('PlayerCharacterLeave', 9, BODIES.LEAVE),
    4: { name: 'ProxyPacket', least: 14, most: LONGEST, read: readFromRealm },
    5: plain('LocalChatMessage', 4, BODIES.LOCAL_CHAT),
    6: numbered('FetchCharacterLocation', 16, LOCATION, 'asks', []),
    7: plain('TeleportRequest', 28, BODIES.TELEPORT),
    8: plain('PlayerGroupChanged', 18, BODIES.GROUP_CHANGED),
    9: plain('PlayerGuildChanged', 16, BODIES.GUILD_CHANGED),
    10: plain('PlayerGroupLootMethodChanged', 18, BODIES.LOOT_METHOD_CHANGED),
    11: numbered('InventoryOperationResult', 14, OPERATION, 'answers', BODIES.OPERATION_RESULT),
  }),
]

export const mmoWorld: Dissector = {
  name: NAME,
  title: 'Kyoril/mmo world and realm',
  transport: 'tcp',
  ports: [[6280, 6280]],
  detect: detectWorld,
  prepare: prepareOpcodes,
  open: (conversation, options) =>
    new LinkSession<WorldState>(mmoWorld, conversation, HEADER, PACKETS, {
      exchange: new Exchange(options),
      options,
      revision: undefined,
      requests: new Waiting(MAX_REQUESTS),
    }),
}

/** A packet that is its layout and nothing more. */
function plain(name: string, least: number, parts: readonly Part[]): Packet<WorldState> {
  return { name, least, most: LONGEST, read: (at) => readParts(at, parts) }
}

/** A packet that begins with the character that joins, or does not. */
function joining(name: string, least: number, parts: readonly Part[]): Packet<WorldState> {
  return {
    name,
    least,
    most: LONGEST,
    read(at, { options }) {
      linkEntered(at, options, 'packed')
      readParts(at, parts)
    },
  }
}

/** A packet of a character with a number by which question and answer find each other. */
function numbered(
  name: string,
  least: number,
  kind: Numbered,
  role: 'asks' | 'answers',
  parts: readonly Part[],
): Packet<WorldState> {
  return {
    name,
    least,
    most: LONGEST,
    read(at, { requests }) {
      at.read(NUMBERED.character)
      const key = numberKey(at, kind)
      at.read(kind.id)
      if (at.failed) return
      const question = role === 'answers' ? requests.take(key) : undefined
      if (question) at.link(kind.link, question)
      if (role === 'asks') {
        requests.add(key, at.message.ref())
        requests.tellDropped(at.message, 'requests of this connection wait for their answer')
      }
      readParts(at, parts)
    },
  }
}

function numberKey(at: Cursor, { id }: Numbered): string {
  return `${id.name} ${Buffer.from(at.bytes.subarray(at.pos, at.pos + id.width)).toString('hex')}`
}

function readChallenge(at: Cursor, state: WorldState): void {
  state.revision = Math.max(0, at.peek(Wire.U16LE, 2, 3))
  readVersion(at, CHALLENGE)
  state.exchange.begin(at, readText(at, CHALLENGE.world_length, CHALLENGE.world))
}

/** From realm to world goes the body alone. */
function readFromRealm(at: Cursor, state: WorldState): void {
  linkEntered(at, state.options, 'plain')
  at.read(PROXY.character)
  const name = readOpcode(at, 'client', state)
  const size = at.read(PROXY.size)
  at.enter(size, PROXY.size)
  at.open(PROXY.packet)
  readGameBody(at, 'client', name, size, PROXY.packet_body)
  at.close()
  at.leave()
}

/** From world to realm goes the whole packet as the client gets it, its header still in plain. */
function readFromWorld(at: Cursor, state: WorldState): void {
  at.read(PROXY.character)
  const name = readOpcode(at, 'realm', state)
  at.read(PROXY.size)
  const length = at.read(PROXY.packet_length)
  at.enter(length, PROXY.packet_length)
  at.open(PROXY.packet)
  nameOpcode(at, PROXY.packet_opcode, PROXY.packet_opcode_name, 'realm', state)
  const size = at.read(PROXY.packet_size)
  readGameBody(at, 'realm', name, size, PROXY.packet_body)
  at.close()
  at.leave()
}

/** Reads what packet passes here. Returns its name; empty when none is known. */
function readOpcode(at: Cursor, sender: Sender, state: WorldState): string {
  const { opcode, name } = nameOpcode(at, PROXY.game_opcode, PROXY.game_opcode_name, sender, state)
  if (at.failed) return ''
  at.message.type = `ProxyPacket ${name ?? opcodeText(opcode)}`
  return name ?? ''
}

function nameOpcode(
  at: Cursor,
  field: FieldDef,
  nameField: FieldDef,
  sender: Sender,
  { options, revision }: WorldState,
): { opcode: number; name: string | undefined } {
  const opcode = at.read(field)
  const name = at.failed ? undefined : opcodeName(options, sender, revision, opcode)
  if (name) at.derive(nameField, name)
  return { opcode, name }
}
