import type { Severity } from '../dissect/finding.js'
import { MESSAGE_SOURCE, type Message } from '../dissect/message.js'
import { NO_SOURCE } from '../dissect/tree.js'
import { pathPattern } from '../fields/path-pattern.js'
import type { Endpoint } from '../network/conversation.js'
import { type Field, FieldReader } from './field.js'

/** A dissected message: plain data, to be kept as long as one likes. */
export interface DissectedMessage {
  /** 1-based, over all messages of a run. */
  readonly number: number
  /** Numbers of the frames its bytes came from. */
  readonly frames: readonly number[]
  /** Seconds since 1970 UTC and nanoseconds; undefined when the source gave no time. */
  readonly time: { readonly seconds: number; readonly nanoseconds: number } | undefined
  readonly transport: 'udp' | 'tcp' | 'none'
  /** Number of the conversation, in order of appearance. */
  readonly conversation: number
  /** Undefined where nothing tells the sides apart. */
  readonly from: 'client' | 'server' | undefined
  readonly source: Endpoint
  readonly target: Endpoint
  /** Name of the dissector: `sl`. */
  readonly protocol: string
  /** `Second Life (classic)`. */
  readonly title: string
  /** `UseCircuitCode`; empty when not known. Like every text here it is raw: escape it before a terminal sees it. */
  readonly type: string
  /** The message's own bytes. */
  readonly bytes: Uint8Array
  /** Everything fields lie in: the message, and what was made of it (decrypted, inflated ...). */
  readonly sources: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly fields: readonly Field[]
  readonly findings: readonly DissectedFinding[]
  /** The value of the first field whose path is this or fits this pattern (`sl.Chat*.ChatData.Message`, `Sequence`). */
  get(path: string): unknown
  /** All fields that fit, in order. */
  all(path: string): Field[]
}

/** Something worth telling about a message's bytes. */
export interface DissectedFinding {
  readonly severity: Severity
  /** Stable, dotted: `field.short`. */
  readonly code: string
  readonly text: string
  /** Name of the source the range lies in; undefined where it lies in none. */
  readonly source: string | undefined
  readonly start: number
  readonly length: number
}

/** Makes plain data of the engine's messages, which it uses again. */
export class MessageCopier {
  readonly #fields: FieldReader

  constructor(showSecrets: boolean) {
    this.#fields = new FieldReader(showSecrets)
  }

  copy(message: Message): DissectedMessage {
    const { number, seconds, nanoseconds, conversation, side, protocol, title, type } = message
    const { ends, roles } = conversation
    const sources = message.sources.map(({ name, bytes, start, end }) => ({
      name,
      bytes: bytes.slice(start, end),
    }))
    const fields = this.#fields.fields(message)
    const all = (path: string) => matching(fields, pathPattern(path))
    return {
      number,
      frames: [...message.frames],
      time: seconds < 0 ? undefined : { seconds, nanoseconds },
      transport: conversation.transport,
      conversation: conversation.id,
      from: roles === 'unknown' ? undefined : side === 0 ? 'client' : 'server',
      source: { ...ends[side] },
      target: { ...ends[side === 0 ? 1 : 0] },
      protocol,
      title,
      type,
      bytes: sources[MESSAGE_SOURCE]!.bytes,
      sources,
      fields,
      findings: findingsOf(message),
      all,
      get: (path) => all(path)[0]?.value,
    }
  }
}

function findingsOf({ findings, sources }: Message): DissectedFinding[] {
  return findings.map(({ kind, text, source, start, length }) => {
    const from = source === NO_SOURCE ? undefined : sources[source]
    return {
      severity: kind.severity,
      code: kind.code,
      text,
      source: from?.name,
      start: from ? start - from.start : 0,
      length,
    }
  })
}

function matching(fields: readonly Field[], fits: (path: string) => boolean): Field[] {
  return fields.flatMap((field) => [...(fits(field.path) ? [field] : []), ...matching(field.fields, fits)])
}
