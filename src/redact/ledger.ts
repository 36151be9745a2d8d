import type { Message } from '../dissect/message.js'
import type { Conversation, Side } from '../network/conversation.js'
import type { Payload, PayloadSink } from '../network/payload.js'
import type { FrameStore, StoredFrame } from './store.js'
import { StreamPlaces } from './stream-places.js'

/** A run of bytes in a frame. */
export interface Place {
  readonly stored: StoredFrame
  /** Offset in the frame. */
  at: number
  length: number
}

type PerSide<T> = readonly [T, T]

/**
 * Stands between network and engine and remembers in which frames the bytes of every payload lie. Messages take
 * all bytes of a direction in order, so that the bytes of each are the next ones that were handed on.
 */
export class Ledger implements PayloadSink {
  readonly #engine: PayloadSink
  readonly #store: FrameStore
  readonly #waiting = new Map<Conversation, PerSide<Place[]>>()
  readonly #streams = new Map<Conversation, PerSide<StreamPlaces>>()

  constructor(engine: PayloadSink, store: FrameStore) {
    this.#engine = engine
    this.#store = store
  }

  datagram(payload: Payload): void {
    this.#note(payload)
    this.#engine.datagram(payload)
  }

  segment(payload: Payload): void {
    this.#noteInStream(payload)
    this.#note(payload)
    this.#engine.segment(payload)
  }

  other(payload: Payload, what: string): void {
    this.#note(payload)
    this.#engine.other(payload, what)
  }

  control(payload: Payload): void {
    this.#noteInStream(payload)
    this.#engine.control(payload)
  }

  gap(conversation: Conversation, side: Side, bytes: number): void {
    this.#engine.gap(conversation, side, bytes)
  }

  closed(conversation: Conversation, side: Side, how: 'fin' | 'reset' | 'end'): void {
    this.#engine.closed(conversation, side, how)
    this.#waitingOf(conversation)[side].length = 0
  }

  forgotten(conversation: Conversation): void {
    this.#engine.forgotten(conversation)
    this.#waiting.delete(conversation)
  }

  /** Writes the bytes of a message into its frames. */
  put({ conversation, side }: Message, bytes: Uint8Array): void {
    const waiting = this.#waitingOf(conversation)[side]
    let from = 0
    while (from < bytes.length && waiting.length > 0) {
      const place = waiting[0]!
      const length = Math.min(place.length, bytes.length - from)
      place.stored.out.set(bytes.subarray(from, from + length), place.at)
      place.stored.claimed.push(place.at, place.at + length)
      from += length
      place.at += length
      place.length -= length
      if (place.length === 0) waiting.shift()
    }
  }

  /** Fills in bytes that were sent again, as they were the first time. */
  repeat(): void {
    for (const pair of this.#streams.values()) for (const stream of pair) stream.repeat()
  }

  #note(payload: Payload): void {
    const places = this.#waitingOf(payload.conversation)[payload.side]
    const { bytes, start, end, frame } = payload
    if (end === start) return
    if (bytes === frame.bytes) {
      const stored = this.#store.of(frame.number)
      const at = start - frame.start
      // What network stage and `placesOf` both pass over: the relay header of SOCKS5.
      if (!stored.places.isTcp && at > stored.places.data)
        stored.out.set(stored.frame.bytes.subarray(stored.places.data, at), stored.places.data)
      places.push({ stored, at, length: end - start })
    } else this.#noteJoined(payload, places)
  }

  /** The payload of a datagram put together from fragments; its headers are in the first. */
  #noteJoined({ start, end, frame, earlierFrames }: Payload, places: Place[]): void {
    const parts = [...earlierFrames, frame.number]
      .map((number) => this.#store.of(number))
      .filter(({ places: { fragment } }) => fragment !== undefined)
      .sort((a, b) => a.places.fragment!.offset - b.places.fragment!.offset)
    let reached = 0
    for (const stored of parts) {
      const { fragment, data, dataEnd } = stored.places
      const offset = fragment!.offset
      const from = Math.max(reached, offset)
      const to = Math.min(end, offset + dataEnd - data)
      if (to <= from) continue
      reached = to
      const headerEnd = Math.min(to, start)
      if (from < headerEnd)
        stored.out.set(
          stored.frame.bytes.subarray(data + from - offset, data + headerEnd - offset),
          data + from - offset,
        )
      const begin = Math.max(from, start)
      if (begin < to) places.push({ stored, at: data + begin - offset, length: to - begin })
    }
  }

  #noteInStream({ conversation, side, bytes, frame }: Payload): void {
    const stored = this.#store.of(frame.number)
    if (!stored.places.isTcp || bytes !== frame.bytes) return
    let pair = this.#streams.get(conversation)
    if (!pair) this.#streams.set(conversation, (pair = [new StreamPlaces(), new StreamPlaces()]))
    pair[side].add(stored)
  }

  #waitingOf(conversation: Conversation): PerSide<Place[]> {
    let waiting = this.#waiting.get(conversation)
    if (!waiting) this.#waiting.set(conversation, (waiting = [[], []]))
    return waiting
  }
}
