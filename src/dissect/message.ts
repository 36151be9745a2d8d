import type { Conversation, Side } from '../network/conversation.js'
import type { Finding, FindingKind } from './finding.js'
import { MAX_FIELDS, MAX_FINDINGS } from './limits.js'
import { type LinkKind, type LinkTable, secondsBetween } from './links.js'
import { FieldTree } from './tree.js'

/** A run of bytes that fields lie in: the message itself, its frame, or what was made of it (zero-expanded, decrypted, inflated). */
export interface Source {
  /** Short, as shown: `message`, `frame`, `zero-expanded`. */
  name: string
  bytes: Uint8Array
  start: number
  end: number
  /** Bytes missing at the end because the capture does not hold them; Infinity when nobody knows how many. */
  cut: number
  /** What it was sealed with (encrypted, authenticated), where that is known; for whoever rewrites messages. */
  seal?: Seal | undefined
}

/** Seals other bytes as those of a source were. */
export interface Seal {
  /**
   * Puts `content`, as long as the source, into `message`: the message's bytes, of which the first was at `origin` in its
   * own buffer. `replaced` gives what a key that the traffic tells was replaced by.
   */
  close(
    message: Uint8Array,
    origin: number,
    content: Uint8Array,
    replaced: (key: Uint8Array) => Uint8Array,
  ): void
}

/** What is kept of a message that a later one may refer to. */
export interface MessageRef {
  readonly number: number
  /** -1 when unknown. */
  readonly seconds: number
  readonly nanoseconds: number
}

/** Index of the message's own bytes among its sources. */
export const MESSAGE_SOURCE = 0

/** What there is of a message that was saved without its bytes. */
export interface SavedValues {
  /** Bytes it had, as far as they were captured. */
  readonly length: number
  /** Its fields as they were saved, as one line of JSON; what is known to be secret is masked unless asked for. Absent where only some are wanted. */
  fields?(showSecrets: boolean): string
}

/**
 * One message, dissected. The engine reuses the object and the buffers behind its sources: a view, a
 * filter or an export uses it during the call and copies what it keeps.
 */
export class Message {
  /** 1-based, over all messages of a run. */
  number = 0
  /** The frames its bytes came from, first to last. */
  readonly frames: number[] = []
  /** Source objects, used again for every message. */
  readonly #pool: Source[] = []
  /** Time of the frame that completed it: seconds since 1970 UTC, -1 when unknown. */
  seconds = -1
  nanoseconds = 0
  /** Time of the run's first message whose time is known; -1 seconds before there is one. */
  firstSeconds = -1
  firstNanoseconds = 0
  conversation!: Conversation
  /** Which end of the conversation sent it. */
  side: Side = 0
  /** Name of the dissector as in `--as`: `sl`. */
  protocol = ''
  /** Protocol as a heading: `Second Life (classic)`. */
  title = ''
  /** Kind of message: `UseCircuitCode`. Empty when not known. May come from a template: untrusted text. */
  type = ''
  readonly sources: Source[] = []
  readonly tree = new FieldTree()
  /** Fields of link, IP and transport headers, where a run records them for a filter without showing them. */
  headers: Message | undefined
  readonly findings: Finding[] = []
  /** Findings beyond MAX_FINDINGS, only counted. */
  findingsDropped = 0
  /** Where a dump stood in its text (`line 12`); undefined for captures. */
  place: string | undefined
  /** For a message that was saved without its bytes: its values are derived ones then. */
  saved: SavedValues | undefined
  /** Comment of the packet in its capture, or heading of a dump. Untrusted text. */
  comment: string | undefined

  /** Where links to earlier messages are kept for those messages' own trees. */
  links: LinkTable | undefined

  /** Makes the object ready for the next message. */
  clear(): void {
    // Taking one or two elements off is quicker than setting the length.
    while (this.frames.length > 0) this.frames.pop()
    while (this.sources.length > 0) this.sources.pop()
    while (this.findings.length > 0) this.findings.pop()
    this.tree.clear()
    this.findingsDropped = 0
    this.protocol = ''
    this.title = ''
    this.type = ''
    this.place = undefined
    this.comment = undefined
    this.saved = undefined
  }

  /** Sets when it came. */
  setTime(seconds: number, nanoseconds: number): void {
    this.seconds = seconds
    this.nanoseconds = nanoseconds
    if (this.firstSeconds >= 0 || seconds < 0) return
    this.firstSeconds = seconds
    this.firstNanoseconds = nanoseconds
  }

  /** Adds a source and returns its index. */
  addSource(name: string, bytes: Uint8Array, start: number, end: number, cut = 0): number {
    const index = this.sources.length
    const source = this.#pool[index]
    if (source) {
      source.name = name
      source.bytes = bytes
      source.start = start
      source.end = end
      source.cut = cut
      source.seal = undefined
      this.sources.push(source)
    } else {
      const made: Source = { name, bytes, start, end, cut, seal: undefined }
      this.#pool.push(made)
      this.sources.push(made)
    }
    return index
  }

  /** What a session keeps to refer to this message later. */
  ref(): MessageRef {
    return { number: this.number, seconds: this.seconds, nanoseconds: this.nanoseconds }
  }

  /** Records that this message belongs to an earlier one, with the time between them. */
  link(kind: LinkKind, earlier: MessageRef, depth = 0): void {
    const seconds = secondsBetween(earlier, this)
    this.tree.derive(kind.back, earlier.number, depth)
    if (seconds !== undefined) this.tree.derive(kind.backTime, seconds, depth)
    this.links?.record(kind, earlier.number, this.number, seconds)
  }

  /** Records the links that later messages have to this one, as far as a first pass found them. */
  linkForth(): void {
    for (const { kind, message, seconds } of this.links?.from(this.number) ?? []) {
      if (this.tree.count + 2 > MAX_FIELDS) return
      this.tree.derive(kind.forth, message, 0)
      if (seconds !== undefined) this.tree.derive(kind.forthTime, seconds, 0)
    }
  }

  /** Records a problem at a byte range of a source, below the last row recorded. */
  find(kind: FindingKind, text: string, source: number, start: number, length: number): void {
    if (this.findings.length >= MAX_FINDINGS) {
      this.findingsDropped++
      return
    }
    this.findings.push({ kind, text, source, start, length, row: this.tree.count - 1 })
  }
}
