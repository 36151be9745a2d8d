import type { Cursor } from '../../src/dissect/cursor.js'
import type { Exchange } from './requests.js'

/** A body to be read. */
export interface Content {
  readonly isRequest: boolean
  /** Media type in lower case, without parameters; empty when none is given. */
  readonly type: string
  /** No bytes are missing at its end. */
  readonly complete: boolean
  /** The request it belongs to, or which it answers, where that was seen. */
  readonly exchange: Exchange | undefined
}

/** What travels over HTTP on one connection: it knows what requests ask for and reads bodies. */
export interface Application {
  /** Whether a target lets in whoever knows it. */
  isSecret(target: string): boolean
  /** Takes note of a request whose head has been recorded. */
  request(at: Cursor, target: string, exchange: Exchange | undefined): void
  /** Reads the body in the cursor's region, all of it, or leaves it alone and returns false. */
  body(at: Cursor, content: Content): boolean
}
