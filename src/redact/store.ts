import type { Frame } from '../ingest/frame.js'
import type { CaptureWriter } from '../ingest/write/capture-writer.js'
import { keepFrame } from '../network/kept.js'
import { type Places, placesOf } from './places.js'

/** A frame of the input, and what becomes of it. */
export interface StoredFrame {
  readonly frame: Frame
  readonly places: Places
  /** The frame as it will be written: headers at first, and zeros; data come in as they are found to be harmless. */
  readonly out: Uint8Array
  /** Ranges of the data that have come in: starts and ends. */
  readonly claimed: number[]
}

/** Keeps all frames of a run, without what their capture said about them (comments, names). */
export class FrameStore implements CaptureWriter {
  readonly frames: StoredFrame[] = []

  frame(frame: Frame): void {
    const kept = { ...keepFrame(frame), number: this.frames.length + 1, note: undefined }
    const places = placesOf(kept)
    const out = new Uint8Array(kept.bytes.length)
    out.set(kept.bytes.subarray(0, places.data))
    this.frames.push({ frame: kept, places, out, claimed: [] })
  }

  /** The frame with this number, from 1 on. */
  of(number: number): StoredFrame {
    return this.frames[number - 1]!
  }

  flush(): void {}

  end(): void {}
}
