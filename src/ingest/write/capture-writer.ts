import type { Frame } from '../frame.js'

/** What readers of captures take for the longest frame and for no limit. */
export const SNAP_LENGTH = 262_144

/** Writes frames into a capture file. */
export interface CaptureWriter {
  /**
   * Writes a frame that begins at the link layer. One without a time is given the time 0, since a capture cannot
   * leave it out.
   * @throws UnwritableFrame when this kind of capture cannot hold it
   */
  frame(frame: Frame): void
  /** Writes what was gathered so far. */
  flush(): void
  /** Completes the file: one without frames has a header all the same. */
  end(): void
}

/** A writer whose frames can be changed afterwards. */
export interface PatchedWriter extends CaptureWriter {
  /** Where in the file the bytes of the last frame begin. */
  readonly frameAt: number
  /** Replaces bytes of a frame; false where they have been written out, so that the file itself must be changed. */
  rewrite(at: number, bytes: Uint8Array): boolean
}

/** A frame that cannot be written, and why; ends a command with exit code 2. */
export class UnwritableFrame extends Error {
  override readonly name = 'UnwritableFrame'
}

/** @throws UnwritableFrame when the frame is longer than readers of captures accept */
export function checkLength({ number, start, end }: Frame): void {
  const length = end - start
  if (length <= SNAP_LENGTH) return
  throw new UnwritableFrame(
    `Frame ${number} has ${length} bytes, and a capture holds at most ${SNAP_LENGTH} of one; leave it out.`,
  )
}
