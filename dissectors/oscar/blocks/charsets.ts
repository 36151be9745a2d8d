import { names } from '../../../src/fields/index.js'

/** Of messages and file names ("Channel 1 fragments" on the protocol page). */
export const CHARSETS = names({ 0: 'ASCII', 2: 'UTF-16BE', 3: 'Latin-1', 13: 'custom' })

export const UTF16 = 2
export const LATIN1 = 3
