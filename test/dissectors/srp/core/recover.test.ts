import { describe, expect, it } from 'vitest'
import { RollingEncrypt } from '../../../../bench/encode/rolling-encrypt.js'
import {
  type HeaderShape,
  MMO_HEADER,
  recoverKey,
  type Track,
  WOW_CLIENT_HEADER,
  WOW_SERVER_HEADER,
} from '../../../../dissectors/srp/core/recover.js'
import { hex, toHex, VECTORS } from '../vectors.js'

/** Segments, a packet each, as a direction's track; but those that do not begin one. */
function trackOf(packets: readonly Uint8Array[], begins: (i: number) => boolean = () => true): Track {
  const starts: number[] = []
  let length = 0
  packets.forEach((packet, i) => {
    if (begins(i)) starts.push(length)
    length += packet.length
  })
  return { bytes: new Uint8Array(Buffer.concat(packets)), length, starts }
}

/** So many packets of one direction with headers made by `plain`. */
function packets(key: Uint8Array, count: number, plain: (size: number, i: number) => number[]): Uint8Array[] {
  const cipher = new RollingEncrypt(key)
  return Array.from({ length: count }, (_, i) => {
    const size = (i * 37) % 290
    const header = cipher.encrypt(Uint8Array.from(plain(size, i)))
    return Uint8Array.from([...header, ...Array.from({ length: size }, (_, n) => (n * 7 + i) & 255)])
  })
}

const mmo = (size: number, i: number) => [(i * 11) & 127, 0, size & 255, size >> 8, 0, 0]
const wowClient = (size: number, i: number) => [(size + 4) >> 8, (size + 4) & 255, (i * 13) & 255, 1, 0, 0]
const wowServer = (size: number, i: number) => [(size + 2) >> 8, (size + 2) & 255, (i * 13) & 255, i & 1]

const KEY20 = Uint8Array.from({ length: 20 }, (_, i) => (i * 97 + 13) & 255)
const KEY40 = Uint8Array.from({ length: 40 }, (_, i) => (i * 71 + 5) & 255)
const BOTH_MMO: [HeaderShape, HeaderShape] = [MMO_HEADER, MMO_HEADER]
const BOTH_WOW: [HeaderShape, HeaderShape] = [WOW_CLIENT_HEADER, WOW_SERVER_HEADER]
const NOTHING = trackOf([])

describe('header keys from known plaintext', () => {
  it('ten headers of one direction give the key of Kyoril/mmo, six do not', () => {
    const sent = packets(KEY20, 10, mmo)
    expect(recoverKey(20, BOTH_MMO, [NOTHING, trackOf(sent)])?.key).toEqual(KEY20)
    expect(recoverKey(20, BOTH_MMO, [trackOf(sent), NOTHING])?.key).toEqual(KEY20)
    expect(recoverKey(20, BOTH_MMO, [trackOf(sent.slice(0, 6)), NOTHING])).toBeUndefined()
  })

  it('twenty client headers give the key of 1.12, ten that of 2.4.3', () => {
    for (const [key, count] of [
      [KEY40, 20],
      [KEY20, 10],
    ] as const) {
      const client = trackOf(packets(key, count, wowClient))
      expect(recoverKey(key.length, BOTH_WOW, [client, NOTHING])?.key).toEqual(key)
      const server = trackOf(packets(key, count, wowServer))
      expect(recoverKey(key.length, BOTH_WOW, [client, server])?.key).toEqual(key)
    }
  })

  it('packets that share a segment with the one before are no hindrance once enough of the key is known', () => {
    const joined = trackOf(packets(KEY20, 40, mmo), (i) => i < 8 || i % 3 === 0)
    expect(recoverKey(20, BOTH_MMO, [joined, NOTHING])?.key).toEqual(KEY20)
  })

  it('packets that are split over segments are no hindrance', () => {
    const sent = packets(KEY20, 20, mmo)
    const track = trackOf(sent)
    const starts = track.starts.flatMap((start, i) => (sent[i]!.length > 100 ? [start, start + 50] : [start]))
    expect(recoverKey(20, BOTH_MMO, [{ ...track, starts }, NOTHING])?.key).toEqual(KEY20)
  })

  it('tells where each direction stands', () => {
    const sent = packets(KEY20, 12, mmo)
    const track = trackOf(sent)
    const whole = recoverKey(20, BOTH_MMO, [track, NOTHING])!.positions[0]
    expect(whole).toMatchObject({ headers: 12, next: track.length })
    const last = sent[11]!.length
    const cut = { ...track, length: track.length - 10 }
    const short = recoverKey(20, BOTH_MMO, [cut, NOTHING])
    // The last size is a guess then, and every byte of the key must be found twice: nothing, or the truth.
    if (short) expect(short.positions[0].headers).toBe(last > 10 ? 12 : 11)
  })

  it('finds nothing in noise, in reasonable time', () => {
    const noise = Array.from({ length: 190 }, (_, i) =>
      Uint8Array.from({ length: 40 }, (_, n) => ((i + 3) * (n + 11) * 2654435761) >>> 24),
    )
    const begin = performance.now()
    expect(recoverKey(20, BOTH_MMO, [trackOf(noise), trackOf(noise)])).toBeUndefined()
    expect(recoverKey(40, BOTH_WOW, [trackOf(noise), trackOf(noise)])).toBeUndefined()
    expect(performance.now() - begin).toBeLessThan(1000)
  })

  it.skipIf(!VECTORS)('the headers of the vectors', () => {
    const { header_key, client_headers, server_headers } = VECTORS.mmo_known_plaintext_recovery
    const tracks = [client_headers, server_headers].map((headers: { cipher: string; size: number }[]) =>
      trackOf(headers.map(({ cipher, size }) => Uint8Array.from([...hex(cipher), ...new Uint8Array(size)]))),
    ) as [Track, Track]
    expect(toHex(recoverKey(20, BOTH_MMO, tracks)!.key)).toBe(header_key)
    expect(toHex(recoverKey(20, BOTH_MMO, [tracks[0], NOTHING])!.key)).toBe(header_key)
    expect(toHex(recoverKey(20, BOTH_MMO, [NOTHING, tracks[1]])!.key)).toBe(header_key)
  })

  it.skipIf(!VECTORS)('the made-up session of 1.12 gives K itself', () => {
    const session = VECTORS.wow_synthetic_sessions[0]
    const sent = (dir: string) =>
      session.world_encrypted
        .filter((packet: { dir: string }) => packet.dir === dir)
        .map(({ wire }: { wire: string }) => hex(wire))
    const tracks: [Track, Track] = [trackOf(sent('C>S')), trackOf(sent('S>C'))]
    expect(toHex(recoverKey(40, BOTH_WOW, tracks)!.key)).toBe(session.K)
  })
})
