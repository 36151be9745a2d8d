import type { Severity } from '../dissect/finding.js'
import type { Message } from '../dissect/message.js'
import { names } from '../fields/definition.js'
import { messageLength, ROLES } from '../views/heading.js'
import { END_FACTS } from './ends.js'
import { always, type Fact, textFact } from './fact.js'

const SEVERITIES: readonly Severity[] = ['note', 'warning', 'error']
const TRANSPORTS = ['none', 'udp', 'tcp'] as const

const hasTime = ({ seconds }: Message) => (seconds >= 0 ? 1 : 0)
const epoch = ({ seconds, nanoseconds }: Message) => seconds + nanoseconds / 1e9
const perFinding = ({ findings }: Message) => findings.length

const number = always('message.number', 'Number of the message', 'number', (m) => m.number)
const length = always('message.length', 'Bytes of the message', 'number', messageLength)
const type = textFact('message.type', 'What kind of message it is', (m) => m.type)
const elapsed: Fact = {
  name: 'time.relative',
  doc: 'Seconds since the first message of the run',
  kind: 'elapsed',
  count: hasTime,
  value: (m) => ((m.seconds - m.firstSeconds) * 1e9 + (m.nanoseconds - m.firstNanoseconds)) / 1e9,
}

const ALL: readonly Fact[] = [
  number,
  { ...number, name: 'number' },
  {
    name: 'frame.number',
    doc: 'Numbers of the frames a message came in',
    kind: 'number',
    count: ({ frames }) => frames.length,
    value: ({ frames }, index) => frames[index]!,
  },
  always('conversation', 'Number of the conversation', 'number', ({ conversation }) => conversation.id),
  {
    name: 'transport',
    doc: 'What carries the conversation: udp, tcp or none',
    kind: 'number',
    names: names({ ...TRANSPORTS }),
    count: () => 1,
    value: ({ conversation }) => TRANSPORTS.indexOf(conversation.transport),
  },
  {
    name: 'from',
    doc: 'Who sent it: client or server; nothing where that is not known',
    kind: 'number',
    names: names({ ...ROLES }),
    count: ({ conversation }) => (conversation.roles === 'unknown' ? 0 : 1),
    value: ({ side }) => side,
  },
  ...END_FACTS,
  { name: 'time', doc: 'When it came, in UTC', kind: 'time', count: hasTime, value: epoch },
  {
    name: 'time.epoch',
    doc: 'When it came, in seconds since 1970',
    kind: 'epoch',
    count: hasTime,
    value: epoch,
  },
  elapsed,
  { ...elapsed, name: 'frame.time_relative' },
  textFact('protocol', 'Name of the protocol, as in --as', (m) => m.protocol),
  textFact('title', 'The protocol as headings name it', (m) => m.title),
  type,
  { ...type, name: 'type' },
  length,
  { ...length, name: 'length' },
  textFact('comment', 'Comment of the packet, or heading of a dump', (m) => m.comment),
  textFact('place', 'Where a dump stood in its text', (m) => m.place),
  {
    name: 'finding.severity',
    doc: 'How bad what was found is: note, warning or error',
    kind: 'number',
    names: names({ ...SEVERITIES }),
    count: perFinding,
    value: ({ findings }, index) => SEVERITIES.indexOf(findings[index]!.kind.severity),
  },
  {
    name: 'finding.code',
    doc: 'What was found, as a stable word',
    kind: 'text',
    count: perFinding,
    value: ({ findings }, index) => findings[index]!.kind.code,
  },
  {
    name: 'finding.text',
    doc: 'What was found, as a sentence',
    kind: 'text',
    count: perFinding,
    value: ({ findings }, index) => findings[index]!.text,
  },
]

/** Every fact by its name. */
export const FACTS: ReadonlyMap<string, Fact> = new Map(ALL.map((fact) => [fact.name, fact]))
