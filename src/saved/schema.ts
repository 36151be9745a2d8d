import { MAX_FINDINGS } from '../dissect/limits.js'
import { ROLES, SHOWN } from '../fields/definition.js'
import { WIRE_NAMES } from '../fields/wire.js'
import { SCHEMA } from '../views/json.js'
import { BASES, OPAQUE, SWITCHES } from './definition-json.js'

/** The JSON Schema (2020-12) of one line of `slx dissect -T json`, with or without positions. */
export function lineSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:${SCHEMA.replace('/', ':')}`,
    title: 'A message, as slx dissect -T json prints it',
    ...object(MESSAGE, ['cut', 'place', 'comment', 'findingsDropped', 'positions']),
    $defs: {
      endpoint: object({
        address: TEXT_OR_NULL,
        port: { type: ['integer', 'null'], minimum: 1, maximum: 65535 },
      }),
      group: GROUP,
      value: VALUE,
      finding: FINDING,
      positions: POSITIONS,
      definition: DEFINITION,
      row: ROW,
    },
  }
}

const TEXT = { type: 'string' }
const TEXT_OR_NULL = { type: ['string', 'null'] }
const COUNT = { type: 'integer', minimum: 0 }
const NUMBER_FROM_1 = { type: 'integer', minimum: 1 }
const COUNT_OR_NULL = { type: ['integer', 'null'], minimum: 0 }
const SWITCH = { const: true }

const ref = (name: string) => ({ $ref: `#/$defs/${name}` })
const list = (items: object) => ({ type: 'array', items })

/** An object with these members and no others; all are there but the `optional` ones. */
function object(properties: Readonly<Record<string, object>>, optional: readonly string[] = []): object {
  const required = Object.keys(properties).filter((key) => !optional.includes(key))
  return { type: 'object', properties, required, additionalProperties: false }
}

function described(schema: object, description: string): object {
  return { ...schema, description }
}

const MESSAGE = {
  schema: { const: SCHEMA },
  number: described(NUMBER_FROM_1, 'The message’s number in its run.'),
  frames: described(list(NUMBER_FROM_1), 'The frames its bytes came from, first to last.'),
  time: described(
    { type: ['string', 'null'], pattern: '^[+-]?\\d{4,6}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z$' },
    'UTC, to the nanosecond; null where the input gave none.',
  ),
  transport: { enum: ['udp', 'tcp', 'none'] },
  conversation: described(NUMBER_FROM_1, 'The same for all messages of one conversation.'),
  from: described({ enum: ['client', 'server', null] }, 'null where nothing tells the sides apart.'),
  src: ref('endpoint'),
  dst: ref('endpoint'),
  protocol: described(TEXT_OR_NULL, 'As in --as.'),
  title: described(TEXT_OR_NULL, 'The protocol as a heading.'),
  type: described(TEXT_OR_NULL, 'The kind of message; null when it is not known.'),
  length: described(COUNT, 'Bytes of the message, as far as they were captured.'),
  cut: described(COUNT_OR_NULL, 'Bytes the capture lacks at the end; null where nobody knows how many.'),
  place: described(TEXT_OR_NULL, 'Where in a text its dump began.'),
  comment: described(TEXT_OR_NULL, 'The packet’s comment in its capture, or the heading above its dump.'),
  fields: described(ref('group'), 'Values by name, groups in one another.'),
  findings: { ...list(ref('finding')), maxItems: MAX_FINDINGS },
  findingsDropped: described(COUNT, 'Findings beyond those listed.'),
  positions: described(ref('positions'), 'With --positions: where the values lie, and the bytes.'),
}

const GROUP = { type: 'object', additionalProperties: ref('value') }

/** Anything: a field’s value, a group, or what stands for a value. The forms are told in words, since groups may have any keys. */
const VALUE = {
  description:
    'A number, text, true or false, null; {value, name} of an enumeration; {value, names} of flags; {value, scaled}; {value, …} of what has more said beside it; {length} of bytes decoded elsewhere; {masked, length} of a secret; a list of a repeated field’s values or of a vector’s parts; a group.',
  anyOf: [{ type: ['number', 'string', 'boolean', 'null'] }, list(ref('value')), ref('group')],
}

const FINDING = object(
  {
    severity: { enum: ['note', 'warning', 'error'] },
    code: described(TEXT, 'Stable and dotted.'),
    text: TEXT_OR_NULL,
    field: described(TEXT, 'Path of the field it is shown below.'),
    source: described(TEXT_OR_NULL, 'Name of the source start counts in.'),
    start: COUNT_OR_NULL,
    length: COUNT_OR_NULL,
  },
  ['field'],
)

const DEFINITION = object(
  {
    path: TEXT,
    label: TEXT,
    wire: described({ enum: WIRE_NAMES }, 'How the bytes are read.'),
    role: { enum: ROLES },
    type: described(TEXT, 'As the protocol’s page writes it, where that is not wire.'),
    named: described(SWITCH, 'Values may have names; rows have them.'),
    flags: list(object({ mask: NUMBER_FROM_1, name: TEXT })),
    base: { enum: BASES },
    unit: TEXT,
    summary: TEXT,
    mask: described(NUMBER_FROM_1, 'The bits of the bytes that are the value.'),
    shown: { enum: SHOWN },
    scale: object({ by: { type: 'number' }, plus: { type: 'number' } }),
    ranges: list({ type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 }),
    ends: described(COUNT, 'The byte that ends the text.'),
    opaque: { enum: OPAQUE },
    ...Object.fromEntries(SWITCHES.map((key) => [key, SWITCH])),
  },
  [
    'type',
    'named',
    'flags',
    'base',
    'unit',
    'summary',
    'mask',
    'shown',
    'scale',
    'ranges',
    'ends',
    'opaque',
    ...SWITCHES,
  ],
)

const ROW = {
  ...object(
    {
      path: TEXT,
      definition: described(COUNT, 'Its place in definitions.'),
      depth: described(COUNT, 'Rows deeper than a group belong to it.'),
      source: described(COUNT, 'Its place in sources; absent for a value without bytes.'),
      start: COUNT,
      length: COUNT,
      name: described(TEXT, 'Of the value, where it has one.'),
      value: described({ type: ['string', 'number', 'boolean'] }, 'Of a field without bytes.'),
      masked: SWITCH,
    },
    ['source', 'start', 'length', 'name', 'value', 'masked'],
  ),
  oneOf: [
    { required: ['source', 'start', 'length'] },
    { required: ['value'] },
    { required: ['masked'], properties: { source: false } },
  ],
}

const POSITIONS = object({
  sources: {
    ...list(
      object(
        {
          name: TEXT,
          length: COUNT,
          cut: COUNT_OR_NULL,
          bytes: described(
            { type: 'string', pattern: '^(?:[0-9a-f]{2}|\\*\\*|--)*$' },
            'Two digits a byte; ** for one of a secret, -- for one that secrets may have been made of.',
          ),
        },
        ['cut'],
      ),
    ),
    minItems: 1,
  },
  definitions: list(ref('definition')),
  rows: described(
    list(ref('row')),
    'Every field in the order of the tree, those that only hold others together too.',
  ),
  findings: described(
    list(object({ row: COUNT_OR_NULL, source: COUNT_OR_NULL })),
    'For each finding the row it is shown below, and its source.',
  ),
})
