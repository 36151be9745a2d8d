import { Definitions } from '../../llsd/definitions.js'
import { readLlsd, type Syntax } from '../../llsd/read.js'
import type { Document } from '../../llsd/value.js'
import { readXmlRpc } from '../../llsd/xml-rpc.js'
import { EVENT_MEMBERS, LOGIN_MEMBERS } from './known.js'

/** A kind of document that bodies are. */
export interface BodyKind {
  readonly definitions: Definitions
  /** Bytes at the beginning that are not its own: a byte order mark. */
  readonly skip: number
  read(bytes: Uint8Array): Document
}

const LLSD = new Definitions('llsd', 'LLSD', EVENT_MEMBERS)
const XML_RPC = new Definitions('xmlrpc', 'XML-RPC', LOGIN_MEMBERS)

/** Makes the fields of what is known of them, for `slx fields`. */
export function declareBodies(): void {
  LLSD.declare()
  XML_RPC.declare()
}

/** Bytes looked at to tell what a body is. */
const BEGINNING = 512

// Comments and the like may stand before the first element.
const XML_RPC_ROOT = /^\s*<[\s\S]{0,512}?(?<=<)method(?:Call|Response)[\s>/]/
const LLSD_ROOT = /^\s*<(?:\? ?llsd\/|[\s\S]{0,512}?(?<=<)llsd[\s>/])/i
const BYTE_ORDER_MARK = '\xef\xbb\xbf'

/** By the names Linden Lab gave them. */
const LLSD_TYPES: ReadonlyMap<string, Syntax> = new Map([
  ['application/llsd+xml', 'xml'],
  ['application/llsd+binary', 'binary'],
  ['application/llsd+notation', 'notation'],
])

/** What kind of document a body of a media type is; undefined for any other. */
export function bodyKind(bytes: Uint8Array, type: string): BodyKind | undefined {
  const text = Buffer.from(bytes.subarray(0, BEGINNING)).toString('latin1')
  const skip = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0
  const beginning = text.slice(skip)
  if (XML_RPC_ROOT.test(beginning)) {
    return { definitions: XML_RPC, skip, read: (own) => readXmlRpc(Buffer.from(own).toString('latin1')) }
  }
  const syntax = LLSD_TYPES.get(type)
  if (!syntax && !LLSD_ROOT.test(beginning)) return undefined
  return { definitions: LLSD, skip, read: (own) => readLlsd(own, syntax) }
}
