import type { Slot } from '../dissect/slots.js'

/** A file whose transfer has begun. */
export interface TransferredFile {
  /** As its sender wrote it, with `/` between folders: untrusted. */
  readonly name: string
  readonly size: number
  /** Same for the same file when a broken transfer of it is taken up again. */
  readonly identity: string
  /** Where in the file the bytes begin that come now: above 0 when a broken transfer is taken up again. */
  readonly from: number
  /** Number of the message that announced it. */
  readonly message: number
}

/** What a checksum says of a file: whether it holds (undefined: not checkable), and that as a sentence. */
export interface Verdict {
  readonly holds: boolean | undefined
  readonly text: string
}

/** Takes the bytes of one file in order. Never throws. */
export interface FileTarget {
  write(bytes: Uint8Array, start: number, end: number): void
  /** Bytes that the capture lacks. */
  skip(length: number): void
  /** The last byte has come. */
  end(verdict: Verdict): void
}

/** Where sessions hand over files. */
export class FileDesk {
  take: (file: TransferredFile) => FileTarget | undefined = () => undefined
}

/** There only when somebody extracts files: sessions look for it with `state.peek(FILES)`. */
export const FILES: Slot<FileDesk> = { name: 'files', make: () => new FileDesk() }
