import { u16, u32 } from './encode.js'

export interface OdcMessage {
  readonly cookie: Uint8Array
  readonly name: string
  readonly flags?: number
  readonly charset?: number
  readonly payload?: Uint8Array
}

/** An ODC2 message as the protocol page lays it out. */
export function odcMessage({ cookie, name, flags = 0, charset = 0, payload }: OdcMessage): Buffer {
  const header = Buffer.alloc(76)
  header.write('ODC2')
  u16(76, 1, 6).copy(header, 4)
  header.set(cookie, 12)
  u32(payload?.length ?? 0).copy(header, 28)
  u16(charset).copy(header, 32)
  u16(flags).copy(header, 38)
  header.write(name, 44)
  return Buffer.concat([header, payload ?? Buffer.alloc(0)])
}

/** HTML with images behind it. */
export function odcPayload(html: string, images: readonly Uint8Array[]): Buffer {
  const data = images.flatMap((image, i) => [
    Buffer.from(`<DATA ID="${i + 1}" SIZE="${image.length}">`),
    image,
    Buffer.from('</DATA>'),
  ])
  return Buffer.concat([Buffer.from(`${html}<BINARY>`), ...data, Buffer.from('</BINARY>')])
}
