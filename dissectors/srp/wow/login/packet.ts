import type { Cursor } from '../../../../src/dissect/cursor.js'
import type { Logon } from './logon.js'
import type { LoginVersion } from './versions.js'

/** A kind of message of one direction. */
export interface LoginPacket {
  readonly name: string
  /** Reads what follows the command. Without `logon` nothing is checked or remembered: its length is measured only. */
  read(at: Cursor, version: LoginVersion, logon?: Logon): void
  /** Its whole length where it says that itself: 0 as long as that is not there, negative for what cannot be one. */
  length?(bytes: Uint8Array, start: number, end: number): number
  /** Whether two bytes of padding belong behind such a result. Some servers leave them out. */
  padded?(version: LoginVersion, result: number): boolean
}

/** Messages of a direction by command. */
export type LoginPackets = ReadonlyMap<number, LoginPacket>

/** For messages that are no more than their command. */
export function readNothing(): void {
  // Nothing follows.
}
