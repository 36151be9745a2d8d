import { jsonLine } from '../../output/json-line.js'
import { type Entry, messageOf } from '../diff.js'
import type { Difference } from '../differences.js'
import { bytesOf, hasPlace, type Node } from '../node.js'
import { totalsOf } from './summary.js'
import { ValueTexts } from './value-text.js'
import type { DiffFacts, ReportOptions } from './view.js'

/** One object a line: a header, each message that differs, a summary. */
export function* jsonReport(facts: DiffFacts, options: ReportOptions): Generator<string> {
  const values = new ValueTexts(options.showSecrets)
  const { diff, names, counts, leftOut, policy } = facts
  yield jsonLine({
    schema: SCHEMA,
    record: 'header',
    reference: { name: names[0], messages: counts[0], left_out: Object.fromEntries(leftOut[0]) },
    other: { name: names[1], messages: counts[1], left_out: Object.fromEntries(leftOut[1]) },
    ignored: Object.fromEntries([...policy.leftOut].map(([reason, paths]) => [reason, [...paths]])),
    renamed_ids: diff.renamed,
  })
  for (const { a, b, entries } of diff.conversations) {
    for (const entry of entries) {
      if (entry.op === 'same') continue
      yield jsonLine({
        schema: SCHEMA,
        record: 'message',
        op: entry.op,
        conversation: { reference: a?.id ?? null, other: b?.id ?? null },
        ...messageFacts(entry),
        differences:
          entry.op === 'changed' ? entry.differences.map((each) => differenceFacts(each, values)) : [],
      })
    }
  }
  yield jsonLine({ schema: SCHEMA, record: 'summary', ...totalsOf(diff) })
}

const SCHEMA = 'slx-diff-1'

function messageFacts(entry: Entry) {
  const [a, b] = [messageOf(entry, 'a'), messageOf(entry, 'b')]
  const { protocol, type, side } = (a ?? b)!.head
  return {
    protocol,
    type,
    from: side === 0 ? 'client' : 'server',
    reference: a ? { message: a.number, frame: a.frame } : null,
    other: b ? { message: b.number, frame: b.frame } : null,
  }
}

function differenceFacts(difference: Difference, values: ValueTexts) {
  if (difference.op === 'finding') {
    const { op, side, code, text } = difference
    return { op, in: side === 'a' ? 'reference' : 'other', code, text }
  }
  const { op, path } = difference
  return {
    op,
    path,
    role: ('a' in difference ? difference.a : difference.b).def.role,
    ...(op === 'changed' && difference.why !== '' ? { why: difference.why } : {}),
    reference: 'a' in difference ? nodeFacts(difference.a, values) : null,
    other: 'b' in difference ? nodeFacts(difference.b, values) : null,
  }
}

function nodeFacts(node: Node, values: ValueTexts) {
  if (values.masks(node)) return { masked: true }
  if (!hasPlace(node)) return { value: values.of(node) }
  const { message, source, start, length } = node
  const bytes = Buffer.from(bytesOf(node)).toString('hex')
  return { value: values.of(node), source: message.sources[source]!.name, start, length, bytes }
}
