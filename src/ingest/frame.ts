/**
 * What ingest hands on: one captured packet, or one pasted dump.
 *
 * Readers push frames into a FrameSink, one at a time. The Frame object and its buffer belong to the
 * reader and are reused for the next frame: a sink copies what must outlive the call.
 */

/** The layer a frame's first byte belongs to. `link` frames say which link in `linkType`. */
export type Begins = 'link' | 'udp' | 'tcp' | 'payload'

/** What a text dump or a capture said about a frame beside its bytes. */
export interface FrameNote {
  /** Who sent it: a role word (`Client:`), or one of two unnamed peers (`<` and `>`, indentation, I and O). */
  readonly sender?: 'client' | 'server' | 'a' | 'b'
  /** Ports a payload-only dump is said to have had (`--ports SERVER:CLIENT`). */
  readonly ports?: { readonly server: number; readonly client: number }
  /** The transport a payload-only dump is known to have had; otherwise the content decides. */
  readonly transport?: 'udp' | 'tcp'
  /** Comment of a pcapng packet, or the heading above a dump. Untrusted text. */
  readonly comment?: string
  /** Where in a text the dump began, as `line 12`. */
  readonly place?: string
}

export interface Frame {
  /** 1-based, over all inputs in order. */
  number: number
  /** Seconds since 1970 UTC, or -1 when the source gave no time. */
  seconds: number
  /** 0..999,999,999 */
  nanoseconds: number
  begins: Begins
  /** LINKTYPE_ value, as registered by tcpdump.org; meaningful when `begins` is `link`. */
  linkType: number
  /** The frame is `bytes[start..end)`. */
  bytes: Uint8Array
  start: number
  end: number
  /** Length on the wire; more than `end - start` when the capture cut the frame. */
  originalLength: number
  note: FrameNote | undefined
}

/** A fault of the input itself (not of a protocol in it). It makes the exit code 3. */
export interface InputProblem {
  /** Stable, dotted, lower case: `pcap.truncated-record`. */
  readonly code: string
  /** A whole sentence that names what was found, what was expected and the byte offset or line. */
  readonly message: string
  /** The input's name as given (`capture.pcap`, `standard input`). */
  readonly input: string
  /** Byte offset in the (uncompressed) input; -1 where a line number in the message says it. */
  readonly offset: number
}

export interface FrameSink {
  /** Takes one frame. Returns false to say: no more (the reader then stops). */
  frame(frame: Frame): boolean
  problem(problem: InputProblem): void
}

/** A reader that is fed chunks of any size, down to one byte, and pushes frames as they become whole. */
export interface FrameReader {
  /** Takes the next bytes (which it must copy if it keeps them). Returns false when the sink wants no more. */
  push(chunk: Uint8Array): boolean
  /** Says that no more bytes come; what is left over is reported as a problem. */
  end(): void
}

export function newFrame(): Frame {
  return {
    number: 0,
    seconds: -1,
    nanoseconds: 0,
    begins: 'link',
    linkType: 1,
    bytes: new Uint8Array(0),
    start: 0,
    end: 0,
    originalLength: 0,
    note: undefined,
  }
}

/** LINKTYPE_ values slx takes apart (tcpdump.org registry). */
export const LinkType = {
  NULL: 0,
  ETHERNET: 1,
  RAW_BSD_12: 12,
  RAW_BSD_14: 14,
  RAW: 101,
  LOOP: 108,
  LINUX_SLL: 113,
  USER0: 147,
  USER15: 162,
  IPV4: 228,
  IPV6: 229,
  LINUX_SLL2: 276,
} as const
