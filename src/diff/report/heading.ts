import { escapeText } from '../../output/escape.js'
import type { KeptConversation } from '../collect.js'
import type { ConversationDiff } from '../diff.js'
import type { KeptMessage } from '../kept.js'

/** `sl  192.0.2.1:40044 -> 192.0.2.2:13004`; with the other side's ends behind `=` where they differ. */
export function conversationTitle({ a, b }: ConversationDiff): string {
  const { protocol } = (a ?? b)!
  const [endsA, endsB] = [a && endsText(a), b && endsText(b)]
  const ends = [...new Set([endsA, endsB].filter((ends) => ends !== undefined))].join('  =  ')
  const only = !a ? '  (not in the reference)' : !b ? '  (only in the reference)' : ''
  return `${protocol}  ${ends}${only}`
}

function endsText({ ends, transport }: KeptConversation): string {
  const [client, server] = ends.map(({ address, port }) => {
    const host = address.includes(':') ? `[${address}]` : address
    return port === 0 ? host : `${host}:${port}`
  })
  return client === '' && server === '' ? transport : escapeText(`${client} -> ${server}`)
}

/** `C->S  AgentUpdate`. */
export function messageTitle({ head }: KeptMessage): string {
  const way = head.side === 0 ? 'C->S' : 'S->C'
  return `${way}  ${escapeText(head.type === '' ? head.title : head.type)}`
}
