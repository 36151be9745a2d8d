/** Which dialect to read as, and what to believe where a dump leaves it open. */
export interface DumpOptions {
  /** A name from `dumpFormats`; undefined lets the text decide. */
  readonly dumpFormat?: string
  /** Radix of the offset column; undefined infers it from the steps. */
  readonly offsetBase?: 8 | 10 | 16
  /** Byte order of cells wider than a byte; undefined infers it. */
  readonly wordOrder?: 'little' | 'big'
  /**
   * How much bytes look like a known protocol: 0 not at all, 50 likely, 100 certainly.
   * Asked only where the text itself leaves two readings open.
   */
  readonly recognise?: (bytes: Uint8Array) => number
}

/** Who sent a packet: a role, or one of two unnamed peers (`a` is `>`, O, sent, not indented; `b` the other). */
export type Sender = 'client' | 'server' | 'a' | 'b'

export interface DumpPacket {
  readonly bytes: Uint8Array
  /** 1-based lines of the text the packet was read from. */
  readonly line: number
  readonly endLine: number
  readonly sender?: Sender
  /** Seconds since 1970 UTC (a time of day without a date counts from 1970-01-01), or -1 when the text gave none. */
  readonly seconds: number
  readonly nanoseconds: number
  /** The text line above the dump, where there is one. Untrusted. */
  readonly heading?: string
  /** True for an HTTP message found as plain text. */
  readonly isText?: boolean
  /** A name from `dumpFormats`. */
  readonly dialect: string
}

export interface DumpProblem {
  /** Stable, dotted: `dump.gutter-mismatch`. */
  readonly code: string
  readonly message: string
  /** 1-based. */
  readonly line: number
}

/** What was found of one dialect, for the line on standard error. */
export interface DialectFacts {
  readonly name: string
  /** As the line says it: `Wireshark dialect`, `hexdump -C`. */
  readonly title: string
  readonly packets: number
  /** `offsets hex`, `gutter verified`, `words little-endian`. */
  readonly facts: readonly string[]
}

export interface DumpReading {
  /** In the order of the text. */
  readonly packets: DumpPacket[]
  readonly dialects: DialectFacts[]
  readonly problems: DumpProblem[]
  /** `3 packets, Wireshark dialect, offsets hex, gutter verified`, or why nothing was found. */
  readonly summary: string
}
