import type { Frame } from '../ingest/frame.js'
import type { NetworkFinding } from './payload.js'

/** A copy of a frame that outlives the reader's buffer. */
export function keepFrame(frame: Frame): Frame {
  const bytes = frame.bytes.slice(frame.start, frame.end)
  return { ...frame, bytes, start: 0, end: bytes.length }
}

/** A copy of a packet's findings whose ranges fit the copy of its frame. */
export function keepFindings(findings: readonly NetworkFinding[], frame: Frame): NetworkFinding[] {
  return findings.map((found) => ({ ...found, start: found.start - frame.start }))
}
