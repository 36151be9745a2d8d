import type { FindingKind, Severity } from '../../dissect/finding.js'
import type { Message } from '../../dissect/message.js'
import type { Slot } from '../../dissect/slots.js'
import { shorten } from '../../views/value.js'
import { MAX_EXAMPLE } from '../limits.js'
import type { Section } from '../report.js'
import type { Collector, Statistic } from '../statistic.js'
import { numberText } from '../table.js'
import { counted, ranked } from './ranked.js'

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note']

/** Findings of one kind, of which a protocol has a fixed number. */
class KindCounts {
  readonly kind: FindingKind
  /** Number of the first message that has one. */
  readonly first: number
  /** Its sentence. Untrusted text. */
  readonly example: string
  findings = 0

  constructor(kind: FindingKind, first: number, example: string) {
    this.kind = kind
    this.first = first
    this.example = example
  }
}

class FindingCounts implements Collector {
  readonly kinds = new Map<FindingKind, KindCounts>()
  dropped = 0

  message({ findings, findingsDropped, number }: Message): void {
    this.dropped += findingsDropped
    for (let i = 0; i < findings.length; i++) {
      const { kind, text } = findings[i]!
      let counts = this.kinds.get(kind)
      if (!counts) this.kinds.set(kind, (counts = new KindCounts(kind, number, shorten(text, MAX_EXAMPLE))))
      counts.findings++
    }
  }
}

const FINDINGS: Slot<FindingCounts> = { name: 'findings', make: () => new FindingCounts() }

/** `slx stats --findings`: problems by kind; errors first, then the most frequent. */
export const findings: Statistic = {
  collectors: [FINDINGS],
  report(state, { top } = {}) {
    const { kinds, dropped } = state.of(FINDINGS)
    return kinds.size === 0 ? [] : [section([...kinds.values()], dropped, top)]
  },
}

function section(kinds: readonly KindCounts[], dropped: number, top: number | undefined): Section {
  const worst = ({ kind, findings }: KindCounts) =>
    findings - SEVERITIES.indexOf(kind.severity) * Number.MAX_SAFE_INTEGER
  const { shown, rest } = ranked(kinds, worst, top)
  const all = sum(kinds)
  const records = shown.map(({ kind, findings, first, example }) => ({
    severity: kind.severity,
    code: kind.code,
    findings,
    first,
    example,
  }))
  return {
    title: `Findings: ${numberText(all)}`,
    columns: [
      { name: 'severity' },
      { name: 'code' },
      { name: 'findings', align: 'right' },
      { name: 'first in', align: 'right' },
      { name: 'example' },
    ],
    rows: [
      ...records.map(({ severity, code, findings, first, example }) => [
        severity,
        code,
        findings,
        `#${first}`,
        example,
      ]),
      ...(rest.length > 0 ? [['', counted(rest.length, 'more kind'), sum(rest)]] : []),
    ],
    records: [...records, ...(rest.length > 0 ? [{ kinds: rest.length, findings: sum(rest) }] : [])],
    ...(dropped > 0
      ? { notes: [`${counted(dropped, 'finding')} of messages that have very many are not counted.`] }
      : {}),
  }
}

function sum(kinds: readonly KindCounts[]): number {
  return kinds.reduce((all, { findings }) => all + findings, 0)
}
