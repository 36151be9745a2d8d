import type { Side } from '../../src/network/conversation.js'
import { CaptureFile } from '../capture-file.js'
import {
  authSession,
  clientChallenge,
  GameWriter,
  gamePacket,
  Logon,
  realmChallenge,
  u32,
  u64,
} from '../encode/mmo.js'
import {
  CLIENT_OPCODES as C,
  chatHeard,
  chatLine,
  clientAuthSession,
  clientAuthSessionResponse,
  movement,
  REALM_OPCODES as S,
} from '../encode/mmo-play.js'
import { Random } from '../random.js'
import { TcpLink } from '../tcp-link.js'

const PLAYERS = 50
const LOGIN = { address: '192.0.2.20', port: 3724 }
const REALM_LINK = { address: '192.0.2.20', port: 6279 }
const REALM = { address: '192.0.2.30', port: 8130 }

/** Writes a capture taken at a realm: players log on, the realm gets their keys, and the headers of their games are encrypted. */
export function writeMmoCapture(path: string, packets: number): number {
  const file = new CaptureFile(path)
  const random = new Random(17)
  const realm = new TcpLink(file, 0x1000, REALM_LINK)
  const own = new Logon('LIVE REALM', 'R')
  realm.send(0, realmChallenge(own.account))
  realm.send(1, own.challenge())
  realm.send(0, own.proof())
  realm.send(1, own.answer())
  file.messages += 4
  const players = Array.from({ length: PLAYERS }, (_, i) => new Player(file, random, realm, i))
  while (file.packets < packets) players[random.below(PLAYERS)]!.step()
  return file.end()
}

class Player {
  readonly #file: CaptureFile
  readonly #random: Random
  readonly #link: TcpLink
  readonly #client: GameWriter
  readonly #server: GameWriter
  #steps = 0

  constructor(file: CaptureFile, random: Random, realm: TcpLink, number: number) {
    this.#file = file
    this.#random = random
    // Four of the logon, two each of the realm's question and the game's beginning, one more to let the player in.
    file.messages += 9
    const logon = new Logon(`PLAYER${number}`, 'LANTERN')
    logOn(new TcpLink(file, 2 * number, LOGIN), logon)
    this.#link = new TcpLink(file, 2 * number + 1, REALM)
    const [clientSeed, serverSeed] = [random.next(), random.next()]
    this.#link.send(1, gamePacket(0, u32(serverSeed)))
    this.#link.send(0, authSession(logon, clientSeed, serverSeed))
    realm.send(0, clientAuthSession(logon, number, clientSeed, serverSeed))
    realm.send(1, clientAuthSessionResponse(logon, number, number))
    this.#link.send(1, gamePacket(1, [0]))
    this.#client = new GameWriter(logon.headerKey)
    this.#server = new GameWriter(logon.headerKey)
  }

  /** A movement, a line of chat and its echo, or a time that both agree on; sometimes in two segments. */
  step(): void {
    const kind = this.#random.below(10)
    const count = this.#steps++
    if (kind < 6) {
      this.#send(0, this.#client.packet(C.MoveHeartBeat, movement(1000 + count, count, 0.5)))
    } else if (kind < 8) {
      const text = `Hello, this is line ${count} of a conversation.`
      this.#send(0, this.#client.packet(C.ChatMessage, chatLine(text)))
      this.#send(1, this.#server.packet(S.ChatMessage, chatHeard(text)))
    } else {
      this.#send(1, this.#server.packet(S.TimeSyncRequest, u32(count)))
      this.#send(0, this.#client.packet(C.TimeSyncResponse, u32(count), u64(5000 + count)))
    }
  }

  #send(side: Side, bytes: Uint8Array): void {
    this.#file.messages++
    const cut = this.#random.chance(15) ? 1 + this.#random.below(bytes.length - 1) : 0
    if (cut > 0) this.#link.send(side, bytes.subarray(0, cut))
    this.#link.send(side, bytes.subarray(cut))
  }
}

function logOn(link: TcpLink, logon: Logon): void {
  link.send(0, clientChallenge(logon.account))
  link.send(1, logon.challenge())
  link.send(0, logon.proof())
  link.send(1, logon.answer())
}
