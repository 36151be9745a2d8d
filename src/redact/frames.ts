import type { Frame } from '../ingest/frame.js'

/** Takes a frame that begins at the link layer; its object and buffer hold only during the call. */
export type TakeFrame = (frame: Frame) => void

/** The frames of the inputs, which can be gone through again and again. */
export interface Frames {
  /** Hands on all frames in order, numbered from 1 on, without what the inputs say beside their bytes. */
  each(take: TakeFrame): Promise<void>
}

/** Where rewritten frames go. */
export interface FrameOutput {
  /** Writes the next frame. Returns where in the output its bytes are. */
  frame(frame: Frame): number
  /** Replaces bytes of a frame that has been written. */
  rewrite(at: number, bytes: Uint8Array): void
}
