import { findingKind } from '../dissect/finding.js'

/** The kinds of problems the network layers find. */

export const CUT = findingKind('capture.cut', 'warning')
export const HEADER = findingKind('malformed.header', 'error')
export const LENGTH = findingKind('malformed.length', 'warning')
export const TRAILING = findingKind('network.trailing', 'note')

export const CHECKSUM_WRONG = findingKind('checksum.wrong', 'warning')
export const CHECKSUM_OFFLOADED = findingKind('checksum.offloaded', 'note')

export const FRAGMENT_OVERLAP = findingKind('ip.fragment-overlap', 'warning')
export const FRAGMENTS_MISSING = findingKind('ip.fragments-missing', 'warning')

export const OVERLAP = findingKind('tcp.overlap', 'warning')
export const BEFORE_START = findingKind('tcp.before-start', 'note')
export const PENDING_LIMIT = findingKind('limit.tcp-pending', 'warning')
