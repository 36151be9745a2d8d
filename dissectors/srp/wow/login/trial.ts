/** Reads messages for trial, to learn how long they are and which protocol version they fit. */
import { Cursor } from '../../../../src/dissect/cursor.js'
import { Message } from '../../../../src/dissect/message.js'
import type { LoginPacket } from './packet.js'
import { LOGIN_VERSIONS, type LoginVersion } from './versions.js'

export interface Trial {
  /** Bytes of the message, its command included; 0 when it is not all there. */
  readonly length: number
  /** Nothing was left over, no length contradicted another. */
  readonly sound: boolean
}

// Shared by all: a trial is over before the next begins.
const message = new Message()
const cursor = new Cursor()

/** Reads the message that begins at `start` in one version's layout. */
export function tryVersion(
  packet: LoginPacket,
  version: LoginVersion,
  bytes: Uint8Array,
  start: number,
  end: number,
): Trial {
  message.clear()
  message.addSource('message', bytes, start + 1, end)
  cursor.begin(message, 0)
  packet.read(cursor, version)
  const { failed, pos } = cursor
  return { length: failed ? 0 : pos - start, sound: !failed && message.findings.length === 0 }
}

export interface Guess {
  readonly version: LoginVersion
  /** Every version reads it alike, so that nothing is left to guess. */
  readonly certain: boolean
}

/** The version whose layout fits best: exactly the bytes that are there, or at least some of them. */
export function guessVersion(packet: LoginPacket, bytes: Uint8Array, start: number, end: number): Guess {
  const trials = LOGIN_VERSIONS.map((version) => ({
    version,
    ...tryVersion(packet, version, bytes, start, end),
  }))
  const first = trials[0]!
  const best =
    trials.find(({ length, sound }) => sound && length === end - start) ??
    trials.find(({ sound }) => sound) ??
    first
  const certain = trials.every(({ length, sound }) => length === first.length && sound === first.sound)
  return { version: best.version, certain }
}
