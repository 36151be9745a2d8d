import { findingKind } from '../../../src/dissect/finding.js'
import { linkKind } from '../../../src/dissect/links.js'

/** From the packet that acks to the reliable one, whose first sending it names. */
export const ACK = linkKind('sl', 'Ack of', 'Acked in', { beside: true })
/** From each sending after the first to the first. */
export const RESEND = linkKind('sl', 'Resend of', 'Resent in', { many: true })
/** From CompletePingCheck to StartPingCheck. */
export const PING = linkKind('sl', 'Ping reply to', 'Ping reply in')

export const DUPLICATE = findingKind('sl.duplicate-sequence', 'note')
export const MISSING = findingKind('sl.missing-sequence', 'note')
export const LATE = findingKind('sl.late-sequence', 'note')
export const RESEND_ALONE = findingKind('sl.resend-alone', 'note')
export const FORGOTTEN = findingKind('limit.circuits', 'note')
export const ANOTHER_COUNT = findingKind('sl.another-count', 'note')
