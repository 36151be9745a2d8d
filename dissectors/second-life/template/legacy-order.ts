import type { BlockTemplate, MessageTemplate, Template } from './model.js'
import { TemplateError } from './tokens.js'

/** Slots in the string table of classic viewers. */
const TABLE_SIZE = 8192

/**
 * The slot a name asks for: every character after the first, and the NUL at the end, is added and the
 * sum doubled. A character's weight thus doubles with its distance from the end, and only the last
 * dozen count.
 */
export function hashName(name: string): number {
  let value = 0
  for (let i = 1; i < name.length; i++) value = ((value + name.charCodeAt(i)) * 2) % TABLE_SIZE
  return (value * 2) % TABLE_SIZE
}

/**
 * The slot every name of a template gets when a classic viewer loads it: names enter the table in file
 * order, message, block, its fields, next block; a taken slot sends a name on to the next free one.
 */
export function legacySlots({ messages, names }: Omit<Template, 'version'>): ReadonlyMap<string, number> {
  const slots = new Map<string, number>()
  const taken = new Uint8Array(TABLE_SIZE)
  const enter = (name: string): void => {
    if (slots.has(name)) return
    if (slots.size === TABLE_SIZE)
      throw new TemplateError(
        `The template has more than ${TABLE_SIZE} different names, which is all that the string table of ` +
          'classic viewers holds; so its messages have no classic order.',
      )
    let slot = hashName(name)
    while (taken[slot]) slot = (slot + 1) % TABLE_SIZE
    taken[slot] = 1
    slots.set(name, slot)
  }
  for (const name of names ?? namesOf(messages)) enter(name)
  return slots
}

function* namesOf(messages: readonly MessageTemplate[]): Generator<string> {
  for (const message of messages) {
    yield message.name
    for (const block of message.blocks) {
      yield block.name
      for (const field of block.fields) yield field.name
    }
  }
}

/**
 * A message's blocks and fields in the order classic viewers send them. They keep both in maps sorted
 * by the address of the name, which is its place in the string table.
 */
export function legacyOrder(
  message: MessageTemplate,
  slots: ReadonlyMap<string, number>,
): readonly BlockTemplate[] {
  const bySlot = (a: { name: string }, b: { name: string }) => slots.get(a.name)! - slots.get(b.name)!
  return message.blocks.map((block) => ({ ...block, fields: block.fields.toSorted(bySlot) })).toSorted(bySlot)
}
