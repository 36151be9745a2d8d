import type { Frame } from '../frame.js'
import { LinkType } from '../frame.js'
import { writeDump } from '../hexdump/write.js'
import type { WriteBytes } from './batch.js'
import type { CaptureWriter } from './capture-writer.js'

/** Writes frames as hex dumps in Wireshark's dialect, with sender, time and comment, as slx, Wireshark and text2pcap read them. */
export class DumpWriter implements CaptureWriter {
  readonly #write: WriteBytes

  constructor(write: WriteBytes) {
    this.#write = write
  }

  frame(frame: Frame): void {
    const { bytes, start, end, seconds, nanoseconds, note } = frame
    const heading = [note?.comment, linkNote(frame), cutNote(frame)]
      .filter((part) => part !== undefined)
      .join('; ')
    const text = writeDump(bytes.subarray(start, end), {
      sender: note?.sender,
      seconds,
      nanoseconds,
      heading,
    })
    this.#write(Buffer.from(text))
  }

  flush(): void {}

  end(): void {}
}

/** A dump cannot say that it begins at a link layer which readers do not expect; its heading can. */
function linkNote({ begins, linkType }: Frame): string | undefined {
  const expected = begins !== 'link' || linkType === LinkType.ETHERNET || linkType === LinkType.RAW
  return expected ? undefined : `link type ${linkType}`
}

function cutNote({ start, end, originalLength }: Frame): string | undefined {
  return originalLength > end - start ? `cut, ${originalLength} bytes on the wire` : undefined
}
