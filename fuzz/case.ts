import type { Side } from '../src/network/conversation.js'
import type { ViewKind } from '../src/views/kinds.js'

/** Bytes that arrive together: a datagram, a segment, a chunk of a file, or a whole text. */
export interface Part {
  readonly bytes: Uint8Array
  readonly side: Side
  /** Bytes that the capture lacks behind it. */
  readonly lost?: number
}

/** How a case is read and shown. */
export interface Setting {
  readonly view: ViewKind
  readonly colour: boolean
  readonly width: number
  readonly layers: boolean
  readonly showSecrets: boolean
  /** Judge by content instead of taking the target's protocol for granted. */
  readonly choose: boolean
  /** With the keys that the samples give away. */
  readonly keys: boolean
  /** As text pasted without headers instead of a datagram or a stream. */
  readonly pasted: boolean
  /** Index of what is done beside showing: see each target. */
  readonly extra: number
}

/** One input with everything that decides what becomes of it. */
export interface Case {
  readonly target: string
  readonly parts: readonly Part[]
  readonly setting: Setting
}

/** A case as a file holds it: printable texts as they are, other bytes in hex. */
export function caseAsJson({ target, parts, setting }: Case): string {
  const lines = parts.map(({ bytes, ...rest }) => JSON.stringify({ ...rest, ...written(bytes) }))
  return `{"target":${JSON.stringify(target)},\n"setting":${JSON.stringify(setting)},\n"parts":[\n${lines.join(',\n')}\n]}\n`
}

/** Reads what `caseAsJson` wrote. */
export function caseFromJson(json: string): Case {
  const { target, setting, parts } = JSON.parse(json) as Omit<Case, 'parts'> & {
    parts: readonly (Omit<Part, 'bytes'> & Written)[]
  }
  return {
    target,
    setting,
    parts: parts.map(({ text, hex, ...rest }) => ({
      ...rest,
      bytes: new Uint8Array(text === undefined ? Buffer.from(hex!, 'hex') : Buffer.from(text, 'latin1')),
    })),
  }
}

interface Written {
  readonly text?: string
  readonly hex?: string
}

function written(bytes: Uint8Array): Written {
  const text = Buffer.from(bytes).toString('latin1')
  return /^[\n\x20-\x7e]*$/.test(text) ? { text } : { hex: Buffer.from(bytes).toString('hex') }
}
