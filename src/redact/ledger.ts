import type { Message } from '../dissect/message.js'
import type { Conversation, Side } from '../network/conversation.js'
import type { Payload, PayloadSink } from '../network/payload.js'
import type { FrameStore } from './store.js'
import type { StoredFrame } from './stored-frame.js'
import { StreamPlaces } from './stream-places.js'

/** A run of bytes in a frame. */
interface Place {
  /** Undefined where too much was kept and the frame is gone. */
  readonly stored: StoredFrame | undefined
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
  readonly #waiting = new WeakMap<Conversation, PerSide<Place[]>>()
  readonly #streams = new WeakMap<Conversation, PerSide<StreamPlaces>>()

  constructor(engine: PayloadSink, store: FrameStore) {
    this.#engine = engine
    this.#store = store
  }

  datagram(payload: Payload): void {
    this.#note(payload)
    this.#engine.datagram(payload)
  }

  segment(payload: Payload): void {
    this.#noteInStream(payload, true)
    this.#note(payload)
    this.#engine.segment(payload)
  }

  other(payload: Payload, what: string): void {
    this.#note(payload)
    this.#engine.other(payload, what)
  }

  control(payload: Payload): void {
    this.#noteInStream(payload, false)
    this.#store.heard(payload)
    this.#engine.control(payload)
  }

  held(payload: Payload): void {
    this.#noteInStream(payload, true)
    this.#store.held(payload)
  }

  gap(conversation: Conversation, side: Side, bytes: number): void {
    this.#engine.gap(conversation, side, bytes)
  }

  closed(conversation: Conversation, side: Side, how: 'fin' | 'reset' | 'end'): void {
    this.#engine.closed(conversation, side, how)
    for (const { stored } of this.#waitingOf(conversation)[side].splice(0)) this.#store.taken(stored)
  }

  forgotten(conversation: Conversation): void {
    this.#engine.forgotten(conversation)
    for (const places of this.#waitingOf(conversation))
      for (const { stored } of places.splice(0)) this.#store.taken(stored)
  }

  /** Writes the bytes of a message into its frames. */
  put({ conversation, side }: Message, bytes: Uint8Array): void {
    const waiting = this.#waitingOf(conversation)[side]
    let from = 0
    while (from < bytes.length && waiting.length > 0) {
      const place = waiting[0]!
      const { stored, at } = place
      const length = Math.min(place.length, bytes.length - from)
      if (stored && !stored.isGone) {
        stored.out.set(bytes.subarray(from, from + length), at)
        claim(stored.claimed, at, at + length)
      }
      from += length
      place.at += length
      place.length -= length
      if (place.length > 0) return
      waiting.shift()
      this.#store.taken(stored)
    }
  }

  #note(payload: Payload): void {
    const places = this.#waitingOf(payload.conversation)[payload.side]
    const { bytes, start, end, frame } = payload
    this.#store.heard(payload)
    if (end === start) return
    if (bytes === frame.bytes) {
      const stored = this.#store.of(frame.number)
      const at = start - frame.start
      // What network stage and `placesOf` both pass over: the relay header of SOCKS5.
      if (stored && !stored.places.isTcp && at > stored.places.data)
        stored.out.set(stored.frame.bytes.subarray(stored.places.data, at), stored.places.data)
      this.#wait(places, stored, at, end - start)
    } else this.#noteJoined(payload, places)
  }

  /** The payload of a datagram put together from fragments; its headers are in the first. */
  #noteJoined({ start, end, frame, earlierFrames }: Payload, places: Place[]): void {
    const parts = [...earlierFrames, frame.number]
      .flatMap((number) => this.#store.of(number) ?? [])
      .filter(({ places: { fragment } }) => fragment !== undefined)
      .sort((a, b) => a.places.fragment!.offset - b.places.fragment!.offset)
    let reached = 0
    for (const stored of parts) {
      const { fragment, data, dataEnd } = stored.places
      const offset = fragment!.offset
      const from = Math.max(reached, offset)
      const to = Math.min(end, offset + dataEnd - data)
      if (to <= from) continue
      // Of a fragment that is gone.
      this.#wait(places, undefined, 0, from - Math.max(reached, start))
      reached = to
      const headerEnd = Math.min(to, start)
      if (from < headerEnd)
        stored.out.set(
          stored.frame.bytes.subarray(data + from - offset, data + headerEnd - offset),
          data + from - offset,
        )
      const begin = Math.max(from, start)
      this.#wait(places, stored, data + begin - offset, to - begin)
    }
    this.#wait(places, undefined, 0, end - Math.max(reached, start))
  }

  #wait(places: Place[], stored: StoredFrame | undefined, at: number, length: number): void {
    if (length <= 0) return
    if (stored) stored.waiting++
    places.push({ stored, at, length })
  }

  #noteInStream({ conversation, side, bytes, frame }: Payload, isSource: boolean): void {
    const stored = this.#store.of(frame.number)
    if (!stored?.places.isTcp || bytes !== frame.bytes) return
    let pair = this.#streams.get(conversation)
    if (!pair) this.#streams.set(conversation, (pair = [new StreamPlaces(), new StreamPlaces()]))
    pair[side].add(stored, isSource)
  }

  #waitingOf(conversation: Conversation): PerSide<Place[]> {
    let waiting = this.#waiting.get(conversation)
    if (!waiting) this.#waiting.set(conversation, (waiting = [[], []]))
    return waiting
  }
}

/** Adds a range to others; messages take a frame's bytes in order. */
function claim(claimed: number[], from: number, to: number): void {
  if (claimed.at(-1) === from) claimed[claimed.length - 1] = to
  else claimed.push(from, to)
}
