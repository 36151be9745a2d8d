/** The add-on block of CMSG_AUTH_SESSION: what the client has installed, in a zlib stream. */
import { inflateSync } from 'node:zlib'
import { Cursor } from '../../../../src/dissect/cursor.js'
import { findingKind } from '../../../../src/dissect/finding.js'
import { readTerminated } from '../../core/read.js'
import { ADDON, SESSION } from './fields.js'
import type { WorldGame } from './games.js'

/** Bytes inflated at most. Real lists stay below a few thousand; servers refuse a mebibyte. */
export const MAX_INFLATED = 256 * 1024

const INFLATE = findingKind('wow-world.inflate', 'error')
const SIZE = findingKind('wow-world.addons-size', 'warning')

const inner = new Cursor()

/** Reads the rest of the packet, of which all bytes are there if `whole`. */
export function readAddons(at: Cursor, game: WorldGame, whole: boolean): void {
  const size = at.read(SESSION.addons_size)
  if (!at.more) return
  const length = at.remaining
  const inflated = whole ? inflate(at.bytes.subarray(at.pos, at.end)) : undefined
  if (inflated === undefined || typeof inflated === 'string') {
    at.rest(SESSION.addons_unread)
    if (inflated) at.find(INFLATE, inflated, length)
    return
  }
  at.rest(SESSION.addons_deflated)
  if (inflated.length !== size) {
    at.find(
      SIZE,
      `${SESSION.addons_size.label} says ${size} bytes, the stream has ${inflated.length}.`,
      length,
    )
  }
  const source = at.message.addSource('inflated add-ons', inflated, 0, inflated.length)
  inner.begin(at.message, source, at.depth, 'the end of the inflated bytes')
  if (game.realmIds) inner.rest(SESSION.addons_opaque)
  while (inner.more) readAddon(inner)
  inner.finish()
}

function readAddon(at: Cursor): void {
  at.open(SESSION.addon)
  readTerminated(at, ADDON.name)
  at.read(ADDON.has_signature)
  at.read(ADDON.crc)
  at.read(ADDON.extra_crc)
  at.close()
}

/** The bytes in a zlib stream, or a sentence on what is wrong with it. */
function inflate(deflated: Uint8Array): Uint8Array | string {
  try {
    return new Uint8Array(inflateSync(deflated, { maxOutputLength: MAX_INFLATED }))
  } catch (error) {
    if (error instanceof RangeError)
      return `The stream inflates to more than ${MAX_INFLATED} bytes; it is not decoded.`
    const why = error instanceof Error ? error.message : String(error)
    return `Expected a zlib stream of add-ons, which cannot be inflated (${why}).`
  }
}
