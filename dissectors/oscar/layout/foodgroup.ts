import {
  bytes,
  defineField,
  type FieldDef,
  type FieldSpec,
  layer,
  names,
  u16,
  u32,
} from '../../../src/fields/index.js'
import type { Side } from '../../../src/network/conversation.js'
import type { Layout, Reader } from './parts.js'

/**
 * Who sends a SNAC: client, server, or either. With a question mark the client, whom the server owes a reply;
 * `C?S`: either, and a client is owed one.
 */
export type Sender = 'C' | 'C?' | 'S' | 'CS' | 'C?S'

/** A SNAC: its name, its sender, and its body where that is known; then what it means for the session. */
export type SnacRow = readonly [name: string, sender: Sender, body?: Layout, after?: Reader]

export interface Snac {
  readonly name: string
  /** `ICBM CHANNEL_MSG_TOHOST` */
  readonly title: string
  /** Which side sends it; undefined where either does. */
  readonly side: Side | undefined
  /** A client that sends it waits for a reply. */
  readonly isRequest: boolean
  readonly body: Layout | undefined
  readonly after: Reader | undefined
}

export interface Foodgroup {
  readonly id: number
  readonly name: string
  readonly snacs: ReadonlyMap<number, Snac>
  /** The field of subgroups, with this foodgroup's names. */
  readonly subgroup: FieldDef
}

/** Bits of the SNAC flags. */
export const MORE_FOLLOWS = 0x0001
export const EXTRA_BLOCK = 0x8000

const HEADER_FLAGS = [
  { mask: MORE_FOLLOWS, name: 'more replies follow' },
  { mask: EXTRA_BLOCK, name: 'TLV block before the body' },
] as const

/** "SNAC" on the protocol page. The names of foodgroups are added by the registry of foodgroups. */
export const SNAC = layer('snac', {
  flags: u16({ label: 'Flags', flags: HEADER_FLAGS, base: 'hex' }),
  request: u32({ label: 'Request ID', base: 'hex', role: 'id', summary: 'request' }),
  body: bytes({ label: 'Body', opaque: 'raw', doc: 'Of a SNAC whose layout no source gives' }),
})

/** The specs of subgroups by foodgroup, and the fields made of them where a rate class names its members. */
const subgroups = new Map<number, FieldSpec>()
const rateMembers = new Map<number, FieldDef>()

/** The field of a subgroup that belongs to a rate class, with the foodgroup's names where they are known. */
export function rateMember(foodgroup: number): FieldDef {
  const spec = subgroups.get(foodgroup)
  if (!spec) return RATE_MEMBER
  const known = rateMembers.get(foodgroup)
  if (known) return known
  const def = defineField(RATE_MEMBER.path, spec)
  rateMembers.set(foodgroup, def)
  return def
}

const RATE_MEMBER = defineField('oscar.rate.members.subgroup', u16({ label: 'Subgroup', base: 'hex' }))

const SIDES = { C: 0, 'C?': 0, S: 1, CS: undefined, 'C?S': undefined } as const

/** Declares a foodgroup from the rows of its page. */
export function foodgroup(id: number, name: string, rows: Readonly<Record<number, SnacRow>>): Foodgroup {
  const all = Object.entries(rows).map(([number, row]) => [Number(number), row] as const)
  const snacs = all.map(([number, [snac, sender, body, after]]): [number, Snac] => [
    number,
    {
      name: snac,
      title: `${name} ${snac}`,
      side: SIDES[sender],
      isRequest: sender.includes('?'),
      body,
      after,
    },
  ])
  const subgroup = u16({
    label: 'Subgroup',
    base: 'hex',
    names: names(Object.fromEntries(all.map(([number, [snac]]) => [number, snac]))),
  })
  subgroups.set(id, subgroup)
  return { id, name, snacs: new Map(snacs), subgroup: defineField('snac.subgroup', subgroup) }
}
