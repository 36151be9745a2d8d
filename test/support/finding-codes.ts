import type { Message } from '../../src/dissect/message.js'

/** The codes of a message's findings, in order. */
export function codesOf({ findings }: Pick<Message, 'findings'>): string[] {
  return findings.map(({ kind }) => kind.code)
}
