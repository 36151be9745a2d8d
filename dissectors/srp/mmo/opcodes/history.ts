/**
 * Opcodes of the game protocol. They are entries of two enumerations into whose middle the project keeps inserting, so
 * their numbers depend on the revision (the count of commits) a client and its server were built from.
 */
import type { Names } from '../../../../src/fields/definition.js'
import { CLIENT_OPCODES } from './client.js'
import { REALM_OPCODES } from './realm.js'

/** From a revision on: at an opcode, so many names give way to these (parted by blanks). */
export type OpcodeEdit = readonly [revision: number, at: number, removed: number, names: string]

/** Sides that send game packets. */
export type Sender = 'client' | 'realm'

/** The last revision the tables know; later ones are read with the newest table. */
export const NEWEST_REVISION = Math.max(
  ...[CLIENT_OPCODES, REALM_OPCODES].flat().map(([revision]) => revision),
)

/** The names in force at a revision; the newest for revision 0, which builds without history have, and when it is not known. */
export function opcodesAt(sender: Sender, revision: number | undefined): Names {
  const history = HISTORIES[sender]
  const last = history.findLastIndex((edit) => !revision || edit[0] <= revision)
  // Revisions before the first table had no game protocol: its first opcodes are the same in all.
  const edits = Math.max(last, 0)
  const known = TABLES[sender].get(edits)
  if (known) return known
  const table = replay(history.slice(0, edits + 1))
  TABLES[sender].set(edits, table)
  return table
}

const HISTORIES = { client: CLIENT_OPCODES, realm: REALM_OPCODES }

/** Tables by the index of their last edit, made when they are asked for. */
const TABLES = { client: new Map<number, Names>(), realm: new Map<number, Names>() }

function replay(edits: readonly OpcodeEdit[]): Names {
  const names: string[] = []
  for (const [, at, removed, added] of edits) {
    names.splice(at, removed, ...(added === '' ? [] : added.split(' ')))
  }
  return new Map(names.entries())
}
