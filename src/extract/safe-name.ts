import { isInvisible } from '../output/invisible.js'

/** Bytes of a name at most, so that a number and `.part` still fit what file systems allow (255). */
const MAX_BYTES = 200

/** Characters looked at; names are never that long. */
const MAX_LOOKED_AT = 4096

/** Bytes of an ending that survives when a name is cut. */
const MAX_ENDING = 16

/** What a file is called whose name holds nothing to keep. */
const NAMELESS = 'file'

/** Has a meaning in a path, a shell or a file system of some system. */
const UNSAFE = new Set('<>:"|?*\ufffd')

/** Devices of Windows, whatever their ending. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])$/i

/**
 * A name from untrusted input made fit for any file system: the last part of a path, without invisible
 * characters, and neither hidden, reserved, empty nor long.
 */
export function safeName(untrusted: string): string {
  const last = untrusted.slice(-MAX_LOOKED_AT).split(/[/\\]/).at(-1)!
  let name = ''
  for (const character of last) {
    const isUnsafe = isInvisible(character.codePointAt(0)!) || UNSAFE.has(character)
    name += isUnsafe ? '_' : character
  }
  name = trimEnd(shortened(name.trimStart()))
  if (name.startsWith('.')) name = `_${name.slice(1)}`
  if (name === '' || name === '_') return NAMELESS
  return RESERVED.test(name.split('.', 1)[0]!.trimEnd()) ? `_${name}` : name
}

/** A name and its ending with the dot: `notes`, `.txt`. */
export function splitEnding(name: string): [stem: string, ending: string] {
  const dot = name.lastIndexOf('.')
  if (dot <= 0 || Buffer.byteLength(name.slice(dot)) > MAX_ENDING) return [name, '']
  return [name.slice(0, dot), name.slice(dot)]
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name
  const [stem, ending] = splitEnding(name)
  let kept = ''
  let room = MAX_BYTES - Buffer.byteLength(ending)
  for (const character of stem) {
    room -= Buffer.byteLength(character)
    if (room < 0) break
    kept += character
  }
  return kept + ending
}

/** Windows drops dots and blanks at the end. */
function trimEnd(name: string): string {
  let end = name.length
  while (end > 0 && (name[end - 1] === '.' || name[end - 1] === ' ')) end--
  return name.slice(0, end)
}
