import type { Cursor } from '../../src/dissect/cursor.js'
import type { DissectOptions, Dissector, Session } from '../../src/dissect/dissector.js'
import { findingKind } from '../../src/dissect/finding.js'
import { MESSAGE_SOURCE, type Message } from '../../src/dissect/message.js'
import { Waiting } from '../../src/dissect/waiting.js'
import { type Conversation, SERVER, type Side } from '../../src/network/conversation.js'
import { type Announced, announceServers } from './announce.js'
import type { Association } from './association.js'
import type { Reading } from './buffer.js'
import { Build, serversAt, TOLD_PROFILES } from './build.js'
import { bearsCredentials, fitOf, knownContent, readingOf } from './contents/index.js'
import { type Opened, readFrame } from './frame.js'
import { headerAt, isFrameSize, type LastFrame, SIZE_WIDTH, sizeAt, toNextFrame } from './framing.js'
import { KEY_RING } from './key-ring.js'
import { Keys } from './keys.js'
import { Fit } from './layout.js'
import { MAX_WINDOWS } from './limits.js'
import { OPCODE_NAMES, type OpcodeNames, type OpcodeTable } from './names.js'
import { contentOf, opcodeOf, readPayload } from './payload.js'
import { PROFILE_TITLES, PROFILES, type Profile } from './profiles.js'
import { ReplayWindow } from './replay-window.js'
import { sequenceNote } from './sequence.js'
import { readSetup, SETUP_OPCODE, type SetUp } from './setup.js'
import { type ConnectionCounts, GRAND_CHASE_COUNTS } from './statistics.js'

const UNKNOWN_OPCODE = findingKind('grand-chase.unknown-opcode', 'note')

/** Where the sequence number of a frame is, and its width. */
const SEQUENCE = { at: 4, width: 4 } as const

/** One connection. */
export class GrandChaseSession implements Session {
  readonly dissector: Dissector
  readonly #options: DissectOptions
  readonly #unauthenticated: boolean
  readonly #names: OpcodeNames
  readonly #keys: Keys
  readonly #build: Build
  readonly #counts: ConnectionCounts | undefined
  readonly #windows = new Waiting<Association, readonly [ReplayWindow, ReplayWindow]>(MAX_WINDOWS)
  readonly #last: [LastFrame | undefined, LastFrame | undefined] = [undefined, undefined]

  constructor(dissector: Dissector, conversation: Conversation, options: DissectOptions) {
    const { protocolOptions, settings, state, secrets } = options
    this.dissector = dissector
    this.#options = options
    this.#unauthenticated = protocolOptions.has('gc-unauthenticated')
    this.#names = settings.of(OPCODE_NAMES)
    const ring = state.of(KEY_RING)
    ring.fill(secrets)
    this.#keys = new Keys(ring)
    this.#build = beginBuild(conversation, options)
    this.#counts = state.peek(GRAND_CHASE_COUNTS)?.connection(conversation)
  }

  cut(bytes: Uint8Array, start: number, end: number, side: Side): number {
    if (end - start < SIZE_WIDTH) return 0
    const size = sizeAt(bytes, start)
    return isFrameSize(size) ? size : -toNextFrame(bytes, start, end, this.#last[side])
  }

  dissect(at: Cursor, message: Message): void {
    const { bytes, pos } = at
    const opened = readFrame(at, this.#keys, this.#unauthenticated)
    const { association, plaintext } = opened
    if (association) {
      this.#last[message.side] = headerAt(bytes, pos)
      this.#followSequence(message, association, opened.sequence, pos)
    }
    message.type = 'encrypted frame'
    if (plaintext) this.#readPlaintext(plaintext, message, opened)
    else this.#counts?.closed(message.side, opened.damaged)
    message.title = this.#title()
  }

  #readPlaintext(at: Cursor, message: Message, { association, damaged }: Opened): void {
    const opcode = opcodeOf(at)
    if (association && opcode !== SETUP_OPCODE) this.#weigh(at, opcode)
    const table = this.#names.of(this.#build.server, this.#build.profile)
    const name = table.names.get(opcode)
    message.type = name ?? `opcode ${opcode}`
    const mayBeSecret = opcode === SETUP_OPCODE || (name !== undefined && bearsCredentials(name))
    let setUp: SetUp | undefined
    readPayload(
      at,
      table,
      (bytes, start, end): Reading => {
        if (opcode !== SETUP_OPCODE) return this.#read(message, name, association, bytes, start, end)
        return {
          secret: true,
          record: (content) => {
            setUp = readSetup(content)
          },
        }
      },
      mayBeSecret,
    )
    if (association && setUp) this.#install(setUp, message)
    if (name === undefined) tellUnknown(message, opcode, table)
    at.finish()
    this.#counts?.opened(message.side, opcode, name, damaged)
  }

  #read(
    message: Message,
    name: string | undefined,
    association: Association | undefined,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): Reading {
    const { server } = this.#build
    const known = server && knownContent(server, name ?? '')
    if (association && known?.name === 'SERVER_LIST_NOT' && fitOf(known, bytes, start, end) === Fit.Exact) {
      this.#build.narrow(announceServers(bytes, start, message.ref(), this.#options.expectations))
    }
    return readingOf(server, name ?? '', bytes, start, end)
  }

  /** Both directions go on with the keys of a setup message. */
  #install(setUp: SetUp, message: Message): void {
    const { state, secrets } = this.#options
    const known = this.#keys.own
    if (known?.hasKeys(setUp)) return
    const association = state.of(KEY_RING).learn(setUp, message.ref(), secrets)
    this.#keys.own = association
    const { lastSequence, replayMask } = setUp
    this.#windows.add(association, [
      new ReplayWindow(lastSequence, replayMask),
      new ReplayWindow(lastSequence, replayMask),
    ])
    this.#counts?.setUp(setUp.spi)
  }

  #followSequence(message: Message, association: Association, sequence: number, start: number): void {
    let windows = this.#windows.get(association)
    if (windows === undefined) {
      windows = [new ReplayWindow(), new ReplayWindow()]
      this.#windows.add(association, windows)
    }
    const note = sequenceNote(sequence, windows[message.side].accept(sequence))
    if (note) message.find(note.kind, note.text, MESSAGE_SOURCE, start + SEQUENCE.at, SEQUENCE.width)
  }

  #weigh(at: Cursor, opcode: number): void {
    const content = contentOf(at)
    if (!content) return
    this.#build.weigh(this.#names, opcode, content)
    this.#options.state.of(TOLD_PROFILES).profiles = this.#build.profiles
  }

  /** `Grand Chase center (Eternal?)`. */
  #title(): string {
    const { server, profile, profiles } = this.#build
    const build = `${PROFILE_TITLES[profile]}${profiles.length > 1 ? '?' : ''}`
    return `Grand Chase ${server ? `${server} server ` : ''}(${build})`
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
  return new Build(servers, preferring(announced?.profiles ?? state.of(TOLD_PROFILES).profiles))
}

/** All builds, these first. */
function preferring(profiles: readonly Profile[]): readonly Profile[] {
  return [...new Set([...profiles, ...PROFILES])]
}

function tellUnknown(message: Message, opcode: number, { names }: OpcodeTable): void {
  message.find(
    UNKNOWN_OPCODE,
    `Opcode ${opcode} is not among the ${names.size} that are known here; --gc-profile chooses another build, a file for --opcodes names more.`,
    message.sources.length - 1,
    message.sources.at(-1)!.start,
    2,
  )
}
