import { Chalk } from 'chalk'
import type { Conversation, Side } from '../network/conversation.js'
import type { ByteWriter } from '../output/byte-writer.js'
import { type Style, styleOf } from '../output/colour.js'
import { writeText } from '../output/escape.js'
import { isKnown, ROLES, transportName, writeEndpoint } from '../views/heading.js'

/** What the words of client and server look like. */
export function sideStyles(colour: boolean): readonly [client: Style, server: Style] {
  const chalk = new Chalk({ level: colour ? 1 : 0 })
  return [styleOf(chalk.magentaBright), styleOf(chalk.cyanBright)]
}

/** From the client, which stands left, or from the server. */
export const ARROWS = ['->', '<-'] as const

/** Writes `TCP, client 192.0.2.10:40100, server 192.0.2.19:5190, oscar`. */
export function writeConversation(out: ByteWriter, conversation: Conversation, protocol: string): void {
  out.ascii(transportName(conversation))
  for (const side of [0, 1] as const) {
    if (!isKnown(conversation, 0) && !isKnown(conversation, 1)) break
    out.ascii(`, ${roleOf(conversation, side)} `)
    writeEndpoint(out, conversation, side)
  }
  if (protocol !== '') writeText(out, `, ${protocol}`)
}

/**
 * `client` and `server`; `client?` and `server?` where only who spoke first tells, and `one` and `other` where nothing
 * does.
 */
export function roleOf({ roles }: Pick<Conversation, 'roles'>, side: Side): string {
  if (roles === 'unknown') return UNKNOWN[side]
  return roles === 'first' ? `${ROLES[side]}?` : ROLES[side]
}

const UNKNOWN = ['one', 'other'] as const
