import type { Frame } from '../ingest/frame.js'
import { CLIENT, SERVER, type Side } from './conversation.js'
import { type Conversations, KeyKind, type OpenConversation, TRANSPORT_NUMBER } from './conversations.js'

/**
 * The conversation of a frame that is a bare payload, as pasted dumps are: one for each transport and pair of
 * ports that the text or the command line names.
 */
export function pastedConversation(conversations: Conversations, frame: Frame): OpenConversation {
  const { note } = frame
  const transport = note?.transport ?? 'none'
  const client = note?.ports?.client ?? 0
  const server = note?.ports?.server ?? 0
  const { words } = conversations.table
  words[0] = KeyKind.Dump | (TRANSPORT_NUMBER[transport] << 8)
  words[1] = (server << 16) | client
  const conversation =
    conversations.table.find(2) ??
    conversations.open(2, transport, {
      client: { address: '', port: client },
      server: { address: '', port: server },
      firstIsClient: true,
      roles: 'unknown',
    })
  const sender = note?.sender
  if (sender === 'client' || sender === 'server') conversation.roles = 'label'
  else if (sender && conversation.roles === 'unknown') conversation.roles = 'first'
  return conversation
}

/** Who sent a bare payload; of two unnamed peers `a` is the one who spoke first. */
export function pastedSide(frame: Frame): Side {
  const sender = frame.note?.sender
  return sender === 'server' || sender === 'b' ? SERVER : CLIENT
}
