import type { Message } from '../dissect/message.js'
import { NO_SOURCE, ROW_LENGTH, ROW_SIZE, ROW_SOURCE, ROW_START } from '../dissect/tree.js'
import { fieldById, isMasked } from '../fields/definition.js'
import { Wire } from '../fields/wire.js'
import type { ByteWriter } from '../output/byte-writer.js'

/** What stands for a byte: its digits, `**` for one of a secret, `--` for one that a secret may have been made of. */
const SHOWN = 0
const SECRET = 1
const ELSEWHERE = 2

/**
 * For each source of a message, which of its bytes must not be shown; undefined when all may be. Where there are secrets,
 * neither are the bytes shown that are decoded in another source, since secrets may be made of them.
 */
export function coversOf(message: Message, showSecrets: boolean): Uint8Array[] | undefined {
  const { rows, count } = message.tree
  let needed = false
  let discreet = false
  for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
    const def = fieldById(rows[at]!)
    if (isMasked(def, showSecrets)) discreet = true
    if (def.withheld) needed = true
  }
  if (!discreet && !needed) return undefined
  const covers = message.sources.map(({ start, end }) => new Uint8Array(end - start))
  for (let at = 0; at < count * ROW_SIZE; at += ROW_SIZE) {
    const def = fieldById(rows[at]!)
    const source = rows[at + ROW_SOURCE]!
    if (source === NO_SOURCE || def.wire === Wire.Group) continue
    const masked = isMasked(def, showSecrets)
    if (!masked && !(def.elsewhere && (discreet || def.withheld))) continue
    const from = rows[at + ROW_START]! - message.sources[source]!.start
    covers[source]!.fill(masked ? SECRET : ELSEWHERE, from, from + rows[at + ROW_LENGTH]!)
  }
  return covers
}

/** Writes bytes as hex with the covered ones masked. */
export function writeCovered(
  out: ByteWriter,
  bytes: Uint8Array,
  start: number,
  end: number,
  covers: Uint8Array,
): void {
  for (let at = start; at < end; at++) {
    const cover = covers[at - start]!
    if (cover === SHOWN) out.hex(bytes[at]!, 2)
    else out.ascii(cover === SECRET ? '**' : '--')
  }
}
