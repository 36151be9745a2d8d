import type { Frame } from '../ingest/frame.js'
import type { PatchedWriter } from '../ingest/write/capture-writer.js'
import type { FrameOutput } from '../redact/frames.js'
import type { OutputFile } from './output-file.js'

/** A capture being written whose frames can be changed afterwards. */
export class PatchedCapture implements FrameOutput {
  readonly #writer: PatchedWriter
  readonly #file: OutputFile

  private constructor(writer: PatchedWriter, file: OutputFile) {
    this.#writer = writer
    this.#file = file
  }

  static async of(
    form: '.pcap' | '.pcapng',
    file: OutputFile,
    nanoseconds: boolean,
  ): Promise<PatchedCapture> {
    const take = (bytes: Uint8Array) => file.write(bytes)
    const writer =
      form === '.pcap'
        ? new (await import('../ingest/write/pcap.js')).PcapWriter(take, { nanoseconds })
        : new (await import('../ingest/write/pcapng.js')).PcapngWriter(take)
    return new PatchedCapture(writer, file)
  }

  frame(frame: Frame): number {
    this.#writer.frame(frame)
    return this.#writer.frameAt
  }

  rewrite(at: number, bytes: Uint8Array): void {
    if (!this.#writer.rewrite(at, bytes)) this.#file.rewrite(at, bytes)
  }

  /** Nothing more is changed: gives the file its name. */
  end(): void {
    this.#writer.end()
    this.#file.commit()
  }
}
