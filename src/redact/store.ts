import type { Frame } from '../ingest/frame.js'
import type { Payload } from '../network/payload.js'
import { Sent } from './sent.js'
import { StoredFrame } from './stored-frame.js'

/** Bytes that frames may take which wait for the rest of a message; the one that has waited longest is written without. */
export const MAX_UNSETTLED = 256 * 1024 * 1024

/** What is done with a frame when everything that comes in has. */
export type Finish = (stored: StoredFrame) => void

/**
 * The frames at hand: those that more may come in for. Of TCP, what was written lately is kept too, for frames that repeat
 * it.
 */
export class FrameStore {
  /** Frames that were written before all came in, since too many waited. */
  givenUp = 0
  /** Bytes sent again of which the first sending was gone. */
  lost = 0
  readonly #finish: Finish
  readonly #mostUnsettled: number
  readonly #sent: Sent
  readonly #unsettled = new Map<number, StoredFrame>()
  #unsettledCost = 0
  /** Fragments that no whole datagram has told of, by what names it. */
  readonly #fragments = new Map<string, Set<StoredFrame>>()
  /** Frames that may be settled by now. */
  #ready: StoredFrame[] = []

  constructor(finish: Finish, mostUnsettled = MAX_UNSETTLED, sent = new Sent()) {
    this.#finish = finish
    this.#mostUnsettled = mostUnsettled
    this.#sent = sent
  }

  take(frame: Frame): StoredFrame {
    const stored = new StoredFrame(frame)
    const { fragment } = stored.places
    this.#unsettled.set(frame.number, stored)
    this.#unsettledCost += stored.cost
    if (fragment) {
      const others = this.#fragments.get(fragment.key)
      if (others) others.add(stored)
      else this.#fragments.set(fragment.key, new Set([stored]))
    }
    return stored
  }

  /** The frame with this number, if something may still come in for it. */
  of(number: number): StoredFrame | undefined {
    return this.#unsettled.get(number)
  }

  /** The network stage is done with a payload's frames. */
  heard(payload: Payload): void {
    this.#forgetFragments(payload)
    this.#hear(this.of(payload.frame.number))
    for (const number of payload.earlierFrames) this.#hear(this.of(number))
  }

  /** A payload waits in the network stage; fragments that only repeat some of it do not. */
  held(payload: Payload): void {
    this.#forgetFragments(payload)
  }

  /** A message has taken a range of a frame's data, or none ever will. */
  taken(stored: StoredFrame | undefined): void {
    if (stored && --stored.waiting === 0) this.#ready.push(stored)
  }

  /** Finishes what nothing more comes in for. */
  settle(): void {
    for (let i = 0; i < this.#ready.length; i++) {
      const stored = this.#ready[i]!
      if (stored.isHeard && stored.waiting === 0 && !stored.isSettled) this.#settle(stored)
    }
    this.#ready.length = 0
    while (this.#unsettledCost > this.#mostUnsettled && this.#unsettled.size > 1) this.#giveUp()
  }

  /** Finishes everything: the capture ends. */
  end(): void {
    const rest = [...this.#unsettled.values()]
    for (const stored of rest) if (!stored.isSettled) this.#close(stored)
    for (const stored of rest) this.#complete(stored)
    this.#unsettled.clear()
  }

  #hear(stored: StoredFrame | undefined): void {
    if (!stored) return
    stored.isHeard = true
    this.#ready.push(stored)
  }

  /** Where a datagram has been put together, fragments of its name that came till then and are no part of it are repetitions. */
  #forgetFragments({ frame, earlierFrames, bytes }: Payload): void {
    const last = this.of(frame.number)
    const waiting = last?.places.fragment && this.#fragments.get(last.places.fragment.key)
    if (!waiting) return
    const isJoined = earlierFrames.length > 0 || bytes !== frame.bytes
    for (const stored of isJoined ? waiting : [last]) {
      const { number } = stored.frame
      if (number > frame.number) continue
      waiting.delete(stored)
      if (number !== frame.number && !earlierFrames.includes(number)) this.#hear(stored)
    }
    if (waiting.size === 0) this.#fragments.delete(last.places.fragment.key)
  }

  #settle(stored: StoredFrame): void {
    stored.isSettled = true
    this.#close(stored)
    this.#completeOrBlock(stored)
    this.#unblock(stored)
  }

  /** Completes a settled frame, unless it repeats bytes of another that is not settled: then when that is. */
  #completeOrBlock(stored: StoredFrame): void {
    const blocker = stored.stream?.blockerOf(stored)
    if (!blocker) {
      this.#drop(stored)
      this.#complete(stored)
    } else if (blocker.blocked) blocker.blocked.push(stored)
    else blocker.blocked = [stored]
  }

  #complete(stored: StoredFrame): void {
    if (stored.stream) this.lost += stored.stream.fill(stored)
    this.#finish(stored)
  }

  /** Nothing more comes in for a frame: what has may be repeated by others. */
  #close(stored: StoredFrame): void {
    if (!stored.stream) return
    stored.stream.close(stored)
    this.#sent.keep(stored)
  }

  /** Completes frames that waited for one. */
  #unblock(stored: StoredFrame): void {
    const { blocked } = stored
    stored.blocked = undefined
    for (const each of blocked ?? []) if (!each.isGone) this.#completeOrBlock(each)
  }

  #drop(stored: StoredFrame): void {
    if (this.#unsettled.delete(stored.frame.number)) this.#unsettledCost -= stored.cost
  }

  /** Writes the frame that has waited longest as it is. */
  #giveUp(): void {
    const stored: StoredFrame = this.#unsettled.values().next().value!
    this.givenUp++
    this.#drop(stored)
    if (!stored.isSettled) this.#close(stored)
    stored.isSettled = true
    this.#complete(stored)
    stored.forget()
    this.#unblock(stored)
  }
}
