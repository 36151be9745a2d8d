import type { Cursor } from '../../../src/dissect/cursor.js'
import { ROW_LENGTH, ROW_SIZE, ROW_START } from '../../../src/dissect/tree.js'
import { derived, fieldById } from '../../../src/fields/index.js'
import type { Annotate } from '../annotations.js'
import { define } from '../definitions.js'
import { isTerminatedText, uuidText } from '../values/guess.js'

/*
 * Messages with a method and parameters, all as text: GenericMessage, EstateOwnerMessage and their like. The
 * method stands before the parameters in both eras and says what each of them is.
 */

const UUID = 16

/** What the parameters are, by method; the last name stands for all that follow. */
const METHODS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    // GenericMessage
    autopilot: 'x on the grid, y on the grid, z',
    avatargroupsrequest: 'avatar',
    avatarpicksrequest: 'avatar',
    avatarnotesrequest: 'avatar',
    avatarclassifiedsrequest: 'avatar',
    pickinforequest: 'creator, pick',
    // EstateOwnerMessage, to the simulator
    setregioninfo:
      'block terraforming, block flying, allow damage, allow land resale, agent limit, object bonus, access, restrict pushing, allow parcel changes',
    setregionterrain:
      'water height, terrain raise limit, terrain lower limit, use estate sun, fixed sun, sun hour, use global sun, estate fixed sun, estate sun hour',
    setregiondebug: 'skip scripts, skip collisions, skip physics',
    texturebase: 'corner and texture',
    texturedetail: 'corner and texture',
    textureheights: 'corner, low and high',
    restart: 'seconds',
    estatechangecovenantid: 'covenant',
    estateaccessdelta: 'estate, change, who',
    estatechangeinfo: 'estate name, flags, sun hour',
    simulatormessage: 'x or -1, y or -1, sender, sender name, message',
    teleporthomeuser: 'asked by, who',
    kickestate: 'who',
    estateobjectreturn: 'flags, owner',
    terrain: 'action, file name',
    telehub: 'action, object',
    // EstateOwnerMessage, to the viewer
    estateupdateinfo:
      'estate name, owner, estate, flags, sun hour, parent estate, covenant, covenant time, send to agent, abuse e-mail',
    setaccess: 'estate, lists, allowed agents, allowed groups, banned agents, managers, who',
  }).map(([method, list]) => [method, list.split(', ')]),
)

/** Says behind a parameter what it is; and what it reads as, when it is a UUID as sixteen bytes. */
export function annotateParameter(path: string): Annotate {
  const meaning = define(`${path}-meaning`, derived({ inline: true, doc: 'What the method takes it for' }))
  const id = define(`${path}-id`, derived({ inline: true, doc: 'The UUID that sixteen bytes are' }))
  return (at, start) => {
    const length = at.pos - start
    if (length === UUID && !isTerminatedText(at.bytes, start, length))
      at.derive(id, uuidText(at.bytes, start))
    const name = nameOf(at, `sl.${path}`)
    if (name !== undefined) at.derive(meaning, name)
  }
}

/** What the parameter just recorded is: its place among those since the method, in the method's list. */
function nameOf(at: Cursor, path: string): string | undefined {
  const { rows, count } = at.tree
  let index = -1
  for (let row = count - 1; row >= 0; row--) {
    const def = fieldById(rows[row * ROW_SIZE]!)
    if (def.path === path) index++
    if (def.name !== 'Method') continue
    const names = METHODS.get(textOf(at, row))
    return names?.[Math.min(index, names.length - 1)]
  }
  return undefined
}

function textOf(at: Cursor, row: number): string {
  const start = at.tree.rows[row * ROW_SIZE + ROW_START]!
  const length = at.tree.rows[row * ROW_SIZE + ROW_LENGTH]!
  return Buffer.from(at.bytes.subarray(start, start + length))
    .toString('latin1')
    .replace(/\0$/, '')
}
