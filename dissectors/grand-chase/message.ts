import type { Cursor } from '../../src/dissect/cursor.js'
import type { DissectOptions } from '../../src/dissect/dissector.js'
import { findingKind } from '../../src/dissect/finding.js'
import type { Message } from '../../src/dissect/message.js'
import { type Conversation, SERVER } from '../../src/network/conversation.js'
import { type Announced, announceServers } from './announce.js'
import type { Reading } from './buffer.js'
import { Build, serversAt, TOLD_PROFILES } from './build.js'
import { bearsCredentials, fitOf, knownContent, readingOf } from './contents/index.js'
import { Fit } from './layout.js'
import { OPCODE_NAMES, type OpcodeNames, type OpcodeTable } from './names.js'
import { contentOf, lacksTrailer, opcodeOf, readPayload } from './payload.js'
import { PROFILE_TITLES, PROFILES, type Server } from './profiles.js'
import { readSetup, SETUP_OPCODE, type SetUp } from './setup.js'

const UNKNOWN_OPCODE = findingKind('grand-chase.unknown-opcode', 'note')

/** What a plaintext turned out to be. */
export interface ReadMessage {
  readonly opcode: number
  readonly name: string | undefined
  readonly server: Server | undefined
  /** What it sets up, if it is a setup message and whole. */
  readonly setUp: SetUp | undefined
}

/** Reads the messages of one connection, and finds out from them which server of which build this is. */
export class MessageReader {
  readonly #options: DissectOptions
  readonly #names: OpcodeNames
  readonly #build: Build

  constructor(conversation: Conversation, options: DissectOptions) {
    this.#options = options
    this.#names = options.settings.of(OPCODE_NAMES)
    this.#build = beginBuild(conversation, options)
  }

  /** `Grand Chase center server (Eternal?)`. */
  get title(): string {
    const { server, profile, profiles } = this.#build
    const build = `${PROFILE_TITLES[profile]}${profiles.length > 1 ? '?' : ''}`
    return `Grand Chase ${server ? `${server} server ` : ''}(${build})`
  }

  /** Records a plaintext and names the message. One that is not authenticated may be anything: it teaches nothing. */
  read(at: Cursor, message: Message, authenticated: boolean): ReadMessage {
    const opcode = opcodeOf(at)
    if (authenticated) this.#weigh(at, opcode)
    const { server, profile } = this.#build
    const table = this.#names.of(server, profile)
    const name = table.names.get(opcode)
    message.type = name ?? `opcode ${opcode}`
    const mayBeSecret = !authenticated || opcode === SETUP_OPCODE || bearsCredentials(name ?? '')
    let setUp: SetUp | undefined
    const setupReading: Reading = {
      secret: true,
      record: (content) => {
        setUp = readSetup(content)
      },
    }
    const choose = (bytes: Uint8Array, start: number, end: number) => {
      if (opcode === SETUP_OPCODE) return setupReading
      if (authenticated) this.#announce(message, name, bytes, start, end)
      return readingOf(server, name ?? '', bytes, start, end, !authenticated)
    }
    readPayload(at, table, choose, mayBeSecret)
    if (name === undefined && authenticated) tellUnknown(message, opcode, table)
    return { opcode, name, server, setUp }
  }

  #weigh(at: Cursor, opcode: number): void {
    if (opcode === SETUP_OPCODE) {
      // Emulators of Season 1 leave the trailer out.
      if (lacksTrailer(at)) this.#build.prefer('s1')
      return
    }
    const content = contentOf(at)
    if (!content) return
    this.#build.weigh(this.#names, opcode, content)
    this.#options.state.of(TOLD_PROFILES).profiles = this.#build.profiles
  }

  /** Connections to the servers of a server list are expected from then on. */
  #announce(message: Message, name: string | undefined, bytes: Uint8Array, start: number, end: number): void {
    const { server } = this.#build
    const known = server && knownContent(server, name ?? '')
    if (known?.name !== 'SERVER_LIST_NOT' || fitOf(known, bytes, start, end) !== Fit.Exact) return
    this.#build.narrow(announceServers(bytes, start, message.ref(), this.#options.expectations))
  }
}

function beginBuild(
  conversation: Conversation,
  { protocolOptions, state, expectations }: DissectOptions,
): Build {
  const forced = PROFILES.find((profile) => profile === protocolOptions.get('gc-profile')?.[0])
  const ports = [conversation.ends[SERVER].port, conversation.ends[0].port]
  const announced = expectations.of(conversation)?.data as Announced | undefined
  const servers = announced ? (['game'] as const) : serversAt(ports)
  if (forced) return new Build(servers, [forced])
  // What other connections have told comes first.
  const build = new Build(servers, [...new Set([...state.of(TOLD_PROFILES).profiles, ...PROFILES])])
  if (announced) build.narrow(announced.profiles)
  return build
}

function tellUnknown(message: Message, opcode: number, { names }: OpcodeTable): void {
  const source = message.sources.findIndex(({ name }) => name === 'decrypted')
  message.find(
    UNKNOWN_OPCODE,
    `Opcode ${opcode} is not among the ${names.size} that are known here; --gc-profile chooses another build, a file for --opcodes names more.`,
    source,
    message.sources[source]!.start,
    2,
  )
}
