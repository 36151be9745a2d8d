import type { LoadedTemplate } from './load.js'
import { type BlockTemplate, type FieldTemplate, type MessageTemplate, numberText } from './model.js'

/** A difference between two templates in one message. */
export interface TemplateChange {
  readonly message: string
  /**
   * `added`, `removed`: the message itself. `number`: its number. `property`: trust, coding, deprecation. `layout`:
   * blocks and fields. `order`: the same blocks and fields in another order on the wire.
   */
  readonly kind: 'added' | 'removed' | 'number' | 'property' | 'layout' | 'order'
  /** What it was and is; empty for what was not there: `Low 104`, `ChatData.Type U8`. */
  readonly before: string
  readonly after: string
}

/** What differs between two templates, message by message in the order of the first, then what is new. */
export function diffTemplates(a: LoadedTemplate, b: LoadedTemplate): TemplateChange[] {
  const inB = new Map(b.template.messages.map((message) => [message.name, message]))
  const names = new Set(a.template.messages.map(({ name }) => name))
  const sameEra = a.dialect.era === b.dialect.era
  const changes: TemplateChange[] = []
  for (const before of a.template.messages) {
    const after = inB.get(before.name)
    if (!after) changes.push(change(before, 'removed', numberText(before.key), ''))
    else changes.push(...diffMessages(before, after), ...(sameEra ? diffOrder(a, b, before, after) : []))
  }
  for (const message of b.template.messages) {
    if (!names.has(message.name)) changes.push(change(message, 'added', '', numberText(message.key)))
  }
  return changes
}

function diffMessages(before: MessageTemplate, after: MessageTemplate): TemplateChange[] {
  const changes: TemplateChange[] = []
  const compare = (kind: TemplateChange['kind'], was: string, is: string) => {
    if (was !== is) changes.push(change(before, kind, was, is))
  }
  compare('number', numberText(before.key), numberText(after.key))
  compare('property', properties(before), properties(after))
  const now = new Map(parts(after))
  for (const [path, was] of parts(before)) {
    compare('layout', `${path} ${was}`, now.has(path) ? `${path} ${now.get(path)}` : '')
    now.delete(path)
  }
  for (const [path, is] of now) compare('layout', '', `${path} ${is}`)
  return changes
}

/** Order matters where both have the same parts. */
function diffOrder(
  a: LoadedTemplate,
  b: LoadedTemplate,
  before: MessageTemplate,
  after: MessageTemplate,
): TemplateChange[] {
  const was = wirePaths(a, before)
  const is = wirePaths(b, after)
  const same = was.toSorted().join() === is.toSorted().join()
  if (!same || was.join() === is.join()) return []
  return [change(before, 'order', was.join(' '), is.join(' '))]
}

function wirePaths({ dialect }: LoadedTemplate, message: MessageTemplate): string[] {
  return dialect
    .wireOrder(message)
    .flatMap(({ name, fields }) =>
      fields.length > 0 ? fields.map((field) => `${name}.${field.name}`) : [name],
    )
}

/** Blocks and fields by their path within the message, with what they are. */
function parts({ blocks }: MessageTemplate): [path: string, what: string][] {
  return blocks.flatMap((block) => [
    [block.name, blockText(block)],
    ...block.fields.map((field): [string, string] => [`${block.name}.${field.name}`, fieldText(field)]),
  ])
}

/** `Single`, `Multiple 4`. */
export function blockText({ kind, count }: BlockTemplate): string {
  return kind === 'Multiple' ? `${kind} ${count}` : kind
}

/** `LLUUID`, `Variable 2`. */
export function fieldText({ type, size }: FieldTemplate): string {
  return size > 0 ? `${type} ${size}` : type
}

/** `NotTrusted Zerocoded UDPDeprecated`. */
export function properties({ trusted, zeroCoded, deprecation }: MessageTemplate): string {
  const words = [trusted ? 'Trusted' : 'NotTrusted', zeroCoded ? 'Zerocoded' : 'Unencoded']
  return [...words, ...(deprecation ? [deprecation] : [])].join(' ')
}

function change({ name }: MessageTemplate, kind: TemplateChange['kind'], before: string, after: string) {
  return { message: name, kind, before, after }
}
