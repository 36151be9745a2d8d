import type { Cursor } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import type { Message } from '../../src/dissect/message.js'
import { defineField, group, names, u16, u32 } from '../../src/fields/index.js'
import { FOODGROUPS } from './foodgroups/index.js'
import { EXTRA_BLOCK, SNAC } from './layout/foodgroup.js'
import { readLayout } from './layout/parts.js'
import { tlvsSized, tlvTable } from './layout/tlv.js'
import { entry, uint } from './layout/values.js'
import { OSCAR_LOG, TIMELINE } from './statistics.js'
import type { Talk } from './talk.js'

const NAMES = names(Object.fromEntries([...FOODGROUPS].map(([id, { name }]) => [id, name])))
const HEADER = defineField('snac', group({ label: 'SNAC' }))
const FOODGROUP = defineField('snac.foodgroup', u16({ label: 'Foodgroup', base: 'hex', names: NAMES }))
const SUBGROUP = defineField('snac.subgroup', u16({ label: 'Subgroup', base: 'hex' }))

const UNKNOWN = findingKind('oscar.unknown-snac', 'note')

/** The block before the body, for which flag 8000 stands. */
const EXTRA = tlvTable('snac.extra', {
  1: uint('version', 'Foodgroup version'),
  2: entry('Caused by request', ({ path }) => {
    const def = defineField(`${path}.request`, u32({ label: 'Request ID', base: 'hex', role: 'id' }))
    return (at, talk) => {
      const id = at.read(def)
      if (!at.failed) talk.requests.cause(at, id)
    }
  }),
})
const readExtra = tlvsSized(EXTRA)

/** Records a SNAC: header, body, and what it answers. */
export function readSnac(at: Cursor, message: Message, talk: Talk): void {
  at.open(HEADER)
  const id = at.read(FOODGROUP) | 0
  const foodgroup = FOODGROUPS.get(id)
  const subgroup = at.read(foodgroup?.subgroup ?? SUBGROUP) | 0
  const flags = at.read(SNAC.flags)
  const request = at.read(SNAC.request)
  if ((flags & EXTRA_BLOCK) !== 0) readExtra(at, talk)
  at.close()
  if (at.failed) return
  const snac = foodgroup?.snacs.get(subgroup)
  talk.foodgroup = foodgroup
  talk.snac = snac
  talk.awaitsReply = snac?.isRequest === true
  message.type = snac?.title ?? `SNAC ${hex(id)}/${hex(subgroup)}`
  const log = talk.options.state.peek(OSCAR_LOG)
  log?.count(message.type, talk.sender)
  if (log && TIMELINE.has(message.type)) log.step(message.ref(), message.type)
  if (talk.sender === 0) {
    talk.requests.ask(talk, id, subgroup, request)
  } else {
    const answered = talk.requests.answer(at, id, subgroup, request, flags, at.remaining)
    talk.answered = answered?.ref
    const title = answered && FOODGROUPS.get(id)?.snacs.get(answered.subgroup)?.title
    if (title) log?.answered(title)
    if (answered) log?.replied(answered.ref)
  }
  talk.signOn.beginMessage()
  if (snac?.body) readLayout(snac.body, at, talk)
  else at.rest(SNAC.body)
  snac?.after?.(at, talk)
  if (log && talk.sender === 0 && talk.awaitsReply) log.asked(message.ref(), message.type)
  if (!snac) at.find(UNKNOWN, `No source names SNAC ${hex(id)}/${hex(subgroup)}; its body is not decoded.`, 0)
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0')
}
