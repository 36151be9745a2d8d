import type { Cursor } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import { defineField, derived } from '../../src/fields/index.js'
import { u32le } from '../../src/fields/read.js'
import { CIRCUIT_ANNOTATIONS } from './circuit/annotations.js'
import type { Circuit } from './circuit.js'
import { viewerWithChecksum } from './template/known.js'

/**
 * Says more about a field that was just recorded: remembers it in the circuit, or records derived values
 * below it. `start` is where the field's bytes begin in `at.bytes`; the cursor stands behind them, one
 * level deeper.
 */
export type Annotate = (at: Cursor, start: number, circuit: Circuit) => void

/** What the circuit has to do with the field `Message.Block.Field`. */
export function circuitAnnotation(path: string): Annotate | undefined {
  return ANNOTATIONS.get(path)
}

const CHECKSUM_TEMPLATE = defineField(
  'sl.TemplateChecksumReply.DataBlock.Checksum-template',
  derived({ label: 'Template', inline: true, doc: 'The viewer whose message template has this checksum' }),
)
const TOKEN_REQUEST = defineField(
  'sl.TemplateChecksumReply.TokenBlock.Token-request',
  derived({ label: 'Request', inline: true, doc: 'The request that sent the same token' }),
)
const TOKEN = findingKind('sl.token', 'note')

const ANNOTATIONS: ReadonlyMap<string, Annotate> = new Map([
  ['SecuredTemplateChecksumRequest.TokenBlock.Token', rememberToken],
  ['TemplateChecksumReply.TokenBlock.Token', findToken],
  ['TemplateChecksumReply.DataBlock.Checksum', nameTemplate],
  ...CIRCUIT_ANNOTATIONS,
])

function rememberToken(at: Cursor, start: number, circuit: Circuit): void {
  circuit.rememberToken(at, start)
}

function findToken(at: Cursor, start: number, circuit: Circuit): void {
  if (!circuit.sawTokens) return
  const request = circuit.requestWithToken(at.bytes, start)
  if (request !== undefined) at.derive(TOKEN_REQUEST, `token of the request in #${request}`)
  else at.find(TOKEN, 'No request seen on this circuit has this token; a viewer ignores such a reply.', 16)
}

function nameTemplate(at: Cursor, start: number, circuit: Circuit): void {
  const checksum = u32le(at.bytes, start)
  const viewer = viewerWithChecksum(checksum)
  if (viewer) at.derive(CHECKSUM_TEMPLATE, `template of ${viewer}`)
  circuit.templates.learn(at, checksum)
}
