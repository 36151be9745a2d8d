import type { Slots } from '../../../../src/dissect/slots.js'
import type { Endpoint, Side } from '../../../../src/network/conversation.js'
import { readTree, type TreeRow } from '../../../support/read-tree.js'
import { runAhead } from '../../../support/run.js'

/** A message, copied. */
export interface ReadMessage {
  readonly number: number
  readonly title: string
  readonly type: string
  readonly ends: readonly [Endpoint, Endpoint]
  readonly side: Side
  readonly seconds: number
  readonly nanoseconds: number
  readonly rows: readonly TreeRow[]
  /** Codes. */
  readonly findings: readonly string[]
}

export interface ReadSetting {
  readonly socks5?: boolean
  readonly begin?: (state: Slots) => void
}

/** Every message of a capture, read as the command reads files: twice. */
export async function readMessages(
  path: string,
  { socks5 = false, begin }: ReadSetting = {},
): Promise<ReadMessage[]> {
  const read: ReadMessage[] = []
  await runAhead(
    path,
    (message) => {
      const { number, title, type, conversation, side, seconds, nanoseconds, findings } = message
      read.push({
        number,
        title,
        type,
        ends: [{ ...conversation.ends[0] }, { ...conversation.ends[1] }],
        side,
        seconds,
        nanoseconds,
        rows: readTree(message),
        findings: findings.map(({ kind }) => kind.code),
      })
    },
    {
      socks5,
      ...(begin ? { begin } : {}),
      problem: (problem) => {
        throw new Error(problem.message)
      },
    },
  )
  return read
}
