import type { CaptureDiff } from './diff.js'

/** What differs between two recordings of one server, to be left out of a comparison with another. */
export interface Noise {
  /** Paths of fields, without indexes. */
  readonly fields: readonly string[]
  /** Messages that are not in both, as protocol and type. */
  readonly messages: readonly string[]
}

export const NO_NOISE: Noise = { fields: [], messages: [] }

const SCHEMA = 'slx-noise-1'

/** What a comparison of two recordings teaches. */
export function learnNoise({ conversations }: CaptureDiff): Noise {
  const fields = new Set<string>()
  const messages = new Set<string>()
  for (const entry of conversations.flatMap(({ entries }) => entries)) {
    if (entry.op === 'removed') messages.add(`${entry.a.head.protocol} ${entry.a.head.type}`)
    else if (entry.op === 'added') messages.add(`${entry.b.head.protocol} ${entry.b.head.type}`)
    else if (entry.op === 'moved') messages.add(`${entry.a.head.protocol} ${entry.a.head.type}`)
    else if (entry.op === 'changed') {
      for (const difference of entry.differences) {
        if (difference.op === 'finding') continue
        fields.add(('a' in difference ? difference.a : difference.b).def.path)
      }
    }
  }
  return { fields: [...fields].sort(), messages: [...messages].sort() }
}

/** Takes messages out of a comparison that come and go anyway. */
export function withoutNoise(diff: CaptureDiff, { messages }: Noise): CaptureDiff {
  const known = new Set(messages)
  if (known.size === 0) return diff
  return {
    ...diff,
    conversations: diff.conversations.map((conversation) => ({
      ...conversation,
      entries: conversation.entries.filter((entry) => {
        if (entry.op === 'same' || entry.op === 'changed') return true
        const { protocol, type } = ('a' in entry ? entry.a : entry.b).head
        return !known.has(`${protocol} ${type}`)
      }),
    })),
  }
}

/** As it is saved. */
export function noiseAsJson({ fields, messages }: Noise): string {
  return `${JSON.stringify({ schema: SCHEMA, fields, messages }, undefined, 2)}\n`
}

/** Reads what was saved; undefined for any other text. */
export function noiseFromJson(text: string): Noise | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || !('schema' in value) || value.schema !== SCHEMA)
    return undefined
  const { fields, messages } = value as { fields?: unknown; messages?: unknown }
  return isTexts(fields) && isTexts(messages) ? { fields, messages } : undefined
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}
